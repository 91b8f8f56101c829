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
#include <nimpush/delivery/doctor/complaint.hpp>
#include <nimpush/delivery/doctor/entry.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/doctor/patient.hpp>
#include <nimpush/delivery/doctor/timeline.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {

/// One cause that the logs speak for.
struct finding {
    doctor::cause cause = doctor::cause::cannot_know;
    sureness sure = sureness::cannot_know;
    std::size_t rank = 0;                 // of the rules the earlier
    std::vector<const entry*> lines{};    // that say so
    maybe<fact> absent{};                 // what is not in a log where it would be
    maybe<fact> next{};                   // what to ask, where it is not what the cause's row says
};

/// What the doctor says.
struct answer {
    finding main{};
    std::vector<finding> others{};
    complaint about{};
    patient phone{};
    std::vector<const entry*> recovered{};  // faults that passed before the push
};

namespace detail {

enum rank : std::size_t {
    at_send,
    at_apple,
    at_start,
    at_key,
    at_login,
    at_app,
    at_message,
    at_certificate,
    at_token,
    at_settings,
    at_environment,
    at_build,
    at_phone,
    at_nothing,
};

class judgement {
    const timeline& of_;
    const complaint& about_;
    const patient& phone_;
    std::vector<finding> found_{};
    const entry* refused_ = nullptr;   // Apple's answer to the push in question
    const entry* accepted_ = nullptr;
    std::vector<const entry*> recovered_{};

    constexpr void add(cause which, sureness sure, std::size_t rank, std::initializer_list<const entry*> lines,
                       maybe<fact> absent = {}, maybe<fact> next = {}) {
        finding made;
        made.cause = which;
        made.sure = sure;
        made.rank = rank;
        made.absent = absent;
        made.next = next;
        for (const entry* one : lines) {
            bool is_new = one != nullptr;
            for (const entry* known : made.lines) is_new = is_new && known != one;
            if (is_new) made.lines.push_back(one);
        }
        for (const finding& known : found_)
            if (known.cause == which) return;
        found_.push_back(std::move(made));
    }
    /// What a phone's log proves, and the log covers the push; where it does not it is not so sure.
    constexpr sureness covered(sureness sure) const noexcept {
        if (phone_.covers_send) return sure;
        return sure == sureness::proved ? sureness::likely : sureness::possible;
    }
    /// Of two clocks that nobody compared, what lies near the push may lie behind it.
    constexpr sureness close(sureness sure, const entry* one) const noexcept {
        const entry* asked = about_.sent != nullptr ? about_.sent : about_.pushed;
        if (sure != sureness::proved || one == nullptr || asked == nullptr || asked->file == one->file) return sure;
        const bool is_compared = of_.files()[asked->file].is_aligned && of_.files()[one->file].is_aligned;
        return !is_compared && distance(one->at, about_.at) < 2 * minute_ms ? sureness::likely : sure;
    }
    constexpr bool is_before(const entry* a, const entry* b) const noexcept {
        return a != nullptr && b != nullptr && a->at <= b->at;
    }

    // the send

    constexpr bool speaks_of_strangers(const entry& sent) const {
        constexpr std::string_view words = "friend|stranger|好友|陌生|checkFriend|not friends";
        if (contains(sent.words.view(), words) || (has(sent.reason) && contains(sent.reason.view(), words))) return true;
        for (const entry& one : of_.entries())
            if (one.file == sent.file && one.line + 3 >= sent.line && one.line <= sent.line + 3 && has(one.words) &&
                contains(one.words.view(), words))
                return true;
        return false;
    }
    constexpr void look_at_send() {
        const entry* sent = about_.sent;
        if (sent == nullptr) return;
        if (sent->kind == event_kind::send_failed) {
            const bool is_spam = sent->code == 107451 ||
                                 (has(sent->words) && contains(sent->words.view(), "antispam|anti-spam|反垃圾|违规|敏感词|spam"));
            cause which = cause::send_failed;
            if (sent->code == 7101 || sent->code == 102426) which = cause::blocked;
            else if (is_spam) which = cause::send_failed_antispam;
            else if ((sent->code == 403 || sent->code == 191004 || sent->code == 104404) && speaks_of_strangers(*sent)) which = cause::not_friends;
            add(which, sureness::proved, at_send, {sent});
            return;
        }
        const bool is_forced = sent->message.is_forced;
        if (sent->message.push == said::no)
            add(cause::push_disabled_in_config, sureness::proved, at_message, {sent});
        if (sent->message.online_only == said::yes)
            add(cause::online_only, sureness::proved, at_message, {sent});
        if (sent->what == call::notify && sent->message.lacks_text && !is_forced)
            add(cause::no_push_text, sureness::proved, at_message, {sent});
    }

    // Apple

    constexpr bool is_this_push(const entry& one) const noexcept {
        if (!is_push(one) && one.kind != event_kind::tls_failed) return false;
        if (about_.pushed != nullptr && has(about_.pushed->id) && has(one.id))
            return is(one.id, about_.pushed->id.view());
        if (has(one.account)) return is(one.account, about_.account.view());
        if (!has(one.token)) return false;
        for (const entry* token : {phone_.handed_over, phone_.token_got})
            if (token != nullptr && has(token->token) && same_but_for_case(token->token.view(), one.token.view()))
                return true;
        return false;
    }
    constexpr void find_answer() {
        const entry* pushed = nullptr;
        const entry* tls = nullptr;
        for (const entry& one : of_.entries()) {
            const std::int64_t after = one.at - about_.at;
            if (about_.has_time && (after < -5000 || after > 10 * minute_ms)) continue;
            if (one.kind == event_kind::tls_failed && pushed != nullptr && tls == nullptr) tls = &one;
            if (!is_this_push(one)) continue;
            // A further push after minutes is another message's.
            if (one.kind == event_kind::push_sent) {
                if (pushed != nullptr && one.at - pushed->at > 2 * minute_ms) break;
                pushed = &one;
            }
            if (one.kind == event_kind::push_refused) {
                if (accepted_ != nullptr) continue;
                refused_ = &one;
                if (pushed == nullptr) pushed = &one;
            }
            if (one.kind == event_kind::push_accepted) {
                if (refused_ != nullptr) recovered_.push_back(refused_);
                accepted_ = &one;
                refused_ = nullptr;
            }
        }
        if (refused_ == nullptr && accepted_ == nullptr && tls != nullptr) refused_ = tls;
    }
    constexpr const entry* nearest(event_kind kind, cause hint) const noexcept {
        const entry* best = nullptr;
        for (const entry& one : of_.entries())
            if (one.kind == kind && one.hint == hint &&
                (best == nullptr || distance(one.at, refused_->at) < distance(best->at, refused_->at)))
                best = &one;
        return best;
    }
    /// What service the provider or the console says its certificate is for; nothing where it says both.
    constexpr const entry* provider_setting() const noexcept {
        const entry* best = nullptr;
        for (const entry& one : of_.entries()) {
            if (one.kind != event_kind::console_config || one.environment == service::unknown) continue;
            if (best != nullptr && best->environment != one.environment) return nullptr;
            if (best == nullptr || one.at <= about_.at) best = &one;
        }
        return best;
    }
    constexpr void look_at_apple() {
        find_answer();
        const entry* setting = provider_setting();
        const entry* build = phone_.build;
        const bool differ = setting != nullptr && build != nullptr && setting->environment != build->environment;
        if (refused_ != nullptr && refused_->hint == cause::environment_mismatch) {
            // A token of another app or a broken one is refused by the same word.
            const bool is_named = differ || refused_->reason.view() != "BadDeviceToken";
            add(cause::environment_mismatch, is_named ? sureness::proved : sureness::likely, at_apple,
                {refused_, about_.pushed, setting, build, phone_.token_got});
        } else if (refused_ != nullptr && refused_->hint != cause::cannot_know) {
            const bool is_told = refused_->kind == event_kind::push_refused || refused_->kind == event_kind::tls_failed;
            add(refused_->hint, is_told ? sureness::proved : sureness::likely, at_apple,
                {refused_, nearest(event_kind::tls_failed, refused_->hint), about_.pushed});
        } else if (differ && accepted_ == nullptr) {
            add(cause::environment_mismatch, sureness::proved, at_environment, {setting, build, phone_.token_got});
        }
        for (const entry& one : of_.entries())
            if (one.hint == cause::profile_environment && (!about_.has_time || one.at <= about_.at) &&
                refused_ == nullptr && accepted_ == nullptr) {
                const bool is_alone = about_.sent == nullptr && about_.pushed == nullptr;
                add(cause::profile_environment, is_alone ? sureness::proved : sureness::possible, at_build, {&one});
            }
    }

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
            if (one.kind != event_kind::console_config) continue;
            if (has(one.app_key) && has(init->app_key) && !knows_key(init->app_key.view()) && is_key(one.app_key.view()) && is_key(init->app_key.view()) &&
                !same_but_for_case(one.app_key.view(), init->app_key.view()))
                add(cause::app_key_mismatch, sureness::proved, at_key, {init, &one});
            if (has(init->certificate) && lists_others(one, init->certificate.view()))
                add(cause::wrong_certificate_name, sureness::proved, at_certificate, {init, &one});
        }
    }
    /// A server of several apps has several keys.
    constexpr bool knows_key(std::string_view key) const noexcept {
        for (const entry& one : of_.entries())
            if (one.kind == event_kind::console_config && has(one.app_key) && same_but_for_case(one.app_key.view(), key))
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
            add(cause::never_logged_in, covered(sureness::likely), at_login,
                {phone_.launched, about_.sent}, fact::receiver_login_state);
        if (failed != nullptr && !(failed->code == 500 && has_found(cause::certificate_name_too_long))) {
            const bool is_network = failed->code == 408 || failed->code == 415 || failed->code == 416 ||
                                    failed->code == 191002 || failed->code == 191003 || failed->code < 0;
            if (failed->code == 302 || failed->code == 102302) {
                add(cause::login_failed_wrong_token, covered(sureness::proved), at_login,
                    {failed, phone_.first_login_failed, about_.sent});
            } else if (is_network && phone_.login == nullptr) {
                add(cause::login_failed_network,
                    covered(failed->code == -1 ? sureness::likely : sureness::proved), at_login,
                    {failed, phone_.first_login_failed, about_.sent});
            } else if (!is_network) {
                add(cause::never_logged_in, sureness::likely, at_login, {failed, about_.sent});
            }
        }
        if (phone_.logged_out != nullptr)
            add(cause::logged_out, close(covered(sureness::proved), phone_.logged_out), at_login, {phone_.logged_out, about_.sent},
                fact::logged_in_again);
        if (phone_.kicked != nullptr && phone_.logged_out == nullptr)
            add(cause::kicked_out, covered(phone_.kicked->is_words && !has(phone_.kicked->account) && about_.sent == nullptr
                                               ? sureness::likely
                                               : sureness::proved),
                at_login, {phone_.kicked, about_.sent}, fact::logged_in_again);
        if (phone_.other_login != nullptr && phone_.logged_out == nullptr && phone_.kicked == nullptr)
            add(cause::logged_out, covered(sureness::likely), at_login, {phone_.other_login, about_.sent},
                fact::logged_in_again);
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
            add(cause::in_foreground, phone_.received != nullptr ? sureness::proved : close(sureness::proved, phone_.app), at_app,
                {phone_.app, phone_.received, phone_.connection, about_.sent});
        // Started, and never in the background.
        if (state == event_kind::initialized && phone_.received != nullptr && phone_.launched != nullptr)
            add(cause::in_foreground, sureness::likely, at_app, {phone_.received, phone_.launched, about_.sent});
        if (state == event_kind::background && !phone_.is_ios && phone_.received != nullptr)
            add(cause::alive_in_background, sureness::proved, at_app,
                {phone_.app, phone_.received, about_.sent});
        else if (state == event_kind::background && phone_.is_android && goes_on && phone_.connection != nullptr &&
                 phone_.connection->kind == event_kind::connected && is_before(phone_.app, phone_.connection))
            add(cause::alive_in_background, sureness::likely, at_app,
                {phone_.app, phone_.connection, about_.sent});
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
            if (phone_.launched != nullptr && handed->at < phone_.launched->at && handed->file == phone_.launched->file &&
                !handed->is_answered && first_launch() == phone_.launched)
                add(cause::token_uploaded_before_init_lost, sureness::possible, at_token, {handed, phone_.launched});
            return;
        }
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
        if (phone_.desktop != nullptr && phone_.desktop_push != nullptr && phone_.desktop_push->message.push == said::no)
            add(cause::desktop_online, covered(sureness::proved), at_settings,
                {phone_.desktop, phone_.desktop_push, about_.sent});
        const entry* hours = phone_.hours;
        if (hours != nullptr && about_.has_time && hours->hours.on != said::no && hours->hours.start >= 0 &&
            hours->hours.end >= 0 && !is_forced && lies_within(*hours)) {
            const bool is_sure = of_.files()[hours->file].knows_zone || of_.files().size() == 1 ||
                                 of_.files()[hours->file].zone != 0;
            add(cause::do_not_disturb, is_sure && hours->is_answered ? sureness::proved : sureness::likely, at_settings, {hours, about_.sent});
        }
        if (phone_.mute != nullptr && phone_.mute->message.push == said::no) {
            const bool is_known = about_.sent != nullptr && has(about_.sent->from) && phone_.mute->is_answered;
            add(cause::muted_conversation, is_known ? sureness::proved : sureness::possible, at_settings,
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
        if (phone_.shown_not != nullptr && phone_.push_shown == nullptr)
            add(cause::permission_denied_by_user, came ? sureness::proved : sureness::likely, at_phone,
                {phone_.shown_not, denied, accepted_, phone_.push_received});
        else if (denied != nullptr && phone_.push_shown == nullptr)
            add(cause::permission_denied_by_user, came ? covered(sureness::proved) : covered(sureness::likely), at_phone,
                {denied, accepted_, phone_.push_received});
        if (phone_.push_shown != nullptr && refused_ == nullptr)
            add(cause::not_a_push_problem, accepted_ != nullptr || phone_.push_received != nullptr ? sureness::proved
                                                                                                  : sureness::likely,
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
            add(cause::network_timeout_recovered, sureness::likely, at_nothing, {trouble, phone_.login, about_.sent}, {},
                fact::provider_answer);
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
    constexpr judgement(const timeline& of, const complaint& about, const patient& phone)
        : of_(of), about_(about), phone_(phone) {}

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
