#pragma once

// What the logs speak for, and what is said of the message and of Apple's answer to its push.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/delivery/doctor/complaint.hpp>
#include <nimpush/delivery/doctor/entry.hpp>
#include <nimpush/delivery/doctor/event.hpp>
#include <nimpush/delivery/doctor/fields.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/doctor/patient.hpp>
#include <nimpush/delivery/doctor/timeline.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {

/// One cause that the logs speak for.
struct finding {
    doctor::cause cause = doctor::cause::cannot_know;
    sureness sure = sureness::cannot_know;
    std::size_t rank = 0;               // of the rules the earlier
    std::vector<const entry*> lines{};  // that say so
    maybe<fact> absent{};               // what is not in a log where it would be
    maybe<fact> next{};                 // what to ask, where it is not what the cause's row says
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

/// The rules on what was sent and on what Apple said.
class sending_rules {
  protected:
    const timeline& of_;
    const complaint& about_;
    const patient& phone_;
    std::vector<finding> found_{};
    const entry* refused_ = nullptr;  // Apple's answer to the push in question
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
        if (!about_.has_time && sure == sureness::proved) return sureness::likely;  // before or after which push?
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
        if (contains(sent.words.view(), words) || (has(sent.reason) && contains(sent.reason.view(), words)))
            return true;
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
            const bool is_spam =
                sent->code == 107451 ||
                (has(sent->words) && contains(sent->words.view(), "antispam|anti-spam|反垃圾|违规|敏感词|spam"));
            cause which = cause::send_failed;
            if (sent->code == 7101 || sent->code == 102426)
                which = cause::blocked;
            else if (is_spam)
                which = cause::send_failed_antispam;
            else if ((sent->code == 403 || sent->code == 191004 || sent->code == 104404) && speaks_of_strangers(*sent))
                which = cause::not_friends;
            add(which, sureness::proved, at_send, {sent});
            return;
        }
        const bool is_forced = sent->message.is_forced;
        if (sent->message.push == said::no) add(cause::push_disabled_in_config, sureness::proved, at_message, {sent});
        if (sent->message.online_only == said::yes) add(cause::online_only, sureness::proved, at_message, {sent});
        if (sent->what == call::notify && sent->message.lacks_text && !is_forced)
            add(cause::no_push_text, sureness::proved, at_message, {sent});
        // NIM pushes no such notification without a text; that the log shows all of it is taken for granted.
        if (sent->what == call::notify && !sent->message.lacks_text && !sent->message.tells_text && !is_forced &&
            sent->message.online_only != said::yes)
            add(cause::no_push_text, sureness::likely, at_message, {sent});
    }

    // Apple

    /// Who has two devices is pushed to twice: a token of old refused, the other taken.
    constexpr bool is_of_another_device(const entry& one) const noexcept {
        return one.kind == event_kind::push_accepted && has(one.account) && is(one.account, about_.account.view()) &&
               distance(one.at, about_.pushed->at) < 2 * minute_ms;
    }
    constexpr bool is_this_push(const entry& one) const noexcept {
        if (!is_push(one) && one.kind != event_kind::tls_failed) return false;
        if (about_.pushed != nullptr && has(about_.pushed->id) && has(one.id))
            return is(one.id, about_.pushed->id.view()) || is_of_another_device(one);
        if (has(one.account)) return is(one.account, about_.account.view());
        if (!has(one.token)) return false;
        for (const entry* token : {phone_.handed_over, phone_.token_got})
            if (token != nullptr && has(token->token) && same_but_for_case(token->token.view(), one.token.view()))
                return true;
        return false;
    }
    /// Whether the token that was refused is the one that the phone got: then it is whole, and of this app.
    constexpr bool is_phones_token() const noexcept {
        const entry* pushed = about_.pushed != nullptr && has(about_.pushed->token) ? about_.pushed : refused_;
        if (!has(pushed->token)) return false;
        for (const entry* token : {phone_.handed_over, phone_.token_got})
            if (token != nullptr && has(token->token) && same_but_for_case(token->token.view(), pushed->token.view()))
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
            const bool is_named = differ || refused_->reason.view() != "BadDeviceToken" || is_phones_token();
            add(cause::environment_mismatch, is_named ? sureness::proved : sureness::likely, at_apple,
                {refused_, about_.pushed, setting, build, phone_.token_got});
        } else if (refused_ != nullptr && refused_->hint != cause::cannot_know) {
            // Apple's trouble may pass: that it did not must be in the log.
            const log_file& file = of_.files()[refused_->file];
            const bool is_told =
                refused_->hint != cause::apns_server_trouble || (file.has_time && file.end >= refused_->at + minute_ms);
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

  public:
    constexpr sending_rules(const timeline& of, const complaint& about, const patient& phone)
        : of_(of), about_(about), phone_(phone) {}
};

}  // namespace detail
}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
