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
        REQUIRE(from_name(text_of(row, "api"), version));
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
    CHECK(fault<server::send_msg>(R"({"code":9223372036854775808})").starts_with("out_of_range code: "));
}

TEST_CASE("what is no answer is an error that says where") {
    CHECK(fault<server::send_msg>("{}", 502) == "refused HTTP status 502, must be 200");
    CHECK(fault<server::send_msg>("{}", 0) == "refused HTTP status 0, must be 200");
    CHECK(fault<server::send_msg>("[]") == "wrong_type no object, which every answer is");
    CHECK(fault<server::send_msg>("<html>").starts_with("not_json "));
    CHECK(fault<server::send_msg>("").starts_with("truncated "));
    CHECK(fault<server::send_msg>(R"({"code":200,"data":{"msgid":[]}})") ==
          "wrong_type data.msgid: a list, must be a whole number");
    CHECK(fault<server::send_batch_msg>(R"({"code":200,"unregister":"[1]"})") ==
          "wrong_type unregister[0]: a whole number, must be a text");
    CHECK(fault<server::send_batch_msg>(R"({"code":200,"unregister":"["})").starts_with("truncated unregister"));
    CHECK(fault<server::broadcast_msg>(R"({"code":200,"msg":"x"})") == "wrong_type msg: a text, must be a map");
    CHECK(fault<server::broadcast_msg>(R"({"code":414,"msg":"x"})") == "none");
}

TEST_CASE("a server that answered 502 is asked again, once, at the next address") {
    CHECK(server::is_sent_again_after(502));
    for (const int status : {200, 400, 429, 500, 503, 504}) CHECK_FALSE(server::is_sent_again_after(status));
}
