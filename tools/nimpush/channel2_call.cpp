// `nimpush channel2 call`: see channel2_dialect.hpp.

#include "channel2_dialect.hpp"  // IWYU pragma: keep

namespace nimpush_tool {

template int channel_call<v2_dialect>(const arguments&);

}  // namespace nimpush_tool
