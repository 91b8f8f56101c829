#include <nimpush/dialect/server_api/all_calls.hpp>

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

namespace {

using namespace nimpush;
namespace server = nimpush::server_api;

template <class F> void each_call(F&& f) {
    server::all_calls::any([&]<class C>() {
        static_assert(server::call<C>);
        CAPTURE(std::string(C::described_by::name));
        f.template operator()<C>();
        return false;
    });
}

}  // namespace

TEST_CASE("a call is found by its name in its version") {
    std::set<std::pair<server::api, std::string_view>> names;
    each_call([&]<class C>() {
        CHECK(names.emplace(C::described_by::version, C::described_by::name).second);
        bool is_it = false;
        CHECK(server::with_call(C::described_by::name, C::described_by::version,
                                [&]<class Found>() { is_it = std::is_same_v<Found, C>; }));
        CHECK(is_it);
    });
    CHECK(names.size() == 50);
    CHECK_FALSE(server::with_call("msg/sendMsg", server::api::v2, []<class C>() {}));
    CHECK_FALSE(server::with_call("send_message", server::api::v1, []<class C>() {}));
    CHECK_FALSE(server::with_call("", server::api::v1, []<class C>() {}));
}

TEST_CASE("parameters have one name each, and those of a path stand in it") {
    each_call([]<class C>() {
        std::set<std::string_view> names, keys;
        fields<C>::each([&]<class P>(P) {
            CAPTURE(std::string(P::name.view()));
            CHECK(names.insert(P::name.view()).second);
            CHECK(keys.insert(P::key.view()).second);
            const std::string placeholder = "{" + std::string(P::name.view()) + "}";
            const bool in_path = C::described_by::path.find(placeholder) != std::string_view::npos;
            CHECK(in_path == P::template has<schema::api_only>);
        });
        for (std::string_view rest = C::described_by::path; rest.find('{') != rest.npos;) {
            rest.remove_prefix(rest.find('{') + 1);
            CHECK(names.contains(rest.substr(0, rest.find('}'))));
        }
    });
}

TEST_CASE("an empty call of any kind misses what it needs, and nothing else") {
    each_call([]<class C>() {
        for (const problem& one : check<schema::spelling::api>(C{})) {
            CAPTURE(std::string(one.what.path.view()));
            CHECK(one.what.code == errc::missing);
        }
    });
}

TEST_CASE("a call is named by its path and its address, too") {
    using nimpush::server_api::call_name;
    for (const std::string_view name : {"msg/sendMsg", "msg/sendMsg.action", "/msg/sendMsg.action", "//msg/sendMsg",
                                        "https://api.netease.im/nimserver/msg/sendMsg.action", " msg/sendMsg \n",
                                        "msg/sendMsg/", "nimserver/msg/sendMsg", "msg/sendMsg.Action",
                                        "https://api-cn.yunxinapi.com/nimserver/msg/sendMsg.action?x=1#y",
                                        "POST /nimserver/msg/sendMsg.action HTTP/1.1", "POST /msg/sendMsg.action"})
        CHECK(call_name(name) == "msg/sendMsg");
    CHECK(call_name("send_message") == "send_message");
    CHECK(call_name(".action").empty());
    CHECK(call_name("").empty());
    static_assert(call_name("/user/create.action") == "user/create");
}

TEST_CASE("a call of v2 is named by its path, too") {
    using nimpush::server_api::call_name;
    const auto found = [](std::string_view given) {
        std::string_view name;
        (void)server::with_call(call_name(given), server::api::v2, [&]<class C>() { name = C::described_by::name; });
        return name;
    };
    CHECK(found("https://open.yunxinapi.com/im/v2/conversations/alice|1|bob/messages") == "send_message");
    CHECK(found("POST https://api-sg.yunxinapi.com/nimserver/im/v2/custom_notification") == "custom_notification");
    CHECK(found("/im/v2/conversations/{conversation_id}/messages") == "send_message");
    CHECK(found("im/v2/accounts/alice/actions/push_config") == "set_push_config");
    for (const std::string_view none :
         {"im/v2", "im/v2/", "im/v2/conversations//messages/x/y", "im/v2/accounts/alice", "/", ""})
        CHECK(found(none).empty());
}
