// Every text of desktop.json that the SDK hands over, and what hostile ones do.

#include <nimpush/dialect/desktop_sdk/read.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/dialect/desktop_sdk.hpp>

#include "../../support/faults.hpp"
#include "../../support/mutate.hpp"
#include "../../support/random.hpp"
#include "rows.hpp"

namespace {

using namespace nimpush;
namespace sdk = nimpush::desktop_sdk;
using test::text_of;

template <class T, sdk::form Form = sdk::form::shown> result<std::string> show_one(std::string_view text) {
    return sdk::decode<T>(text).transform([](const T& x) { return sdk::show<Form>(x); });
}
template <class T> result<std::string> show_list(std::string_view text) {
    return sdk::decode_list<T>(text).transform([](const std::vector<T>& x) { return sdk::show(x); });
}
result<std::string> show_push(std::string_view text) { return show_one<sdk::multiport_push>(text); }

struct entry {
    std::string_view name;
    result<std::string> (*run)(std::string_view);
};
constexpr entry entries[] = {
    {"receive/message", show_one<sdk::message>},
    {"receive/list", show_list<sdk::message>},
    {"receive/sysmsg", show_one<sdk::system_message>},
    {"receive/sysmsg.list", show_one<sdk::system_messages>},
    {"receive/attach.image", show_one<sdk::image, sdk::form::whole>},
    {"receive/attach.audio", show_one<sdk::audio, sdk::form::whole>},
    {"receive/attach.video", show_one<sdk::video, sdk::form::whole>},
    {"receive/attach.file", show_one<sdk::file, sdk::form::whole>},
    {"receive/attach.location", show_one<sdk::location, sdk::form::whole>},
    {"result/ack", show_one<sdk::send_ack>},
    {"result/recall", show_list<sdk::recall_notice>},
    {"result/multiport", show_push},
    {"result/login", show_one<sdk::login_result>},
    {"result/kickout", show_one<sdk::kickout>},
    {"result/multispot", show_one<sdk::multispot>},
    {"result/broadcast", show_one<sdk::broadcast>},
};
const entry* entry_of(const value& row) {
    const std::string name = std::string(text_of(row, "kind")) + "/" + std::string(text_of(row, "form"));
    for (const entry& one : entries)
        if (one.name == name) return &one;
    return nullptr;
}

std::string shown(const result<std::string>& made) { return made ? *made : test::line_of(made.error()); }
std::string message_of(std::string_view text) { return shown(show_one<sdk::message>(text)); }
std::string setting_of(std::string_view members) {
    return shown(show_one<sdk::message_setting>("{" + std::string(members) + "}"));
}

}  // namespace

TEST_CASE("every text that the SDK hands over") {
    std::size_t count = 0;
    const value rows = test::desktop_rows("rows");
    const json::read_options any{.integers = json::integers::of_uint64};
    for (const value& row : rows.items()) {
        const entry* one = entry_of(row);
        if (one == nullptr) continue;
        ++count;
        const std::string id(text_of(row, "id"));
        CAPTURE(id);
        const auto made = one->run(std::string(text_of(row, "input")));
        const auto expected = test::expected_of(row);
        CAPTURE(shown(made));
        REQUIRE(made.has_value() == !expected.refused);
        if (!made) continue;
        value tree = *json::read(*made, any);
        if (one->name == "result/multiport") tree.append("rescode", *row.find("rescode"));
        CHECK(test::same_json(tree, *json::read(expected.text, any)));
    }
    CHECK(count == 59);
}

TEST_CASE("a switch is on for 1 alone, a session's for any number but 0") {
    CHECK(setting_of(R"("push_enable":1,"roam_msg":true,"sync_msg":"1","offline_msg":1.0)") ==
          R"({"offline_msg":true,"push_enable":true,"roam_msg":true,"sync_msg":true})");
    CHECK(setting_of(R"("push_enable":0,"roam_msg":false,"sync_msg":"no","offline_msg":2,"cloud_history":[])") ==
          R"({"cloud_history":false,"offline_msg":false,"push_enable":false,"roam_msg":false,"sync_msg":false})");
    CHECK(setting_of(R"("is_update_session":2)") == R"({"is_update_session":true})");
    CHECK(setting_of(R"("is_update_session":0)") == R"({"is_update_session":false})");
    CHECK(setting_of(R"("is_update_session":null)") == "{}");
}

TEST_CASE("numbers become texts, and texts numbers") {
    CHECK(
        message_of(
            R"({"to_accid":5,"from_id":-1.5,"from_nick":true,"msg_attach":{"b":1,"a":[2]},"msg_type":"1","time":"7"})") ==
        R"({"feature":0,"from_id":"-1.5","from_nick":"true","msg_attach":"{\"a\":[2],\"b\":1}","msg_type":1,"rescode":200,)"
        R"("time":7,"to_accid":"5","to_type":0})");
    CHECK(message_of(R"({"time":"soon"})") == "wrong_type time: a text, must be a whole number of 64 bits");
    CHECK(message_of(R"({"time":1e300})") == "wrong_type time: a double, must be a whole number of 64 bits");
    CHECK(message_of(R"({"time":18446744073709551615})") ==
          "wrong_type time: a bigint, must be a whole number of 64 bits");
    CHECK(message_of(R"({"server_msg_id":-1})") ==
          "wrong_type server_msg_id: a whole number, must be a whole number from 0 on");
    CHECK(message_of(R"({"thread_info":[]})") == "wrong_type thread_info: a list, must be an object");
    CHECK(message_of(R"({"thread_info":{"deleted":"x"}})") ==
          "wrong_type thread_info.deleted: a text, must be a whole number of 64 bits");
}

TEST_CASE("a payload is the JSON of its text, and nothing where that is none") {
    CHECK(setting_of(R"("push_payload":"{\"b\":1,\"a\":18446744073709551615,\"b\":2}")") ==
          R"({"push_payload":{"a":18446744073709551615,"b":2}})");
    CHECK(setting_of(R"("push_payload":"{\"a\":","server_ext":"nothing")") == "{}");
    CHECK(setting_of(R"("push_payload":{"a":1})") == R"({"push_payload":{"a":1}})");
    CHECK(setting_of(R"("force_push_list":"[\"a\",5]")") == R"({"force_push_list":["a","5"]})");
    CHECK(setting_of(R"("force_push_list":["a"])") == "{}");  // as the wrapper: no text
    CHECK(setting_of(R"("force_push_list":"")") == "{}");
}

TEST_CASE("of equal keys the last counts") {
    CHECK(message_of(R"({"msg_body":"1","msg_body":"2","msg_type":0})") ==
          R"({"feature":0,"msg_body":"2","msg_type":0,"rescode":200,"to_type":0})");
}

TEST_CASE("content may be an object or a text; a null is none") {
    CHECK(message_of(R"({"rescode":417,"content":"{\"msg_type\":6}"})") ==
          R"({"feature":0,"msg_type":6,"rescode":417,"to_type":0})");
    CHECK(message_of(R"({"rescode":417,"content":null,"msg_type":6})") ==
          R"({"feature":0,"msg_type":6,"rescode":417,"to_type":0})");
    CHECK(message_of(R"({"content":5})") == "wrong_type content: a whole number, must be an object");
    CHECK(message_of(R"({"content":"{"})") == "truncated content: the text ends too early at offset 1");
    CHECK(message_of("[]") == "wrong_type a list, must be an object");
    CHECK(shown(show_list<sdk::message>(R"([{"msg_type":1},[]])")) == "wrong_type [1]: a list, must be an object");
}

TEST_CASE("a type that is not known is kept") {
    const auto m = sdk::decode<sdk::message>(R"({"to_type":9,"msg_type":77})");
    REQUIRE(m.has_value());
    CHECK(m->to_type.number() == 9);
    CHECK(m->msg_type.number() == 77);
}

TEST_CASE("whether phones are pushed beside the desktop") {
    const auto shown = [](std::int64_t rescode, std::string_view json) {
        return sdk::show(sdk::decode_multiport(rescode, json).value());
    };
    CHECK(shown(200, R"({"switch_open":1})") == R"({"rescode":200,"suppress":true})");
    CHECK(shown(200, R"({"switch_open":2})") == R"({"rescode":200,"suppress":false})");
    CHECK(shown(200, "{}") == R"({"rescode":200,"suppress":false})");
    // Not known, whatever the text is.
    CHECK(shown(500, "") == R"({"rescode":500})");
    CHECK(shown(404, R"({"switch_open":1})") == R"({"rescode":404})");
    CHECK_FALSE(sdk::decode_multiport(200, "").has_value());
}

TEST_CASE("clients within a list have all of their members") {
    CHECK(sdk::show(sdk::decode<sdk::multispot>(R"({"other_clients_pres":[{},{"mac":"m"}]})").value()) ==
          R"({"multi_spot_notiy_type":0,"other_clients_pres":[{"app_account":"","client_os":"","client_type":0,)"
          R"("custom_client_type":0,"custom_tag":"","device_id":"","login_time":0,"mac":""},{"app_account":"",)"
          R"("client_os":"","client_type":0,"custom_client_type":0,"custom_tag":"","device_id":"","login_time":0,)"
          R"("mac":"m"}]})");
}

TEST_CASE("recalls come as a list, and as nothing else") {
    for (const std::string_view json : {R"({"to_type":1,"msg_id":"c1"})", "{}", "null", "1", R"("[]")"}) {
        CAPTURE(json);
        const auto read = sdk::decode_list<sdk::recall_notice>(json);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == errc::wrong_type);
    }
    CHECK(sdk::decode_list<sdk::recall_notice>("[]")->empty());
    CHECK(sdk::decode_list<sdk::message>("{}")->empty());
}

TEST_CASE("what is no list holds no message, which is told") {
    for (const std::string_view json : {"{}", "null", "7", R"("[]")", R"({"client_msg_id":"a"})"}) {
        CAPTURE(json);
        CHECK(sdk::decode_list<sdk::message>(json)->empty());
        const auto read = sdk::decode_list_all<sdk::message>(json);
        REQUIRE(read);
        CHECK(read->made.empty());
        REQUIRE(read->found.size() == 1);
        CHECK(read->found[0].how == nimpush::degree::warning);
        CHECK(read->found[0].what.detail.view().find("must be a list") != nimpush::npos);
    }
    CHECK(sdk::decode_list_all<sdk::message>("[]")->found.empty());
}

TEST_CASE("a list with a bad element keeps the others, and tells") {
    struct row {
        std::string_view json;
        std::size_t kept;
        test::lines told;
    };
    const row rows[] = {
        {R"([{"client_msg_id":"a"},{"client_msg_id":"b"}])", 2, {}},
        {R"([{"client_msg_id":"a"},7,{"client_msg_id":"b"}])",
         2,
         {"warning: wrong_type [1]: a whole number, must be an object"}},
        {R"([{"time":"x"},{"client_msg_id":"b"},{"content":5}])",
         1,
         {"warning: wrong_type [0].time: a text, must be a whole number of 64 bits",
          "warning: wrong_type [2].content: a whole number, must be an object"}},
        {"[null,null]",
         0,
         {"warning: wrong_type [0]: null, must be an object", "warning: wrong_type [1]: null, must be an object"}},
    };
    for (const row& one : rows) {
        CAPTURE(one.json);
        const auto read = sdk::decode_list_all<sdk::message>(one.json);
        REQUIRE(read);
        CHECK(read->made.size() == one.kept);
        CHECK(test::lines_of(read->found) == one.told);
        CHECK(sdk::decode_list<sdk::message>(one.json).has_value() == one.told.empty());
    }
    const auto inner =
        sdk::decode_all<sdk::system_messages>(R"({"content":[{"msg_id":-1},{"msg_id":7}],"unread_count":2})");
    REQUIRE(inner);
    CHECK(inner->made.content.size() == 1);
    CHECK(inner->made.content[0].msg_id == 7);
    CHECK(inner->made.unread_count == 2);
    CHECK(inner->found.size() == 1);
    CHECK_FALSE(sdk::decode_all<sdk::message>(R"({"time":"x"})"));
    CHECK_FALSE(sdk::decode_list_all<sdk::recall_notice>("{}"));
    CHECK_FALSE(sdk::decode_list_all<sdk::message>("["));
}

TEST_CASE("degrees in a text are those degrees, or a fault") {
    const auto lat = [](std::string_view text) {
        const auto read = sdk::decode<sdk::location>(R"({"lat":")" + std::string(text) + R"("})");
        return read ? read->lat : -999;
    };
    CHECK(lat("30.18") == 30.18);
    CHECK(lat("-0.5") == -0.5);
    CHECK(lat("1e2") == 100);
    for (const std::string_view none : {"", "x", "30.18.1", "3,5", " 3", "3 ", "true", "-"}) CHECK(lat(none) == -999);
}

TEST_CASE("what was written reads back") {
    const sdk::custom_message sent{.to_type = sdk::session::super_team,
                                   .to_accid = "8",
                                   .client_msg_id = "c",
                                   .msg_attach = {{"z", 1}, {"a", 0.1}},
                                   .thread_info = sdk::thread_info{.reply_msg_id_server = UINT64_MAX},
                                   .setting = {.push_prefix = false,
                                               .push_content = "推送",
                                               .push_payload = {{"k", "\x1f"}},
                                               .force_push_list = {"a", "b"}}};
    const auto text = sdk::encode(sent);
    REQUIRE(text.has_value());
    const auto read = sdk::decode<sdk::message>(*text);
    REQUIRE(read.has_value());
    CHECK(read->to_type == sdk::session::super_team);
    CHECK(read->msg_type == sdk::message_kind::custom);
    CHECK(read->msg_attach.view() == R"({"a":0.10000000000000001,"z":1})");
    CHECK(read->thread_info.reply_msg_id_server == UINT64_MAX);
    CHECK(read->setting == sent.setting);
}

TEST_CASE("no text crashes it, and what it reads it shows as JSON") {
    constexpr std::uint64_t seed = 20261124;
    INFO("seed " << seed);
    test::random random(seed);
    const value rows = test::desktop_rows("rows");
    for (int i = 0; i < 20000; ++i) {
        const value& row = rows.items()[random.below(rows.size())];
        const entry* one = entry_of(row);
        if (one == nullptr) continue;
        const std::string whole(text_of(row, "input"));
        const auto bytes = test::mutated({whole.begin(), whole.end()}, random);
        const std::string text(bytes.begin(), bytes.end());
        if (const auto made = one->run(text)) {
            CAPTURE(text);
            CHECK(json::read(*made, {.max_depth = 200, .integers = json::integers::any}).has_value());
        }
    }
}

TEST_CASE("a text where a number is wanted is a number, or refused") {
    for (const std::string_view n : {"", "-", "9:", "12kB", "+1", "1.0"}) {
        CAPTURE(n);
        const auto read =
            nimpush::desktop_sdk::decode<nimpush::desktop_sdk::send_ack>(R"({"rescode":")" + std::string(n) + R"("})");
        REQUIRE_FALSE(read);
        CHECK(read.error().path == "rescode");
    }
    CHECK(nimpush::desktop_sdk::decode<nimpush::desktop_sdk::send_ack>(R"({"rescode":"-200"})")->rescode == -200);
}
