// The calls and refusals of every version's rows: which bytes nim_core_v2 sends, and what it cannot be given.

#include <nimpush/dialect/flutter_channel_v2/all_calls.hpp>

#include <string_view>
#include <type_traits>

#include "../../support/v2_dialect.hpp"

namespace {

using namespace nimpush;
namespace channel = nimpush::flutter_channel_v2;

using dialect = test::v2_calls;

bool is_there(std::string_view api, plugin::platform p) {
    return channel::with_call(api, p, []<class Call>() {});
}

}  // namespace

TEST_CASE("every call: the bytes of its version, into every kind of buffer") {
    for (const test::v2_rows& of : test::rows_of_v2) {
        CAPTURE(of.file);
        dialect::plugin = of.plugin;
        CHECK(test::read_rows(of.file, "calls").size() == of.calls);
        test::check_calls<dialect>(of.file);
    }
}

TEST_CASE("every refusal: an error at the path of the fault") {
    for (const test::v2_rows& of : test::rows_of_v2) {
        CAPTURE(of.file);
        dialect::plugin = of.plugin;
        CHECK(test::read_rows(of.file, "refused").size() == of.refused);
        test::check_refusals<dialect>(of.file);
    }
}

TEST_CASE("a call is found by its name, on the platforms that have it") {
    for (const plugin::platform p : test::platforms) {
        CHECK(is_there("InitializeService.initialize", p));
        CHECK(is_there("MessageCreator.createTextMessage", p));
        CHECK_FALSE(is_there("MessageCreatorService.createTextMessage", p));  // the name on the wire
        CHECK_FALSE(is_there("SettingsService.updateAPNSToken", p));          // a name of 1.7.7
        CHECK_FALSE(is_there("login", p));
        CHECK_FALSE(is_there("", p));
    }
}

TEST_CASE("the options are those of the platform, one type for both desktops") {
    const auto options_on = [](plugin::platform p) {
        int found = 0;
        channel::with_call("InitializeService.initialize", p, [&]<class Call>() {
            if (std::is_same_v<Call, channel::initialize<plugin::ios_sdk_options>>) found = 1;
            if (std::is_same_v<Call, channel::initialize<plugin::android_sdk_options>>) found = 2;
            if (std::is_same_v<Call, channel::initialize<channel::pc_sdk_options>>) found = 3;
            if (std::is_same_v<Call, channel::initialize<channel::ohos_sdk_options>>) found = 4;
        });
        return found;
    };
    CHECK(options_on(plugin::platform::ios) == 1);
    CHECK(options_on(plugin::platform::android) == 2);
    CHECK(options_on(plugin::platform::windows) == 3);
    CHECK(options_on(plugin::platform::macos) == 3);
    CHECK(options_on(plugin::platform::ohos) == 4);
}
