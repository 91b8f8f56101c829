#include <nimpush/dialect/flutter_channel_v2/client.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <nimpush/delivery/simulator.hpp>
#include <nimpush/wire/standard_codec.hpp>

namespace {

using namespace nimpush;
using namespace nimpush::literals;
namespace v2 = nimpush::flutter_channel_v2;

using bytes_of = std::vector<std::uint8_t>;
using method_names = std::vector<std::string>;

/// A native side that keeps what came, and answers with a code.
struct native {
    std::vector<standard_codec::method_call> calls{};
    std::int64_t code = 0;
    std::function<value(const standard_codec::method_call&)> data = [](const auto&) { return value(); };

    auto messenger() {
        return [this](std::string_view name, message_bytes message) {
            CHECK(name == v2::name);
            calls.push_back(standard_codec::decode_method_call(message).value());
            return standard_codec::encode_success(value::map({{"code", code}, {"data", data(calls.back())}})).value();
        };
    }
    method_names methods() const {
        method_names all;
        for (const auto& one : calls) all.emplace_back(one.method.view());
        return all;
    }
};

/// One that answers when it is told to.
struct slow_native {
    std::vector<std::function<void(message_bytes)>> later{};
    auto messenger() {
        return [this](std::string_view, message_bytes, auto reply) {
            later.push_back(
                [held = std::make_shared<decltype(reply)>(std::move(reply))](message_bytes bytes) { (*held)(bytes); });
        };
    }
};

constexpr v2::ios_sdk_options options{.common = {.app_key = "key1"}, .apns_cername = "acme_prod"};
constexpr auto token = "d5c1f1a0"_token;

template <class C>
concept has_messages = requires(C&& c) {
    std::forward<C>(c).messages();
};
using slow_client = v2::client<decltype(std::declval<slow_native&>().messenger())>;

}  // namespace

static_assert(!std::is_copy_constructible_v<slow_client> && !std::is_move_constructible_v<slow_client>);
static_assert(has_messages<slow_client&> && !has_messages<slow_client>);
static_assert(v2::takes_answer<v2::ignore_reply, v2::login>);
static_assert(!v2::takes_answer<decltype([](int) {}), v2::login>);
static_assert(v2::detail::creator<v2::create_text_message> && !v2::detail::creator<v2::send_message>);

TEST_CASE("each service calls its methods") {
    native side;
    v2::client nim(side.messenger(), v2::context{.platform = v2::platform::ios});
    CHECK(nim.speaks() == v2::v10_9_90);
    nim.initialize(options);
    nim.login("bob", "secret", {.force_mode = true});
    nim.apns().update_apns_token(token);
    nim.apns().update_apns_token_with_custom_key(token, "quiet");
    nim.apns().register_badge_count(3);
    nim.settings().set_dnd_config({.dnd_on = false});
    nim.settings().set_p2p_message_mute_mode("alice", v2::p2p_message_mute_mode::on);
    nim.settings().set_team_message_mute_mode("7001", v2::team_type::normal, v2::team_message_mute_mode::on);
    nim.settings().set_push_mobile_on_desktop_online(true);
    nim.messages().send({}, "bob|1|alice");
    nim.messages().revoke({});
    nim.messages().modify({}, {.text = "x"});
    nim.notifications().send("bob|1|alice", "{}");
    nim.mix_push().provide_tokens(true);
    nim.mix_push().provide_tokens(false);
    nim.logout();
    CHECK(side.methods() == method_names{"initialize", "login", "updateApnsToken", "updateApnsTokenWithCustomKey",
                                         "registerBadgeCount", "setDndConfig", "setP2PMessageMuteMode",
                                         "setTeamMessageMuteMode", "setPushMobileOnDesktopOnline", "sendMessage",
                                         "revokeMessage", "modifyMessage", "sendCustomNotification",
                                         "registerManuallyProvidePushTokenCallback",
                                         "unregisterManuallyProvidePushTokenCallback", "logout"});
    CHECK(side.calls[1].arguments.find("option")->find("forceMode")->as_bool() == true);
    CHECK(side.calls[3].arguments.find("key")->as_text() == "quiet");
}

TEST_CASE("it speaks its version, and refuses what that does not have") {
    native side;
    v2::client old(side.messenger(), v2::context{.plugin = v2::v10_3_1});
    CHECK(old.speaks() == v2::v10_3_1);
    old.initialize(options);
    CHECK(side.calls[0].arguments.find("extras")->find("versionName")->as_text() == "10.3.1");
    CHECK(side.calls[0].arguments.find("autoUpdateApnsToken") == nullptr);
    std::string why;
    old.messages().modify({}, {}, [&](const auto& reply) {
        REQUIRE_FALSE(reply);
        CHECK(reply.error().kind == v2::failure{plugin::failure_kind::malformed}.kind);
        why = reply.error().what.detail.c_str();
    });
    CHECK(why.find("10.3.1") != std::string::npos);
    std::string path;
    v2::send_message_params with;
    with.target_config.emplace();
    old.messages().send({}, "bob|2|7001", with, [&](const auto& reply) { path = reply.error().what.path.c_str(); });
    CHECK(path == "params.targetConfig");
    CHECK(side.methods() == method_names{"initialize"});
}

TEST_CASE("the token goes to NIM where the plugin does not take it itself") {
    struct row {
        v2::plugin_version plugin;
        bool auto_update, goes;
    };
    for (const row& r : {row{v2::v10_3_1, true, true}, row{v2::v10_9_2, true, true}, row{{10, 9, 6}, true, false},
                         row{{10, 9, 6}, false, true}, row{v2::v10_9_90, true, false}, row{v2::v10_9_90, false, true}})
        for (const bool token_first : {false, true}) {
            native side;
            v2::client nim(side.messenger(), v2::context{.plugin = r.plugin});
            v2::ios_sdk_options set = options;
            if (r.plugin >= v2::plugin_version{10, 9, 6}) set.auto_update_apns_token = r.auto_update;
            const auto handed_over = *standard_codec::encode_method_call("updateAPNsToken", octets(token));
            if (token_first) CHECK_FALSE(nim.on_app_message(handed_over).empty());
            nim.initialize(set);
            if (!token_first) CHECK_FALSE(nim.on_app_message(handed_over).empty());
            nim.token_changed(token);  // the same once more
            CHECK(side.methods() ==
                  (r.goes ? method_names{"initialize", "updateApnsToken"} : method_names{"initialize"}));
        }
    native side;
    v2::client nim(side.messenger(), v2::context{.plugin = v2::v10_9_2});
    nim.initialize(options);
    nim.custom_content_key_changed("quiet");
    nim.token_changed(token);
    CHECK(side.methods() == method_names{"initialize", "updateApnsTokenWithCustomKey"});
    side.code = 500;
    nim.custom_content_key_changed("");
    side.code = 0;
    nim.token_changed(token);
    CHECK(side.methods().size() == 4);  // what failed is offered again
    v2::client android(side.messenger(), v2::context{.platform = v2::platform::android, .plugin = v2::v10_3_1});
    android.token_changed(token);
    CHECK(side.methods().size() == 4);
}

TEST_CASE("creating and sending, or hearing why not") {
    native side;
    side.data = [](const standard_codec::method_call& call) {
        const value message = value::map({{"text", "hello"}, {"messageClientId", "m1"}});
        return call.method == "sendMessage" ? value::map({{"message", message}}) : message;
    };
    v2::client nim(side.messenger());
    v2::send_message_params with;
    with.push_config.emplace().push_content = "look";
    text sent;
    nim.messages().create_and_send(v2::create_text_message{"hello"}, "bob|1|alice", with, [&](const auto& reply) {
        REQUIRE(reply);
        if constexpr (requires { reply->data->message; }) sent = reply->data->message->message_client_id;
    });
    CHECK(sent == "m1");
    CHECK(side.methods() == method_names{"createTextMessage", "sendMessage"});
    CHECK(side.calls[1].arguments.find("params")->find("pushConfig")->find("pushContent")->as_text() == "look");
    CHECK(side.calls[1].arguments.find("message")->find("messageClientId")->as_text() == "m1");
    side.code = 199414;
    std::int64_t code = 0;
    nim.messages().create_and_send(v2::create_tips_message{"x"}, "bob|1|alice", {},
                                   [&](const auto& reply) { code = reply->code; });
    CHECK(code == 199414);
    CHECK(side.calls.size() == 3);
}

TEST_CASE("a client may be gone before its replies") {
    const bytes_of success = *standard_codec::encode_success(value::map({{"code", 0}, {"data", value()}}));
    slow_native side;
    int called = 0;
    {
        std::optional<slow_client> nim(std::in_place, side.messenger());
        nim->initialize(options, [&](const auto&) { ++called; });
        nim->login("bob", "x", {}, [&](const auto&) { ++called; });
        nim->messages().create_and_send(v2::create_text_message{"x"}, "a|1|b", {}, [&](const auto&) { ++called; });
        side.later[1](success);
        CHECK(called == 1);
        side.later[1](success);  // a second reply finds nobody
        CHECK(called == 1);
    }
    for (std::size_t i = 0; i < 3; ++i) side.later[i](success);
    CHECK(called == 1);
    // A callback may end its client.
    auto nim = std::make_unique<slow_client>(side.messenger());
    nim->token_changed(token);
    nim->logout([&](const auto&) { nim.reset(); });
    side.later.back()(success);
    CHECK(nim == nullptr);
}

TEST_CASE("events are read in its version") {
    native side;
    v2::client nim(side.messenger(), v2::context{.plugin = v2::v10_3_1});
    const auto modified = *standard_codec::encode_method_call(
        "onReceiveMessagesModified", value::map({{"messages", value::list()}, {"serviceName", "MessageService"}}));
    const auto nothing = [](const v2::messages_modified&) {};
    CHECK(nim.on_event(modified, nothing).error().kind == plugin::failure_kind::unimplemented);
    v2::client newest(side.messenger());
    CHECK(newest.on_event(modified, nothing).value() == v2::event_outcome::handled);
    CHECK(newest.on_event(bytes_of{1, 2}, nothing).error().kind == plugin::failure_kind::malformed);
}

TEST_CASE("it and the simulator understand each other") {
    delivery::simulator world({.apns = {{"acme_prod", "com.example.acme"}}},
                              *delivery::moment::from("2026-11-23T12:00:00+08:00"));
    world.add_account("alice");
    world.add_account("bob");
    for (const auto plugin : v2::known_versions) {
        const auto phone = world.add_device(delivery::device_platform::ios, delivery::environment::production, plugin);
        v2::client nim([&](std::string_view name, message_bytes m) { return world.handle(phone, name, m); },
                       v2::context{.plugin = plugin});
        nim.initialize(options);
        nim.token_changed(token);
        world.register_device_token(phone, token);
        CHECK(world.device(phone).token == token);
        bool good = false;
        nim.login("bob", "x", {}, [&](const auto& reply) { good = reply && reply->ok(); });
        CHECK(good);
        good = false;
        nim.messages().create_and_send(v2::create_text_message{"hi"}, "bob|1|alice", {},
                                       [&](const auto& reply) { good = reply && reply->ok(); });
        CHECK(good);
        int logins = 0;
        for (const bytes_of& one : world.take_events(phone))
            CHECK(nim.on_event(one, [&](const v2::login_status_changed&) { ++logins; }));
        CHECK(logins == 2);
    }
}
