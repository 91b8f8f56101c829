// What commands print of texts that somebody else wrote: nothing that a terminal, a log or another program obeys.

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <nimpush/core/error.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/wire/json.hpp>

#include "../../tools/nimpush/terminal.hpp"
#include "../support/run_tool.hpp"

namespace {

using nimpush::detail::printable;

/// A character that a terminal obeys, or nothing.
std::string obeyed(std::string_view printed) {
    for (const std::string_view one :
         {"\x1b", "\x7f", "\r", "\u0080", "\u0085", "\u009b", "\u009f", "\u2028", "\u2029", "\u061c", "\u200e",
          "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\ufff9"})
        if (printed.find(one) != std::string_view::npos) return std::string(one);
    return {};
}

// Each of them, between letters.
constexpr std::string_view hostile =
    "a\\u001bb\u007fc\u0080d\u0085e\u009bf\u2028g\u2029h\u061ci\u200ej\u200fk\u202al\u202em\u2066n\u2069o\ufeffp\ufff9"
    "q";

}  // namespace

TEST_CASE("printable() leaves what is seen, and nothing that is obeyed") {
    constexpr std::string_view letters =
        "a\u00a0\u00e9\u0627\u200d\u200c\u2027\u202f\u2065\u206a\u4f60\ufefe\U0001f600";
    CHECK(printable(letters, 300) == letters);
    CHECK(printable("a\u202eb\u0085c\x7f"
                    "d\u061c\u2066\ufeff") == "a?b?c?d???");
    CHECK(printable("\u202e\u202e", 4) == "?...");
    CHECK(obeyed(printable(hostile, 300)).empty());
}

TEST_CASE("JSON that is shown says the same, in escapes") {
    const auto tree = nimpush::json::read("{\"" + std::string(hostile) + "\":[\"" + std::string(hostile) + "\"]}");
    REQUIRE(tree.has_value());
    const std::string json = nimpush::json::to_string(*tree).value();
    CHECK_FALSE(obeyed(json).empty());
    const std::string shown = nimpush_tool::shown_json(json);
    CHECK(obeyed(shown).empty());
    CHECK(shown.find("\\u202e") != std::string::npos);
    CHECK(shown.find("\\u007f") != std::string::npos);
    CHECK(*nimpush::json::read(shown) == *tree);
    CHECK(nimpush_tool::shown_json(R"({"a":"\n 你好"})") == R"({"a":"\n 你好"})");
}

TEST_CASE("explain, its JSON and its errors show hostile names as they are") {
    const std::string name(hostile);
    const std::string scenario =
        R"({"now":"2024-04-11T12:00:00+08:00","console":{"apns":[{"name":"acme","bundleId":"com.acme"}]},)"
        R"("accounts":{"alice":{},")" +
        name + R"(":{"nickname":")" + name + R"("}},"message":{"from":"alice","call":"sendMessage","sessionId":")" +
        name + R"(","sessionType":"p2p","text":")" + name + R"("}})";
    for (const std::vector<std::string_view>& words :
         {std::vector<std::string_view>{}, std::vector<std::string_view>{"--json"}}) {
        const auto made = test::run_command("explain", words, scenario);
        CAPTURE(made.err);
        CHECK(obeyed(made.out).empty());
        CHECK(obeyed(made.err).empty());
        CHECK(made.out.size() + made.err.size() > 20);
    }
    const auto check = test::run_command("check", {"ios"}, "{\"" + name + "\":1,\"apnsCername\":\"" + name + "\"}");
    CHECK(obeyed(check.err).empty());
    CHECK(check.err.size() > 20);
}

TEST_CASE("no word given to --curl becomes an option of curl") {
    const auto curl = [](std::string_view address) {
        return test::run_command("server",
                                 {"request", "msg/sendMsg", "--api", "v1", "--app-key", "k", "--nonce", "n", "--time",
                                  "1", "--app-secret", "s", "--curl", "--address", address},
                                 R"({"from":"alice\n\r\"","to":"bob","ope":0,"type":0,"body":"{\"msg\":\"hi\"}"})");
    };
    for (const std::string_view address :
         {"https://x\noutput = \"/etc/passwd", "https://x\r\n", "https://x y", "", "\u202e"}) {
        CAPTURE(std::string(address));
        const auto made = curl(address);
        CHECK(made.status == 1);
        CHECK(made.out.empty());
        CHECK(made.err == "$.address: an URL of visible ASCII\n");
    }
    const auto made = curl("https://\"x\\y");
    std::string_view rest = made.out;
    CHECK(rest.starts_with("url = \"https://\\\"x\\\\y/msg/sendMsg.action\"\n"));
    std::size_t lines = 0;
    for (; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1), ++lines)
        CHECK((rest.starts_with("url = \"") || rest.starts_with("request = \"") || rest.starts_with("header = \"") ||
               rest.starts_with("data-raw = \"")));
    CHECK(lines > 5);
}
