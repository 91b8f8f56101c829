#include <nimpush/dialect/flutter_channel_v2/apns_token_sync.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "../../support/faults.hpp"
#include "../../support/print.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel_v2;
namespace v2 = nimpush::flutter_channel_v2;

constexpr plugin_version v10_9_6{10, 9, 6};

/// Something that happens, or the question what is to be sent.
struct step {
    enum class what { initialized, by_hand, released, token, key, null_key, retry, no_super, ask } what;
    std::string_view with = {};
};
constexpr step initialized{step::what::initialized};  // with the options' defaults
constexpr step by_hand{step::what::by_hand};          // with autoUpdateApnsToken false
constexpr step released{step::what::released};
constexpr step retry{step::what::retry};
constexpr step no_super{step::what::no_super};
constexpr step ask{step::what::ask};
constexpr step no_key{step::what::null_key};
constexpr step token(std::string_view hex) { return {step::what::token, hex}; }
constexpr step key(std::string_view name) { return {step::what::key, name}; }

struct row {
    std::string_view why;
    plugin_version spoken;
    platform on;
    std::vector<step> steps;
    std::vector<std::string> sent;  // token and key of each call that was due when asked, "-" for none
};

std::string shown(const std::optional<v2::apns_token_sync::due>& due) {
    std::string made = "-";
    if (due)
        due->visit([&](const auto& call) {
            made = test::hex_of(call.token.bytes());
            if constexpr (requires { call.key; }) made += " " + std::string(call.key.view());
        });
    return made;
}
void take(v2::apns_token_sync& sync, const step& s) {
    switch (s.what) {
        case step::what::initialized: return sync.initialized(plugin::ios_sdk_options{});
        case step::what::by_hand: return sync.initialized(plugin::ios_sdk_options{.auto_update_apns_token = false});
        case step::what::released: return sync.released();
        case step::what::token: return sync.token_changed(device_token::from_hex(s.with).value_or(device_token()));
        case step::what::key: return sync.custom_content_key_changed(text::from(s.with).value());
        case step::what::null_key: return sync.custom_content_key_changed(nullptr);
        case step::what::retry: return sync.retry();
        case step::what::no_super: return sync.app_delegate_overrides(false);
        case step::what::ask: return;
    }
}
std::vector<std::string> sent_by(const row& r) {
    v2::apns_token_sync sync(r.on, r.spoken);
    std::vector<std::string> sent;
    for (const step& s : r.steps) {
        take(sync, s);
        if (s.what == step::what::ask) sent.push_back(shown(sync.next()));
    }
    return sent;
}

const row rows[] = {
    {"10.3.1: by the app", v10_3_1, platform::ios, {token("aa"), ask, initialized, ask, ask}, {"-", "aa", "-"}},
    {"10.9.2: by the app", v10_9_2, platform::ios, {initialized, token("aa"), ask, token("bb"), ask}, {"aa", "bb"}},
    {"10.9.5: by the app", {10, 9, 5, 1}, platform::ios, {initialized, token("aa"), ask}, {"aa"}},
    {"10.9.6: by the plugin", v10_9_6, platform::ios, {initialized, token("aa"), ask, token("bb"), ask}, {"-", "-"}},
    {"10.9.90: by the plugin", v10_9_90, platform::ios, {token("aa"), initialized, ask, retry, ask}, {"-", "-"}},
    {"none in particular is the newest", {}, platform::ios, {token("aa"), initialized, ask}, {"-"}},
    {"10.9.90 by hand", v10_9_90, platform::ios, {token("aa"), by_hand, ask, ask, retry, ask}, {"aa", "-", "aa"}},
    {"10.9.6 by hand, with a key", v10_9_6, platform::ios, {by_hand, key("k"), token("aa"), ask, ask}, {"aa k", "-"}},
    {"before 10.9.6 the switch means nothing", v10_9_2, platform::ios, {by_hand, token("aa"), ask}, {"aa"}},
    {"released, and then by hand",
     v10_9_90,
     platform::ios,
     {token("aa"), initialized, ask, released, ask, by_hand, ask},
     {"-", "-", "aa"}},
    {"a key is nothing that the plugin hands over",
     v10_9_90,
     platform::ios,
     {initialized, token("aa"), ask, key("k"), ask, ask, token("bb"), ask, no_key, token("cc"), ask},
     {"-", "aa k", "-", "bb k", "-"}},
    {"an empty key clears it", v10_9_90, platform::ios, {initialized, token("aa"), key(""), ask, ask}, {"aa ", "-"}},
    {"without super the plugin sees none",
     v10_9_90,
     platform::ios,
     {no_super, token("aa"), initialized, ask, ask},
     {"aa", "-"}},
    {"a key on 10.3.1 goes out, and is lost there",
     v10_3_1,
     platform::ios,
     {initialized, token("aa"), key("k"), ask},
     {"aa k"}},
    {"Android has other ways", v10_9_90, platform::android, {by_hand, token("aa"), ask}, {"-"}},
    {"HarmonyOS takes it itself", v10_9_90, platform::ohos, {by_hand, token("aa"), key("k"), ask}, {"-"}},
    {"macOS has no push", v10_3_1, platform::macos, {initialized, token("aa"), ask}, {"-"}},
};

constexpr bool runs_while_compiling(plugin_version spoken, bool is_automatic, bool is_due) {
    v2::apns_token_sync sync(platform::ios, spoken);
    sync.token_changed(device_token::from_hex("0b30").value());
    if (sync.next().has_value()) return false;
    sync.initialized(plugin::ios_sdk_options{.auto_update_apns_token = is_automatic});
    return sync.next().has_value() == is_due && !sync.next().has_value() && sync.warnings().empty();
}
static_assert(runs_while_compiling(v10_3_1, true, true) && runs_while_compiling(v10_9_2, true, true));
static_assert(runs_while_compiling(v10_9_90, true, false) && runs_while_compiling(v10_9_90, false, true));
static_assert(v2::apns_token_sync({.platform = platform::ios, .plugin = v10_9_6}).is_automatic() &&
              !v2::apns_token_sync({.platform = platform::android}).is_automatic());
static_assert(hands_token_over(v10_9_6, true) && !hands_token_over(v10_9_6, false));
static_assert(!hands_token_over({10, 9, 5, 1}, true) && hands_token_over({}, true));
static_assert(automatic_token_since == v10_9_6);
static_assert(std::is_copy_constructible_v<v2::apns_token_sync> &&
              std::is_nothrow_move_constructible_v<v2::apns_token_sync> &&
              std::is_nothrow_move_assignable_v<v2::apns_token_sync>);

std::string lines(const problems& found) {
    std::string made;
    for (const std::string& one : test::lines_of(found)) made += one + "\n";
    return made;
}
std::string warned(plugin_version spoken, const std::vector<step>& steps, platform on = platform::ios) {
    v2::apns_token_sync sync(on, spoken);
    for (const step& s : steps) take(sync, s);
    CHECK_FALSE(has_errors(sync.warnings()));
    return lines(sync.warnings());
}
bool has(std::string_view s, std::string_view what) { return s.find(what) != s.npos; }

}  // namespace

TEST_CASE("who hands the token over depends on version, options and AppDelegate") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(sent_by(r) == r.sent);
    }
}

TEST_CASE("a custom key: 10.3.1 loses it, and the automatic way of 10.9.6 has none") {
    CHECK(has(warned(v10_3_1, {initialized, key("k")}), "lost: iOS of 10.3.1 looks for `customKey`"));
    CHECK_FALSE(has(warned(v10_3_1, {initialized, key("k")}), "autoUpdateApnsToken"));
    CHECK(warned(v10_9_2, {initialized, key("k")}).empty());
    for (const plugin_version v : {v10_9_6, v10_9_90}) {
        CHECK(has(warned(v, {initialized, key("k")}), "set autoUpdateApnsToken to false"));
        CHECK(has(warned(v, {key("k")}), "set autoUpdateApnsToken to false"));  // it is true until initialize
        CHECK(warned(v, {by_hand, key("k")}).empty());
        CHECK(warned(v, {initialized, key("k"), no_key}).empty());
        CHECK(warned(v, {initialized, key("")}).empty());
        CHECK(warned(v, {initialized, key("k")}, platform::ohos).empty());
    }
}

TEST_CASE("an AppDelegate that overrides the method keeps the token from the plugin unless it calls super") {
    const auto forwarded = [](plugin_version spoken, bool is_automatic) {
        v2::apns_token_sync sync(platform::ios, spoken, "com.example/push");
        CHECK(sync.channel() == "com.example/push");
        sync.initialized(plugin::ios_sdk_options{.auto_update_apns_token = is_automatic});
        const auto sent =
            standard_codec::encode_method_call("updateAPNsToken", value::bytes(std::vector<std::uint8_t>{1}));
        CHECK(sync.on_message(*sent) == std::vector<std::uint8_t>{0, 0});
        CHECK(sync.on_message({}).empty());
        return lines(sync.warnings());
    };
    CHECK(has(forwarded(v10_9_90, true), "unless it calls super"));
    CHECK(has(forwarded(v10_9_6, true), "call super, or set autoUpdateApnsToken to false"));
    CHECK(forwarded(v10_9_90, false).empty());
    CHECK(forwarded(v10_3_1, true).empty());
    CHECK(has(warned(v10_9_90, {initialized, no_super}), "as it does not call super"));
    CHECK(warned(v10_9_2, {initialized, no_super}).empty());
}
