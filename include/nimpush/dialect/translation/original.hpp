#pragma once

// A message as it was read from any wire: its parts at the channel's places.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/push.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/dialect/translation/places.hpp>
#include <nimpush/dialect/translation/trees.hpp>
#include <nimpush/dialect/translation/wire_keys.hpp>
#include <nimpush/model/session.hpp>
#include <nimpush/model/storage_scene.hpp>
#include <nimpush/wire/form.hpp>
#include <nimpush/wire/json_reader.hpp>

namespace nimpush::inline v1 {
namespace detail::translation {

/// The channel's keys that the code itself speaks of.
struct keys {
    using message = flutter_channel::message;
    using option = flutter_channel::member_push_option;
    static constexpr std::string_view type = schema::key_of<&message::message_type>;
    static constexpr std::string_view from_account = schema::key_of<&message::from_account>;
    static constexpr std::string_view direction = schema::key_of<&message::message_direction>;
    static constexpr std::string_view time = schema::key_of<&message::timestamp>;
    static constexpr std::string_view file = schema::key_of<&message::message_attachment>;
    static constexpr std::string_view force = schema::key_of<&message::member_push_option>;
    static constexpr std::string_view is_force_push = schema::key_of<&option::is_force_push>;
    static constexpr std::string_view force_push_list = schema::key_of<&option::force_push_list>;
    static constexpr std::string_view force_push_content = schema::key_of<&option::force_push_content>;
};

/// A message as it was read: its parts at the channel's places.
template <class Wires> class original {
    using to = on<Wires>;

    nim_wire wire_;
    value tree_ = value::map();
    value parts_ = value::map();
    bool alone_ = false;  // V2: the message without the call around it
    message_type type_ = message_type::undef;
    std::vector<text> lost_{};
    std::vector<text> reasons_{};  // of each path that is lost

  public:
    explicit original(nim_wire wire) : wire_(wire) {}

    const value& parts() const noexcept { return parts_; }
    /// What the desktop's plugin would be called with: the call itself, where it is one.
    const value& call() const noexcept { return wire_ == nim_wire::channel ? tree_ : parts_; }
    message_type type() const noexcept { return type_; }
    std::vector<text> take_lost() { return std::move(lost_); }
    std::vector<text> take_reasons() { return std::move(reasons_); }
    std::string_view spell(const place& at) const { return spelt(at.path, alone_); }
    /// This part has no place over there.
    void lose(const place_row<Wires>& row, std::string_view why = "") {
        const value& part = *find_at(parts_, row.at[0].path);
        if (is_default(row.at[0].path, part)) return;
        const std::string_view path = spell(row.at[index()]);
        if (row.is_beyond_channel()) {
            std::string path_of_end(path);
            return each_end(part, path_of_end, [&](std::string_view end, const value& v) {
                if (!is_nothing(end, v)) lose(end, why);
            });
        }
        lose(path.empty() ? session_path() : path, why);  // a conversation names its sender
    }
    /// Keys are somebody else's: a path fits on a line of a log.
    void lose(std::string_view path, std::string_view why) {
        lost_.push_back(printable(path, 300));
        reasons_.push_back(join(why));
    }
    /// What the message's own wire has at the sender's or the session's place cannot be there.
    error not_to_be(bool sender, text why) const {
        const std::string_view path = sender ? sender_path() : session_path();
        return error{errc::bad_character, text(unchecked{}, path.empty() ? session_path() : path), std::move(why)};
    }
    /// The sender is missing or empty, and the other wire demands one.
    /// The same of what the channel found at one of its places.
    error at_its_own_place(error what) const {
        std::string_view path;
        for (const place& one : session_places)
            if (what.path == one.path) path = session_path();
        each_row<Wires>(type_, [&](const place_row<Wires>& row) {
            if (what.path == row.at[0].path) path = spell(row.at[index()]);
        });
        if (wire_ != nim_wire::channel && !path.empty()) what.path = text(unchecked{}, path);
        return what;
    }
    /// Nobody is to be forced, where an empty list would be everybody to the desktop. The channel's own plugin writes it so
    /// all the same (docs/facts/desktop_sdk.md), and is followed.
    void force_nobody() {
        value* force = parts_.find(keys::force);
        if (wire_ == nim_wire::channel || force == nullptr) return;
        static constexpr place places[] = {to::channel("memberPushOption.isForcePush"),
                                           to::channel2("params.pushConfig.forcePush"), to::desktop("is_force_push"),
                                           to::server("forcepushlist"),
                                           to::server2("push_config.push_forcepush_enable")};
        if (wire_ != nim_wire::server)
            lose(spell(places[index()]), "the list is empty, which forces nobody; the desktop would force everybody");
        force->set(string_of(keys::is_force_push), false);
    }
    /// There is no text, without which the other wire has no such message.
    void lose_content() {
        static constexpr place places[] = {to::channel("content"), to::channel2("message.text"),
                                           to::desktop("msg_body"), to::server("body.msg"),
                                           to::server2("message.text")};
        lose(spell(places[index()]), "there is no text, which a text message shows");
    }
    void lose_sender() { lose(sender_path(), "there is no sender, whom the other must name"); }
    void lose_session(std::string_view why) {
        if (wire_ != nim_wire::channel) return lose(session_path(), why);
        for (const place& one : session_places) lose(one.path, why);
    }

    maybe<error> read(std::string_view s) {
        // The parameters of the call as JSON do, too: no form begins so, as it would escape the brace.
        if (wire_ == nim_wire::server && !s.starts_with('{')) {
            const auto form = form::read(s);
            if (!form) return form.error();
            for (const form::field& one : *form) tree_.append(value(one.key), value(one.val));  // find() takes the last
        } else {
            auto json = nimpush::json::read(s, {.integers = nimpush::json::integers::of_uint64});
            if (!json) return std::move(json).error();
            if (!json->is(value::kind::map)) return error{errc::wrong_type, {}, "a message is a map"};
            tree_ = *std::move(json);
        }
        if (wire_ == nim_wire::server) tree_ = by_documented_name(typename Wires::server{}, tree_);
        return read_tree();
    }
    maybe<error> read(value tree) {
        tree_ = std::move(tree);
        return read_tree();
    }

  private:
    template <class C> static value by_documented_name(types<C>, const value& given) {
        return server_api::detail::by_name<C>(given);
    }
    std::size_t index() const noexcept { return static_cast<std::size_t>(wire_); }
    std::string_view sender_path() const noexcept {
        static constexpr place places[] = {to::channel("fromAccount"), to::channel2("message.senderId"),
                                           to::desktop("from_id"), to::server("from"), to::server2("conversation_id")};
        return spell(places[index()]);
    }
    static constexpr place session_places[] = {to::channel("sessionId"), to::channel("sessionType")};
    std::string_view session_path() const noexcept {
        static constexpr place places[] = {to::channel2("conversationId"), to::channel2("conversationId"),
                                           to::desktop("to_accid"), to::server("to"), to::server2("conversation_id")};
        return places[index()].path;
    }
    std::string_view type_path() const noexcept {
        static constexpr place places[] = {to::channel("messageType"), to::channel2("message.messageType"),
                                           to::desktop("msg_type"), to::server("type"),
                                           to::server2("message.message_type")};
        return spell(places[index()]);
    }

    maybe<error> read_tree() {
        if (wire_ == nim_wire::desktop)
            if (const value* content = tree_.find("content"); content != nullptr && tree_.find(type_path()) == nullptr)
                if (auto inner = opened(*content, value::kind::map)) tree_ = *std::move(inner);  // as it is received
        // On by default here and off elsewhere (docs/facts/translation.md, Differing defaults), so it is said.
        static constexpr place is_forced = to::channel("memberPushOption.isForcePush");
        if (value* force = tree_.find(keys::force);
            wire_ == nim_wire::channel && force != nullptr && force->is(value::kind::map))
            if (find_at(tree_, is_forced.path) == nullptr) put_at(tree_, is_forced.path, true);
        alone_ = wire_ == nim_wire::channel2 &&
                 tree_.find(schema::key_of<&flutter_channel_v2::send_message::message>) == nullptr;
        // On by default in Dart, which always writes it; what REST takes it for is not said.
        static constexpr place target = to::of_channel2("params.targetConfig"),
                               inclusive = to::of_channel2("params.targetConfig.inclusive");
        if (const value* config = find_at(tree_, target.path); wire_ == nim_wire::channel2 && config != nullptr &&
                                                               config->size() != 0 &&
                                                               find_at(tree_, inclusive.path) == nullptr)
            put_at(tree_, inclusive.path, true);
        static constexpr place texts[] = {to::desktop("msg_attach"), to::server("body"), to::server("option")};
        for (const place& one : texts)
            if (value* found = tree_.find(one.path);
                found != nullptr && (wire_ == nim_wire::desktop || wire_ == nim_wire::server))
                if (auto tree = opened(*found, value::kind::map)) *found = *std::move(tree);
        if (auto wrong = read_type()) return wrong;
        if (auto wrong = read_session()) return wrong;
        each_row<Wires>(type_, [&](const place_row<Wires>& row) { read_part(row); });
        if (wire_ == nim_wire::desktop) drop_empty_threads();
        read_force();
        std::string path_of_end;
        each_end(tree_, path_of_end, [&](std::string_view path, const value& v) {
            if (is_known(path) || is_nothing(path, v)) return;
            bool is_text = false;
            for (const place& one : texts) is_text = is_text || path == one.path;
            lose(path, is_text ? why_not(v, wanted_of(part::object)).view() : "");
        });
        return {};
    }
    /// The desktop writes all keys of both messages of a thread, empty or 0 where it is none: an answer to nobody.
    void drop_empty_threads() {
        constexpr std::string_view key = schema::key_of<&flutter_channel::message::message_thread_option>;
        static constexpr std::string_view names[] = {"reply", "thread"};
        const value* given = parts_.find(key);
        if (given == nullptr) return;
        value kept = value::map();
        for (const std::string_view name : names) {
            bool is_one = false;
            const auto each = [&](auto&& f) {
                for (const value::member& one : given->members())
                    if (one.key.chars().starts_with(name)) f(one);
            };
            each([&](const value::member& one) { is_one = is_one || !is_nothing(one.key.chars(), one.val); });
            if (is_one) each([&](const value::member& one) { kept.append(one.key, one.val); });
        }
        parts_.set(string_of(key), std::move(kept));
    }
    /// What V2 has in its call alone, and 1.7.7 has not.
    bool has_row(const place_row<Wires>& row) const noexcept {
        if (wire_ == nim_wire::channel) return !row.is_beyond_channel();
        return !alone_ || !row.at[index()].is_in_call;
    }
    void read_part(const place_row<Wires>& row) {
        const std::string_view path = has_row(row) ? spell(row.at[index()]) : std::string_view();
        const value* found = path.empty() ? nullptr : find_at(tree_, path);
        if (found == nullptr) return;
        // Dart would take the digits for a text, and any attachment of a custom message for an empty one.
        const bool is_attachment = path == to::channel("messageAttachment").path;
        if (wire_ == nim_wire::channel &&
            (found->is(value::kind::bigint) || (is_attachment && !found->is(value::kind::map))))
            return lose(path, why_not(*found, is_attachment ? "a map" : "a number of 64 bits").view());
        if (auto made = wire_ == nim_wire::channel ? maybe(*found) : to_channel(row.what, *found))
            put_at(parts_, row.at[0].path, *std::move(made));
        else if (!is_nothing(path, *found))
            lose(path, why_not(*found, wanted_of(row.what)).view());
    }
    static text why_not(const value& found, std::string_view wanted) {
        return join(found_of(found).view(), ", must be ", wanted);
    }
    bool is_known(std::string_view path) const {
        for (const place& one : places_spoken_for<Wires>(wire_))
            if (path == spell(one)) return true;
        bool known = false;
        each_row<Wires>(type_, [&](const place_row<Wires>& row) {
            known = known || (has_row(row) && is_inside(path, spell(row.at[index()])));
        });
        return known;
    }
    /// What is as good as absent.
    bool is_nothing(std::string_view path, const value& v) const {
        if (v.is_null() || ((v.is(value::kind::map) || v.is(value::kind::list)) && v.size() == 0)) return true;
        if (wire_ == nim_wire::channel) return is_default(path, v);
        if (wire_ != nim_wire::desktop) return false;
        static constexpr place yidun = to::desktop("anti_spam_using_yidun"), rescode = to::desktop("rescode");
        return v == value(0) || v == value(false) || (v.is(value::kind::string) && v.chars().empty()) ||
               (path == yidun.path && v == value(1)) || (path == rescode.path && v == value(200));
    }
    /// A part that has the channel's default.
    static bool is_default(std::string_view path, const value& v) {
        static constexpr place update = to::channel("sessionUpdate"), config = to::channel("config"),
                               scene = to::channel("messageAttachment.sen"), status = to::channel("status"),
                               direction = to::channel("messageDirection"), upload = to::channel("attachmentStatus"),
                               forced = to::channel("memberPushOption.forcePushList"),
                               inclusive = to::of_channel2("params.targetConfig.inclusive");
        if (path == inclusive.path) return false;  // it says of a list what the list is
        if (path == update.path || (is_inside(path, config.path) && path != config.path)) return v == value(true);
        if (path == scene.path) return v == value(storage_scene::im);
        if (path == status.path) return v == string_of(name_of(flutter_channel::message_status::sending));
        if (path == direction.path) return v == string_of(name_of(flutter_channel::message_direction::outgoing));
        if (path == upload.path) return true;  // of the device that sends
        return v == value(0) || v == value(false) || (v.is(value::kind::string) && v.chars().empty()) ||
               ((v.is(value::kind::map) || v.is(value::kind::list)) && v.size() == 0 && path != forced.path);
    }

    maybe<error> read_type() {
        const std::string_view path = type_path();
        const value* found = find_at(tree_, path);
        const auto wrong = [&](text why) -> maybe<error> {
            return error{errc::bad_enumerator, text(unchecked{}, path), std::move(why)};
        };
        if (found == nullptr) return wrong("missing: no kind of message");
        bool is_one = found->is(value::kind::string) && nimpush::detail::take_name(found->chars(), type_);
        const auto number = number_in(*found);
        for (std::size_t i = 0;
             !is_one && number && wire_ != nim_wire::channel && i < std::size(names<message_type>::list); ++i) {
            type_ = static_cast<message_type>(i);
            is_one = number_of(type_) >= 0 && value(number_of(type_)) == *number;
        }
        if (!is_one) return wrong("there is no such kind of message");
        parts_.set(string_of(keys::type), string_of(name_of(type_)));
        return {};
    }
    maybe<error> read_session() {
        static constexpr place to_type = to::desktop("to_type"), ope = to::server("ope");
        const auto is_none = [](const value* v) {
            return v != nullptr && !v->is(value::kind::int64) && !v->is(value::kind::string);
        };
        const auto no_text = [&] {
            return error{errc::wrong_type, text(unchecked{}, session_path()), "must be a text, or a whole number"};
        };
        const auto take = [&](const value* v) {
            return v == nullptr
                       ? std::string()
                       : std::string(v->is(value::kind::int64) ? number_text(*v->as_int()).view() : v->chars());
        };
        if (wire_ == nim_wire::channel) {
            for (const place& one : session_places)
                if (const value* found = find_at(tree_, one.path)) {
                    plugin::session_type known{};
                    const bool is_id = one.path == session_places[0].path;
                    if (found->is(value::kind::string) && (is_id || take_name(found->chars(), known)))
                        parts_.set(string_of(one.path), *found);
                    else
                        lose(one.path, why_not(*found, is_id ? "a text" : "p2p, team or superTeam").view());
                }
            return {};
        }
        if (wire_ == nim_wire::desktop || wire_ == nim_wire::server) {
            const place& at = wire_ == nim_wire::desktop ? to_type : ope;
            const std::string number = take(find_at(tree_, at.path));
            // Absent it is 0 to the desktop. v1 demands it: what is empty is a client's lost 0 or 1, and none is guessed.
            const bool is_absent = find_at(tree_, at.path) == nullptr && wire_ == nim_wire::desktop;
            const auto n = is_absent ? maybe<std::int64_t>(0) : read_int64(number);
            const auto kind = n ? from_session_number(*n) : std::nullopt;
            if (!kind || number.size() > 1 || is_none(find_at(tree_, at.path)))
                return wire_ == nim_wire::desktop ? error{errc::bad_enumerator, "to_type", "must be 0, 1 or 5"}
                                                  : error{errc::bad_enumerator, "ope", "must be 0 or 1"};
            if (is_none(find_at(tree_, session_path()))) return no_text();
            set_session(take(find_at(tree_, session_path())), *kind);
            return {};
        }
        static constexpr place of_message = to::channel2("message.conversationId");
        const value* found = find_at(tree_, session_path());
        if (found == nullptr) found = find_at(tree_, spell(of_message));
        if (is_none(found)) return no_text();
        const std::string whole = take(found);
        if (whole.empty()) return wire_ == nim_wire::channel2 ? read_receiver() : std::nullopt;
        const auto id = conversation_id::from(whole) ? conversation_id::split(whole) : std::nullopt;
        if (!id)
            return error{errc::bad_character, text(unchecked{}, session_path()),
                         "must be sender|type|receiver, its type 1, 2 or 3"};
        if (!id->sender.empty()) parts_.set(string_of(keys::from_account), string_of(id->sender));
        set_session(id->receiver, id->kind);
        return {};
    }
    void set_session(std::string_view id, session_kind kind) {
        if (id.empty()) return;
        parts_.set(string_of(session_places[0].path), string_of(id));
        parts_.set(string_of(session_places[1].path), string_of(name_of(kind)));
    }
    /// A message of V2 that no conversation names yet.
    maybe<error> read_receiver() {
        static constexpr place receiver = to::channel2("message.receiverId"),
                               type = to::channel2("message.conversationType");
        const value* id = find_at(tree_, spell(receiver));
        const value* number = find_at(tree_, spell(type));
        const auto n = number == nullptr ? std::nullopt : number->as_int();
        const auto kind = n ? from_conversation_number(*n) : std::nullopt;
        if (id == nullptr || !id->is(value::kind::string) || !kind) {
            constexpr std::string_view why = "a receiver needs receiverId, a text, and conversationType, 1, 2 or 3";
            if (id != nullptr) lose(spell(receiver), why);
            if (number != nullptr) lose(spell(type), why);
            return {};
        }
        parts_.set(string_of(session_places[0].path), *id);
        parts_.set(string_of(session_places[1].path), string_of(name_of(*kind)));
        return {};
    }
    /// A list that names no accounts forces nobody: without it everybody would be forced.
    void drop_spoilt_list() {
        static constexpr place places[] = {
            to::channel("memberPushOption.forcePushList"), to::channel2("params.pushConfig.forcePushAccountIds"),
            to::desktop("force_push_list"), to::server("forcepushlist"), to::server2("push_config.push_forcepush_ids")};
        const std::string_view path = spell(places[index()]);
        const value* given = find_at(tree_, path);
        const value* list = find_at(parts_, places[0].path);
        if (given == nullptr || is_nothing(path, *given) || (list != nullptr && accounts_in(*list))) return;
        if (list != nullptr) lose(path, why_not(*given, wanted_of(part::list)).view());
        value force = value::map({{string_of(keys::is_force_push), false}});
        if (const value* option = parts_.find(keys::force))
            for (const value::member& one : option->members())
                if (one.key.chars() != keys::is_force_push && one.key.chars() != keys::force_push_list)
                    force.append(one.key, one.val);
        parts_.set(string_of(keys::force), std::move(force));
    }
    /// v1 forces by naming accounts, or everybody; the others have a switch, off where it is absent.
    void read_force() {
        if (wire_ == nim_wire::channel) return drop_spoilt_list();
        static constexpr place all_of_v1 = to::server("forcepushall"),
                               all_of_v2 = to::server2("push_config.push_forcepush_all");
        const value* all = wire_ == nim_wire::server    ? find_at(tree_, all_of_v1.path)
                           : wire_ == nim_wire::server2 ? find_at(tree_, all_of_v2.path)
                                                        : nullptr;
        const auto everybody = all == nullptr ? std::nullopt : to_channel(part::flag, *all);
        if (!everybody || !*everybody->as_bool()) drop_spoilt_list();
        static constexpr place forced_content = to::channel("memberPushOption.forcePushContent");
        value* force = parts_.find(keys::force);
        const value* on = force == nullptr ? nullptr : find_at(*force, keys::is_force_push);
        const bool is_off = on != nullptr && !on->as_bool().value_or(true);  // v2's own switch
        if (all != nullptr && (!everybody || (is_off && *everybody->as_bool())))
            lose(wire_ == nim_wire::server ? all_of_v1.path : all_of_v2.path,
                 everybody ? text("the switch of the forced push is off").view()
                           : why_not(*all, wanted_of(part::flag)).view());
        if (everybody && *everybody->as_bool() && !is_off) {
            value forced = value::map({{string_of(keys::is_force_push), true}});
            if (const value* said = find_at(parts_, forced_content.path))
                forced.append(string_of(keys::force_push_content), *said);
            parts_.set(string_of(keys::force), std::move(forced));
        } else if (force != nullptr && find_at(*force, keys::is_force_push) == nullptr) {
            force->set(string_of(keys::is_force_push),
                       wire_ == nim_wire::server && find_at(*force, keys::force_push_list) != nullptr);
        }
    }
};

}  // namespace detail::translation
}  // namespace nimpush::v1
