#include <nimpush/dialect/flutter_channel/client.hpp>

#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <nimpush/model/device_token.hpp>

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
using namespace nimpush::literals;
namespace channel = nimpush::flutter_channel;

using bytes_of = std::vector<std::uint8_t>;

/// A native side that keeps what came, and answers with a code and the data that it is told to.
struct native {
    std::vector<standard_codec::method_call> calls{};
    std::int64_t code = 0;
    std::function<value(const standard_codec::method_call&)> data = [](const auto&) { return value(); };

    bytes_of answer(std::string_view name, message_bytes message) {
        CHECK(name == "flutter.yunxin.163.com/nim_core");
        calls.push_back(standard_codec::decode_method_call(message).value());
        return standard_codec::encode_success(value::map({{"code", code}, {"data", data(calls.back())}})).value();
    }
    std::vector<std::string> methods() const {
        std::vector<std::string> all;
        for (const auto& one : calls) all.emplace_back(one.method.view());
        return all;
    }
};

using method_names = std::vector<std::string>;
constexpr ios_sdk_options options{.common = {.app_key = "key1", .custom_client_type = 7}, .apns_cername = "acme_prod"};

auto answering(native& side) {
    return [&side](std::string_view name, message_bytes message) { return side.answer(name, message); };
}

/// A native side that answers when it is told to; the calls wait in `later`. Callbacks may be move-only.
struct slow_native {
    struct waiting {
        virtual ~waiting() = default;
        virtual void answer(message_bytes bytes) = 0;
    };
    template <class Reply> struct waiting_for final : waiting {
        Reply reply;
        explicit waiting_for(Reply r) : reply(std::move(r)) {}
        void answer(message_bytes bytes) override { reply(bytes); }
    };
    std::vector<std::unique_ptr<waiting>> later{};
    std::vector<std::string> methods{};
    std::vector<value> arguments{};

    void answer(std::size_t which, std::int64_t code = 0, value data = value()) {
        later.at(which)->answer(
            standard_codec::encode_success(value::map({{"code", code}, {"data", std::move(data)}})).value());
    }
    auto messenger() {
        return [this](std::string_view, message_bytes message, auto reply) {
            auto call = standard_codec::decode_method_call(message).value();
            methods.emplace_back(call.method.view());
            arguments.push_back(std::move(call.arguments));
            later.push_back(std::make_unique<waiting_for<decltype(reply)>>(std::move(reply)));
        };
    }
};

using slow_client = client<decltype(std::declval<slow_native&>().messenger())>;

template <class C>
concept has_facets = requires(C&& c) {
    std::forward<C>(c).settings();
    std::forward<C>(c).messages();
    std::forward<C>(c).notifications();
    std::forward<C>(c).messenger();
};
template <class C>
concept has_settings = requires(C&& c) {
    std::forward<C>(c).settings();
};
template <class C>
concept has_messages = requires(C&& c) {
    std::forward<C>(c).messages();
};
template <class C>
concept has_notifications = requires(C&& c) {
    std::forward<C>(c).notifications();
};
template <class C>
concept has_messenger = requires(C&& c) {
    std::forward<C>(c).messenger();
};
template <class C>
concept has_token = requires(C&& c) {
    std::forward<C>(c).token();
};

}  // namespace

// Replies that are open know where their client is: there is one of it, at one place.
static_assert(!std::is_copy_constructible_v<slow_client> && !std::is_move_constructible_v<slow_client>);
static_assert(!std::is_copy_assignable_v<slow_client> && !std::is_move_assignable_v<slow_client>);
// What refers to a client is not had of a temporary.
static_assert(has_facets<slow_client&> && has_token<slow_client&> && has_token<const slow_client&>);
static_assert(!has_settings<slow_client> && !has_messages<slow_client> && !has_notifications<slow_client>);
static_assert(!has_messenger<slow_client> && !has_token<slow_client> && !has_token<const slow_client>);

// A callback takes the answer to its call, and may return what it likes.
static_assert(takes_answer<ignore_reply, flutter_channel::logout>);
static_assert(takes_answer<decltype([](const auto&) { return 7; }), flutter_channel::logout>);
static_assert(takes_answer<void (*)(const answer_of<flutter_channel::logout>&), flutter_channel::logout>);
static_assert(!takes_answer<decltype([] {}), flutter_channel::logout>);
static_assert(!takes_answer<decltype([](int) {}), flutter_channel::logout>);
static_assert(!takes_answer<std::nullptr_t, flutter_channel::logout>);

static_assert(synchronous_messenger<decltype([](std::string_view, message_bytes) { return bytes_of(); })>);
static_assert(asynchronous_messenger<decltype([](std::string_view, message_bytes, auto reply) { reply({}); })>);
static_assert(!binary_messenger<int> && !binary_messenger<decltype([](int) {})>);

TEST_CASE("a lambda that returns bytes is a transport") {
    native side;
    client nim(answering(side), platform::ios);
    bool good = false;
    nim.initialize(options, [&](const auto& reply) { good = reply && reply->ok(); });
    CHECK(good);
    CHECK(side.methods() == method_names{"initialize"});
    CHECK(side.calls[0].arguments.find("apnsCername")->as_text() == "acme_prod");
}

TEST_CASE("a lambda that answers later is a transport too") {
    native side;
    std::vector<std::function<void()>> later;
    client nim(
        [&](std::string_view channel, message_bytes message, auto reply) {
            later.push_back(
                [&side, reply, to = std::string(channel), kept = bytes_of(message.begin(), message.end())]() mutable {
                    reply(message_bytes(side.answer(to, kept)));
                });
        },
        platform::ios);
    int answers = 0;
    nim.login({.account = "bob", .token = "t"}, [&](const auto& reply) { answers += reply.has_value(); });
    CHECK(answers == 0);
    later.at(0)();
    CHECK(answers == 1);
}

TEST_CASE("the token goes to NIM once, whichever comes first") {
    native side;
    client nim(answering(side), platform::ios);
    SUBCASE("the token before the SDK") {
        nim.token_changed("aabb"_token);
        CHECK(side.calls.empty());
        nim.initialize(options);
        CHECK(side.methods() == method_names{"initialize", "updateAPNSToken"});
    }
    SUBCASE("the SDK before the token") {
        nim.initialize(options);
        nim.token_changed("aabb"_token);
        nim.token_changed("aabb"_token);
        CHECK(side.methods() == method_names{"initialize", "updateAPNSToken"});
    }
    SUBCASE("as bytes on the app's own channel") {
        nim.initialize(options);
        const std::uint8_t token[] = {0xaa, 0xbb};
        const auto message = standard_codec::encode_method_call("updateAPNsToken", value::bytes(token)).value();
        CHECK(nim.on_app_message(message) == bytes_of{0, 0});
        CHECK(side.methods() == method_names{"initialize", "updateAPNSToken"});
    }
    CHECK(side.calls[1].arguments.find("token")->as_bytes().size() == 2);
    CHECK(side.calls[1].arguments.find("key")->is_null());
}

TEST_CASE("a token that NIM refused is offered again at the next occasion, not at once") {
    native side;
    client nim(answering(side), platform::ios);
    nim.initialize(options);
    side.code = 414;
    nim.token_changed("aabb"_token);
    CHECK(side.calls.size() == 2);
    side.code = 0;
    nim.token_changed("aabb"_token);
    nim.token_changed("aabb"_token);
    CHECK(side.calls.size() == 3);
}

TEST_CASE("a failed initialisation hands no token over") {
    native side;
    side.code = 500;
    client nim(answering(side), platform::ios);
    nim.token_changed("aabb"_token);
    nim.initialize(options);
    CHECK(side.methods() == method_names{"initialize"});
}

TEST_CASE("login takes the client type over from the options, as the plugin does") {
    native side;
    client nim(answering(side), platform::ios);
    nim.initialize(options);
    nim.login({.account = "bob", .token = "t"});
    nim.login({.account = "bob", .token = "t", .custom_client_type = 9});
    CHECK(side.calls[1].arguments.find("customClientType")->as_int() == 7);
    CHECK(side.calls[2].arguments.find("customClientType")->as_int() == 9);
}

TEST_CASE("what Dart answers itself is not sent") {
    native side;
    client nim(answering(side), platform::android);
    std::string said;
    nim.settings().update_apns_token("aabb"_token, nullptr, [&](const auto& reply) {
        CHECK(reply->code == -1);
        said = reply->error_details.view();
    });
    CHECK(side.calls.empty());
    CHECK(said == "Support iOS platform only");

    bool empty_message = false;
    nim.messages().create(channel::create_empty_message{.session_id = "bob", .timestamp = 5}, 0,
                          [&](const auto& reply) {
                              empty_message = reply->data->timestamp == 5 && reply->data->callback_extension == "empty";
                          });
    CHECK(empty_message);
    CHECK(side.calls.empty());
}

TEST_CASE("creating and sending puts the push fields where they survive") {
    native side;
    side.data = [](const standard_codec::method_call& call) { return call.arguments; };
    client nim(answering(side), platform::ios);
    bool good = false;
    nim.messages().create_and_send(
        channel::create_text_message{.session_id = "bob", .text = "hi"}, 1712800000000,
        [](message& m) {
            m.push_payload = {{"sessionId", "alice"}};
        },
        [&](const auto& reply) { good = reply && reply->ok(); });
    CHECK(good);
    CHECK(side.methods() == method_names{"createMessage", "sendMessage"});
    CHECK(side.calls[0].arguments.find("pushPayload")->is_null());
    CHECK(side.calls[1].arguments.find("pushPayload")->find("sessionId")->as_text() == "alice");
    CHECK(side.calls[1].arguments.find("resend")->as_bool() == false);
}

TEST_CASE("a message that was not created is not sent, and the caller hears why") {
    native side;
    side.code = -1;
    client nim(answering(side), platform::ios);
    std::int64_t code = 0;
    nim.messages().create_and_send(
        channel::create_text_message{.session_id = "bob", .text = "hi"}, 0, [](message&) { FAIL("nothing to edit"); },
        [&](const auto& reply) { code = reply->code; });
    CHECK(code == -1);
    CHECK(side.methods() == method_names{"createMessage"});
}

TEST_CASE("no bytes are a missing plugin, broken bytes say where") {
    client silent([](std::string_view, message_bytes) { return bytes_of(); }, platform::ios);
    silent.logout([](const auto& reply) { CHECK(reply.error().kind == channel::failure_kind::missing_plugin); });
    client broken([](std::string_view, message_bytes) { return bytes_of{0, 7}; }, platform::ios);
    broken.logout([](const auto& reply) {
        CHECK(reply.error().kind == channel::failure_kind::malformed);
        CHECK(reply.error().what.offset == 2);
    });
}

TEST_CASE("events become types") {
    native side;
    client nim(answering(side), platform::ios);
    const auto event = standard_codec::encode_method_call(
        "onAuthStatusChanged", value::map({{"status", "loggedIn"}, {"serviceName", "AuthService"}}));
    auth_status status{};
    const auto outcome = nim.on_event(*event, [&](const channel::auth_status_event& e) { status = e.status; });
    CHECK(outcome.value() == channel::event_outcome::handled);
    CHECK(status == auth_status::logged_in);
}

TEST_CASE("settings and notifications go out as their calls") {
    native side;
    client nim(answering(side), platform::ios);
    nim.settings().set_push_no_disturb_config({.enable = true, .start_time = "22:00", .end_time = "07:30"});
    nim.settings().register_badge_count(5);
    nim.settings().enable_push_show_detail(false);
    nim.settings().enable_mobile_push_when_pc_online(true);
    nim.notifications().send({.session_id = "bob", .send_to_online_user_only = false, .apns_text = "typing"});
    nim.messages().revoke({.message = {.session_id = "bob"}, .custom_apns_text = "gone"});
    CHECK(side.methods() == method_names{"setPushNoDisturbConfig", "registerBadgeCountHandler", "enablePushShowDetail",
                                         "enableMobilePushWhenPCOnline", "sendCustomNotification", "revokeMessage"});
}

TEST_CASE("a callback may return something and need not be copyable") {
    struct receipt {
        int number;
    };
    native side;
    client nim(answering(side), platform::ios);
    slow_native slow;
    client late(slow.messenger(), platform::ios);
    const device_token token = "aabb"_token;  // not in the lambda: clang 14 calls consteval literals of a generic one
    const auto try_with = [&](auto& one, auto&& answer) {
        int called = 0;
        const auto callback = [&called] {
            return [&called, only = std::make_unique<int>(1)](auto reply) {
                called += reply.has_value() ? *only : 0;
                return receipt{called};
            };
        };
        one.initialize(options, callback());
        one.login({.account = "bob", .token = "t"}, callback());
        one.logout(callback());
        one.settings().update_apns_token(token, nullptr, callback());
        one.settings().set_push_no_disturb_config({}, callback());
        one.settings().get_push_no_disturb_config(callback());
        one.settings().enable_mobile_push_when_pc_online(true, callback());
        one.settings().enable_push_show_detail(true, callback());
        one.settings().register_badge_count(1, callback());
        one.messages().create(channel::create_text_message{.session_id = "bob", .text = "hi"}, 0, callback());
        one.messages().send({.session_id = "bob"}, callback());
        one.messages().create_and_send(
            channel::create_text_message{.session_id = "bob", .text = "hi"}, 0,
            [only = std::make_unique<int>(1)](message& m) { return m.session_id.view().size(); }, callback());
        one.messages().revoke({.message = {.session_id = "bob"}}, callback());
        one.notifications().send({.session_id = "bob"}, callback());
        answer();
        CHECK(called == 14);
    };
    try_with(nim, [] {});
    try_with(late, [&] {
        for (std::size_t i = 0; i < slow.later.size(); ++i) slow.answer(i);
    });
}

TEST_CASE("what Dart answers itself, and what cannot be written, may be answered by a value too") {
    native side;
    client nim(answering(side), platform::android);
    int called = 0;
    const auto count = [&](const auto&) { return ++called; };
    nim.settings().update_apns_token("aabb"_token, nullptr, count);
    CHECK(called == 1);
    CHECK(side.calls.empty());
}

TEST_CASE("replies that come after the client is gone are dropped") {
    slow_native slow;
    const auto destroyed = std::make_shared<int>(0);
    int called = 0;
    const auto callback = [&called, destroyed](const auto&) { ++called; };
    {
        std::optional<slow_client> nim;
        nim.emplace(slow.messenger(), platform::ios);
        nim->token_changed("aabb"_token);
        nim->initialize(options, callback);
        nim->login({.account = "bob", .token = "t"}, callback);
        nim->messages().create_and_send(
            channel::create_text_message{.session_id = "bob", .text = "hi"}, 0, [](message&) {}, callback);
        SUBCASE("all of them") {}
        SUBCASE("the token, which was handed over") {
            slow.answer(0);
            CHECK(called == 1);
            CHECK(slow.methods.back() == "updateAPNSToken");
            called = 0;
        }
    }
    for (std::size_t i = 0; i < slow.later.size(); ++i) slow.answer(i, 0, slow.arguments[i]);
    CHECK(called == 0);
    // Nothing was sent after the client: neither the token of initialize, nor the message that was created.
    CHECK(slow.later.size() == slow.methods.size());
    CHECK(slow.methods.size() <= 4);
    // What the callbacks hold goes with the messenger's own copies.
    CHECK(destroyed.use_count() > 2);
    slow.later.clear();
    CHECK(destroyed.use_count() == 2);
}

TEST_CASE("a callback may end its client") {
    slow_native slow;
    std::optional<slow_client> nim;
    SUBCASE("when the reply comes later") {
        nim.emplace(slow.messenger(), platform::ios);
        nim->token_changed("aabb"_token);
        nim->initialize(options, [&](const auto&) { nim.reset(); });
        slow.answer(0);
        slow.answer(1, 414);
    }
    SUBCASE("the message is created, and edit ends it") {
        nim.emplace(slow.messenger(), platform::ios);
        bool called = false;
        nim->messages().create_and_send(
            channel::create_text_message{.session_id = "bob", .text = "hi"}, 0, [&](message&) { nim.reset(); },
            [&](const auto&) { called = true; });
        slow.answer(0, 0, slow.arguments[0]);
        CHECK_FALSE(called);
        CHECK(slow.methods.size() == 1);
    }
    CHECK_FALSE(nim.has_value());
}

TEST_CASE("a call that is answered twice is answered once") {
    slow_native slow;
    client nim(slow.messenger(), platform::ios);
    int called = 0;
    nim.logout([&](const auto&) { ++called; });
    nim.messages().create_and_send(
        channel::create_text_message{.session_id = "bob", .text = "hi"}, 0, [](message&) {},
        [&, only = std::make_unique<int>(10)](const auto&) { called += *only; });
    const value created = slow.arguments[1];
    for (int twice = 0; twice < 2; ++twice) {
        slow.answer(0);
        slow.answer(1, 0, created);
    }
    CHECK(slow.methods == method_names{"logout", "createMessage", "sendMessage"});
    slow.answer(2);
    slow.answer(2);
    CHECK(called == 11);
}

TEST_CASE("two clients have nothing in common") {
    slow_native slow;
    std::optional<slow_client> first, second;
    first.emplace(slow.messenger(), platform::ios);
    second.emplace(slow.messenger(), platform::ios);
    int answers = 0;
    first->logout([&](const auto&) { answers += 1; });
    second->logout([&](const auto&) { answers += 10; });
    first.reset();
    slow.answer(0);
    slow.answer(1);
    CHECK(answers == 10);
}

#ifdef __cpp_exceptions
TEST_CASE("a token that the messenger did not take is offered again") {
    native side;
    bool broken = false;
    client nim(
        [&](std::string_view to, message_bytes message) {
            if (broken) throw std::bad_alloc();
            return side.answer(to, message);
        },
        platform::ios);
    nim.initialize(options);
    broken = true;
    CHECK_THROWS_AS(nim.token_changed("aabb"_token), std::bad_alloc);
    broken = false;
    nim.token_changed("aabb"_token);
    CHECK(side.methods() == method_names{"initialize", "updateAPNSToken"});
}
#endif
