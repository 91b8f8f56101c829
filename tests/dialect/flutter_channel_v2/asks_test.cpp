// What the native side of V2 asks, with which flag, how long it waits, and what the app answers.

#include <nimpush/dialect/flutter_channel_v2/asks.hpp>

#include <string>
#include <string_view>

#include <nimpush/dialect/flutter_channel_v2/events.hpp>
#include <nimpush/dialect/flutter_channel_v2/push_services.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../../support/v2_dialect.hpp"

namespace {

using namespace nimpush;
namespace channel = nimpush::flutter_channel_v2;
using channel::v10_3_1, channel::v10_9_2, channel::v10_9_90;
using dialect = test::v2_events;

// The flag is a key of the options, and of login's; the two questions for a token of one's own wait differently.
static_assert(channel::token_asked::info.needs == "tokenProvider" && channel::token_asked::info.wait == 30000);
static_assert(channel::login_extension_asked::info.needs == "extensionProvider");
static_assert(channel::display_name_asked::info.needs == "enableUserInfoProvider");
static_assert(channel::category_asked::info.needs == "enableMessageNotifierCustomization");
static_assert(channel::category_asked::info.since == plugin::plugin_version{10, 9, 3});
static_assert(channel::channel_id_asked::info.needs == "enableNotificationChannelProvider");
static_assert(channel::provided_token_asked::info.needs == "KEY_MANUAL_PROVIDE_PUSH_TOKEN");
static_assert(channel::provided_token_asked::info.wait == 500);
static_assert(channel::manually_provided_token_asked::info.wait == 30000);
static_assert(channel::manually_provided_token_asked::info.needs.empty());
static_assert(channel::token_asked::info.since == plugin::plugin_version{});

std::string in(plugin::plugin_version spoken, text service, std::string_view method,
               std::initializer_list<value::member> more) {
    dialect::plugin = spoken;
    return test::event_text<dialect>(std::move(service), method, more);
}
std::string hex_of(const auto& answer) { return test::hex_of(*standard_codec::encode_success(answer)); }

}  // namespace

TEST_CASE("what is asked in which version: an unknown question is an unknown event") {
    test::check_all({
        {"a category", in(v10_9_90, "InitializeService", "onMakeCategory", {}),
         R"({"asks":"makeCategoryProvider","message":null})"},
        {"before 10.9.3", in(v10_9_2, "InitializeService", "onMakeCategory", {}),
         "UnimplementedError not_supported InitializeService knows no such event"},
        {"a channel", in(v10_9_90, "InitializeService", "onGetChannelId", {{"ring", true}, {"tooFast", nullptr}}),
         R"({"asks":"notificationChannelProvider","donNotDisturb":null,"tooFast":null,"ring":true,"vibrate":null})"},
        {"a flag that is none", in(v10_9_90, "InitializeService", "onGetChannelId", {{"vibrate", 1}}),
         "TypeError wrong_type vibrate: a whole number, must be a bool"},
        {"modified messages",
         in(v10_9_90, "MessageService", "onReceiveMessagesModified", {{"messages", value::list()}}),
         R"({"stream":"onReceiveMessagesModified","value":[]})"},
        {"before 10.5.0", in(v10_3_1, "MessageService", "onReceiveMessagesModified", {{"messages", value::list()}}),
         "UnimplementedError not_supported MessageService knows no such event"},
        {"the desktop's setting", in(v10_9_2, "SettingsService", "onPushMobileOnDesktopOnline", {{"need", true}}),
         R"({"stream":"onPushMobileOnDesktopOnline","value":true})"},
        {"in 10.3.1 it passes in silence",
         in(v10_3_1, "SettingsService", "onPushMobileOnDesktopOnline", {{"need", true}}), "null"},
        {"a text is no setting", in(v10_9_90, "SettingsService", "onPushMobileOnDesktopOnline", {{"need", "yes"}}),
         "TypeError wrong_type need: a text, must be a bool"},
    });
}

TEST_CASE("an ignored message: null and absent are a TypeError, as the null check throws") {
    const value message = value::map({{"messageClientId", "c"}, {"messageType", 105}});
    CHECK(in(v10_9_2, "MessageService", "shouldIgnore", {{"message", message}})
              .find(R"({"asks":"shouldIgnore","message":{"senderId":null,)") == 0);
    for (const value& none : {value(), value("x")})
        CHECK(in(v10_9_90, "MessageService", "shouldIgnore", {{"message", none}}).find("TypeError") == 0);
    CHECK(in(v10_9_90, "MessageService", "shouldIgnore", {}).find("TypeError") == 0);
    CHECK(in(v10_3_1, "MessageService", "shouldIgnore", {{"message", message}}).find("UnimplementedError") == 0);
}

TEST_CASE("a token of one's own, asked by MixPushService: absent is disable, an unknown vendor unknown") {
    const auto asked = [](value type) {
        return in(v10_9_90, "MixPushService", "onManuallyProvidePushToken", {{"suggestedPushType", std::move(type)}});
    };
    const auto named = [](std::string_view vendor) {
        return R"({"asks":"onManuallyProvidePushToken","suggestedPushType":")" + std::string(vendor) + "\"}";
    };
    CHECK(asked(5) == named("xiaomi"));
    CHECK(asked(11) == named("honor"));
    CHECK(asked(0) == named("disable"));
    CHECK(asked(-1) == named("unknown"));
    CHECK(asked(4) == named("unknown"));
    CHECK(asked(value()) == named("disable"));
    CHECK(asked(8.0) == "TypeError wrong_type suggestedPushType: a double, must be a whole number");
    CHECK(asked("8") == "TypeError wrong_type suggestedPushType: a text, must be a whole number");
    CHECK(in(v10_9_2, "MixPushService", "onManuallyProvidePushToken", {{"suggestedPushType", 5}}) == "null");
}

TEST_CASE("and by the initialisation: 0 is unknown, -1 an ArgumentError, absent no question") {
    const auto asked = [](value type) {
        return in(v10_9_90, "InitializeService", "onManualProvidePushToken", {{"suggestedPushType", std::move(type)}});
    };
    CHECK(asked(6) == R"({"asks":"manualProvidePushTokenProvider","suggestedPushType":"huaWei"})");
    CHECK(asked(0) == R"({"asks":"manualProvidePushTokenProvider","suggestedPushType":"unknown"})");
    CHECK(asked(-1) == "ArgumentError bad_enumerator suggestedPushType: -1 is no number of an enumerator");
    CHECK(asked(4).find("ArgumentError") == 0);
    CHECK(asked(value()) == "null");
    CHECK(asked(6.0) == "TypeError wrong_type suggestedPushType: a double, must be a whole number");
    CHECK(in(v10_3_1, "InitializeService", "onManualProvidePushToken", {{"suggestedPushType", 6}})
              .find("UnimplementedError") == 0);
}

TEST_CASE("what the app answers: a token without a name has no key for it") {
    CHECK(hex_of(channel::mix_push_token{.push_type = channel::push_vendor::xiaomi, .token = "tk"}) ==
          "000d02"
          "070870757368547970650305000000"
          "0705746f6b656e0702746b");
    CHECK(hex_of(channel::mix_push_token{.push_type = channel::push_vendor::honor, .token = "t", .token_name = "n"}) ==
          "000d03"
          "07087075736854797065030b000000"
          "0705746f6b656e070174"
          "0709746f6b656e4e616d6507016e");
    CHECK(hex_of(channel::provided_push_token{.type = channel::suggested_vendor::fcm, .token = "tk"}) ==
          "000d02"
          "0704747970650308000000"
          "0705746f6b656e0702746b");
}

TEST_CASE("a broadcast's id: cut, parsed, or 0 since 10.9.2; a number alone before") {
    const auto id_of = [](plugin::plugin_version spoken, value id) {
        const std::string whole =
            in(spoken, "NotificationService", "onReceiveBroadcastNotifications",
               {{"broadcastNotifications", value::list({value::map({{"id", std::move(id)}, {"timestamp", 1}})})}});
        const std::size_t at = whole.find(R"("id":)");
        return at == whole.npos ? whole.substr(0, whole.find(' ')) : whole.substr(at + 5, whole.find(',', at) - at - 5);
    };
    for (const auto late : {v10_9_2, v10_9_90}) {
        CHECK(id_of(late, 42) == "42");
        CHECK(id_of(late, -1.9) == "-1");
        CHECK(id_of(late, "42") == "42");
        CHECK(id_of(late, " -7 ") == "-7");
        CHECK(id_of(late, "0x10") == "16");
        CHECK(id_of(late, "4 2") == "FormatException");
        CHECK(id_of(late, "") == "FormatException");
        CHECK(id_of(late, true) == "0");
        CHECK(id_of(late, value()) == "0");
    }
    CHECK(id_of(v10_3_1, 42) == "42");
    CHECK(id_of(v10_3_1, 1.9) == "1");
    CHECK(id_of(v10_3_1, "42") == "TypeError");
    CHECK(id_of(v10_3_1, value()) == "TypeError");
}
