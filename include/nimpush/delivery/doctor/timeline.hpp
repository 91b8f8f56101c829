#pragma once

// Several logs as one list of events.
//
// Each log is fed in pieces; of a line that tells nothing nothing is kept and nothing allocated. Calls and their answers
// become one entry. Memory is bounded by the number of events, which is.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/diagnosis/matching.hpp>
#include <nimpush/delivery/doctor/calls.hpp>
#include <nimpush/delivery/doctor/entry.hpp>
#include <nimpush/delivery/doctor/event.hpp>
#include <nimpush/delivery/doctor/fields.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/doctor/log_time.hpp>
#include <nimpush/delivery/doctor/prefilter.hpp>
#include <nimpush/delivery/doctor/recognise.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {

namespace detail {

inline constexpr std::size_t most_entries = 20000;  // of one log
inline constexpr std::size_t most_anchors = 4096;
inline constexpr std::string_view anchor_keys =
    "x-request-id|request-id|requestId|request_id|reqId|req_id|rid|traceId|trace_id|trace-id|msgid|msgId|messageId|"
    "message_id|messageClientId|messageServerId|msgidServer|apns-id|apnsId|apns_id|push id|uuid";

class aligner;

/// What a log's lines said that later ones refer to.
struct pending {
    call what = call::none;
    std::size_t entry = npos;
    text id{};
};

}  // namespace detail

class timeline {
    std::vector<entry> entries_{};
    std::vector<log_file> files_{};
    std::vector<std::vector<detail::anchor>> anchors_{};
    detail::pending pending_[4]{};  // of the log that is read, the last first
    text current_{};                // who logged in last in it
    text last_attempt_{};
    bool is_full_ = false;
    std::size_t of_file_ = 0;  // entries of it

    friend class detail::aligner;

    constexpr void remember(detail::pending one) {
        for (std::size_t i = 3; i > 0; --i) pending_[i] = std::move(pending_[i - 1]);
        pending_[0] = std::move(one);
    }
    /// The call that an answer belongs to: of the same id, or else the last one of its kind.
    constexpr std::size_t take_call(const event& reply) {
        std::size_t found = npos;
        for (std::size_t i = 0; i < 4 && found == npos; ++i)
            if (pending_[i].entry != npos && pending_[i].what == reply.what && !reply.id.empty() &&
                detail::is(pending_[i].id, reply.id))
                found = i;
        for (std::size_t i = 0; i < 4 && found == npos; ++i)
            if (pending_[i].entry != npos && pending_[i].what == reply.what && is_same_receiver(i, reply)) found = i;
        if (found == npos) return npos;
        const std::size_t entry = pending_[found].entry;
        pending_[found].entry = npos;
        return entry;
    }
    constexpr bool is_same_receiver(std::size_t i, const event& reply) const {
        const entry& asked = entries_[pending_[i].entry];
        return reply.account.empty() || !detail::has(asked.account) || detail::is(asked.account, reply.account);
    }

    static constexpr void fill(text& to, std::string_view from) {
        if (!from.empty()) to = detail::kept(from);
    }
    static constexpr void fill(entry& made, const event& e) {
        fill(made.account, e.account);
        fill(made.from, e.from);
        fill(made.id, e.id);
        fill(made.certificate, e.certificate);
        fill(made.app_key, e.app_key);
        fill(made.token, e.token);
        fill(made.topic, e.topic);
        fill(made.reason, e.reason);
        made.environment = e.environment != service::unknown ? e.environment : made.environment;
        made.has_certificate_field = made.has_certificate_field || e.has_certificate_field;
    }

    /// Whose process was killed: lines of logcat tell of everybody's.
    constexpr bool is_other_process(const event& e, std::string_view line) const {
        if (e.kind != event_kind::killed || !detail::contains(line, "Killing|has died|Force stopping|am_kill|am_proc"))
            return false;
        const text& own = files_.back().process;
        if (!detail::has(own)) return false;
        return line.find(own.view()) == npos;
    }
    constexpr void learn(const event& e, std::string_view line) {
        log_file& file = files_.back();
        if (e.kind == event_kind::initialized) {
            file.is_device = true;
            const std::string_view package = detail::field(line, "process|packageName|package|pkg");
            if (!package.empty()) file.process = detail::kept(package);
        }
        if (e.what != call::none && !is_server_send(e)) file.is_device = true;
        switch (e.kind) {
            case event_kind::token_got:
            case event_kind::token_failed:
            case event_kind::token_handed_over:
            case event_kind::token_refused:
            case event_kind::foreground:
            case event_kind::background:
            case event_kind::killed:
            case event_kind::push_received:
            case event_kind::message_received: file.is_device = true; break;
            default: break;
        }
        if (detail::contains(line,
                             "InvocationMgr|MixPush|HmsInstanceId|ActivityManager|onActivity|I/flutter (|D/flutter "
                             "(|zygote|OpenGLRenderer|Transaction:|HMS|logcat|android"))
            file.is_android = true;
        if (detail::contains(line,
                             "apnsCername|registerWithOption|didRegisterForRemote|applicationDid|applicationWill|"
                             "updateApnsToken|updateAPNSToken|SpringBoard|apsd|didFailToRegister|[I][NIM]|"
                             "(NIMSDK)|iOS|iPhone"))
            file.is_ios = true;
    }
    static constexpr bool is_server_send(const event& e) noexcept {
        return (e.what == call::send || e.what == call::notify) && e.is_server;
    }

    /// Where there is no room, the oldest events of which there are many go: pushes and messages that went well.
    constexpr bool make_room() {
        if (of_file_ < detail::most_entries) return true;
        if (is_full_) return ++files_.back().dropped, false;
        const auto file = static_cast<std::uint32_t>(files_.size() - 1);
        std::size_t to = 0, gone = 0;
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            const entry& one = entries_[i];
            const bool is_usual = one.file == file && gone < detail::most_entries / 2 &&
                                  (one.kind == event_kind::push_sent || one.kind == event_kind::push_accepted ||
                                   one.kind == event_kind::message_sent || one.kind == event_kind::message_received ||
                                   one.kind == event_kind::note);
            if (is_usual) {
                ++gone;
                continue;
            }
            if (to != i) entries_[to] = std::move(entries_[i]);
            ++to;
        }
        while (entries_.size() > to) entries_.pop_back();
        files_.back().dropped += gone;
        of_file_ -= gone;
        for (detail::pending& one : pending_) one.entry = npos;
        is_full_ = gone < detail::most_entries / 8;  // no more of them are worth a search
        if (gone == 0) ++files_.back().dropped;
        return gone != 0;
    }

    static constexpr std::string_view line_at(std::string_view block, std::size_t start) noexcept {
        const std::size_t end = block.find('\n', start);
        return block.substr(start, end == npos ? npos : end - start);
    }
    constexpr void count_lines(std::string_view skipped) noexcept {
        std::size_t n = 0;
        for (const char c : skipped) n += c == '\n';
        files_.back().lines += n;
    }
    /// The last line before `start` that has a time, of those nearby.
    static constexpr std::string_view head_before(std::string_view block, std::size_t start, log_time& time) {
        constexpr std::size_t furthest = 64;
        for (std::size_t n = 0; start > 0 && n < furthest; ++n) {
            const std::size_t before = start < 2 ? npos : block.substr(0, start - 1).rfind('\n');
            start = before == npos ? 0 : before + 1;
            const std::string_view line = line_at(block, start);
            time = read_log_time(line);
            if (time.is_there) return line;
        }
        return {};
    }
    constexpr void add_line(std::string_view block, std::size_t start, std::string_view line) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        log_time time = read_log_time(line);
        std::string_view head;
        const bool has_own_time = time.is_there;
        if (!has_own_time) {
            head = head_before(block, start, time);
            time.begin = time.end = 0;  // of another line
        }
        if ((detail::triggers_in(line.substr(0, 4096)) & detail::bit_of(detail::trigger_group::learnt)) != 0) {
            learn_zone(line);
            learn_anchors(line, time);
        }
        const event e = recognise(line, head);
        if (!e.is_there) return;
        add_event(e, line, time);
        if (e.kind == event_kind::send_failed) learn_why(block, start);
    }
    /// Flutter's `timeZoneOffset 8:00:00.000000`.
    constexpr void learn_zone(std::string_view line) noexcept {
        const std::size_t at = line.find("timeZoneOffset");
        if (at == npos) return;
        std::size_t i = at + 14;
        while (i < line.size() && (line[i] == ' ' || line[i] == ':' || line[i] == '=')) ++i;
        const bool west = i < line.size() && line[i] == '-';
        i += west;
        std::int32_t hours = 0, minutes = 0;
        const std::size_t first = i;
        for (; i < line.size() && detail::is_digit(line[i]) && i - first < 2; ++i) hours = hours * 10 + (line[i] - '0');
        if (i == first || i >= line.size() || line[i] != ':') return;
        const std::size_t next = ++i;
        for (; i < line.size() && detail::is_digit(line[i]) && i - next < 2; ++i)
            minutes = minutes * 10 + (line[i] - '0');
        if (hours > 14 || minutes > 59) return;
        files_.back().zone = (hours * 60 + minutes) * (west ? -1 : 1);
        files_.back().knows_zone = true;
    }
    constexpr void learn_anchors(std::string_view line, const log_time& time) {
        auto& mine = anchors_.back();
        if (!time.has_year || mine.size() >= detail::most_anchors) return;  // a year is needed to compare
        detail::any_part(detail::anchor_keys, [&](std::string_view key) {
            const std::size_t at = detail::value_of(line.substr(0, 4096), key);
            if (at == npos) return false;
            const std::string_view id = detail::word_at(line, at);
            if (id.size() < 6 || mine.size() >= detail::most_anchors) return false;
            mine.push_back({detail::hash_of(id), time.has_zone ? time.utc() : time.ms});
            return false;
        });
    }
    /// What an app says beside a send that failed: `403` alone has several meanings.
    constexpr void learn_why(std::string_view block, std::size_t start) {
        for (std::size_t n = 1; n < 8 && n <= entries_.size(); ++n) {
            entry& one = entries_[entries_.size() - n];
            if (one.kind != event_kind::send_failed || one.line != files_.back().lines) continue;
            std::size_t begin = start, end = start;
            for (int k = 0; k < 2 && begin > 0; ++k) {
                const std::size_t before = begin < 2 ? npos : block.substr(0, begin - 1).rfind('\n');
                begin = before == npos ? 0 : before + 1;
            }
            for (int k = 0; k < 4 && end < block.size(); ++k) end += line_at(block, end).size() + 1;
            end = end < block.size() ? end : block.size();
            if (end - begin > 4096) return;
            if (!detail::has(one.reason) && detail::contains(block.substr(begin, end - begin),
                                                             "not friend|not friends|stranger|好友|陌生人|checkFriend"))
                one.reason = detail::kept("not friends");
            return;
        }
    }
    constexpr void add_event(const event& e, std::string_view line, const log_time& time) {
        if (is_other_process(e, line)) return;
        log_file& file = files_.back();
        learn(e, line);
        const std::size_t asked = e.is_reply ? take_call(e) : npos;
        if (asked != npos && e.what != call::login) {
            answer(entries_[asked], e, file.lines, line);
            return;
        }
        if (asked != npos) entries_[asked].is_answered = true;
        // An answer whose call is not in the log, and of which nothing says whom it is about.
        if (asked == npos && e.is_reply && e.account.empty() && e.what == call::send && !e.is_team) return;
        if (!make_room()) return;
        entry made;
        made.kind = e.kind;
        made.hint = e.hint;
        made.what = e.what;
        made.is_server = e.is_server;
        made.is_team = e.is_team;
        made.is_answered = e.code != detail::no_code;
        made.is_words = e.is_words;
        made.file = static_cast<std::uint32_t>(files_.size() - 1);
        made.line = file.lines;
        made.clock = time;
        made.has_time = time.is_there;
        made.code = e.code;
        made.message = e.message;
        made.hours = e.hours;
        fill(made, e);
        made.words = words_behind(line, time);
        const bool is_own = e.kind != event_kind::message_sent && e.kind != event_kind::send_failed &&
                            e.kind != event_kind::push_sent && e.kind != event_kind::push_accepted &&
                            e.kind != event_kind::push_refused && e.kind != event_kind::tls_failed &&
                            e.kind != event_kind::console_config;
        if (is_own && !detail::has(made.account))
            made.account =
                e.what == call::login || e.kind == event_kind::logged_in || e.kind == event_kind::login_failed
                    ? last_attempt_
                    : current_;
        if (e.kind == event_kind::message_received) made.account = current_;
        if ((e.what == call::send || e.what == call::notify) && !e.is_server && !detail::has(made.from))
            made.from = current_;
        find_account(made);
        entries_.push_back(std::move(made));
        ++of_file_;
        if (e.is_call) remember({e.what, entries_.size() - 1, detail::kept(e.id)});
        follow(entries_.back());
    }
    /// The line without the time at its head; JSON has its time anywhere.
    static constexpr text words_behind(std::string_view line, const log_time& time) {
        const bool is_head = line.empty() || line[0] != '{';
        return detail::kept(delivery::detail::trimmed(line.substr(is_head && time.end <= line.size() ? time.end : 0)),
                            240);
    }
    /// Whom an answer of Apple's is about: an earlier line has its id, or its token.
    constexpr void find_account(entry& made) const {
        const bool is_push = made.kind == event_kind::push_sent || made.kind == event_kind::push_accepted ||
                             made.kind == event_kind::push_refused;
        if (!is_push || detail::has(made.account)) return;
        constexpr std::size_t furthest = 512;
        for (std::size_t i = entries_.size(), n = 0; i > 0 && n < furthest; --i, ++n) {
            const entry& one = entries_[i - 1];
            if (one.file != made.file || !detail::has(one.account)) continue;
            const bool is_same_push = detail::has(made.id) && detail::is(one.id, made.id.view());
            const bool is_same_token =
                !detail::has(made.id) && detail::has(made.token) && detail::is(one.token, made.token.view());
            if (!is_same_push && !is_same_token) continue;
            made.account = one.account;
            if (!detail::has(made.token)) made.token = one.token;
            return;
        }
    }
    static constexpr void answer(entry& asked, const event& e, std::size_t line, std::string_view words) {
        asked.call_line = asked.line;
        asked.line = line;
        asked.code = e.code;
        asked.is_answered = true;
        if (e.hint != cause::cannot_know) asked.hint = e.hint;
        if (!detail::has(asked.reason)) fill(asked.reason, e.reason);
        if (!detail::has(asked.id) || asked.what == call::send) fill(asked.id, e.id);
        asked.kind = e.kind;
        if (!is_success(asked.code)) asked.words = detail::kept(words, 240);
    }
    static constexpr bool is_success(std::int64_t code) noexcept { return detail::is_success(code); }

    /// Who is logged in from here on.
    constexpr void follow(const entry& one) {
        if (one.kind == event_kind::login_started && detail::has(one.account)) last_attempt_ = one.account;
        if (one.kind != event_kind::logged_in || !detail::has(one.account)) return;
        current_ = last_attempt_ = one.account;
    }

  public:
    /// Begins with another log.
    constexpr void begin(std::string_view name) {
        log_file made;
        made.name = detail::kept(name, 400);
        files_.push_back(std::move(made));
        anchors_.emplace_back();
        for (detail::pending& one : pending_) one = {};
        current_ = {};
        last_attempt_ = {};
        of_file_ = 0;
        is_full_ = false;
    }

    /// Further lines of the log that was begun: whole ones, the last of the log with its end or without.
    constexpr void add(std::string_view block) {
        log_file& file = files_.back();
        std::size_t begin = 0;
        // Its first time, which a banner may precede.
        for (std::size_t i = 0; !file.has_time && i < block.size();) {
            const std::string_view line = line_at(block, i);
            file.first = read_log_time(line);
            file.has_time = file.first.is_there;
            i += line.size() + 1;
        }
        while (begin < block.size()) {
            const std::size_t at = detail::next_trigger(block, begin);
            if (at == npos) break;
            std::size_t start = block.substr(0, at).rfind('\n');
            start = start == npos || start < begin ? begin : start + 1;
            count_lines(block.substr(begin, start - begin));
            const std::string_view line = line_at(block, start);
            ++file.lines;
            add_line(block, start, line);
            begin = start + line.size() + 1;
        }
        if (begin < block.size()) count_lines(block.substr(begin));
        if (begin < block.size() && block.back() != '\n') ++file.lines;
        // Its last time so far.
        for (std::size_t end = block.size(), tries = 0; end > 0 && tries < 400; ++tries) {
            const std::size_t before = end < 2 ? npos : block.substr(0, end - 1).rfind('\n');
            const std::size_t start = before == npos ? 0 : before + 1;
            const log_time found = read_log_time(line_at(block, start));
            if (found.is_there) {
                file.last = found;
                break;
            }
            end = start;
        }
    }

    constexpr const std::vector<entry>& entries() const noexcept { return entries_; }
    constexpr const std::vector<log_file>& files() const noexcept { return files_; }
};

}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
