// expect: json_cannot_carry_this_value
// What JSON cannot carry cannot be rendered while compiling.
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/attachment.hpp>
#include <nimpush/wire/json_writer.hpp>

#include <limits>

using nimpush::value;
using nimpush::flutter_channel::location_attachment;
using limits = std::numeric_limits<double>;

#if MUST_FAIL == 1
constexpr auto bytes = nimpush::render<[] { return location_attachment{limits::quiet_NaN(), 0, "?"}; }>();
#elif MUST_FAIL == 2
constexpr auto bytes = nimpush::render<[] { return value(-limits::infinity()); }>();
#elif MUST_FAIL == 3
constexpr auto bytes = nimpush::render<[] { return value::map({{1, "a key that is no text"}}); }>();
#else
constexpr auto bytes = nimpush::render<[] { return location_attachment{31.25, -0.5, "!"}; }>();
static_assert(std::string_view(bytes.data(), bytes.size()) ==
              R"({"lat":31.25,"lng":-0.5,"title":"!","messageType":"location"})");
#endif
