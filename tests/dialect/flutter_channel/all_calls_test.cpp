// The calls and refusals of nim_calls.json: which bytes nim_core 1.7.7 sends, and what it cannot be given.

#include <nimpush/dialect/flutter_channel/all_calls.hpp>

#include <string_view>
#include <type_traits>

#include "../../support/channel_rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
namespace channel = nimpush::flutter_channel;
using test::platforms;

struct dialect {
    template <class F> static bool with_call(std::string_view api, platform p, F&& f) {
        return channel::with_call(api, p, f);
    }
};

}  // namespace

TEST_CASE("every call: the bytes of nim_core 1.7.7, into every kind of buffer, or its local answer") {
    CHECK(test::read_rows("nim_calls.json", "calls").size() == 148);
    test::check_calls<dialect>("nim_calls.json");
}

TEST_CASE("every refusal: an error at the path of the fault") {
    CHECK(test::read_rows("nim_calls.json", "refused").size() == 47);
    test::check_refusals<dialect>("nim_calls.json");
}

TEST_CASE("a call is found by its name, on the platforms that have it") {
    const auto is_there = [](std::string_view api, platform p) {
        return channel::with_call(api, p, []<class Call>() {});
    };
    for (const platform p : platforms) {
        CHECK(is_there("InitializeService.initialize", p));
        CHECK(is_there("SettingsService.updateAPNSToken", p));  // answered in Dart where it is not iOS
        CHECK(is_there("MessageBuilder.createTextMessage", p));
        CHECK(is_there("MessageService.sendTextMessage", p));  // the first of its two messages
        CHECK_FALSE(is_there("SettingsService.updateAPNsToken", p));
        CHECK_FALSE(is_there("updateAPNSToken", p));
        CHECK_FALSE(is_there("", p));
    }
    channel::with_call("InitializeService.initialize", platform::macos,
                       []<class Call>() { CHECK(std::is_same_v<Call, channel::initialize<macos_sdk_options>>); });
}
