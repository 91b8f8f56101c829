// The requests and refusals of server.json: what the vendor's own SDKs send, and what the server would not take;
// and what no vector shows: secrets that stay secret, headers of one line, paths that lead nowhere else.

#include <nimpush/dialect/server_api/request.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/dialect/server_api/all_calls.hpp>

#include "../../../tools/nimpush/sha1.hpp"
#include "../../support/faults.hpp"
#include "../../support/read_into.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
namespace server = nimpush::server_api;
using nimpush_tool::sha1;
using test::text_of;

server::api api_of(const value& row) {
    server::api version{};
    REQUIRE(nimpush::detail::take_name(text_of(row, "api"), version));
    return version;
}

/// Calls f with the call of the row, made of its input, and what was wrong with that.
template <class F> void with_row(const value& row, F&& f) {
    const bool known = server::with_call(text_of(row, "name"), api_of(row), [&]<class Call>() {
        Call call{};
        problems found = test::read_parameters(*row.find("input"), call);
        if (found.empty()) found = check<schema::spelling::api>(call);
        f(call, found);
    });
    REQUIRE(known);
}

/// A text of JSON as its tree, another text as it is.
value tree_or_text(const text& t) {
    const auto read = json::read(t.view());
    return read ? *read : value(t);
}

bool is_among(const value& row, std::string_view list, std::string_view name) {
    const value* all = row.find(list);
    if (all != nullptr)
        for (const value& one : all->items())
            if (one.chars() == name) return true;
    return false;
}

/// The fields in their order; those that held JSON are compared as such.
void check_form(const value& row, std::string_view body, std::string_view list) {
    const auto fields = form::read(body);
    REQUIRE(fields.has_value());
    const value& expected = *row.find(list);
    REQUIRE(fields->size() == expected.size());
    for (std::size_t i = 0; i < fields->size(); ++i) {
        const form::field& one = (*fields)[i];
        const auto pair = expected.items()[i].items();
        CAPTURE(std::string(pair[0].chars()));
        CHECK(one.key == pair[0].chars());
        std::string documented(row.find("fields")->items()[i].items()[0].chars());
        if (is_among(row, "json_fields", documented))
            CHECK(test::same_json(tree_or_text(one.val), tree_or_text(*text::from(pair[1].chars()))));
        else
            CHECK(one.val == pair[1].chars());
    }
}

/// Puts the tree of each text that holds JSON in the place of the text.
value with_trees(value tree, const value& row) {
    const value* pointers = row.find("json_texts");
    if (pointers == nullptr) return tree;
    for (const value& pointer : pointers->items()) {
        value* at = &tree;
        std::string_view rest = pointer.chars();
        while (!rest.empty() && at != nullptr) {
            rest.remove_prefix(1);
            at = at->find(rest.substr(0, rest.find('/')));
            rest = rest.find('/') == rest.npos ? std::string_view() : rest.substr(rest.find('/'));
        }
        if (at != nullptr && at->is(value::kind::string)) *at = tree_or_text(*text::from(at->chars()));
    }
    return tree;
}

std::vector<std::pair<std::string, std::string>> sorted_query(std::string_view path) {
    std::vector<std::pair<std::string, std::string>> all;
    if (path.find('?') == path.npos) return all;
    const auto read = form::read(path.substr(path.find('?') + 1));
    REQUIRE(read.has_value());
    for (const auto& one : *read) all.emplace_back(one.key.view(), one.val.view());
    std::sort(all.begin(), all.end());
    return all;
}

void check_request(const value& row, const server::request& made, server::keys spelt) {
    CHECK(name_of(made.method) == text_of(row, "method"));
    const std::string path(text_of(row, "path"));
    CHECK(made.path.view().substr(0, made.path.view().find('?')) == path.substr(0, path.find('?')));
    CHECK(sorted_query(made.path.view()) == sorted_query(path));
    const value& headers = *row.find("headers");
    CHECK(made.headers.size() == headers.size());
    for (const value::member& one : headers.members()) {
        const value* ours = made.headers.find(one.key.chars());
        REQUIRE(ours != nullptr);
        CHECK(*ours == one.val);
    }
    if (api_of(row) == server::api::v1) {
        const bool sdk = spelt == server::keys::sdk && row.find("fields_sdk") != nullptr;
        check_form(row, made.body.view(), sdk ? "fields_sdk" : "fields");
    } else if (const value* expected = row.find("body_json")) {
        const auto body = json::read(made.body.view());
        REQUIRE(body.has_value());
        CHECK(test::same_json(with_trees(*body, row), with_trees(*expected, row)));
    } else {
        CHECK(made.body == text_of(row, "body"));
    }
}

}  // namespace

namespace {

template <class T>
concept comparable = requires(const T& t) {
    t == t;
};

static_assert(nimpush::server_api::send_msg{.from = "alice"} == nimpush::server_api::send_msg{.from = "alice"});
static_assert(nimpush::server_api::send_msg{.from = "alice"} != nimpush::server_api::send_msg{.from = "bob"});
static_assert(!comparable<nimpush::server_api::credentials> && !comparable<nimpush::server_api::app_secret>);

}  // namespace

TEST_CASE("every request: method, path, headers and body of the vendor's SDKs") {
    const value rows = test::read_rows("server.json", "rows");
    CHECK(rows.size() == 107);
    for (const value& row : rows.items()) {
        const std::string id(text_of(row, "id"));
        CAPTURE(id);
        const server::credentials who{*server::header_text<128>::from(text_of(row, "app_key")),
                                      server::app_secret(text_of(row, "app_secret"))};
        const server::stamp when{*server::header_text<128>::from(text_of(row, "nonce")),
                                 *server::header_text<20>::from(text_of(row, "time"))};
        with_row(row, [&](const auto& call, const problems& found) {
            CAPTURE(test::lines_of(found));
            CHECK(found.empty());
            for (const server::keys spelt : {server::keys::documented, server::keys::sdk}) {
                const auto made = make_request(call, who, when, sha1, spelt);
                REQUIRE(made.has_value());
                check_request(row, *made, spelt);
            }
        });
    }
}

TEST_CASE("every refusal: an error at the path of the fault, and no request") {
    const value rows = test::read_rows("server.json", "refused");
    CHECK(rows.size() == 34);
    for (const value& row : rows.items()) {
        const std::string id(text_of(row, "id"));
        CAPTURE(id);
        with_row(row, [&](const auto& call, const problems& found) {
            CHECK(has_errors(found));
            CAPTURE(test::lines_of(found));
            CHECK(test::names_path(found, text_of(row, "path")));
            // What could not be read is not in the call: check() alone must see the rest.
            if (has_errors(check<schema::spelling::api>(call)))
                CHECK_FALSE(make_request(call, {}, {}, sha1).has_value());
        });
    }
}

namespace {

const server::credentials app{"45c6af3c98409b18a84451215d0bdd6e", server::app_secret("8f3c2a1b9d7e")};
const server::stamp now = server::stamp::at("9c1f0e7a5b3d4c2f8a6e1d0b7c5f3a29", 1735689600);

server::send_msg one_message() {
    return {.from = "alice", .to = "bob", .ope = 0, .type = 0, .body = R"({"msg":"hello"})"};
}
template <class C>
std::string fault_of(const C& call, const server::credentials& who = app, const server::stamp& when = now) {
    const auto made = make_request(call, who, when, sha1);
    return made ? "none" : test::line_of(made.error());
}

template <class T>
concept printable_by_itself = requires(std::ostream& out, const T& x) {
    out << x;
};
template <class T>
concept has_text = requires(const T& x) {
    x.view();
}
|| requires(const T& x) { x.c_str(); }
|| std::is_convertible_v<T, std::string_view> || std::is_convertible_v<T, text>;
static_assert(!printable_by_itself<server::app_secret> && !has_text<server::app_secret>);
static_assert(!schema::described<server::app_secret> && !std::equality_comparable<server::app_secret>);
static_assert(std::size(server::china_addresses) == 5 && std::size(server::singapore_addresses) == 5);

}  // namespace

TEST_CASE("SHA-1 of RFC 3174, and around the ends of a block") {
    const auto hex = [](std::string_view s) { return test::hex_of(sha1(s)); };
    CHECK(hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    CHECK(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    // What sha1sum prints for as many a's.
    CHECK(hex(std::string(55, 'a')) == "c1c8bbdc22796e28c0e15163d20899b65621d65a");
    CHECK(hex(std::string(56, 'a')) == "c2db330f6083854c99d4b5bfb6e8f29f201be699");
    CHECK(hex(std::string(64, 'a')) == "0098ba824b5c16427bd7a1122a5a442a25ec644d");
    CHECK(hex(std::string(1000, 'a')) == "291e9a6c66994949b57ba5e650361e98fc36b1ba");
}

TEST_CASE("a forced push on v1 and v2, as a program writes it") {
    using server::forced_accounts;
    server::send_msg v1 = one_message();
    v1.to = "123456";
    v1.ope = 1;
    v1.option = server::message_option{.push = true, .need_push_nick = false};
    v1.push_content = "@you: 你好";
    v1.force_push_content = "Alice mentioned you";
    v1.payload = {{{"pushTitle", "Team A"}}};
    v1.force_push_list = {{"bob", "carol"}};
    const auto form = make_request(v1, app, now, sha1);
    REQUIRE(form.has_value());
    CHECK(form->path == "/msg/sendMsg.action");
    CHECK(form->body ==
          "from=alice&ope=1&to=123456&type=0&body=%7B%22msg%22%3A%22hello%22%7D&option=%7B%22push%22%3Atrue%2C%22"
          "needPushNick%22%3Afalse%7D&pushcontent=%40you%3A+%E4%BD%A0%E5%A5%BD&payload=%7B%22pushTitle%22%3A%22Team+A"
          "%22%7D&forcepushlist=%5B%22bob%22%2C%22carol%22%5D&forcepushcontent=Alice+mentioned+you");

    const server::send_message v2{
        .conversation_id = "alice|2|123456",
        .message = {.message_type = 0, .text = "hello"},
        .settings = {.push_config = server::push_config{.push_forcepush_enable = true,
                                                        .push_content = "@you: 你好",
                                                        .push_payload = {{{"pushTitle", "Team A"}}},
                                                        .push_forcepush_ids = {"bob", "carol"}}}};
    const auto json = make_request(v2, app, now, sha1);
    REQUIRE(json.has_value());
    CHECK(json->path == "/im/v2/conversations/alice%7C2%7C123456/messages");
    CHECK(
        json->body ==
        R"({"message":{"message_type":0,"text":"hello"},"push_config":{"push_content":"@you: 你好",)"
        R"("push_payload":"{\"pushTitle\":\"Team A\"}","push_forcepush_ids":["bob","carol"],"push_forcepush_enable":true}})");
    CHECK(*json->headers.find("CheckSum") == value("724f7146c5d98ba9ae7125ab6ca0888f29b24c07"));
}

TEST_CASE("nothing that is missing is signed, and the secret is in no error") {
    CHECK(fault_of(one_message()) == "none");
    CHECK(fault_of(server::send_msg{}) == "missing from: missing: it is required");
    CHECK(fault_of(one_message(), {}) == "missing app_key: missing: it is required");
    CHECK(fault_of(one_message(), {app.app_key, {}}) ==
          "missing app_secret: missing: nothing can be signed without it");
    CHECK(fault_of(one_message(), app, {}) == "missing nonce: missing: it is required");
    CHECK(fault_of(one_message(), app, {now.nonce, {}}) == "missing time: missing: it is required");
    for (const auto& made : {make_request(one_message(), app, now, sha1)}) {
        REQUIRE(made.has_value());
        CHECK(test::json_of(*made).find("8f3c2a1b9d7e") == std::string::npos);
    }
}

TEST_CASE("no header takes a line end or another control character") {
    for (const std::string_view bad : {"a\r\nX: y", "\n", "a\tb", "\x7f", "\xc2\x85", "\xe2\x80\xa8"}) {
        CAPTURE(std::string(bad));
        CHECK(server::header_text<128>::from(bad).error().code == errc::bad_character);
    }
    CHECK(server::header_text<128>::from(std::string(128, 'x')).has_value());
    CHECK(server::header_text<128>::from(std::string(129, 'x')).error().code == errc::too_long);
    CHECK(server::header_text<128>::from("随机 a b+c/=").has_value());
    CHECK(server::header_text<128>::from("\xff").error().code == errc::bad_utf8);
}

TEST_CASE("no parameter leads a path elsewhere") {
    for (const std::string_view bad : {"", ".", "..", "a/b", "a?b", "a#b", "a%2Fb", "a b", "a|b", "a\nb", "é"}) {
        CAPTURE(std::string(bad));
        CHECK_FALSE(server::accid::from(bad).has_value());
        CHECK_FALSE(server::conversation_id::from(std::string(bad) + "|1|bob").has_value());
        CHECK_FALSE(server::conversation_id::from("bob|1|" + std::string(bad)).has_value());
    }
    for (const std::string_view bad :
         {"alice", "alice|1", "alice|1|", "|1|bob", "alice|0|bob", "alice|4|bob", "alice|12|bob"})
        CHECK_FALSE(server::conversation_id::from(bad).has_value());
    const server::set_push_config call{.account_id = "a_@.-Z9", .push_enabled_when_desktop_online = true};
    CHECK(make_request(call, app, now, sha1)->path == "/im/v2/accounts/a_@.-Z9/actions/push_config");
}

TEST_CASE("a body is there where a call has parameters beside the path, and its type with it") {
    const auto none = make_request(server::refresh_token{.account_id = "alice"}, app, now, sha1);
    REQUIRE(none.has_value());
    CHECK(none->method == server::method::patch);
    CHECK(none->path == "/im/v2/accounts/alice/actions/refresh_token");
    CHECK(none->body.empty());
    CHECK(none->headers.find("Content-Type") == nullptr);
    const auto query = make_request(server::remove_mute_contact{"alice", "b c"}, app, now, sha1);
    CHECK(query->path == "/im/v2/mute_contacts/alice?contact_account_id=b+c");
    CHECK(query->body.empty());
    const auto got = make_request(server::get_push_notification{.push_id = INT64_MAX}, app, now, sha1);
    CHECK(got->path == "/im/v2/push_notification/9223372036854775807");
    CHECK(name_of(got->method) == "GET");
    const auto nothing = make_request(server::push_notification{}, app, now, sha1);
    CHECK(nothing->body == "{}");
}

TEST_CASE("what a withdrawal pushes counts for type 2 alone") {
    server::withdraw_message call{
        .conversation_id = "alice|1|bob", .message_server_id = 5, .type = 2, .push_content = "gone"};
    CHECK(make_request(call, app, now, sha1)->path ==
          "/im/v2/conversations/alice%7C1%7Cbob/messages/5?type=2&push_content=gone");
    call.type = 1;
    CHECK(make_request(call, app, now, sha1)->path == "/im/v2/conversations/alice%7C1%7Cbob/messages/5?type=1");
}

TEST_CASE("a tree that JSON cannot carry is an error, not a message without it") {
    server::send_msg call = one_message();
    call.payload = {{{"n", value(std::numeric_limits<double>::quiet_NaN())}}};
    CHECK(fault_of(call) == "not_representable payload: JSON cannot carry this value");
}

TEST_CASE("texts and tips have 5000 characters, what is searched by its text has 500") {
    const auto faults = [](std::int64_t type, std::size_t size) {
        server::send_message call{.conversation_id = "alice|1|bob"};
        const value number(type);
        detail::fault_list none;
        call.message.message_type.read_from<reading::parameters>(number, {}, none);
        call.message.text = *server::limited<5000>::from(std::string(size, 'x'));
        return test::lines_of(check<schema::spelling::api>(call));
    };
    CHECK(faults(0, 5000) == test::lines{});
    CHECK(faults(10, 5000) == test::lines{});
    CHECK(faults(100, 500) == test::lines{});
    CHECK(faults(1, 501) == test::lines{"too_long message.text: 501 characters, at most 500"});
    CHECK(server::limited<5000>::from(std::string(5001, 'x')).error().code == errc::too_long);
}

TEST_CASE("the SDKs' spellings are taken as parameters, a slip gets what was meant") {
    constexpr std::string_view rest = R"("from":"a","ope":1,"to":"7","type":0,"body":{"msg":"x"}})";
    const auto read = [&](std::string_view keys) {
        const auto tree = json::read("{" + std::string(keys) + std::string(rest));
        REQUIRE(tree);
        return server::read_call<server::send_msg>(*tree);
    };
    const auto sdk = read(R"("pushContent":"p","forcePushList":["b"],"forcePushContent":"f","forcePushAll":false,)");
    CHECK(sdk.ok());
    CHECK(sdk.made ==
          read(R"("pushcontent":"p","forcepushlist":["b"],"forcepushcontent":"f","forcepushall":false,)").made);
    CHECK(test::lines_of(read(R"("pushContent":"p","pushcontent":"q",)").found) ==
          test::lines{"unknown_key pushContent: there is no such parameter: `pushcontent` was likely meant"});
    CHECK(test::lines_of(read(R"("forcepushList":["b"],)").found) ==
          test::lines{"unknown_key forcepushList: there is no such parameter: `forcepushlist` was likely meant"});
    CHECK(test::lines_of(read(R"("zzz":1,)").found) == test::lines{"unknown_key zzz: there is no such parameter"});
    CHECK_FALSE(server::read_call<server::send_msg>(value(7)).ok());
}

TEST_CASE("a time that is no count of whole seconds is told, and signed") {
    const auto told = [](std::string_view time) {
        const server::stamp when{"n", *server::header_text<limits::header_time>::from(time)};
        const auto found = check(when);
        CHECK_FALSE(has_errors(found));
        return !found.empty();
    };
    for (const std::string_view odd : {"1735689600.123", "1735689600123", "now", "-1735689600", "1.7e9", "86400"})
        CHECK(told(odd));
    for (const std::string_view fine : {"1735689600", "1000000000", "4102444800"}) CHECK_FALSE(told(fine));
}

TEST_CASE("names are asked for, and a team is made") {
    server::user_get_uinfos ask{.accids = {{"a", "b"}}, .mute_status = true};
    const server::stamp when = server::stamp::at("n", 1735689600);
    const server::credentials who{"k", server::app_secret("s")};
    const auto asked =
        server::make_request(ask, who, when, [](std::string_view) { return std::array<std::uint8_t, 20>{}; });
    REQUIRE(asked);
    CHECK(asked->path == "/user/getUinfos.action");
    CHECK(asked->body == "accids=%5B%22a%22%2C%22b%22%5D&muteStatus=true");
    CHECK_FALSE(check(server::user_get_uinfos{}).empty());
    std::vector<server::account> many(201, *server::account::from("a"));
    ask.accids = server::accounts<200>(many);
    CHECK(check(ask).size() == 1);

    server::team_create made{.tname = "t", .owner = "a", .members = {{"b"}}, .msg = "come", .joinmode = 0};
    CHECK(check(made).empty());
    CHECK(check<schema::spelling::api>(server::team_create{}).size() == 5);
    made.members = server::accounts<200, 0>(std::vector<server::account>{});
    CHECK(check(made).empty());
    const auto team = server::read_answer<server::team_create>(
        200, R"({"code":200,"tid":"11001","faccid":{"accid":["c"],"msg":"team count exceed"}})");
    REQUIRE(team);
    CHECK(team->data->tid.value() == 11001);
    CHECK(team->data->faccid->accid.held->at(0) == "c");
    const auto names = server::read_answer<server::user_get_uinfos>(
        200, R"({"code":200,"uinfos":[{"accid":"a","name":"A","gender":1},{"accid":"b","muteP2P":true}]})");
    REQUIRE(names);
    CHECK(names->data->list.at(0).name == "A");
    CHECK(names->data->list.at(1).mute_p2p == true);
    CHECK(server::read_answer<server::user_get_uinfos>(200, R"({"code":200,"uinfos":7})")->odd.size() == 1);
}

TEST_CASE("a message of v2 has its text beside it, and the attachment the keys of its kind") {
    const auto of = [](std::string_view message) {
        const auto tree = json::read(R"({"conversation_id":"a|1|b","message":)" + std::string(message) + "}");
        REQUIRE(tree);
        const auto read = server::read_call<server::send_message>(*tree);
        REQUIRE(read.ok());
        return test::lines_of(check(read.made));
    };
    CHECK(of(R"({"message_type":0,"text":"x"})").empty());
    CHECK(of(R"({"message_type":0,"attachment":{"msg":"x"}})") ==
          test::lines{"missing message.text: missing: it is what the message shows"});
    CHECK(of(R"({"message_type":10})") ==
          test::lines{"warning: missing message.text: missing: it is what the message shows"});
    CHECK(of(R"({"message_type":1,"attachment":{"Url":"u"}})").size() == 2);
    CHECK(of(R"({"message_type":6,"attachment":{"url":"u","own":1}})").empty());
    CHECK(of(R"({"message_type":100,"attachment":{"Url":"u"}})").empty());
}
