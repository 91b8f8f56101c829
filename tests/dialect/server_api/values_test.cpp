#include <nimpush/dialect/server_api/values.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/dialect/server_api/messages.hpp>

#include "../../support/faults.hpp"
#include "../../support/read_into.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::server_api;
using test::lines;

value json_of(std::string_view s) {
    const auto read = json::read(s);
    REQUIRE(read.has_value());
    return *read;
}

/// One parameter of type T, read from JSON and looked at.
template <class T> struct holder {
    T p{};
    using described_by = field_list<may<"p", &holder::p>>;
};
template <class T> lines faults(std::string_view given) {
    holder<T> made{};
    problems found = test::read_parameters(json_of("{\"p\":" + std::string(given) + "}"), made);
    if (found.empty()) found = check<schema::spelling::api>(made);
    return test::lines_of(found);
}
template <class T> std::string written(std::string_view given) {
    holder<T> made{};
    CHECK(test::read_parameters(json_of("{\"p\":" + std::string(given) + "}"), made).empty());
    CHECK(check<schema::spelling::api>(made).empty());
    return test::json_of<schema::spelling::wire>(made);
}
std::string quoted(std::size_t n, std::string_view one = "x") {
    std::string s = "\"";
    for (std::size_t i = 0; i < n; ++i) s += one;
    return s + "\"";
}

constexpr server_api::message_kind picture = 1;
static_assert(picture.value() == 1 && picture.has_value() && !server_api::message_kind().has_value());
static_assert(accid("alice_@.-9").size() == 10);

}  // namespace

TEST_CASE("a limit counts characters, not bytes") {
    CHECK(faults<push_string>(quoted(500, "推")) == lines{});
    CHECK(faults<push_string>(quoted(501, "推")) == lines{"too_long p: 501 characters, at most 500"});
    CHECK(faults<account>(quoted(32, "用")) == lines{});
    CHECK(faults<account>(quoted(33)) == lines{"too_long p: 33 characters, at most 32"});
}

TEST_CASE("a number of a set: a number, or its digits") {
    CHECK(written<server_api::message_kind>("100") == R"({"p":100})");
    CHECK(written<among<1>>("\"1\"") == R"({"p":1})");
    CHECK(written<server_api::message_kind>("null") == "{}");
    CHECK(faults<server_api::message_kind>("5") ==
          lines{"out_of_range p: 5, must be one of 0, 1, 2, 3, 4, 6, 10, 100"});
    CHECK(faults<server_api::message_kind>("true") == lines{"wrong_type p: a bool, must be a whole number"});
    for (const char* bad : {"\"\"", "\"-\"", "\"1x\"", "\" 1\"", "\"9223372036854775808\""})
        CHECK(faults<among<1>>(bad) == lines{"wrong_type p: a text, must be a whole number"});
    CHECK(faults<among<1>>("\"-1\"") == lines{"out_of_range p: -1, must be one of 1"});
}

TEST_CASE("a list of accounts: as a list, or as a text that goes out as it came") {
    using list = json_text<accounts<3>>;
    using forced = json_text<server_api::forced_accounts>;
    CHECK(written<list>(R"(["a","用户"])") == R"({"p":"[\"a\",\"用户\"]"})");
    CHECK(written<list>(R"("[ \"a\" , \"b\" ]")") == R"({"p":"[ \"a\" , \"b\" ]"})");
    CHECK(written<forced>("[]") == R"({"p":"[]"})");
    using some = accounts<3>;
    CHECK(faults<accounts<3, 0>>("[]") == lines{});
    CHECK(faults<some>("[]") == lines{"missing p: empty: there must be at least one account"});
    CHECK(faults<server_api::json_text<some>>("[]") == lines{"missing p: empty: there must be at least one account"});
    CHECK(faults<server_api::json_text<some>>(R"("[]")") ==
          lines{"missing p: empty: there must be at least one account"});
    CHECK(faults<some>(R"(["a"])") == lines{});
    CHECK(faults<list>(R"(["a","b","c","d"])") == lines{"too_many p: 4 accounts, at most 3"});
    CHECK(faults<list>(R"("[\"a\",\"b\",\"c\",\"d\"]")") == lines{"too_many p: 4 accounts, at most 3"});
    CHECK(faults<list>(R"(["a",1])") == lines{"wrong_type p[1]: a whole number, must be a text"});
    CHECK(faults<list>(R"("[\"a\",1]")") == lines{"wrong_type p[1]: a whole number, must be a text"});
    CHECK(faults<list>(R"(["a",null])") == lines{"wrong_type p[1]: null, must be no null"});
    CHECK(faults<list>("{}") == lines{"wrong_type p: a map, must be a list"});
    CHECK(written<accounts<3>>(R"(["a"])") == R"({"p":["a"]})");
    const list one = {{"bob"}};
    CHECK(*one.chars() == R"(["bob"])");
    CHECK(one.tree()->items().size() == 1);
}

TEST_CASE("a text that holds an object") {
    using object = json_object<20>;
    CHECK(written<object>(R"({"b":1,"a":[null]})") == R"({"p":"{\"b\":1,\"a\":[null]}"})");
    CHECK(written<object>(R"("{ \"b\" : 1 }")") == R"({"p":"{ \"b\" : 1 }"})");
    CHECK(written<object>("{}") == R"({"p":"{}"})");
    CHECK(faults<object>(R"("[1]")") == lines{"wrong_type p: a list, must be a map with text keys"});
    CHECK(faults<object>("[1]") == lines{"wrong_type p: a list, must be a map with text keys"});
    CHECK(faults<object>(R"("hello")") ==
          lines{"not_json p: no JSON, which it must hold: this cannot stand here at offset 0"});
    CHECK(faults<object>(R"("")") == lines{"truncated p: empty, must be JSON: the text ends too early at offset 0"});
    CHECK(faults<object>(R"("{\"a\":{bad")") ==
          lines{"not_json p.a: no JSON, which it must hold: this cannot stand here at offset 6"});
    CHECK(faults<object>(R"({"k":"xxxxxxxxxxxxx"})") == lines{"too_long p: 21 characters, at most 20"});
    CHECK(faults<object>(R"({"k":"推推推推推推推推推推推推"})") == lines{});
    CHECK(faults<object>("5") == lines{"wrong_type p: a whole number, must be a map with text keys"});
    const object literal = R"({"msg":"hi"})";
    CHECK(literal.tree()->find("msg")->chars() == "hi");
    CHECK(object::from("{").error().code == errc::truncated);
}

TEST_CASE("a text, or a tree as its JSON") {
    using any = json_or_text<8>;
    CHECK(written<any>(R"("plain &")") == R"({"p":"plain &"})");
    CHECK(written<any>(R"("")") == R"({"p":""})");
    CHECK(written<any>(R"({"id":1})") == R"({"p":"{\"id\":1}"})");
    CHECK(written<any>("[1]") == R"({"p":"[1]"})");
    CHECK(faults<any>("5") == lines{"wrong_type p: a whole number, must be a text, a map or a list"});
    CHECK(faults<any>(R"({"id":12})") == lines{"too_long p: 9 characters, at most 8"});
    const any literal = "plain";
    CHECK(*literal.chars() == "plain");
    CHECK_FALSE(literal.tree().has_value());
    CHECK_FALSE(any().has_value());
}

TEST_CASE("options: what is not told is left out, what is not known is a fault") {
    CHECK(written<option_text>(R"({"badge":false,"push":true})") == R"({"p":"{\"push\":true,\"badge\":false}"})");
    CHECK(written<option_text>(R"("{\"badge\" : false}")") == R"({"p":"{\"badge\" : false}"})");
    CHECK(faults<option_text>(R"({"push":"yes"})") == lines{"wrong_type p.push: a text, must be a bool"});
    CHECK(faults<option_text>(R"("{\"push\":1}")") == lines{"wrong_type p.push: a whole number, must be a bool"});
    CHECK(faults<option_text>(R"({"Push":true})") ==
          lines{"unknown_key p.Push: there is no such parameter: `push` was likely meant"});
    constexpr message_option quiet{.push = false};
    CHECK(*option_text(quiet).chars() == R"({"push":false})");
}

TEST_CASE("the vendors' push fields: an object whose notifyId is a number") {
    CHECK(faults<push_fields>(R"({"notifyId":12,"pushTitle":"t"})") == lines{});
    const lines no_number{"wrong_type p.notifyId: must be a number: the call was seen to end in 500"};
    CHECK(faults<push_fields>(R"({"notifyId":"12"})") == no_number);
    CHECK(faults<push_fields>(R"("{\"notifyId\":\"12\"}")") == no_number);
    CHECK(faults<push_fields>("{\"k\":" + quoted(2040) + "}") == lines{});
    CHECK(faults<push_fields>("{\"k\":" + quoted(2041) + "}") == lines{"too_long p: 2049 characters, at most 2048"});
    const push_fields made = {{{"apsField", value::map({{"sound", "ding.caf"}})}}};
    CHECK(*made.chars() == R"({"apsField":{"sound":"ding.caf"}})");
}

TEST_CASE("a batch that wants its ids back has 100 receivers at most") {
    std::vector<account> many;
    for (int i = 0; i < 101; ++i) many.push_back(*account::from("u" + std::to_string(i)));
    send_batch_msg call{.from = "alice", .to = accounts<500>(many), .type = 0, .body = R"({"msg":"x"})"};
    CHECK(check(call).empty());
    call.return_msgid = false;
    CHECK(check(call).empty());
    call.return_msgid = true;
    CHECK(test::lines_of(check(call)) == lines{"too_many toAccids: 101 accounts, at most 100 with returnMsgid"});
    many.pop_back();
    call.to = accounts<500>(many);
    CHECK(check(call).empty());
}

TEST_CASE("nobody is called by an empty account") {
    CHECK_FALSE(account::from(""));
    CHECK(account::from("a"));
    CHECK(faults<account>(R"("")").size() == 1);
    CHECK(faults<json_text<accounts<5>>>(R"(["a",""])").size() == 1);
    CHECK(faults<json_text<accounts<5>>>(R"("[\"\"]")").size() == 1);
    CHECK(faults<forced_accounts>(R"(["",""])").size() == 2);
}

TEST_CASE("the text null is no body, no payload and no option") {
    for (const std::string_view null : {R"("null")", R"(" null ")", R"("\tnull")"}) {
        CAPTURE(null);
        CHECK(faults<json_object<100>>(null).size() == 1);
        CHECK(faults<push_fields>(null).size() == 1);
        CHECK(faults<option_text>(null).size() == 1);
        CHECK(faults<json_text<forced_accounts>>(null).size() == 1);
        CHECK(faults<json_or_text<>>(null) ==
              lines{"warning: null_value p: the text null, which is nothing"});  // any text
    }
}

TEST_CASE("a body has the keys of its kind") {
    const auto of = [](auto kind, std::string_view body) {
        send_msg call{.from = "a", .to = "b", .ope = 0, .body = *json_object<5000>::from(body)};
        call.type = kind;
        return test::lines_of(check(call));
    };
    constexpr nimpush::server_api::message_kind said = 0, image = 1, audio = 2, place = 4, tip = 10, custom = 100;
    CHECK(of(said, R"({"msg":""})").empty());
    CHECK(of(said, R"({"text":"x"})") == lines{"missing body.msg: missing: a text message shows what it says"});
    CHECK(of(said, "{}").size() == 1);
    CHECK(of(said, R"({"Msg":"x"})").size() == 2);
    CHECK(of(said, R"({"msg":5})") == lines{"warning: wrong_type body.msg: a whole number, must be a text"});
    CHECK(of(tip, "{}") == lines{"warning: missing body.msg: missing: what a tip shows (unverified)"});
    CHECK(of(image, R"({"Url":"u","w":1})").size() == 2);
    CHECK(of(image, R"({"url":"u","w":"640"})") == lines{"warning: wrong_type body.w: a text, must be a whole number"});
    CHECK(of(audio, R"({"url":"u","dur":1,"own":2})").empty());
    CHECK(of(place, R"({"lat":1})").size() == 1);
    CHECK(of(custom, R"({"Msg":1})").empty());
}

TEST_CASE("a tree is looked at as its text would be") {
    broadcast_msg all{.body = "x"};
    all.target_os = json_text<std::vector<text>>(std::vector<text>{text("ios"), text()});
    CHECK(test::lines_of(check(all)) == lines{"wrong_type targetOs[1]: null, must be no null"});
    all.target_os = json_text<std::vector<text>>(std::vector<text>{text("ios")});
    CHECK(test::lines_of(check(all)) == lines{});
    send_msg one{.from = "a", .to = "b", .ope = 0, .type = 0, .body = free_map{{"msg", "x"}}};
    one.payload = vendor_fields{{"notifyId", "12"}};
    CHECK(test::lines_of(check(one)) ==
          lines{"wrong_type payload.notifyId: must be a number: the call was seen to end in 500"});
}
