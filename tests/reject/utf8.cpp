// expect: text_is_not_valid_utf8
// A text is well-formed UTF-8 (Unicode's table 3-7).
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>

#if MUST_FAIL == 1
constexpr nimpush::text written = "continuation alone \x80";
#elif MUST_FAIL == 2
constexpr nimpush::text written = "cut short \xE4\xBD";
#elif MUST_FAIL == 3
constexpr nimpush::text written = "overlong \xC0\xAF";
#elif MUST_FAIL == 4
constexpr nimpush::text written = "overlong \xE0\x80\xAF";
#elif MUST_FAIL == 5
constexpr nimpush::text written = "surrogate \xED\xA0\x80";
#elif MUST_FAIL == 6
constexpr nimpush::text written = "above U+10FFFF \xF4\x90\x80\x80";
#elif MUST_FAIL == 7
constexpr nimpush::text written =
    "Latin-1 \xFC"
    "ber";
#elif MUST_FAIL == 8
constexpr nimpush::cert_name written = "rules come after it \xFF";
#elif MUST_FAIL == 9
constexpr nimpush::value written = "a value too \x80";
#elif MUST_FAIL == 10
constexpr nimpush::flutter_channel::nos_scenes written = {{"a scene too \x80", 1}};
#else
constexpr nimpush::text written = "你好 \xED\x9F\xBF \xEE\x80\x80 \xF4\x8F\xBF\xBF";
constexpr nimpush::text with_zero = "a\0b";
static_assert(with_zero.size() == 3);
#endif
