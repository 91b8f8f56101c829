// expect: text_literal_is_not_terminated
// expect: text_literal_is_not_terminated
// expect: text_literal_ends_with_zeros_as_an_array_does
// expect: text_literal_ends_with_zeros_as_an_array_does
// A literal ends with a zero, so that c_str() can be handed on, and with one only: an array of more room than its
// text cannot be told from a literal.
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

constexpr char chars[3] = {'a', 'b', 'c'};
constexpr char literal[4] = "abc";
constexpr char room[20] = "abc";

#if MUST_FAIL == 1
constexpr nimpush::text written = chars;
#elif MUST_FAIL == 2
constexpr nimpush::value written = chars;
#elif MUST_FAIL == 3
constexpr nimpush::text written = room;
#elif MUST_FAIL == 4
constexpr nimpush::value written = room;
#else
constexpr nimpush::text written = literal;
static_assert(written == "abc");
static_assert(nimpush::text(std::string_view(room)) == "abc");
#endif
