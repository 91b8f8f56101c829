#pragma once

// The rules by name, and what can become of a message: the list of docs/facts/delivery.md, Rules, in its order.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/schema.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// The closed list, in the order in which the rules are looked at. Whatever else is said of each rule stands in a
/// by_rule table.
enum class rule : std::uint8_t {
    to_oneself,
    blocked,
    not_friends,
    not_in_team,
    chat_banned,
    not_meant,
    not_initialized,
    certificate_name_too_long,
    another_app_key,
    never_logged_in,
    logged_out,
    kicked_out,
    in_foreground,
    alive_in_background,
    push_off,
    online_only,
    no_push_text,
    no_harmony_certificate_name,
    harmony_certificate_unknown,
    not_an_apns_device,
    no_certificate_name,
    certificate_unknown,
    no_token,
    desktop_online,
    do_not_disturb,
    conversation_muted,
    sender_muted,
    token_is_text,
    environment_mismatch,
    token_unregistered,
    payload_too_large,
    pushed,
};

/// What becomes of the message for one device.
enum class outcome : std::uint8_t {
    none,        // no push: the message waits for the next login
    apns,        // pushed through APNs
    vendor,      // pushed by a phone's maker
    connection,  // the long connection delivers it
    refused,     // NIM does not take it from the sender
};

/// What one rule said.
enum class consideration : std::uint8_t {
    passes,
    stops,
    overridden,  // it would stop the push, but the push is forced
    unreached,   // it needs something that is not there, such as a token
};

/// Whether a source settles the rule, or it is our model and not NetEase's word.
enum class confidence : std::uint8_t { documented, unverified };

inline constexpr std::size_t rule_count = static_cast<std::size_t>(rule::pushed) + 1;

namespace detail {

inline void a_rule_has_no_row_in_its_place() {}

/// A table with a row for each of the first Count rules, which names its rule: a row that is missing, or stands in
/// another place than its rule, does not compile.
template <class Row, std::size_t Count> class by_rule {
    Row rows_[Count]{};

  public:
    consteval by_rule(const Row (&rows)[Count]) {
        for (std::size_t i = 0; i < Count; ++i) {
            if (rows[i].rule != static_cast<delivery::rule>(i)) a_rule_has_no_row_in_its_place();
            rows_[i] = rows[i];
        }
    }
    constexpr const Row* begin() const noexcept { return rows_; }
    constexpr const Row* end() const noexcept { return rows_ + Count; }
    constexpr const Row& operator[](rule which) const noexcept { return rows_[static_cast<std::size_t>(which)]; }
};

struct rule_name {
    delivery::rule rule{};
    std::string_view name{};
};
inline constexpr by_rule<rule_name, rule_count> rule_names{{
    {rule::to_oneself, "to_oneself"},
    {rule::blocked, "blocked"},
    {rule::not_friends, "not_friends"},
    {rule::not_in_team, "not_in_team"},
    {rule::chat_banned, "chat_banned"},
    {rule::not_meant, "not_meant"},
    {rule::not_initialized, "not_initialized"},
    {rule::certificate_name_too_long, "certificate_name_too_long"},
    {rule::another_app_key, "another_app_key"},
    {rule::never_logged_in, "never_logged_in"},
    {rule::logged_out, "logged_out"},
    {rule::kicked_out, "kicked_out"},
    {rule::in_foreground, "in_foreground"},
    {rule::alive_in_background, "alive_in_background"},
    {rule::push_off, "push_off"},
    {rule::online_only, "online_only"},
    {rule::no_push_text, "no_push_text"},
    {rule::no_harmony_certificate_name, "no_harmony_certificate_name"},
    {rule::harmony_certificate_unknown, "harmony_certificate_unknown"},
    {rule::not_an_apns_device, "not_an_apns_device"},
    {rule::no_certificate_name, "no_certificate_name"},
    {rule::certificate_unknown, "certificate_unknown"},
    {rule::no_token, "no_token"},
    {rule::desktop_online, "desktop_online"},
    {rule::do_not_disturb, "do_not_disturb"},
    {rule::conversation_muted, "conversation_muted"},
    {rule::sender_muted, "sender_muted"},
    {rule::token_is_text, "token_is_text"},
    {rule::environment_mismatch, "environment_mismatch"},
    {rule::token_unregistered, "token_unregistered"},
    {rule::payload_too_large, "payload_too_large"},
    {rule::pushed, "pushed"},
}};

}  // namespace detail
}  // namespace delivery

template <> struct names<delivery::rule> {
    static constexpr auto list = [] {
        std::array<std::string_view, delivery::rule_count> all{};
        for (const auto& row : delivery::detail::rule_names) all[static_cast<std::size_t>(row.rule)] = row.name;
        return all;
    }();
};
template <> struct names<delivery::outcome> {
    static constexpr std::string_view list[] = {"none", "apns", "vendor", "connection", "refused"};
};
template <> struct names<delivery::consideration> {
    static constexpr std::string_view list[] = {"passes", "stops", "overridden", "unreached"};
};
template <> struct names<delivery::confidence> {
    static constexpr std::string_view list[] = {"documented", "unverified"};
};

namespace delivery {

using nimpush::name_of;  // for the enums of this namespace, without a prefix

}  // namespace delivery
}  // namespace nimpush::v1
