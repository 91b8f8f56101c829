#include <string_view>

#include "command.hpp"

namespace nimpush_tool {

std::string_view version() {
#ifdef NIMPUSH_VERSION
    return "nimpush " NIMPUSH_VERSION;
#else
    return "nimpush, version unknown: built without CMake or Meson";
#endif
}

}  // namespace nimpush_tool
