// Every text of desktop.json that goes to the SDK, byte for byte, and every input that is refused.

#include <nimpush/dialect/desktop_sdk/write.hpp>

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/dialect/desktop_sdk.hpp>

#include "../../support/faults.hpp"
#include "../../support/read_into.hpp"
#include "rows.hpp"

namespace {

using namespace nimpush;
namespace sdk = nimpush::desktop_sdk;
using test::text_of;

struct outcome {
    std::string text{};
    problems found{};
};

template <class T, sdk::form Form = sdk::form::send> outcome encode_input(const value& input) {
    T x{};
    outcome made;
    made.found = test::read_parameters(input, x);
    if (!made.found.empty()) return made;
    auto written = sdk::encode_all<Form>(x);
    made.text = std::move(written.made);
    made.found = std::move(written.found);
    if (made.found.empty()) CHECK(*sdk::encode<Form>(x) == made.text);
    return made;
}
outcome encode_message(const value& input) {
    outcome made;
    const value* type = input.find("msg_type");
    REQUIRE(type != nullptr);
    const auto kind = static_cast<sdk::message_kind>(*type->as_int());
    const bool is_sent =
        sdk::with_builder(kind, [&]<class B>() { made = encode_input<B>(test::without(input, "msg_type")); });
    if (!is_sent) made.found.push_back({{errc::not_supported, "msg_type", "not to be sent"}});
    return made;
}

outcome encode_row(const value& row) {
    using form = sdk::form;
    struct entry {
        std::string_view name;
        outcome (*run)(const value&);
    };
    static constexpr entry entries[] = {
        {"message/builder", encode_message},
        {"message/full", encode_input<sdk::message>},
        {"message/local", encode_input<sdk::message, form::local>},
        {"message/stop", encode_input<sdk::stop_message>},
        {"setting/message", encode_input<sdk::message_setting>},
        {"setting/sysmsg", encode_input<sdk::notification_setting>},
        {"sysmsg/builder", encode_input<sdk::custom_notification>},
        {"sysmsg/full", encode_input<sdk::system_message>},
        {"client_config/init", encode_input<sdk::client_config>},
        {"client_config/login", encode_input<sdk::login_data>},
        {"client_config/multiport", encode_input<sdk::multiport_push>},
        {"client_config/kick", encode_input<sdk::kick_other>},
    };
    const std::string name = std::string(text_of(row, "kind")) + "/" + std::string(text_of(row, "form"));
    for (const entry& one : entries)
        if (one.name == name) return one.run(*row.find("input"));
    FAIL("no such row: " << name);
    return {};
}

bool is_encoded(const value& row) {
    const std::string kind(text_of(row, "kind"));
    return kind == "message" || kind == "setting" || kind == "sysmsg" || kind == "client_config";
}

template <class T> std::string text_for(const T& x) {
    const auto made = sdk::encode(x);
    return made ? *made : "refused: " + std::string(to_text(made.error()).view());
}

/// Calls f(row, outcome) for each row that is encoded; how many there were.
template <class F> std::size_t each_encoded(std::string_view section, F&& f) {
    std::size_t count = 0;
    const value rows = test::desktop_rows(section);
    for (const value& row : rows.items()) {
        if (!is_encoded(row)) continue;
        ++count;
        const std::string id(text_of(row, "id"));
        CAPTURE(id);
        f(row, encode_row(row));
    }
    return count;
}

}  // namespace

TEST_CASE("every text that goes to the SDK") {
    const std::size_t count = each_encoded("rows", [](const value& row, const outcome& made) {
        CHECK(test::lines_of(made.found) == test::lines{});
        CHECK(made.text == test::expected_of(row).text);
    });
    CHECK(count == 125);
}

TEST_CASE("every refused input: an error at its path") {
    const std::size_t count = each_encoded("refused", [](const value& row, const outcome& made) {
        REQUIRE(made.found.size() == 1);
        CHECK("$." + std::string(made.found[0].what.path.view()) == text_of(row, "path"));
    });
    CHECK(count == 27);
}

TEST_CASE("a setting says nothing that was not set") {
    CHECK(text_for(sdk::message_setting{}) == R"({"anti_spam_using_yidun":1})");
    CHECK(text_for(sdk::notification_setting{}) == "{}");
    CHECK(
        text_for(sdk::message_setting{
            .push_content = "", .push_payload = free_map::empty_map(), .local_ext = "", .team_msg_unread_count = -1}) ==
        R"({"anti_spam_using_yidun":1})");
    CHECK(text_for(sdk::message_setting{.push_enable = false, .team_msg_unread_count = 0}) ==
          R"({"anti_spam_using_yidun":1,"push_enable":0,"team_msg_unread_count":0})");
}

TEST_CASE("what is over its limit is told with its path, all of it") {
    std::vector<nimpush::text> accounts(101, nimpush::text("a"));
    const std::string long_value(2049, 'x');
    const sdk::text_message message{.to_accid = "1",
                                    .client_msg_id = "c",
                                    .msg_body = "b",
                                    .setting = {.push_payload = {{"k", value(nimpush::text::from(long_value).value())}},
                                                .force_push_list = accounts}};
    CHECK(test::lines_of(sdk::encode_all(message).found) ==
          test::lines{"too_many force_push_list: 101 accounts, at most 100: NIM answers 811",
                      "too_long push_payload: 2057 characters, at most 2048"});
    CHECK(test::lines_of(sdk::encode_all(sdk::text_message{}).found) ==
          test::lines{"missing client_msg_id: missing: it is required", "missing to_accid: missing: it is required"});
    CHECK(
        test::lines_of(
            sdk::encode_all(sdk::image_message{.to_accid = "1", .client_msg_id = "c", .local_res_path = "/a"}).found) ==
        test::lines{"missing msg_attach.h: missing: it is required", "missing msg_attach.w: missing: it is required"});
    CHECK(test::lines_of(sdk::encode_all(sdk::kick_other{}).found) ==
          test::lines{"missing device_ids: empty: the SDK would do nothing"});
}

TEST_CASE("a text of a peer's that breaks a rule is refused when it is to go out") {
    const auto received = sdk::decode<sdk::message>(R"({"push_content":")" + std::string(201, 'x') + R"("})");
    REQUIRE(received.has_value());
    const auto sent = sdk::encode(*received);
    REQUIRE_FALSE(sent.has_value());
    CHECK(test::line_of(sent.error()) == "too_long push_content: 201 bytes, at most 200");
}

TEST_CASE("what JSON has not is refused, with its path in the payload") {
    value deep = 1;
    for (int i = 0; i < 200; ++i) deep = value::list({deep});
    struct row {
        std::string_view expected;
        value given;
    };
    const double no_number = std::bit_cast<double>(std::uint64_t{0x7FF8} << 48);
    const row rows[] = {
        {"not_representable push_payload.k[1]: JSON has no such number", value::list({1, no_number})},
        {"not_representable push_payload.k: a key that is no text", value::map({{1, 2}})},
        {"not_representable push_payload.k: a whole number of more than 64 bits", *value::bigint("10000000000000000")},
        {"not_representable push_payload.k: a whole number of more than 64 bits", *value::bigint("-1")},
    };
    for (const row& one : rows) {
        const auto made = sdk::encode(sdk::message_setting{.push_payload = {{"k", one.given}}});
        REQUIRE_FALSE(made.has_value());
        CHECK(test::line_of(made.error()) == one.expected);
    }
    const auto made = sdk::encode(sdk::message_setting{.push_payload = {{"k", deep}}});
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == errc::too_deep);
}

TEST_CASE("limits of what only the header's comments name") {
    const std::string most(1024, 'x');
    CHECK(sdk::encode(sdk::message_setting{.local_ext = text(most)}));
    const auto long_ext = sdk::encode(sdk::message_setting{.local_ext = text(most + "x")});
    REQUIRE_FALSE(long_ext);
    CHECK(to_text(long_ext.error()) == "local_ext: 1025 characters, at most 1024");
    const std::string spam(5000, 'x');
    CHECK(sdk::encode(sdk::notification_setting{.anti_spam_content = text(spam)}));
    CHECK_FALSE(sdk::encode(sdk::notification_setting{.anti_spam_content = text(spam + "x")}));
    CHECK(sdk::encode(sdk::system_message{.msg_type = 100}));
    const auto named = sdk::encode(sdk::system_message{.msg_type = 100, .msg_id = 12});
    REQUIRE_FALSE(named);
    CHECK(to_text(named.error()) == "msg_id: must not be given: the SDK alone sets it");
}

TEST_CASE("nothing goes to nobody") {
    using test::lines;
    sdk::text_message said{.to_type = sdk::session::p2p, .to_accid = "", .client_msg_id = "m", .msg_body = "x"};
    CHECK(test::lines_of(sdk::encode_all(said).found) == lines{"missing to_accid: empty: the SDK would do nothing"});
    said.to_accid = {};
    CHECK(test::lines_of(sdk::encode_all(said).found) == lines{"missing to_accid: missing: it is required"});
    said.to_accid = "b";
    CHECK(sdk::encode_all(said).found.empty());
    said.setting.force_push_list = {"a", "", "c"};
    CHECK(test::lines_of(sdk::encode_all(said).found) == lines{"missing force_push_list[1]: empty: no account"});
    const sdk::custom_notification notice{.to_account = "", .client_msg_id = "n"};
    CHECK(test::lines_of(sdk::encode_all(notice).found) ==
          lines{"missing to_account: empty: the SDK would do nothing"});
    CHECK(test::lines_of(sdk::encode_all(sdk::location_message{.to_accid = "", .client_msg_id = "m"}).found).size() ==
          1);
}
