#pragma once

// From the timeline to one answer: the cause, how sure it is, and the lines that say so.
//
// Each rule below looks at the entries and adds a finding or none. `proved` is what the lines leave no other reading of;
// what rests on something that is not in a log which covers the time is `likely`; of a log that does not cover it no
// absence counts. The first of the surest findings answers, in the order of the rules of `nimpush explain`.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/doctor/entry.hpp>
#include <nimpush/delivery/doctor/fields.hpp>
#include <nimpush/delivery/doctor/finding.hpp>  // IWYU pragma: export
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/doctor/marks.hpp>
#include <nimpush/delivery/doctor/patient.hpp>
#include <nimpush/delivery/doctor/timeline.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {

namespace detail {

/// And those on the phone.
class judgement : sending_rules {
    // the phone

    constexpr void look_at_start() {
        if (phone_.failed_to_launch != nullptr && phone_.launched == nullptr)
            add(cause::not_initialized, covered(sureness::proved), at_start, {phone_.failed_to_launch});
        const entry* init = phone_.launched;
        if (init == nullptr) return;
        const std::size_t length = has(init->certificate) ? count_characters(init->certificate.view()) : 0;
        const entry* failed = phone_.login_failed;
        if (failed != nullptr && failed->code == 500) {
            const bool is_long = length > limits::certificate_name;
            if (is_long || length == 0)
                add(cause::certificate_name_too_long, is_long ? sureness::proved : sureness::likely, at_start,
                    {init, failed, phone_.first_login_failed, about_.sent});
        } else if (length > limits::certificate_name && phone_.login == nullptr) {
            add(cause::certificate_name_too_long, sureness::likely, at_start, {init});
        }
        if (!phone_.is_android && init->has_certificate_field && !has(init->certificate))
            add(cause::no_certificate_name, sureness::proved, at_certificate, {init, phone_.login});
        for (const entry& one : of_.entries()) {
            // The phone that sent, too, may be of another app key.
            const bool is_sender = one.kind == event_kind::initialized && about_.sent != nullptr &&
                                   one.file == about_.sent->file && one.file != phone_.file;
            if (one.kind != event_kind::console_config && !is_sender) continue;
            if (has(one.app_key) && has(init->app_key) && !knows_key(init->app_key.view()) &&
                is_key(one.app_key.view()) && is_key(init->app_key.view()) &&
                !same_but_for_case(one.app_key.view(), init->app_key.view()))
                add(cause::app_key_mismatch, of_sender(one), at_key, {init, &one});
            if (!is_sender && has(init->certificate) && lists_others(one, init->certificate.view()))
                add(cause::wrong_certificate_name, of_sender(one), at_certificate, {init, &one});
        }
    }
    /// What a server is set up with counts where it is the one that sent; another's may be of another app.
    constexpr sureness of_sender(const entry& setting) const noexcept {
        return about_.sent != nullptr && about_.sent->file == setting.file ? sureness::proved : sureness::possible;
    }
    /// A server of several apps has several keys.
    constexpr bool knows_key(std::string_view key) const noexcept {
        for (const entry& one : of_.entries())
            if (one.kind == event_kind::console_config && has(one.app_key) &&
                same_but_for_case(one.app_key.view(), key))
                return true;
        return false;
    }
    static constexpr bool is_key(std::string_view s) noexcept { return s.size() == 32 && hex_in(s, 32).size() == 32; }
    /// The console's list of certificates, without this one.
    static constexpr bool lists_others(const entry& one, std::string_view name) {
        const std::string_view s = one.words.view();
        if (!contains(s, "certificates|certs|证书列表|控制台证书|cert list")) return false;
        if (!contains(s, "=[|: [|：|:|=")) return false;
        for (std::size_t at = s.find(name); at != npos; at = s.find(name, at + 1)) {
            const std::size_t end = at + name.size();
            if ((at == 0 || !is_name(s[at - 1])) && (end == s.size() || !is_name(s[end]))) return false;
        }
        return true;
    }
    constexpr void look_at_hints() {
        for (const entry& one : of_.entries()) {
            if (about_.has_time && one.at > about_.at + 60 * minute_ms) continue;
            if (one.kind != event_kind::console_config) continue;
            if (one.hint == cause::wrong_certificate_name || one.hint == cause::no_certificate_name)
                add(one.hint, names_it(one) ? sureness::proved : sureness::likely, at_certificate,
                    {&one, phone_.launched});
        }
    }
    /// Whether a line about a certificate is about that of the phone in question.
    constexpr bool names_it(const entry& one) const noexcept {
        if (phone_.launched == nullptr || !has(phone_.launched->certificate)) return phone_.launched == nullptr;
        return one.words.view().find(phone_.launched->certificate.view()) != npos;
    }
    constexpr void look_at_login() {
        const entry* failed = phone_.login_failed;
        if (failed != nullptr && failed->hint == cause::not_initialized) {
            add(cause::not_initialized, covered(sureness::proved), at_start, {failed, about_.sent});
            failed = nullptr;
        }
        const bool is_silent = phone_.login == nullptr && phone_.login_started == nullptr && failed == nullptr;
        if (is_silent && phone_.covers_launch && phone_.kicked == nullptr && phone_.logged_out == nullptr)
            add(cause::never_logged_in, covered(sureness::likely), at_login, {phone_.launched, about_.sent},
                fact::receiver_login_state);
        if (failed != nullptr && !(failed->code == 500 && has_found(cause::certificate_name_too_long))) {
            const bool is_network = failed->code == 408 || failed->code == 415 || failed->code == 416 ||
                                    failed->code == 191002 || failed->code == 191003 || failed->code < 0;
            if (failed->code == 302 || failed->code == 102302) {
                add(cause::login_failed_wrong_token, covered(sureness::proved), at_login,
                    {failed, phone_.first_login_failed, about_.sent});
            } else if (is_network && phone_.login == nullptr) {
                add(cause::login_failed_network, covered(failed->code == -1 ? sureness::likely : sureness::proved),
                    at_login, {failed, phone_.first_login_failed, about_.sent});
            } else if (!is_network) {
                add(cause::never_logged_in, sureness::likely, at_login, {failed, about_.sent});
            }
        }
        if (phone_.logged_out != nullptr)
            add(cause::logged_out, close(covered(by_words(*phone_.logged_out)), phone_.logged_out), at_login,
                {phone_.logged_out, about_.sent}, fact::logged_in_again);
        if (phone_.kicked != nullptr && phone_.logged_out == nullptr)
            add(cause::kicked_out,
                close(covered(has(phone_.kicked->account) ? sureness::proved : by_words(*phone_.kicked)),
                      phone_.kicked),
                at_login, {phone_.kicked, about_.sent}, fact::logged_in_again);
        if (phone_.other_login != nullptr && phone_.logged_out == nullptr && phone_.kicked == nullptr)
            add(cause::logged_out, covered(sureness::likely), at_login, {phone_.other_login, about_.sent},
                fact::logged_in_again);
    }
    /// In words of the app's own it may have logged out of something else.
    static constexpr sureness by_words(const entry& one) {
        return one.is_words && !contains(one.words.view(), nims) && !contains(one.words.view(), "login :|[login]|[im]")
                   ? sureness::likely
                   : sureness::proved;
    }
    constexpr bool is_logged_in() const noexcept {
        return phone_.login != nullptr && phone_.login_failed == nullptr && phone_.kicked == nullptr &&
               phone_.logged_out == nullptr && phone_.other_login == nullptr;
    }
    constexpr void look_at_app() {
        if (!is_logged_in() || !about_.has_time) return;
        const bool is_down = phone_.connection != nullptr && phone_.connection->kind == event_kind::disconnected &&
                             phone_.received == nullptr;
        const log_file& file = of_.files()[phone_.file];
        const bool goes_on = file.has_time && file.end >= about_.at - 2000;
        const event_kind state = phone_.app == nullptr ? event_kind::initialized : phone_.app->kind;
        if (is_down) return;
        if (state == event_kind::foreground && goes_on)
            add(cause::in_foreground,
                phone_.received != nullptr ? sureness::proved : close(sureness::proved, phone_.app), at_app,
                {phone_.app, phone_.received, phone_.connection, about_.sent});
        // Started, and never in the background.
        if (state == event_kind::initialized && phone_.received != nullptr && phone_.launched != nullptr)
            add(cause::in_foreground, sureness::likely, at_app, {phone_.received, phone_.launched, about_.sent});
        if (state == event_kind::background && !phone_.is_ios && phone_.received != nullptr)
            add(cause::alive_in_background, sureness::proved, at_app, {phone_.app, phone_.received, about_.sent});
        else if (state == event_kind::background && phone_.is_android && goes_on && phone_.connection != nullptr &&
                 phone_.connection->kind == event_kind::connected && is_before(phone_.app, phone_.connection))
            add(cause::alive_in_background, sureness::likely, at_app, {phone_.app, phone_.connection, about_.sent});
    }
    constexpr void look_at_token() {
        const entry* why = phone_.token_why;
        const entry* handed = phone_.handed_over;
        const entry* refused = phone_.token_refused;
        const bool is_later = handed != nullptr && (why == nullptr || handed->at >= why->at) &&
                              (refused == nullptr || handed->at >= refused->at);
        if (why != nullptr && !is_later && !is_before(why, phone_.token_got != why ? phone_.token_got : nullptr)) {
            add(why->hint, covered(sureness::proved), at_token, {why, phone_.token_failed, phone_.login});
            return;
        }
        if (refused != nullptr && !is_later) {
            if (refused->hint == cause::token_uploaded_before_init_lost)
                add(refused->hint, covered(sureness::proved), at_token, {refused, phone_.launched, phone_.login},
                    fact::token_handed_over);
            else if (refused->hint == cause::token_wrong_form)
                add(refused->hint, covered(sureness::proved), at_token, {refused, phone_.login});
            else if (is_before(refused, phone_.launched))
                add(cause::token_uploaded_before_init_lost, covered(sureness::likely), at_token,
                    {refused, phone_.launched}, fact::token_handed_over);
            else
                add(cause::token_wrong_form, sureness::possible, at_token, {refused});
            return;
        }
        if (handed != nullptr) {
            // Before the SDK was there it is lost, refused or not.
            if (phone_.launched != nullptr && handed->at < phone_.launched->at &&
                handed->file == phone_.launched->file && !handed->is_answered && first_launch() == phone_.launched)
                add(cause::token_uploaded_before_init_lost, sureness::possible, at_token, {handed, phone_.launched});
            return;
        }
        const entry* failed = phone_.token_failed;
        if (phone_.is_android && failed != nullptr && !is_before(failed, phone_.token_got))
            add(cause::token_never_uploaded, covered(sureness::likely), at_token, {failed, phone_.login},
                fact::token_handed_over, fact::vendor_answer);
        if (!phone_.covers_launch || phone_.is_android) return;
        if (phone_.login == nullptr && phone_.token_got == nullptr && phone_.token_failed == nullptr) return;
        const log_file& file = of_.files()[phone_.file];
        if (file.dropped != 0) return;
        add(cause::token_never_uploaded, covered(sureness::likely), at_token,
            {phone_.token_failed, phone_.token_got, phone_.login, phone_.launched}, fact::token_handed_over,
            phone_.token_got != nullptr ? fact::app_calls_update_token : fact::receiver_token_uploaded);
    }
    constexpr const entry* first_launch() const noexcept {
        for (const entry& one : of_.entries())
            if (one.file == phone_.file && one.kind == event_kind::initialized) return &one;
        return nullptr;
    }
    constexpr void look_at_settings() {
        const bool is_forced = about_.sent != nullptr && about_.sent->message.is_forced;
        if (phone_.desktop != nullptr && phone_.desktop_push != nullptr &&
            phone_.desktop_push->message.push == said::no)
            add(cause::desktop_online, covered(sureness::proved), at_settings,
                {phone_.desktop, phone_.desktop_push, about_.sent});
        const entry* hours = phone_.hours;
        if (hours != nullptr && about_.has_time && hours->hours.on != said::no && hours->hours.start >= 0 &&
            hours->hours.end >= 0 && !is_forced && lies_within(*hours)) {
            const bool is_sure =
                of_.files()[hours->file].knows_zone || of_.files().size() == 1 || of_.files()[hours->file].zone != 0;
            add(cause::do_not_disturb, covered(is_sure && hours->is_answered ? sureness::proved : sureness::likely),
                at_settings, {hours, about_.sent});
        }
        if (phone_.mute != nullptr && phone_.mute->message.push == said::no) {
            const bool is_known = about_.sent != nullptr && has(about_.sent->from) && phone_.mute->is_answered;
            add(cause::muted_conversation, is_known ? covered(sureness::proved) : sureness::possible, at_settings,
                {phone_.mute, about_.sent});
        }
    }
    constexpr bool lies_within(const entry& set) const noexcept {
        const log_file& file = of_.files()[set.file];
        const std::int64_t local = about_.at + std::int64_t{file.zone} * minute_ms;
        const std::int64_t minute = ((local / minute_ms) % 1440 + 1440) % 1440;
        const std::int64_t start = set.hours.start, end = set.hours.end;
        return start < end ? start <= minute && minute < end : start <= minute || minute < end;
    }
    constexpr void look_at_screen() {
        const entry* denied = phone_.permission != nullptr && phone_.permission->kind == event_kind::permission_denied
                                  ? phone_.permission
                                  : nullptr;
        const bool came = phone_.push_received != nullptr || accepted_ != nullptr;
        // A line of the system's is of this app where its name says so, or the app itself was denied.
        const bool is_ours =
            phone_.knows_bundle || (denied != nullptr && !has(denied->topic)) ||
            (phone_.shown_not != nullptr && phone_.push_received != nullptr && has(phone_.push_received->topic) &&
             has(phone_.shown_not->topic) && phone_.push_received->topic == phone_.shown_not->topic);
        if (phone_.shown_not != nullptr && phone_.push_shown == nullptr)
            add(cause::permission_denied_by_user, came && is_ours ? sureness::proved : sureness::likely, at_phone,
                {phone_.shown_not, denied, accepted_, phone_.push_received});
        else if (denied != nullptr && phone_.push_shown == nullptr)
            add(cause::permission_denied_by_user, covered(came && is_ours ? sureness::proved : sureness::likely),
                at_phone, {denied, accepted_, phone_.push_received});
        if (phone_.push_shown != nullptr && refused_ == nullptr)
            add(cause::not_a_push_problem,
                accepted_ != nullptr || phone_.push_received != nullptr ? sureness::proved : sureness::likely,
                at_nothing, {phone_.push_shown, accepted_, phone_.push_received});
    }
    constexpr bool has_found(cause which) const noexcept {
        for (const finding& one : found_)
            if (one.cause == which) return true;
        return false;
    }
    constexpr void look_at_network() {
        const entry* trouble = phone_.trouble;
        if (trouble != nullptr) recovered_.push_back(trouble);
        if (!found_.empty() || trouble == nullptr || !is_logged_in() || accepted_ != nullptr) return;
        const bool is_network = trouble->kind == event_kind::disconnected || trouble->code == 408 ||
                                trouble->code == 415 || trouble->code < 0;
        if (is_network && phone_.covers_send && (phone_.handed_over != nullptr || phone_.is_android))
            add(cause::network_timeout_recovered, sureness::likely, at_nothing, {trouble, phone_.login, about_.sent},
                {}, fact::provider_answer);
    }
    /// Of the part of the logs that would decide: what is missing first.
    constexpr finding unknown() const {
        finding made;
        made.sure = sureness::cannot_know;
        if (!phone_.has_log()) {
            const bool is_pushed = accepted_ != nullptr;
            made.absent = fact::receiver_log;
            made.next = is_pushed ? fact::notification_permission : fact::receiver_log;
        } else if (!phone_.covers_send) {
            made.absent = fact::receiver_log_at_send;
            made.next = fact::receiver_log_at_send;
        } else if (about_.sent == nullptr && about_.pushed == nullptr) {
            made.absent = fact::sender_result;
            made.next = fact::sender_result;
        } else if (accepted_ != nullptr) {
            made.absent = fact::notification_permission;
            made.next = fact::notification_permission;
        } else if (phone_.handed_over == nullptr && !phone_.covers_launch) {
            made.absent = fact::receiver_token_uploaded;
            made.next = fact::receiver_token_uploaded;
        } else {
            made.absent = fact::provider_answer;
            made.next = fact::provider_answer;
        }
        if (refused_ != nullptr) {  // for a reason of which the closed list has no cause
            made.lines.push_back(refused_);
            made.next = fact::provider_setup;
        }
        return made;
    }

  public:
    using sending_rules::sending_rules;

    constexpr answer judge() {
        look_at_send();
        look_at_apple();
        if (phone_.has_log()) {
            look_at_start();
            look_at_login();
            look_at_app();
            look_at_token();
            look_at_settings();
            look_at_screen();
        }
        look_at_hints();
        if (phone_.has_log()) look_at_network();
        answer made;
        made.about = about_;
        made.phone = phone_;
        made.recovered = std::move(recovered_);
        std::size_t best = npos;
        for (std::size_t i = 0; i < found_.size(); ++i) {
            const finding& one = found_[i];
            if (one.sure > sureness::likely) continue;
            if (best == npos || one.sure < found_[best].sure ||
                (one.sure == found_[best].sure && one.rank < found_[best].rank))
                best = i;
        }
        made.main = best == npos ? unknown() : found_[best];
        for (std::size_t i = 0; i < found_.size(); ++i)
            if (i != best) made.others.push_back(std::move(found_[i]));
        return made;
    }
};

}  // namespace detail

/// The answer for one push. The timeline was aligned, and outlives it.
constexpr answer diagnose(const timeline& of, const complaint& about) {
    const patient phone = examine(of, about);
    return detail::judgement(of, about, phone).judge();
}

}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
