#pragma once

// NIM's servers, and Apple's gateway behind them, as far as they decide a push: accounts, teams, what was sent
// and what is unread. What is pushed, the rules alone decide (delivery/rules.hpp).

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/reason.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/push_view.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/situation.hpp>
#include <nimpush/dialect/plugin/sdk_options/common.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/model/session.hpp>

namespace nimpush::inline v1 {

namespace delivery {

/// Which logins of one account stand together, as the console has it (doc.yunxin.163.com DIxNTc0Mjc, 2024-03-14;
/// doc.commsease.com DUyNjI2MjQ, 2025-07-28). Which of them the console begins with is unverified.
enum class login_policy : std::uint8_t {
    one,               // a login ends all others
    one_of_each_kind,  // one phone (iOS, Android, HarmonyOS) and one desktop or web client
    every_device,
};

/// A push that left for Apple's gateway, and its answer.
struct sent_push {
    text account{};
    std::int64_t device = 0;  // its number among the account's devices
    apns_request request{};
    apns::response answer{};

    friend constexpr bool operator==(const sent_push&, const sent_push&) = default;
};

namespace detail {

constexpr bool is_phone(device_platform p) noexcept {
    return p == device_platform::ios || p == device_platform::android || p == device_platform::harmony;
}

/// The session of a message as one of its receivers has it: the other's account, or the team.
inline text session_of(session_kind kind, const text& id, const text& from) {
    return join(name_of(kind), ":", kind == session_kind::p2p ? from.view() : id.view());
}
/// The kind of session that is pushed, of the plugin's seven.
constexpr maybe<session_kind> kind_of(plugin::session_type type) noexcept {
    return from_name<session_kind>(name_of(type));
}

/// Where a message went, and when.
struct known_message {
    text from{};
    session_kind session_type{};
    text session_id{};
    maybe<directed_to> directed{};
    moment time{};
};
/// Each text by itself: g++ 12 forgets those of a list that is half made when memory runs out.
template <class Sending> known_message known_of(const Sending& sent, const moment& time) {
    known_message made;
    made.from = sent.from;
    made.session_type = sent.session_type;
    made.session_id = sent.session_id;
    made.directed = sent.directed;
    made.time = time;
    return made;
}

/// A device that has something to hear of: one of this account's.
struct kicked_device {
    text account{};
    std::size_t device = 0;
    maybe<device_platform> by{};  // the client that ended the login; nothing for the server
};
/// A session of an account whose unread messages changed.
struct changed_session {
    text account{};
    text session{};  // null: all of them
};

template <class When> class basic_service {
    template <class T> using of = typename When::template type<T>;
    using entry = typename keyed<of<account>>::entry;

  public:
    of<delivery::console> console;
    keyed<of<account>> accounts;
    keyed<of<team>> teams;
    moment now;
    login_policy policy = login_policy::one_of_each_kind;
    std::vector<of<verdict>> verdicts{};   // of the last message
    std::vector<of<sent_push>> pushes{};   // of the last message
    std::vector<of<sent_push>> waiting{};  // which Apple put off
    std::size_t throttled = 0;             // so many pushes more are answered with 429
    // What the apps have not been told yet.
    std::vector<of<kicked_device>> kicked{};
    std::vector<of<changed_session>> changed{};

    basic_service(of<delivery::console> c, keyed<of<account>> who, keyed<of<team>> groups, moment when)
        : console(std::move(c)), accounts(std::move(who)), teams(std::move(groups)), now(when) {}

    /// A message or notification of this sender; `uuid` is its name for a recall, null where it has none.
    native_reply send(const sending& sent, const text& uuid) {
        if (sent.is_to_team() && teams.find(sent.session_id.view()) == nullptr) return {803, {}, "no such team"};
        if (!sent.is_to_team() && accounts.find(sent.session_id.view()) == nullptr) return {404, {}, "no such account"};
        pushes.clear();
        decide_all(verdicts, now, console, accounts, teams, sent, as_usual);
        for (const auto& one : verdicts)  // whom a member of a team blocked still writes to the others
            if (one.outcome == outcome::refused && !(sent.is_to_team() && one.rule == rule::blocked))
                return {one.code.value_or(403), {}, copied(name_of(one.rule))};
        push_all();
        if (uuid.has_value()) remember(uuid, sent);
        if (sent.enable_unread_count && !sent.online_only) count_unread(sent, uuid);
        return {};
    }

    /// Takes a message back. It is pushed as a notification is: with a text of its own, or not at all.
    native_reply recall(const text& uuid, sending sent) {
        const auto* known = messages_.find(uuid.view());
        if (known == nullptr) return {-1, {}, "no such message"};  // FLTMessageService.swift:1705
        if (known->val.from != sent.from) return {403, {}, "somebody else's message"};
        sent.session_type = known->val.session_type;
        sent.session_id = known->val.session_id;
        sent.directed = known->val.directed;
        each_receiver(accounts, teams, sent, [&](entry& receiver) {
            if (counts_recalls(receiver.val))
                forget_unread(receiver, [&](const unread& one) { return one.uuid == uuid; });
        });
        messages_.at(uuid.view()).val = {};  // a second recall finds nobody's
        return send(sent, nullptr);
    }

    /// The account has looked at a session, by the name that it has for its owner.
    void read_session(entry& reader, plugin::session_type type, const text& id) {
        if (const auto kind = kind_of(type)) read(reader, session_of(*kind, id, id));
    }
    /// The account has seen one session; null for all of them.
    void read(entry& reader, const text& session) {
        if (!session.has_value()) {
            reader.val.unread = {};
            note_change(reader, {});
        }
        forget_unread(reader, [&](const unread& one) { return !session.has_value() || one.session == session; });
    }

    /// The account has seen those sessions of which is(name) is true.
    template <class Is> void read_where(entry& reader, Is is) {
        forget_unread(reader, [&](const unread& one) { return is(one.session.view()); });
    }
    /// How many messages of one session, by the name that it has for its owner, the account has not read.
    std::int64_t unread_in(std::string_view reader, std::string_view session) const {
        const auto* list = unread_.find(reader);
        std::int64_t count = 0;
        if (list != nullptr)
            for (const unread& one : list->val) count += one.session == session;
        return count;
    }

    /// A message that was not taken back, nobody's where it was; a null pointer for one that is not known.
    const known_message* find_message(std::string_view uuid) const {
        const auto* known = messages_.find(uuid);
        return known == nullptr ? nullptr : &known->val;
    }

    /// Ends the account's logins on those of its other devices that are meant; true where there was one.
    template <class Meant> bool kick(const text& name, of<account>& owner, std::size_t but, Meant meant) {
        bool found = false;
        for (std::size_t i = 0; i < owner.devices.size(); ++i) {
            auto& other = owner.devices[i];
            if (i == but || other.login != login_state::in || !meant(other)) continue;
            other.login = login_state::kicked;
            kicked.push_back({name, i, owner.devices[but].platform});
            found = true;
        }
        return found;
    }
    /// The account has just logged in on a device: others go, as far as the policy says so.
    void kick_others(const text& name, of<account>& owner, std::size_t newest) {
        const bool phone = is_phone(owner.devices[newest].platform);
        kick(name, owner, newest, [&](const auto& other) {
            return policy == login_policy::one ||
                   (policy == login_policy::one_of_each_kind && is_phone(other.platform) == phone);
        });
    }

    /// Sends what Apple put off once more; returns how many it took now.
    std::size_t retry() {
        std::size_t taken = 0;
        for (auto& one : std::exchange(waiting, {})) {
            one.answer = {};
            taken += ask_apple(one);
        }
        return taken;
    }

  private:
    struct unread {
        text session{};
        text uuid{};
    };
    keyed<of<known_message>> messages_{};
    keyed<std::vector<unread>> unread_{};
    std::uint64_t asked_ = 0;

    static constexpr explain_options as_usual{};

    void remember(const text& uuid, const sending& sent) {
        auto& known = messages_.at(uuid.view()).val;
        known.from = sent.from;
        known.session_type = sent.session_type;
        known.session_id = sent.session_id;
        known.directed.reset();
        if (sent.directed.has_value()) known.directed.emplace(*sent.directed);
        known.time = now;
    }
    /// Where an app of the account could hear of it. Each text by itself, as in known_of().
    void note_change(const entry& to, const text& session) {
        bool hears = false;
        for (const auto& one : to.val.devices)
            hears = hears || (one.login == login_state::in && one.app != app_state::killed && one.is_connected());
        if (!hears) return;
        changed_session one;
        one.account = to.name;
        one.session = session;
        changed.push_back(std::move(one));
    }
    void count_unread(const sending& sent, const text& uuid) {
        std::size_t at = 0;
        each_receiver(accounts, teams, sent, [&](entry& receiver) {
            while (at != verdicts.size() && verdicts[at].account != receiver.name) ++at;
            if (at != verdicts.size() &&
                (verdicts[at].outcome == outcome::refused || verdicts[at].rule == rule::to_oneself ||
                 verdicts[at].rule == rule::not_meant))
                return;
            receiver.val.unread = unread_after(receiver.val, sent);
            unread one;
            one.session = session_of(sent.session_type, sent.session_id, sent.from);
            one.uuid = uuid;
            note_change(receiver, one.session);
            unread_.at(receiver.name.view()).val.push_back(std::move(one));
        });
    }
    template <class Is> void forget_unread(entry& reader, Is is) {
        auto* list = unread_.find(reader.name.view());
        if (list == nullptr) return;
        std::int64_t gone = 0;
        std::vector<unread> left;
        for (unread& one : list->val) {
            if (is(one)) {
                if (gone++ == 0) note_change(reader, one.session);
            } else
                left.push_back(std::move(one));
        }
        list->val = std::move(left);
        const std::int64_t still = reader.val.unread.value() - gone;  // the app may have reported fewer
        reader.val.unread = natural::unchecked(still < 0 ? 0 : still);
    }
    /// shouldConsiderRevokedMessageUnreadCount of one of its devices; off by default.
    static bool counts_recalls(const of<account>& one) {
        for (const auto& d : one.devices) {
            using common = plugin::common_sdk_options;
            constexpr auto key = schema::key_of<
                schema::via<&plugin::ios_sdk_options::common, &common::should_consider_revoked_message_unread_count>>;
            const value* found = d.options.find(key);
            if (found != nullptr && found->as_bool().value_or(false)) return true;
        }
        return false;
    }

    void push_all() {
        std::size_t count = 0;
        for (const auto& one : verdicts) count += one.request.has_value();
        filling pushes_made(pushes);
        pushes.resize(count);
        auto to = pushes.begin();
        for (const auto& one : verdicts) {
            if (!one.request.has_value()) continue;
            to->account = one.account;
            to->device = *one.device;
            to->request = *one.request;
            to->answer = {};
            ask_apple(*to++);
        }
        pushes_made.done();
    }
    /// True where Apple took it. What it puts off waits. Of a push that the rules let pass and that goes over the
    /// connection of its certificate nothing but the topic can be wrong.
    bool ask_apple(of<sent_push>& push) {
        push.answer.apns_id = counted_uuid(++asked_);
        if (throttled != 0) {
            --throttled;
            push.answer.reason = apns::reason::too_many_requests;
        } else {
            push.answer.reason = apns::judge_topic(push.request.headers.push_type, push.request.headers.topic.view());
        }
        push.answer.status = 200;
        if (push.answer.reason != apns::reason::none) {
            push.answer.status = apns::facts_of(push.answer.reason).status;
            push.answer.reason_text = text(nimpush::detail::lasting{}, name_of(push.answer.reason));
        }
        const bool taken = push.answer.status == 200;
        if (push.answer.status == 429 || push.answer.status >= 500) waiting.push_back(push);
        return taken;
    }
};

}  // namespace detail
}  // namespace delivery

}  // namespace nimpush::v1
