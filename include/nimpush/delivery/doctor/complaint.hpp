#pragma once

// Which push the logs are about, where nobody says so.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/delivery/doctor/entry.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/doctor/patient.hpp>
#include <nimpush/delivery/doctor/timeline.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {
namespace detail {

constexpr bool is_send(const entry& one) noexcept {
    return one.kind == event_kind::message_sent || one.kind == event_kind::send_failed;
}
constexpr bool is_push(const entry& one) noexcept {
    return one.kind == event_kind::push_sent || one.kind == event_kind::push_refused ||
           one.kind == event_kind::push_accepted;
}
constexpr std::int64_t distance(std::int64_t a, std::int64_t b) noexcept { return a < b ? b - a : a - b; }

/// Whether in the time behind an event another of a kind is about the same account. The entries are in order of time.
constexpr bool follows(const timeline& of, const entry& first, event_kind kind, std::int64_t within) noexcept {
    if (!has(first.account)) return false;
    const entry* const end = of.entries().data() + of.entries().size();
    for (const entry* one = &first; one != end && one->at - first.at < within; ++one)
        if (one->kind == kind && is(one->account, first.account.view())) return true;
    return false;
}
/// A send that failed and was made again with success is no complaint.
constexpr bool is_made_again(const timeline& of, const entry& failed) noexcept {
    return follows(of, failed, event_kind::message_sent, 5 * minute_ms);
}
constexpr bool is_pushed_again(const timeline& of, const entry& refused) noexcept {
    return follows(of, refused, event_kind::push_accepted, 2 * minute_ms);
}

/// The only name that a predicate gives; empty for none or for several.
template <class Name> constexpr std::string_view only(const timeline& of, Name name) {
    std::string_view found;
    for (const entry& one : of.entries()) {
        const std::string_view here = name(one);
        if (here.empty() || here == found) continue;
        if (!found.empty()) return {};
        found = here;
    }
    return found;
}
constexpr std::string_view name_in(const text& t) noexcept { return has(t) ? t.view() : std::string_view(); }

/// Whether the account is one of those that send in a phone's log.
constexpr bool sends_itself(const timeline& of, std::string_view account) noexcept {
    for (const entry& one : of.entries())
        if (is_send(one) && !one.is_server && is(one.from, account)) return true;
    return false;
}

constexpr std::string_view account_in_question(const timeline& of) {
    for (const entry& one : of.entries())
        if (one.kind == event_kind::send_failed && !one.is_team && has(one.account) && !is_made_again(of, one))
            return one.account.view();
    const auto logs_in = [&](const entry& one) {
        const bool is_login = one.kind == event_kind::login_started || one.kind == event_kind::logged_in ||
                              one.kind == event_kind::login_failed || one.kind == event_kind::kicked_out;
        return is_login && of.files()[one.file].is_device ? name_in(one.account) : std::string_view();
    };
    // Who logs in and is sent to, or is pushed to.
    std::vector<std::string_view> people;
    constexpr std::size_t most_people = 64;
    for (const entry& one : of.entries()) {
        const std::string_view who = logs_in(one);
        bool is_new = !who.empty() && people.size() < most_people;
        for (std::size_t i = 0; i < people.size() && is_new; ++i) is_new = people[i] != who;
        if (is_new) people.push_back(who);
    }
    for (const std::string_view who : people)
        for (const entry& sent : of.entries())
            if (((is_send(sent) && !sent.is_team) || is_push(sent)) && is(sent.account, who)) return who;
    for (const entry& one : of.entries())
        if (one.kind == event_kind::push_refused && has(one.account) && !is_pushed_again(of, one))
            return one.account.view();
    const std::string_view sent_to = only(
        of, [](const entry& one) { return is_send(one) && !one.is_team ? name_in(one.account) : std::string_view(); });
    if (const std::string_view only_login = only(of, logs_in); !only_login.empty() && !sends_itself(of, only_login))
        return only_login;
    if (!sent_to.empty()) return sent_to;
    // Of a team's members the one whose log it is and who did not send.
    std::string_view reader;
    for (const std::string_view who : people)
        if (!sends_itself(of, who)) reader = reader.empty() ? who : std::string_view();
    if (!reader.empty()) return reader;
    return only(of, [](const entry& one) { return is_push(one) ? name_in(one.account) : std::string_view(); });
}

}  // namespace detail

/// The push in question: of the account and the time that are given, or else the one that the logs are about: a send that
/// failed, a push that was refused, or the last send to who logs in.
constexpr complaint find_complaint(const timeline& of, std::string_view account = {}, maybe<std::int64_t> at = {}) {
    using namespace detail;
    complaint made;
    if (account.empty()) account = account_in_question(of);
    made.account = kept(account);
    const auto fits = [&](const entry& one) { return has(one.account) && is(one.account, account); };
    const entry* best_send = nullptr;
    const entry* best_push = nullptr;
    const entry* best_team = nullptr;  // a message to a team, which the account may be in
    for (const entry& one : of.entries()) {
        if (is_send(one) && one.is_team && !is(one.from, account) &&
            (best_team == nullptr || !at || distance(one.at, *at) < distance(best_team->at, *at)))
            best_team = &one;
        if (account.empty() || !fits(one)) continue;
        if (is_send(one)) {
            const bool is_nearer = at && (best_send == nullptr || distance(one.at, *at) < distance(best_send->at, *at));
            const bool is_worse = best_send != nullptr && best_send->kind == event_kind::send_failed &&
                                  !is_made_again(of, *best_send) && one.kind != event_kind::send_failed;
            if (at ? is_nearer : !is_worse) best_send = &one;
        }
        if (is_push(one)) {
            const bool is_nearer = at && (best_push == nullptr || distance(one.at, *at) < distance(best_push->at, *at));
            const bool is_refused =
                best_push != nullptr && best_push->kind == event_kind::push_refused && !is_pushed_again(of, *best_push);
            if (at ? is_nearer : !is_refused) best_push = &one;
        }
    }
    if (best_send == nullptr) best_send = best_team;
    constexpr std::int64_t near = 10 * minute_ms;
    if (at && best_send != nullptr && distance(best_send->at, *at) > near) best_send = nullptr;
    if (at && best_push != nullptr && distance(best_push->at, *at) > near) best_push = nullptr;
    // A push of long before or after belongs to another message.
    if (!at && best_send != nullptr && best_push != nullptr && distance(best_send->at, best_push->at) > near) {
        if (best_push->kind == event_kind::push_refused)
            best_send = nullptr;
        else
            best_push = nullptr;
    }
    made.sent = best_send;
    made.pushed = best_push;
    if (at) {
        made.at = *at;
        made.has_time = true;
    }
    // The logs' own time is more exact than what somebody remembers.
    if (best_push != nullptr) {
        made.at = best_push->at;
        made.has_time = best_push->has_time;
    }
    if (best_send != nullptr) {
        made.at = best_send->at;
        made.has_time = best_send->has_time;
    }
    return made;
}

}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
