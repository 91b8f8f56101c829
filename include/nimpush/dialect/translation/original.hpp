#pragma once

// A message as it was read from any wire: its parts at the channel's places.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/push.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
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

  public:
    explicit original(nim_wire wire) : wire_(wire) {}

    const value& parts() const noexcept { return parts_; }
    /// What the desktop's plugin would be called with: the call itself, where it is one.
    const value& call() const noexcept { return wire_ == nim_wire::channel ? tree_ : parts_; }
    message_type type() const noexcept { return type_; }
    std::vector<text> take_lost() { return std::move(lost_); }
    std::string_view spell(const place& at) const { return spelt(at.path, alone_); }
    /// This part has no place over there.
    void lose(const place_row<Wires>& row) {
        if (is_default(row.at[0].path, *find_at(parts_, row.at[0].path))) return;
        const std::string_view path = spell(row.at[index()]);
        lose(path.empty() ? session_path() : path);  // a conversation names its sender
    }
    /// Keys are somebody else's: a path fits on a line of a log.
    void lose(std::string_view path) { lost_.push_back(printable(path, 300)); }
    void lose_session() {
        if (wire_ != nim_wire::channel) return lose(session_path());
        for (const place& one : session_places) lose(one.path);
    }

    std::optional<error> read(std::string_view s) {
        if (wire_ == nim_wire::server) {
            const auto form = form::read(s);
            if (!form) return form.error();
            for (const form::field& one : *form) tree_.append(value(one.key), value(one.val));  // find() takes the last
        } else {
            auto json = nimpush::json::read(s, {.integers = nimpush::json::integers::of_uint64});
            if (!json) return std::move(json).error();
            if (!json->is(value::kind::map)) return error{errc::wrong_type, {}, "a message is a map"};
            tree_ = *std::move(json);
        }
        return read_tree();
    }
    std::optional<error> read(value tree) {
        tree_ = std::move(tree);
        return read_tree();
    }

  private:
    std::size_t index() const noexcept { return static_cast<std::size_t>(wire_); }
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

    std::optional<error> read_tree() {
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
        static constexpr place texts[] = {to::desktop("msg_attach"), to::server("body"), to::server("option")};
        for (const place& one : texts)
            if (value* found = tree_.find(one.path);
                found != nullptr && (wire_ == nim_wire::desktop || wire_ == nim_wire::server))
                if (auto tree = opened(*found, value::kind::map)) *found = *std::move(tree);
        if (auto wrong = read_type()) return wrong;
        if (auto wrong = read_session()) return wrong;
        each_row<Wires>(type_, [&](const place_row<Wires>& row) { read_part(row); });
        read_force();
        each_end(tree_, {}, [&](std::string_view path, const value& v) {
            if (!is_known(path) && !is_nothing(path, v)) lose(path);
        });
        return {};
    }
    void read_part(const place_row<Wires>& row) {
        const std::string_view path = spell(row.at[index()]);
        const value* found = path.empty() ? nullptr : find_at(tree_, path);
        if (found == nullptr) return;
        if (auto made = wire_ == nim_wire::channel ? std::optional(*found) : to_channel(row.what, *found))
            put_at(parts_, row.at[0].path, *std::move(made));
        else if (!is_nothing(path, *found))
            lose(path);
    }
    bool is_known(std::string_view path) const {
        for (const place& one : places_spoken_for<Wires>(wire_))
            if (path == spell(one)) return true;
        bool known = false;
        each_row<Wires>(type_,
                        [&](const place_row<Wires>& row) { known = known || is_inside(path, spell(row.at[index()])); });
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
                               forced = to::channel("memberPushOption.forcePushList");
        if (path == update.path || (is_inside(path, config.path) && path != config.path)) return v == value(true);
        if (path == scene.path) return v == value(storage_scene::im);
        if (path == status.path) return v == string_of(name_of(flutter_channel::message_status::sending));
        if (path == direction.path) return v == string_of(name_of(flutter_channel::message_direction::outgoing));
        if (path == upload.path) return true;  // of the device that sends
        return v == value(0) || v == value(false) || (v.is(value::kind::string) && v.chars().empty()) ||
               ((v.is(value::kind::map) || v.is(value::kind::list)) && v.size() == 0 && path != forced.path);
    }

    std::optional<error> read_type() {
        const std::string_view path = type_path();
        const value* found = find_at(tree_, path);
        const auto wrong = [&](text why) -> std::optional<error> {
            return error{errc::bad_enumerator, text(unchecked{}, path), std::move(why)};
        };
        if (found == nullptr) return wrong("missing: no kind of message");
        bool is_one = found->is(value::kind::string) && from_name(found->chars(), type_);
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
    std::optional<error> read_session() {
        static constexpr place to_type = to::desktop("to_type"), ope = to::server("ope");
        const auto take = [&](const value* v) {
            return v == nullptr
                       ? std::string()
                       : std::string(v->is(value::kind::int64) ? number_text(*v->as_int()).view() : v->chars());
        };
        if (wire_ == nim_wire::channel) {
            for (const place& one : session_places)
                if (const value* found = find_at(tree_, one.path)) parts_.set(string_of(one.path), *found);
            return {};
        }
        if (wire_ == nim_wire::desktop || wire_ == nim_wire::server) {
            const place& at = wire_ == nim_wire::desktop ? to_type : ope;
            const std::string number = take(find_at(tree_, at.path));
            session_kind kind{};
            std::int64_t n = 0;
            const bool is_one =
                number.empty() || (number.size() == 1 && read_int64(number, n) && from_session_number(n, kind));
            if (!is_one)
                return wire_ == nim_wire::desktop ? error{errc::bad_enumerator, "to_type", "must be 0, 1 or 5"}
                                                  : error{errc::bad_enumerator, "ope", "must be 0 or 1"};
            set_session(take(find_at(tree_, session_path())), kind);
            return {};
        }
        static constexpr place of_message = to::channel2("message.conversationId");
        const value* found = find_at(tree_, session_path());
        if (found == nullptr) found = find_at(tree_, spell(of_message));
        const std::string whole = take(found);
        if (whole.empty()) return wire_ == nim_wire::channel2 ? read_receiver() : std::nullopt;
        const auto id = conversation_id::split(whole);
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
    std::optional<error> read_receiver() {
        static constexpr place receiver = to::channel2("message.receiverId"),
                               type = to::channel2("message.conversationType");
        const value* id = find_at(tree_, spell(receiver));
        const value* number = find_at(tree_, spell(type));
        const auto n = number == nullptr ? std::nullopt : number->as_int();
        session_kind kind{};
        if (id == nullptr || !id->is(value::kind::string) || !n || !from_conversation_number(*n, kind)) return {};
        parts_.set(string_of(session_places[0].path), *id);
        parts_.set(string_of(session_places[1].path), string_of(name_of(kind)));
        return {};
    }
    /// v1 forces by naming accounts, or everybody; the others have a switch, off where it is absent.
    void read_force() {
        if (wire_ == nim_wire::channel) return;
        static constexpr place all_of_v1 = to::server("forcepushall"),
                               all_of_v2 = to::server2("push_config.push_forcepush_all");
        const value* all = wire_ == nim_wire::server    ? find_at(tree_, all_of_v1.path)
                           : wire_ == nim_wire::server2 ? find_at(tree_, all_of_v2.path)
                                                        : nullptr;
        const auto everybody = all == nullptr ? std::nullopt : to_channel(part::flag, *all);
        static constexpr place forced_content = to::channel("memberPushOption.forcePushContent");
        value* force = parts_.find(keys::force);
        if (everybody && *everybody->as_bool()) {
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
