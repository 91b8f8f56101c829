#pragma once

// What the logs say of the phone in question and of its account up to the moment of the push: each thing with the entry
// that says it, or with none, which is not known.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/doctor/calls.hpp>
#include <nimpush/delivery/doctor/entry.hpp>
#include <nimpush/delivery/doctor/event.hpp>
#include <nimpush/delivery/doctor/fields.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/doctor/timeline.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {

/// The push that somebody asks about.
struct complaint {
    text account{};       // who did not get it; empty: not known
    std::int64_t at = 0;  // ms since 1970 in UTC
    bool has_time = false;
    const entry* sent = nullptr;    // what was sent to NIM
    const entry* pushed = nullptr;  // what was sent to Apple
};

/// A phone up to a moment.
struct patient {
    static constexpr std::size_t no_file = ~std::size_t{0};

    std::size_t file = no_file;
    const entry* launched = nullptr;  // initialised the SDK, the last time
    const entry* failed_to_launch = nullptr;
    const entry* token_got = nullptr;
    const entry* token_failed = nullptr;
    const entry* token_why = nullptr;  // the failure that has a cause of its own
    const entry* handed_over = nullptr;
    const entry* token_refused = nullptr;
    const entry* permission = nullptr;
    const entry* shown_not = nullptr;  // a push that the phone did not show
    const entry* login = nullptr;      // the last one that succeeded
    const entry* login_failed = nullptr;
    const entry* first_login_failed = nullptr;
    const entry* login_started = nullptr;
    const entry* other_login = nullptr;  // of another account on the same phone, later
    const entry* kicked = nullptr;
    const entry* logged_out = nullptr;
    const entry* app = nullptr;  // foreground, background or killed
    const entry* connection = nullptr;
    const entry* trouble = nullptr;  // a disconnection or a failed login before one that succeeded
    const entry* hours = nullptr;
    const entry* mute = nullptr;
    const entry* desktop = nullptr;
    const entry* desktop_push = nullptr;
    const entry* build = nullptr;
    const entry* received = nullptr;  // the message in question, over the long connection
    const entry* push_received = nullptr;
    const entry* push_shown = nullptr;
    const entry* after_launch = nullptr;  // the token was handed over before the SDK was there: by this entry
    bool is_assumed = false;              // nobody logs in there: that it is the phone in question is taken for granted
    bool knows_bundle = false;            // the name of the app
    bool covers_launch = false;
    bool covers_send = false;
    bool is_ios = false;
    bool is_android = false;

    constexpr bool has_log() const noexcept { return file != no_file; }
};

namespace detail {

inline constexpr std::int64_t minute_ms = 60000;

constexpr bool is_of(const entry& one, std::string_view account) noexcept {
    return !has(one.account) || account.empty() || is(one.account, account);
}
/// Whether a phone's log has anything of the account.
constexpr bool has_account(const timeline& of, std::size_t file, std::string_view account) noexcept {
    for (const entry& one : of.entries())
        if (one.file == file && is(one.account, account) &&
            (one.kind == event_kind::login_started || one.kind == event_kind::logged_in ||
             one.kind == event_kind::login_failed || one.kind == event_kind::kicked_out))
            return true;
    return false;
}

/// Whether anybody logs in or sends in a phone's log.
constexpr bool has_people(const timeline& of, std::size_t file) noexcept {
    for (const entry& one : of.entries())
        if (one.file == file && (one.kind == event_kind::login_started || one.kind == event_kind::logged_in ||
                                 one.kind == event_kind::login_failed || one.kind == event_kind::message_sent ||
                                 one.kind == event_kind::send_failed || one.kind == event_kind::kicked_out))
            return true;
    return false;
}

class examination {
    const timeline& of_;
    const complaint& about_;
    patient made_{};
    std::string_view bundle_{};

    constexpr void take_token(const entry& one) {
        switch (one.kind) {
            case event_kind::token_got: made_.token_got = &one; return;
            case event_kind::token_failed:
                made_.token_failed = &one;
                if (one.hint != cause::cannot_know) made_.token_why = &one;
                return;
            case event_kind::token_handed_over: made_.handed_over = &one; return;
            default: made_.token_refused = &one; return;
        }
    }
    constexpr void take_login(const entry& one, bool is_own) {
        switch (one.kind) {
            case event_kind::login_started:
                if (is_own) made_.login_started = &one;
                return;
            case event_kind::logged_in:
                if (!is_own) {
                    made_.other_login = &one;
                    return;
                }
                if (made_.login_failed != nullptr) made_.trouble = made_.login_failed;
                made_.login = &one;
                made_.login_failed = made_.kicked = made_.logged_out = made_.other_login = nullptr;
                return;
            case event_kind::login_failed:
                if (!is_own) return;
                if (made_.login_failed == nullptr) made_.first_login_failed = &one;
                if (made_.login_failed == nullptr || has(one.account) || !has(made_.login_failed->account))
                    made_.login_failed = &one;
                return;
            case event_kind::kicked_out:
                if (is_own && made_.kicked == nullptr) made_.kicked = &one;
                return;
            default:
                if (is_own && one.is_answered && !is_success(one.code)) return;
                if (is_own && made_.logged_out == nullptr) made_.logged_out = &one;
                return;
        }
    }
    constexpr void take(const entry& one) {
        const bool is_own = is_of(one, about_.account.view());
        switch (one.kind) {
            case event_kind::initialized:
                made_.launched = &one;
                made_.failed_to_launch = nullptr;
                made_.app = made_.connection = nullptr;
                return;
            case event_kind::token_got:
            case event_kind::token_failed:
            case event_kind::token_handed_over:
            case event_kind::token_refused: return take_token(one);
            case event_kind::permission_granted:
            case event_kind::permission_denied:
                if (!is_other_app(one)) made_.permission = &one;
                return;
            case event_kind::login_started:
            case event_kind::logged_in:
            case event_kind::login_failed:
            case event_kind::kicked_out:
            case event_kind::logged_out: return take_login(one, is_own);
            case event_kind::connected:
            case event_kind::disconnected:
                if (one.kind == event_kind::connected && made_.connection != nullptr &&
                    made_.connection->kind == event_kind::disconnected && is_fault(*made_.connection))
                    made_.trouble = made_.connection;
                made_.connection = &one;
                return;
            case event_kind::foreground:
            case event_kind::background:
            case event_kind::killed: made_.app = &one; return;
            case event_kind::setting_changed:
                if (!is_own || (one.is_answered && !is_success(one.code))) return;
                if (one.what == call::disturb) made_.hours = &one;
                if (one.what == call::mute) take_mute(one);
                if (one.what == call::desktop) made_.desktop_push = &one;
                return;
            case event_kind::note:
                if (one.hint == cause::not_initialized) made_.failed_to_launch = &one;
                if (one.hint == cause::desktop_online) made_.desktop = &one;
                if (one.environment != service::unknown) made_.build = &one;
                return;
            default: return;
        }
    }
    /// Not where the app itself closed the connection, as it does in the background.
    static constexpr bool is_fault(const entry& one) {
        return !has(one.words) || !contains(one.words.view(), "by client|enter background|logout|closed by user|主动");
    }
    constexpr void take_mute(const entry& one) {
        if (!has(one.from)) return;
        const std::string_view muted = one.from.view();
        const bool is_sender = about_.sent != nullptr && has(about_.sent->from) && is(about_.sent->from, muted);
        const bool is_team = about_.sent != nullptr && is(about_.sent->account, muted) && !is(about_.account, muted);
        const bool is_unknown = about_.sent == nullptr || !has(about_.sent->from);
        if (is_sender || is_team || (is_unknown && made_.mute == nullptr)) made_.mute = &one;
    }
    /// Around the moment of the push.
    constexpr void take_near(const entry& one) {
        const std::int64_t after = one.at - about_.at;
        if (after < -5000 || after > 10 * minute_ms) return;
        const bool is_soon = after < 2 * minute_ms;
        if (is_other_app(one)) return;
        if (one.kind == event_kind::message_received && is_soon && made_.received == nullptr && is_from_sender(one))
            made_.received = &one;
        if (one.kind == event_kind::push_received && made_.push_received == nullptr) made_.push_received = &one;
        if (one.kind == event_kind::push_shown && made_.push_shown == nullptr) made_.push_shown = &one;
        if (one.kind == event_kind::permission_denied && is_soon && made_.shown_not == nullptr) made_.shown_not = &one;
    }
    /// Lines of the system are about all apps.
    constexpr bool is_other_app(const entry& one) const noexcept {
        if (!has(one.topic)) return false;
        return !bundle_.empty() && one.topic.view() != bundle_;
    }
    /// The app's own name: of its process, or the topic that is pushed to.
    constexpr void find_bundle() {
        const text& process = of_.files()[made_.file].process;
        bundle_ = has(process) && process.view().find('.') != npos ? process.view() : std::string_view();
        for (const entry& one : of_.entries()) {
            const bool is_push = one.kind == event_kind::push_sent || one.kind == event_kind::push_accepted ||
                                 one.kind == event_kind::push_refused;
            if (bundle_.empty() && is_push && has(one.topic) && is_of(one, about_.account.view()))
                bundle_ = one.topic.view();
        }
        made_.knows_bundle = !bundle_.empty();
    }
    constexpr bool is_from_sender(const entry& one) const noexcept {
        if (about_.sent == nullptr || !has(about_.sent->from) || !has(one.from)) return true;
        if (is(one.from, about_.sent->from.view())) return true;
        return about_.sent->is_server;  // whose `from` may be the app's name for it
    }
    constexpr void find_coverage() {
        const log_file& file = of_.files()[made_.file];
        made_.is_ios = file.is_ios && !file.is_android;
        made_.is_android = file.is_android;
        made_.covers_launch = made_.launched != nullptr;
        if (!about_.has_time) {  // nobody says when: the end of the log is as good
            made_.covers_send = true;
            return;
        }
        // An app that is in the background on iOS, or killed, writes nothing more.
        const bool is_silent = made_.app != nullptr && made_.app->kind != event_kind::foreground;
        const bool has_begun = !file.has_time || file.begin <= about_.at + 2000;
        const bool goes_on = file.has_time && file.end >= about_.at - 3 * minute_ms;
        made_.covers_send = has_begun && (goes_on || is_silent);
    }

  public:
    constexpr examination(const timeline& of, const complaint& about) : of_(of), about_(about) {}

    constexpr patient of(std::size_t file) {
        made_ = {};
        made_.file = file;
        find_bundle();
        for (const entry& one : of_.entries()) {
            if (one.file != file) continue;
            // The doctor's own lines are of one second: a push and what follows from it.
            if (!about_.has_time || one.at <= about_.at + 500) take(one);
            if (about_.has_time) take_near(one);
        }
        if (made_.login_failed != nullptr && made_.login != nullptr) made_.trouble = nullptr;
        find_coverage();
        return made_;
    }
};

}  // namespace detail

/// The phone on which the account was before the push: of several logs the one with the last login. None where no log is
/// one of its phone.
constexpr patient examine(const timeline& of, const complaint& about) {
    patient best;
    if (!detail::has(about.account)) return best;
    for (std::size_t i = 0; i < of.files().size(); ++i) {
        if (!of.files()[i].is_device || !detail::has_account(of, i, about.account.view())) continue;
        const patient one = detail::examination(of, about).of(i);
        const auto rank = [](const patient& p) {
            return p.login != nullptr ? p.login->at : p.login_started != nullptr ? p.login_started->at : INT64_MIN;
        };
        if (!best.has_log() || rank(one) > rank(best)) best = one;
    }
    for (std::size_t i = 0; i < of.files().size() && !best.has_log(); ++i) {
        if (!of.files()[i].is_device || detail::has_people(of, i)) continue;
        best = detail::examination(of, about).of(i);
        best.is_assumed = true;
    }
    return best;
}

}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
