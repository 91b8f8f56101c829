#include <string>
#include <string_view>

#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"
#include "../support/run_tool.hpp"

namespace {

constexpr std::string_view token = "7f03c1a9e5d2480b9c6f1e3d5a7b8092a4c6e8f0013579bdf02468ace1b3d597";
constexpr std::string_view text =
    "3766303363316139653564323438306239633666316533643561376238303932"
    "6134633665386630303133353739626466303234363861636531623364353937";

bool has(const std::string& s, std::string_view what) { return s.find(what) != s.npos; }

std::string request_with(std::string_view pasted) {
    return R"({"push_type": "alert", "bundle_id": "com.acme", "payload": {"aps": {"alert": "hi"}}, "token": ")" +
           std::string(pasted) + "\"}";
}

}  // namespace

TEST_CASE("token reads what is pasted, however it is decorated") {
    for (const std::string& pasted :
         {std::string(token), "token: <" + std::string(token) + ">\n", "\"0x" + std::string(token) + "\",\n",
          std::string(token.substr(0, 32)) + "\n" + std::string(token.substr(32)) + "\n"}) {
        CAPTURE(pasted);
        const test::ran ran = test::run_tool({"token"}, pasted);
        CHECK(ran.status == 0);
        CHECK(ran.err.empty());
        CHECK(nimpush::json::read(ran.out)->find("hex")->chars() == token);
    }
}

TEST_CASE("token refuses what is none, and says what to do") {
    const test::ran cut = test::run_tool({"token"}, "{length = 32, bytes = 0x7f03c1a9 ... e1b3d597 }\n");
    CHECK(cut.status == 1);
    CHECK(cut.out.empty());
    CHECK(has(cut.err, "missing"));
    CHECK(has(cut.err, "%02x"));
    for (const std::string& pasted : {std::string(token) + "\n" + std::string(token), "(null)\n" + std::string(),
                                      "OPPO_CN_00112233445566778899aabbccddeeff\n" + std::string()})
        CHECK(test::run_tool({"token"}, pasted).status == 1);
}

TEST_CASE("token warns of the text of a token, and names the one that was meant") {
    const test::ran ran = test::run_tool({"token"}, std::string(text));
    CHECK(ran.status == 0);
    CHECK(nimpush::json::read(ran.out)->find("hex")->chars() == text);
    CHECK(has(ran.err, "warning: "));
    CHECK(has(ran.err, "ASCII"));
    CHECK(has(ran.err, token));
}

TEST_CASE("request reads its token by the same rule") {
    for (const std::string& pasted : {std::string(token), "<" + std::string(token) + ">", "0x" + std::string(token)}) {
        const test::ran ran = test::run_tool({"request"}, request_with(pasted));
        CHECK(ran.status == 0);
        CHECK(has(ran.out, "/3/device/" + std::string(token)));
    }
    for (const std::string_view pasted : {"0x7f03c1a9 ... e1b3d597", "(null)", "7f03c1a9e5d2480z"}) {
        const test::ran ran = test::run_tool({"request"}, request_with(pasted));
        CHECK(ran.status == 1);
        CHECK(has(ran.err, "$.token: "));
    }
    const test::ran ran = test::run_tool({"request"}, request_with(text));
    CHECK(ran.status == 0);
    CHECK(has(ran.err, "BadDeviceToken"));
}
