#include <nimpush/dialect/flutter_channel/apns_token_sync.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "../../support/print.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
namespace channel = nimpush::flutter_channel;

/// Something that happens, or the question what is to be sent.
struct step {
    enum class what { initialized, released, token, key, null_key, retry, ask } what;
    std::string_view with = {};
};
constexpr step initialized{step::what::initialized};
constexpr step released{step::what::released};
constexpr step retry{step::what::retry};
constexpr step ask{step::what::ask};
constexpr step no_key{step::what::null_key};
constexpr step token(std::string_view hex) { return {step::what::token, hex}; }
constexpr step key(std::string_view name) { return {step::what::key, name}; }

struct row {
    std::string_view why;
    platform on;
    std::vector<step> steps;
    std::vector<std::string> sent;  // token and key of each call that was due when asked, "-" for none
};

std::vector<std::string> sent_by(const row& r) {
    apns_token_sync sync(r.on);
    std::vector<std::string> sent;
    for (const step& s : r.steps) {
        switch (s.what) {
            case step::what::initialized: sync.initialized(); break;
            case step::what::released: sync.released(); break;
            case step::what::token: sync.token_changed(device_token::from_hex(s.with).value_or(device_token())); break;
            case step::what::key: sync.custom_content_key_changed(text::from(s.with).value()); break;
            case step::what::null_key: sync.custom_content_key_changed(nullptr); break;
            case step::what::retry: sync.retry(); break;
            case step::what::ask:
                const auto call = sync.next();
                if (!call)
                    sent.push_back("-");
                else
                    sent.push_back(test::hex_of(call->token.bytes()) + " " +
                                   test::json_of<schema::spelling::wire>(call->custom_content_key));
                break;
        }
    }
    return sent;
}

const row rows[] = {
    {"nothing has happened", platform::ios, {ask}, {"-"}},
    {"a token, but no SDK yet", platform::ios, {token("aa"), ask}, {"-"}},
    {"an SDK, but no token yet", platform::ios, {initialized, ask}, {"-"}},
    {"the token came before", platform::ios, {token("aa"), initialized, ask}, {"aa null"}},
    {"the token came after", platform::ios, {initialized, token("aa"), ask}, {"aa null"}},
    {"once is enough", platform::ios, {initialized, token("aa"), ask, ask}, {"aa null", "-"}},
    {"twice the same", platform::ios, {initialized, token("aa"), ask, token("aa"), ask}, {"aa null", "-"}},
    {"initialised twice", platform::ios, {token("aa"), initialized, ask, initialized, ask}, {"aa null", "-"}},
    {"another token", platform::ios, {initialized, token("aa"), ask, token("bb"), ask}, {"aa null", "bb null"}},
    {"another and back again",
     platform::ios,
     {initialized, token("aa"), ask, token("bb"), ask, token("aa"), ask},
     {"aa null", "bb null", "aa null"}},
    {"changed twice before anybody asked: only the last counts",
     platform::ios,
     {token("aa"), token("bb"), initialized, ask, ask},
     {"bb null", "-"}},
    {"another and back before anybody asked: nothing new",
     platform::ios,
     {initialized, token("aa"), ask, token("bb"), token("aa"), ask},
     {"aa null", "-"}},
    {"no token any more", platform::ios, {initialized, token("aa"), ask, token(""), ask}, {"aa null", "-"}},
    {"and the same one again",
     platform::ios,
     {initialized, token("aa"), ask, token(""), ask, token("aa"), ask},
     {"aa null", "-", "-"}},

    {"a key goes with the token",
     platform::ios,
     {key("name"), token("aa"), initialized, ask, ask},
     {"aa \"name\"", "-"}},
    {"a key alone is nothing to send", platform::ios, {initialized, key("name"), ask}, {"-"}},
    {"a new key sends the token again",
     platform::ios,
     {initialized, token("aa"), ask, key("name"), ask, ask},
     {"aa null", "aa \"name\"", "-"}},
    {"an empty key clears it, which is a change",
     platform::ios,
     {initialized, token("aa"), key("name"), ask, key(""), ask, ask},
     {"aa \"name\"", "aa \"\"", "-"}},
    {"an empty key at once", platform::ios, {key(""), token("aa"), initialized, ask}, {"aa \"\""}},
    {"null leaves it, which is no change",
     platform::ios,
     {initialized, token("aa"), key("name"), ask, no_key, ask},
     {"aa \"name\"", "-"}},
    {"and goes with the next token",
     platform::ios,
     {initialized, token("aa"), key("name"), ask, no_key, token("bb"), ask},
     {"aa \"name\"", "bb null"}},
    {"the same key again after null is no change for NIM",
     platform::ios,
     {initialized, token("aa"), key("name"), ask, no_key, ask, key("name"), ask},
     {"aa \"name\"", "-", "-"}},
    {"the same key twice",
     platform::ios,
     {initialized, token("aa"), key("name"), ask, key("name"), ask},
     {"aa \"name\"", "-"}},
    {"another key and back before anybody asked",
     platform::ios,
     {initialized, token("aa"), key("name"), ask, key("other"), key("name"), ask},
     {"aa \"name\"", "-"}},
    {"token and key changed at once: one call",
     platform::ios,
     {initialized, token("aa"), key("name"), ask, token("bb"), key("other"), ask, ask},
     {"aa \"name\"", "bb \"other\"", "-"}},
    {"a key that was taken back before it was sent",
     platform::ios,
     {initialized, token("aa"), ask, key("name"), no_key, ask},
     {"aa null", "-"}},

    {"a key that failed is not what NIM has",
     platform::ios,
     {initialized, token("aa"), key("name"), ask, retry, no_key, ask, key("name"), ask},
     {"aa \"name\"", "aa null", "aa \"name\""}},
    {"nor does a token without a key take back what NIM has",
     platform::ios,
     {initialized, token("aa"), key("name"), ask, no_key, token("bb"), ask, key("name"), ask},
     {"aa \"name\"", "bb null", "-"}},

    {"released: nothing until it is initialised again, then all of it",
     platform::ios,
     {initialized, token("aa"), key("name"), ask, released, ask, initialized, ask, ask},
     {"aa \"name\"", "-", "aa \"name\"", "-"}},
    {"a token that came while it was released",
     platform::ios,
     {initialized, token("aa"), ask, released, token("bb"), ask, initialized, ask},
     {"aa null", "-", "bb null"}},
    {"a failure is offered again",
     platform::ios,
     {initialized, token("aa"), ask, retry, ask, ask},
     {"aa null", "aa null", "-"}},
    {"with its key",
     platform::ios,
     {initialized, token("aa"), key("name"), ask, retry, ask, ask},
     {"aa \"name\"", "aa \"name\"", "-"}},
    {"a failure of the key alone too",
     platform::ios,
     {initialized, token("aa"), ask, key("name"), ask, retry, ask, ask},
     {"aa null", "aa \"name\"", "aa \"name\"", "-"}},
    {"a failure, and another token meanwhile",
     platform::ios,
     {initialized, token("aa"), ask, token("bb"), retry, ask, ask},
     {"aa null", "bb null", "-"}},
    {"a failure before it was released",
     platform::ios,
     {initialized, token("aa"), ask, retry, released, ask, initialized, ask, ask},
     {"aa null", "-", "aa null", "-"}},

    {"Android has no such token",
     platform::android,
     {initialized, token("aa"), key("name"), ask, retry, ask},
     {"-", "-"}},
    {"nor has Windows", platform::windows, {token("aa"), initialized, ask}, {"-"}},
    {"nor does macOS take bytes", platform::macos, {token("aa"), initialized, ask}, {"-"}},
};

std::vector<std::uint8_t> from_native(std::string_view method, const value& argument) {
    return *standard_codec::encode_method_call(method, argument);
}
const std::vector<std::uint8_t> success_with_null{0, 0};
const std::vector<std::uint8_t> not_implemented{};

constexpr bool runs_while_compiling() {
    apns_token_sync sync;
    sync.token_changed(device_token::from_hex("0b30").value());
    if (sync.next()) return false;
    sync.initialized();
    return sync.next().has_value() && !sync.next() && sync.channel() == guide_token_channel;
}
static_assert(runs_while_compiling());

static_assert(std::is_copy_constructible_v<apns_token_sync> && std::is_copy_assignable_v<apns_token_sync>);
static_assert(std::is_nothrow_move_constructible_v<apns_token_sync> &&
              std::is_nothrow_move_assignable_v<apns_token_sync>);

}  // namespace

TEST_CASE("a token is handed over exactly once each time it should be") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(sent_by(r) == r.sent);
    }
}

TEST_CASE("the guide's way: the native side hands the bytes over on the app's own channel") {
    apns_token_sync sync(platform::ios, "com.example/push");
    CHECK(sync.channel() == "com.example/push");
    CHECK_FALSE(sync.is_initialized());
    const std::vector<std::uint8_t> bytes(32, 0xAB);
    CHECK(sync.on_message(from_native("updateAPNsToken", value::bytes(bytes))) == success_with_null);
    CHECK(sync.token() == device_token::from(bytes).value());
    CHECK_FALSE(sync.next().has_value());
    sync.initialized();
    CHECK(sync.is_initialized());
    const auto call = sync.next();
    REQUIRE(call.has_value());
    CHECK(call->token == octets(bytes));
    // The bytes of the call, key by key: token, key, serviceName.
    std::string expected =
        "070f757064617465"
        "41504e53546f6b656e"
        "0d03"
        "0705746f6b656e"
        "0820";
    for (int i = 0; i < 32; ++i) expected += "ab";
    expected +=
        "07036b6579"
        "00"
        "070b736572766963654e616d65"
        "070f53657474696e677353657276696365";
    CHECK(test::hex_of(*channel::encode(*call)) == expected);
}

TEST_CASE("whatever else comes on that channel is not implemented and changes nothing") {
    apns_token_sync sync;
    sync.token_changed(device_token::from_hex("aa").value());
    const auto token = value::bytes(std::vector<std::uint8_t>{1});
    const auto cut = [](std::vector<std::uint8_t> bytes) {
        bytes.pop_back();
        return bytes;
    };
    const std::vector<std::uint8_t> messages[] = {
        from_native("updateAPNSToken", token),                  // the name of the plugin's own call
        from_native("updateAPNsToken", value()),                // no argument
        from_native("updateAPNsToken", "01"),                   // text
        from_native("updateAPNsToken", value::list({1})),       // a list
        from_native("updateAPNsToken", value::int32_list({})),  // other bytes
        from_native("updateAPNsToken", value::map({{"token", token}})),
        from_native("updateAPNsToken", value::bytes({})),  // no bytes
        from_native("updateAPNsToken", value::bytes(std::vector<std::uint8_t>(101))),
        from_native("onMessage", value::map({{"serviceName", "MessageService"}})),
        cut(from_native("updateAPNsToken", token)),  // cut short
        {},
        {0xFF},
    };
    for (const auto& one : messages) {
        CAPTURE(test::hex_of(one));
        CHECK(sync.on_message(one) == not_implemented);
        CHECK(sync.token() == device_token::from_hex("aa").value());
    }
}

TEST_CASE("a copy goes its own way, and what was moved from can start anew") {
    apns_token_sync one(platform::ios, text::from(std::string("com.example/of-its-own")).value());
    one.token_changed(device_token::from_hex("aa").value());
    one.custom_content_key_changed(text::from(std::string("a key that is owned")).value());
    one.initialized();
    apns_token_sync other = one;
    CHECK(one.next()->custom_content_key == "a key that is owned");
    CHECK(other.next().has_value());
    other.custom_content_key_changed("another");
    other.token_changed(device_token::from_hex("bb").value());
    CHECK_FALSE(one.next().has_value());
    CHECK(other.next()->custom_content_key == "another");
    CHECK(one.token() == device_token::from_hex("aa").value());

    const apns_token_sync moved = std::move(one);
    CHECK(moved.channel() == "com.example/of-its-own");
    CHECK(moved.is_initialized());
    one = apns_token_sync(platform::ios);
    CHECK(one.channel() == guide_token_channel);
    CHECK_FALSE(one.is_initialized());
    CHECK_FALSE(one.next().has_value());
    one = moved;
    CHECK(one.channel() == "com.example/of-its-own");
    CHECK_FALSE(one.next().has_value());
}
