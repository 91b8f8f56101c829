// expect: text_literal_is_not_terminated
// A literal ends with a zero, so that c_str() can be handed on.
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

constexpr char chars[3] = {'a', 'b', 'c'};
constexpr char literal[4] = "abc";

#if MUST_FAIL == 1
constexpr nimpush::text written = chars;
#elif MUST_FAIL == 2
constexpr nimpush::value written = chars;
#else
constexpr nimpush::text written = literal;
static_assert(written == "abc");
#endif
