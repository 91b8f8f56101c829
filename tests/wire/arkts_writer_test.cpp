// What HarmonyOS writes, read by us: a whole double comes as an int, and every field that is a double takes it.

#include "../support/arkts_writer.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/to_value.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/attachment.hpp>
#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/chatroom.hpp>
#include <nimpush/dialect/flutter_channel/event_models.hpp>
#include <nimpush/dialect/flutter_channel_v2/creators.hpp>
#include <nimpush/dialect/flutter_channel_v2/event_models.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/dialect/plugin/dart.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../support/print.hpp"
#include "../support/random.hpp"
#include "../support/random_value.hpp"
#include "../support/read_file.hpp"

namespace {

using nimpush::value;
namespace channel = nimpush::flutter_channel;
namespace v2 = nimpush::flutter_channel_v2;

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

std::string hex(const std::vector<std::uint8_t>& bytes) {
    std::string made;
    for (const std::uint8_t b : bytes) made += {"0123456789abcdef"[b >> 4], "0123456789abcdef"[b & 15]};
    return made;
}
std::string written(const value& v) { return hex(test::arkts_message(v)); }

value decoded(const std::vector<std::uint8_t>& bytes) {
    const auto read = nimpush::standard_codec::decode(bytes);
    REQUIRE(read.has_value());
    return value(*read);
}

/// Doubles at every edge of the forms.
constexpr double edges[] = {0.0,
                            -0.0,
                            1,
                            -1,
                            30,
                            0.5,
                            -90,
                            120.1551,
                            2147483647,
                            2147483648,
                            -2147483648.0,
                            -2147483649.0,
                            9007199254740991,
                            9007199254740992,
                            -9007199254740991.0,
                            -9007199254740992.0,
                            1e300,
                            -1e300,
                            5e-324,
                            0x1p63,
                            -0x1p63,
                            infinite,
                            -infinite,
                            not_a_number};

bool same(double a, double b) { return a == b || (a != a && b != b); }

// Each member of a model that is a double, or may be one.
template <class M>
inline constexpr bool is_double = std::is_same_v<M, double> || std::is_same_v<M, nimpush::maybe<double>>;
template <class T, class F> void each_double(F&& f) {
    nimpush::fields<T>::each([&](auto one) {
        using field = decltype(one);
        if constexpr (!field::is_constant) {
            using M = std::remove_cvref_t<decltype(static_cast<T*>(nullptr)->*field::member)>;
            if constexpr (is_double<M>) f(one);
        }
    });
}

/// Sets them to d, lets HarmonyOS write the model and reads it, as Dart does; how many there were.
template <class Policy, class T> std::size_t check_doubles(T x, double d) {
    std::size_t count = 0;
    each_double<T>([&](auto one) { x.*decltype(one)::member = d, ++count; });
    const auto tree = nimpush::to_value(x);
    REQUIRE(tree.has_value());
    const auto read = nimpush::read_wire<T, Policy>(decoded(test::arkts_message(*tree)));
    CAPTURE(d);
    REQUIRE(read.has_value());
    each_double<T>([&](auto one) {
        const nimpush::maybe<double> came = (*read).*decltype(one)::member;
        CAPTURE(decltype(one)::name.view());
        CHECK(came.has_value());
        CHECK(same(came.value_or(-1), d));
    });
    return count;
}
/// All models of the plugin's channel that have some.
template <class Policy> std::size_t check_all_doubles(double d) {
    const auto check = [d](const auto& x) { return check_doubles<Policy>(x, d); };
    return check(channel::location_attachment{.address = "a"}) + check(channel::attachment_progress{.id = "i"}) +
           check(channel::create_location_message{.session_id = "s", .address = "a"}) +
           check(channel::create_chatroom_location_message{.room_id = "r", .address = "a"}) +
           check(v2::location_attachment{}) + check(v2::clear_notification{}) + check(v2::ai_model_config_params{}) +
           check(v2::create_location_message{.address = "a"});
}
constexpr std::size_t all_doubles = 2 + 1 + 2 + 2 + 2 + 1 + 2 + 2;

/// The members that a header declares as doubles: `double a = 0, b = 0;` has two.
std::size_t declared_doubles(const std::string& header) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < header.size();) {
        const std::size_t end = std::min(header.find('\n', at), header.size());
        std::string_view line(header.data() + at, end - at);
        at = end + 1;
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        if (!line.starts_with("double ") && !line.starts_with("maybe<double> ")) continue;
        if (line.find('(') != line.npos || !line.ends_with(';')) continue;
        for (const char c : line) count += c == ',';
        ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("the value chooses the form") {
    struct row {
        value given;
        std::string_view bytes;
    };
    const std::vector<row> rows = {
        {nullptr, "00"},
        {true, "01"},
        {false, "02"},
        {30.0, "031e000000"},
        {-0.0, "0300000000"},
        {-1, "03ffffffff"},
        {2147483647.0, "03ffffff7f"},
        {2147483648.0, "040000008000000000"},
        {-2147483648.0, "0300000080"},
        {-2147483649.0, "04ffffff7fffffffff"},
        {9007199254740991.0, "04ffffffffffff1f00"},
        {-9007199254740991.0, "04010000000000e0ff"},
        {9007199254740992.0, "06000000000000000000000000004043"},
        {std::int64_t{9007199254740993}, "06000000000000000000000000004043"},  // rounded where it was made
        {0.5, "0600000000000000000000000000e03f"},
        {infinite, "0600000000000000000000000000f07f"},
        {*value::bigint("7"), "040700000000000000"},
        {*value::bigint("-1"), "04ffffffffffffffff"},
        {*value::bigint("7fffffffffffffff"), "04ffffffffffffff7f"},
        {*value::bigint("-8000000000000000"), "040000000000000080"},
        {*value::bigint("8000000000000000"), "051038303030303030303030303030303030"},
        {*value::bigint("-00FFffffffffffffffff"),
         "05132d66666666666666666666666666666666"
         "6666"},
        {"\u676d", "0703e69dad"},
        {value::bytes(std::vector<std::uint8_t>{1, 2}), "08020102"},
        {value::int32_list(std::vector<std::int32_t>{-1}), "09010000ffffffff"},
        {value::int64_list(std::vector<std::int64_t>{1}), "0a010000000000000100000000000000"},
        {value::float64_list(std::vector<double>{1}), "0b01000000000000000000000000f03f"},
        {value::float32_list(std::vector<float>{1}), "0e0100000000803f"},
        {value::float64_list(std::vector<double>{}), "0b00000000000000"},
        {value::list({1.0, 0.5}), "0c02030100000006000000000000e03f"},  // no padding at byte 8
        {value::map({{"a", nullptr}, {1.0, 2.0}}), "0d020701610003010000000302000000"},
    };
    for (const row& one : rows) {
        CAPTURE(one.bytes);
        CHECK(written(one.given) == one.bytes);
    }
    CHECK(written(nimpush::text(std::string(254, 'x'))).starts_with("07fefe00"));
    CHECK(written(nimpush::text(std::string(65536, 'x'))).starts_with("07ff00000100"));
}

// The rows ark_whole, ark_half … of the survey, whose bytes were laid out by hand.
TEST_CASE("locations as NIM replies with them") {
    struct row {
        value latitude, longitude;
        std::string_view lat, lng;
    };
    const std::vector<row> rows = {
        {30.0, 120.0, "031e000000", "0378000000"},
        {30.5, 120.0, "0600000000000000000000803e40", "0378000000"},
        {30.2741, 120.1551, "06000000000067d5e76a2b463e40", "060000000004e78c28ed095e40"},
        {-0.0, 0.0, "0300000000", "0300000000"},
        {-90, -180, "03a6ffffff", "034cffffff"},
        {1e300, 9007199254740992.0, "0600000000009c7500883ce4377e",
         "060000000000000000000040"
         "43"},
        {9007199254740991.0, -9007199254740991.0, "04ffffffffffff1f00", "04010000000000e0ff"},
        {2147483648.0, -2147483649.0, "040000008000000000", "04ffffff7fffffffff"},
        {2147483647.0, -2147483648.0, "03ffffff7f", "0300000080"},
        {nullptr, nullptr, "00", "00"},
    };
    for (const row& one : rows) {
        CAPTURE(one.lat);
        const value attachment = value::map({{"latitude", one.latitude},
                                             {"longitude", one.longitude},
                                             {"address", "\u676d\u5dde"},
                                             {"nimCoreMessageType", 4}});
        const value data = value::map({{"messageClientId", "c1"},
                                       {"messageType", 4},
                                       {"createTime", std::int64_t{1712800000000}},
                                       {"attachment", attachment}});
        CHECK(
            hex(test::arkts_reply(data)) ==
            "000d020704636f646503000000000704646174610d04070f6d657373616765436c69656e74496407026331070b6d65737361676554"
            "7970650304000000070a63726561746554696d650400e8d5ca8e010000070a6174746163686d656e740d0407086c6174697475646"
            "5" +
                std::string(one.lat) + "07096c6f6e676974756465" + std::string(one.lng) +
                "0707616464726573730706e69dade5b79e07126e696d436f72654d657373616765547970650304000000");
        const auto read = nimpush::read_wire<v2::location_attachment>(decoded(test::arkts_message(attachment)));
        REQUIRE(read.has_value());
        CHECK(read->latitude == one.latitude.as_double());
        CHECK(read->longitude == one.longitude.as_double());
    }
}

TEST_CASE("every field that is a double takes what HarmonyOS writes") {
    for (const double d : edges) {
        CHECK(check_all_doubles<nimpush::reading::lenient>(d) == all_doubles);
        CHECK(check_all_doubles<nimpush::plugin::dart>(d) == all_doubles);
        CHECK(check_all_doubles<nimpush::plugin::dart_num>(d) == all_doubles);
    }
    test::random from(13);
    for (int i = 0; i < 500; ++i) {
        const double d = from.one_in(2) ? from.any_double() : std::floor(from.any_double());
        CHECK(check_all_doubles<nimpush::plugin::dart_num>(d) == all_doubles);
    }
}

TEST_CASE("no double of the channel's models is left out here") {
    std::size_t declared = 0;
    for (const char* room : {"flutter_channel", "flutter_channel_v2", "plugin"})
        for (const auto& one : std::filesystem::recursive_directory_iterator(
                 std::string(NIMPUSH_SOURCE_DIR "/include/nimpush/dialect/") + room))
            if (one.path().extension() == ".hpp") declared += declared_doubles(test::read_file(one.path().string()));
    CHECK(declared == all_doubles);
}

TEST_CASE("whatever HarmonyOS writes is read, with the numbers that were meant") {
    // Equal but for the forms: what is whole is whole in both, signs of zero and digits of bigints aside.
    const auto is_same = [](const auto& self, const value& meant, const value& came) -> bool {
        using kind = value::kind;
        if (meant.is(kind::int64) || meant.is(kind::float64)) {
            const auto got = came.as_double();
            return got && same(*meant.as_double(), *got);
        }
        if (meant.is(kind::bigint)) return came.is(kind::int64) || came.is(kind::bigint);
        if (meant.type() != came.type() || meant.size() != came.size()) return false;
        for (std::size_t i = 0; i < meant.items().size(); ++i)
            if (!self(self, meant.items()[i], came.items()[i])) return false;
        for (std::size_t i = 0; i < meant.members().size(); ++i)
            if (!self(self, meant.members()[i].key, came.members()[i].key) ||
                !self(self, meant.members()[i].val, came.members()[i].val))
                return false;
        return meant.is(kind::list) || meant.is(kind::map) || written(meant) == written(came);
    };
    const auto has_bigint = [](const auto& self, const value& v) -> bool {
        if (v.is(value::kind::bigint)) return true;
        for (const value& one : v.items())
            if (self(self, one)) return true;
        for (const value::member& one : v.members())
            if (self(self, one.key) || self(self, one.val)) return true;
        return false;
    };
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        CAPTURE(seed);
        test::random from(seed);
        const value meant = test::random_message(from);
        const auto bytes = test::arkts_message(meant);
        const value came = decoded(bytes);
        CHECK(is_same(is_same, meant, came));
        // Written again it is the same, by us too; of bigints alone is a small one an int64.
        if (has_bigint(has_bigint, meant)) continue;
        CHECK(test::arkts_message(came) == bytes);
        CHECK(nimpush::standard_codec::encode(came).value() == bytes);
    }
}
