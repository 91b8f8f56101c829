// The answers of server.json, and what they lack: typed data, faults with their path.

#include <nimpush/dialect/server_api/answer.hpp>

#include <cstdint>
#include <string>
#include <string_view>

#include <nimpush/dialect/server_api/all_calls.hpp>

#include "../../support/faults.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
namespace server = nimpush::server_api;
using test::text_of;

template <class C> std::string fault(std::string_view body, std::int64_t status = 200) {
    const auto read = server::read_answer<C>(status, body);
    return read ? "none" : test::line_of(read.error());
}
template <class C> auto answer(std::string_view body) {
    const auto read = server::read_answer<C>(200, body);
    if (!read) FAIL(test::line_of(read.error()));
    return *read;
}

}  // namespace

TEST_CASE("every answer: code, ok, desc and data, or why it is none") {
    const value rows = test::read_rows("server.json", "responses");
    CHECK(rows.size() == 38);
    for (const value& row : rows.items()) {
        const std::string id(text_of(row, "id"));
        CAPTURE(id);
        server::api version{};
        REQUIRE(nimpush::detail::take_name(text_of(row, "api"), version));
        const bool known = server::with_call(text_of(row, "name"), version, [&]<class Call>() {
            const auto read = server::read_answer<Call>(*row.find("status")->as_int(), text_of(row, "body"));
            const value& expected = *row.find("expected");
            REQUIRE(read.has_value() == (expected.find("error") == nullptr));
            if (!read) return;
            CHECK(read->code == *expected.find("code")->as_int());
            CHECK(read->ok() == *expected.find("ok")->as_bool());
            if (const value* desc = expected.find("desc")) CHECK(read->desc == desc->chars());
            if (expected.find("desc") == nullptr) CHECK_FALSE(read->desc.has_value());
            if (const value* data = expected.find("data")) {
                REQUIRE(read->data.has_value());
                CHECK(test::same_json(test::tree_of<schema::spelling::wire>(*read->data), *data));
            }
        });
        REQUIRE(known);
    }
}

TEST_CASE("data is typed, and ids are exact") {
    const auto sent = answer<server::send_msg>(
        R"({"code":200,"data":{"msgid":9223372036854775807,"timetag":"9007199254740993","antispam":true}})");
    CHECK(sent.data->msgid.value() == INT64_MAX);
    CHECK(sent.data->timetag.value() == 9007199254740993);
    CHECK(sent.data->antispam == true);
    const auto batch = answer<server::send_batch_msg>(R"({"code":200,"unregister":["x"],"msgids":{"bob":7}})");
    CHECK(*batch.data->unregister.held == std::vector<text>{"x"});
    CHECK(*batch.data->msgids.find("bob") == value(7));
    CHECK_FALSE(batch.data->timetag.has_value());
    const auto made = answer<server::user_create>(R"({"code":200,"info":{"token":"t","accid":"alice","name":"A"}})");
    CHECK(*made.data == server::account_token{"t", "alice", "A"});
}

TEST_CASE("whoever was not reached has one name, in the spelling of either SDK") {
    for (const std::string key : {"account_id", "receiver_id"}) {
        const auto read = answer<server::batch_send_p2p_message>(
            R"({"code":200,"data":{"failed_list":[{")" + key + R"(":"bob","error_code":102404,"error_msg":"none"}]}})");
        const auto& failed = read.data->failed_list->at(0);
        CHECK(failed.account() == "bob");
        CHECK(failed.error_code.value() == 102404);
    }
}

TEST_CASE("a code: a number, its digits, nothing") {
    CHECK(answer<server::send_msg>(R"({"code":"811"})").code == 811);
    CHECK(answer<server::send_msg>(R"({})").code == 0);
    CHECK(answer<server::send_msg>(R"({"code":null,"desc":null})").code == 0);
    CHECK_FALSE(answer<server::send_msg>(R"({})").ok());
    CHECK(answer<server::send_msg>(R"({"code":811})").facts()->code == result_code::force_push_list_too_long);
    CHECK(answer<server::send_msg>(R"({"code":20011})").facts() == nullptr);
    CHECK(fault<server::send_msg>(R"({"code":"x"})") == "wrong_type code: a text, must be a whole number");
    CHECK(fault<server::send_msg>(R"({"code":true})") == "wrong_type code: a bool, must be a whole number");
    CHECK(fault<server::send_msg>(R"({"code":"-"})") == "wrong_type code: a text, must be a whole number");
    CHECK(fault<server::send_msg>(R"({"code":9223372036854775808})").starts_with("wrong_type code: "));
}

TEST_CASE("what is no answer is an error that says where") {
    CHECK(fault<server::send_msg>("{}", 502) == "refused HTTP status 502, must be 200");
    CHECK(fault<server::send_msg>("{}", 0) == "refused HTTP status 0, must be 200");
    CHECK(fault<server::send_msg>("[]") == "wrong_type a list: no object, which every answer is");
    CHECK(fault<server::send_msg>("<html>").starts_with("not_json "));
    CHECK(fault<server::send_msg>("").starts_with("truncated "));
    CHECK(fault<server::broadcast_msg>(R"({"code":414,"msg":"x"})") == "none");
}

TEST_CASE("what came in an answer's place is named") {
    struct row {
        std::string_view body, says;
        std::int64_t status = 200;
    };
    for (const row& one :
         {row{"", "empty"}, row{" \r\n", "empty"}, row{"<html>502</html>", "page of HTML"},
          row{"\n<?xml?>", "page of HTML"}, row{"\x1F\x8B\x08", "gzip"}, row{"{\"code\":", "no JSON"},
          row{"ok", "no JSON"}, row{R"({"code":404,"desc":"none"})", "the body says code 404, none", 404},
          row{R"({"code":"503"})", "the body says code 503", 503}}) {
        CAPTURE(one.body);
        const std::string told = fault<server::send_msg>(one.body, one.status);
        CAPTURE(told);
        CHECK(told.find(one.says) != npos);
    }
    CHECK(answer<server::send_msg>("\xEF\xBB\xBF{\"code\":414}").code == 414);
}

TEST_CASE("a whole double is that number where no other was meant") {
    for (const std::string code : {"414.0", "4.14e2", "41400e-2"})
        CHECK(answer<server::send_msg>(R"({"code":)" + code + "}").code == 414);
    CHECK(fault<server::send_msg>(R"({"code":414.5})") == "wrong_type code: a double, must be a whole number");
    const auto sent = answer<server::send_msg>(R"({"code":200,"data":{"msgid":9007199254740993.0,"timetag":1.7e12}})");
    CHECK(sent.data->timetag.value() == 1'700'000'000'000);
    CHECK_FALSE(sent.data->msgid.has_value());
    CHECK(sent.odd.front().path == "data.msgid");
    const auto ids = answer<server::send_batch_msg>(R"({"code":200,"msgids":{"a":1e18,"b":7.0}})");
    CHECK(ids.data->msgids.find("a")->is_null());
    CHECK(*ids.data->msgids.find("b") == value(7));
    CHECK(ids.odd.front().path == "msgids.a");
}

TEST_CASE("the words of an answer of v2 stand under either key, as a text or as something else") {
    CHECK(answer<server::send_message>(R"({"code":414,"desc":"bad"})").desc == "bad");
    CHECK(answer<server::send_message>(R"({"code":414,"msg":"bad","desc":"other"})").desc == "bad");
    CHECK_FALSE(answer<server::send_msg>(R"({"code":414,"msg":"bad"})").desc.has_value());
    CHECK(answer<server::send_msg>(R"({"code":414,"desc":7})").desc == "7");
    CHECK(answer<server::send_msg>(R"({"code":414,"desc":{"a":[1]}})").desc == R"({"a":[1]})");
    CHECK_FALSE(answer<server::broadcast_msg>(R"({"code":200,"msg":{"broadcastId":1}})").desc.has_value());
}

TEST_CASE("a failure keeps its code whatever its data is") {
    for (const std::string data : {R"("")", "[]", "7", R"("null")", R"({"success_list":7})"}) {
        CAPTURE(data);
        const auto v2 = answer<server::batch_send_p2p_message>(R"({"code":414,"msg":"bad","data":)" + data + "}");
        CHECK(v2.code == 414);
        CHECK(v2.desc == "bad");
        CHECK_FALSE(v2.data.has_value());
        CHECK(v2.odd.empty());
        const auto v1 = answer<server::send_batch_msg>(R"({"code":416,"desc":"slow","unregister":)" + data + "}");
        CHECK(v1.code == 416);
        CHECK(v1.desc == "slow");
    }
    CHECK(answer<server::send_msg>(R"({"code":414,"desc":{"a":1}})").code == 414);
}

TEST_CASE("a success stays one, with what could be read of its data") {
    const auto texts = [](const server::text_list& list) { return list.held.value_or(std::vector<text>{"none"}); };
    struct row {
        std::string_view unregister;
        std::vector<text> read;
        std::string_view odd;
    };
    const row rows[] = {
        {R"("")", {}, ""},
        {R"("[]")", {}, ""},
        {R"("[1,\"b\"]")", {"1", "b"}, ""},
        {"[7,18446744073709551615]", {"7", "18446744073709551615"}, ""},
        {R"("null")", {"none"}, ""},
        {R"("bob")", {"none"}, "unregister"},
        {R"(" ")", {}, ""},
        {R"(["a",null,"c"])", {"a", "c"}, "unregister[1]"},
        {"{}", {"none"}, "unregister"},
    };
    for (const row& one : rows) {
        CAPTURE(one.unregister);
        const auto sent =
            answer<server::send_batch_msg>(R"({"code":200,"unregister":)" + std::string(one.unregister) + "}");
        CHECK(sent.ok());
        CHECK(texts(sent.data->unregister) == one.read);
        CHECK((sent.odd.empty() ? "" : sent.odd.front().path.view()) == one.odd);
    }
    const auto ids = answer<server::send_batch_msg>(
        R"({"code":200,"msgids":{"a":"9223372036854775807","b":2700000000000000001,"c":"x"}})");
    CHECK(*ids.data->msgids.find("a") == value(INT64_MAX));
    CHECK(*ids.data->msgids.find("b") == value(2700000000000000001));
    CHECK(*ids.data->msgids.find("c") == value("x"));
    CHECK(ids.odd.front().path == "msgids.c");
    for (const std::string none : {"[]", R"("")", R"("{}")"})
        CHECK(answer<server::send_batch_msg>(R"({"code":200,"msgids":)" + none + "}").data->msgids.size() == 0);
    const auto sent = answer<server::send_msg>(R"({"code":200,"data":{"msgid":[],"timetag":5}})");
    CHECK(sent.data->timetag.value() == 5);
    CHECK(sent.odd.front().path == "data.msgid");
    CHECK(answer<server::send_msg>(R"({"code":200,"data":"x"})").odd.front().path == "data");
    const auto told = answer<server::custom_notification_batch>(R"({"code":200,"data":{"success_list":[1,"b"]}})");
    CHECK(texts(told.data->success_list) == std::vector<text>{"1", "b"});
}

TEST_CASE("a sentence of NIM's is explained where it is known") {
    constexpr std::string_view known[][2] = {
        {"CurTime is expired", "5 minutes"},
        {"CurTime not long", "whole seconds"},
        {"checksum", "AppSecret"},
        {"bad check sum", "AppSecret"},
        {"already register", "exists"},
        {"app region error", "region"},
        {"appkey", "console"},
        {"App Key not found", "console"},
        {"accid is empty", "empty"},
    };
    for (const auto& one : known) {
        CAPTURE(one[0]);
        CHECK(server::meaning_of_desc(one[0]).find(one[1]) != npos);
    }
    for (const std::string_view unknown : {"", "cur", "force push list too long", "check", "\xFF"})
        CHECK(server::meaning_of_desc(unknown).empty());
    static_assert(!server::meaning_of_desc("CURTIME").empty());
}

TEST_CASE("a server that answered 502 is asked again, once, at the next address") {
    CHECK(server::is_sent_again_after(502));
    for (const int status : {200, 400, 429, 500, 503, 504}) CHECK_FALSE(server::is_sent_again_after(status));
}
