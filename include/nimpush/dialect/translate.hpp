#pragma once

// A message of any NIM wire in the form of any other, with a list of what the other cannot carry.
//
//     auto made = translate(nim_wire::channel, nim_wire::server2, json);
//     if (made) { send(made->text); for (const text& path : made->not_carried) warn(path); }

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/plugin/dart.hpp>
#include <nimpush/dialect/translation/desktop_from_channel.hpp>
#include <nimpush/dialect/translation/places.hpp>
#include <nimpush/dialect/translation/trees.hpp>
#include <nimpush/wire/form.hpp>
#include <nimpush/wire/json.hpp>

namespace nimpush::inline v1 {

/// A message in another form.
struct translation {
    std::string text{};
    /// Paths of the original that are not in it; what has its default is nothing to lose.
    std::vector<nimpush::text> not_carried{};
};

namespace detail::translation {

/// A message as it was read: its parts at the channel's places.
class original {
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
    std::string spell(std::string_view path) const { return spelt(path, alone_); }
    /// The rows of the table that hold for a message of this kind.
    template <class F> static void each_row(message_type type, F&& f) {
        for (const place_row& row : places) f(row);
        for (const place_row& row : text_places) f(row);
        if (type == message_type::custom)
            for (const place_row& row : custom_places) f(row);
        else
            for (const place_row& row : file_places) f(row);
    }
    /// This part has no place over there.
    void lose(const place_row& row) {
        if (is_default(row.at[0], *find_at(parts_, row.at[0]))) return;
        const std::string path = spell(row.at[index()]);
        lose(path.empty() ? session_path() : std::string_view(path));  // a conversation names its sender
    }
    /// Keys are somebody else's: a path fits on a line of a log.
    void lose(std::string_view path) { lost_.push_back(printable(path, 300)); }
    void lose_session() {
        if (wire_ != nim_wire::channel) return lose(session_path());
        for (const std::string_view one : {"sessionId", "sessionType"}) lose(one);
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

  private:
    std::size_t index() const noexcept { return static_cast<std::size_t>(wire_); }
    std::string_view session_path() const noexcept {
        return wire_ == nim_wire::desktop   ? "to_accid"
               : wire_ == nim_wire::server  ? "to"
               : wire_ == nim_wire::server2 ? "conversation_id"
                                            : "conversationId";
    }
    std::string_view type_path() const noexcept {
        constexpr std::string_view paths[] = {"messageType", "%messageType", "msg_type", "type",
                                              "message.message_type"};
        return paths[index()];
    }

    std::optional<error> read_tree() {
        if (wire_ == nim_wire::desktop)
            if (const value* content = tree_.find("content"); content != nullptr && tree_.find("msg_type") == nullptr)
                if (auto inner = opened(*content, value::kind::map)) tree_ = *std::move(inner);  // as it is received
        // On by default here and off elsewhere (docs/facts/translation.md, Differing defaults), so it is said.
        if (value* force = tree_.find("memberPushOption");
            wire_ == nim_wire::channel && force != nullptr && force->is(value::kind::map))
            if (find_at(*force, "isForcePush") == nullptr) force->set("isForcePush", true);
        alone_ = wire_ == nim_wire::channel2 && tree_.find("message") == nullptr;
        for (const std::string_view one : {"msg_attach", "body", "option"})
            if (value* found = tree_.find(one);
                found != nullptr && (wire_ == nim_wire::desktop || wire_ == nim_wire::server))
                if (auto tree = opened(*found, value::kind::map)) *found = *std::move(tree);
        if (auto wrong = read_type()) return wrong;
        if (auto wrong = read_session()) return wrong;
        each_row(type_, [&](const place_row& row) { read_part(row); });
        read_force();
        each_end(tree_, {}, [&](std::string_view path, const value& v) {
            if (!is_known(path) && !is_nothing(path, v)) lose(path);
        });
        return {};
    }
    void read_part(const place_row& row) {
        const std::string path = spell(row.at[index()]);
        const value* found = path.empty() ? nullptr : find_at(tree_, path);
        if (found == nullptr) return;
        if (auto made = wire_ == nim_wire::channel ? std::optional(*found) : to_channel(row.what, *found))
            put_at(parts_, row.at[0], *std::move(made));
        else if (!is_nothing(path, *found))
            lose(path);
    }
    bool is_known(std::string_view path) const {
        for (std::string_view keys = spoken_for[index()]; !keys.empty();) {
            const std::size_t comma = keys.find(',');
            if (path == spell(keys.substr(0, comma))) return true;
            keys.remove_prefix(comma + 1);
        }
        bool known = false;
        each_row(type_, [&](const place_row& row) { known = known || is_inside(path, spell(row.at[index()])); });
        return known;
    }
    /// What is as good as absent.
    bool is_nothing(std::string_view path, const value& v) const {
        if (v.is_null() || ((v.is(value::kind::map) || v.is(value::kind::list)) && v.size() == 0)) return true;
        if (wire_ == nim_wire::channel) return is_default(path, v);
        if (wire_ != nim_wire::desktop) return false;
        return v == value(0) || v == value(false) || (v.is(value::kind::string) && v.chars().empty()) ||
               (path == "anti_spam_using_yidun" && v == value(1)) || (path == "rescode" && v == value(200));
    }
    /// A part that has the channel's default.
    static bool is_default(std::string_view path, const value& v) {
        if (path == "sessionUpdate" || path.substr(0, 7) == "config.") return v == value(true);
        if (path == "messageAttachment.sen") return v == string_of("defaultIm");
        if (path == "status") return v == string_of("sending");
        if (path == "messageDirection") return v == string_of("outgoing");
        if (path == "attachmentStatus") return true;  // of the upload, on the device that sends
        return v == value(0) || v == value(false) || (v.is(value::kind::string) && v.chars().empty()) ||
               ((v.is(value::kind::map) || v.is(value::kind::list)) && v.size() == 0 &&
                path != "memberPushOption.forcePushList");
    }

    std::optional<error> read_type() {
        const std::string path = spell(type_path());
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
        parts_.set("messageType", string_of(name_of(type_)));
        return {};
    }
    std::optional<error> read_session() {
        session_type type = session_type::p2p;
        std::string id;
        const auto take = [&](const value* v) {
            return v == nullptr
                       ? std::string()
                       : std::string(v->is(value::kind::int64) ? number_text(*v->as_int()).view() : v->chars());
        };
        if (wire_ == nim_wire::channel) {
            for (const std::string_view key : {"sessionId", "sessionType"})
                if (const value* found = find_at(tree_, key)) parts_.set(string_of(key), *found);
            return {};
        }
        if (wire_ == nim_wire::desktop || wire_ == nim_wire::server) {
            const std::string number = take(find_at(tree_, wire_ == nim_wire::desktop ? "to_type" : "ope"));
            id = take(find_at(tree_, session_path()));
            type = number == "5" ? session_type::super_team : number == "1" ? session_type::team : session_type::p2p;
            if (number != "" && number != "0" && number != "1" && number != "5")
                return wire_ == nim_wire::desktop ? error{errc::bad_enumerator, "to_type", "must be 0, 1 or 5"}
                                                  : error{errc::bad_enumerator, "ope", "must be 0 or 1"};
        } else {
            const value* found = find_at(tree_, session_path());
            if (found == nullptr) found = find_at(tree_, spell("%conversationId"));
            const std::string whole = take(found);
            const std::size_t at = whole.find('|');
            if (whole.empty()) return wire_ == nim_wire::channel2 ? read_receiver() : std::nullopt;
            if (at == npos || at + 3 >= whole.size() || whole[at + 1] < '1' || whole[at + 1] > '3' ||
                whole[at + 2] != '|')
                return error{errc::bad_character, text(unchecked{}, session_path()),
                             "must be sender|type|receiver, its type 1, 2 or 3"};
            if (at != 0) parts_.set("fromAccount", string_of(whole.substr(0, at)));
            type = static_cast<session_type>(whole[at + 1] - '1' + static_cast<int>(session_type::p2p));
            id = whole.substr(at + 3);
        }
        if (id.empty()) return {};
        parts_.set("sessionId", string_of(id));
        parts_.set("sessionType", string_of(name_of(type)));
        return {};
    }
    /// A message of V2 that no conversation names yet.
    std::optional<error> read_receiver() {
        const value* id = find_at(tree_, spell("%receiverId"));
        const value* number = find_at(tree_, spell("%conversationType"));
        const auto n = number == nullptr ? std::nullopt : number->as_int();
        if (id == nullptr || !id->is(value::kind::string) || !n || *n < 1 || *n > 3) return {};
        parts_.set("sessionId", *id);
        parts_.set("sessionType",
                   string_of(name_of(static_cast<session_type>(*n - 1 + static_cast<int>(session_type::p2p)))));
        return {};
    }
    /// v1 forces by naming accounts, or everybody; the others have a switch, off where it is absent.
    void read_force() {
        if (wire_ == nim_wire::channel) return;
        const bool is_rest = wire_ == nim_wire::server || wire_ == nim_wire::server2;
        const value* all =
            is_rest ? find_at(tree_, wire_ == nim_wire::server ? "forcepushall" : "push_config.push_forcepush_all")
                    : nullptr;
        const auto everybody = all == nullptr ? std::nullopt : to_channel(part::flag, *all);
        value* force = parts_.find("memberPushOption");
        if (everybody && *everybody->as_bool()) {
            value forced = value::map({{"isForcePush", true}});
            if (const value* said = find_at(parts_, "memberPushOption.forcePushContent"))
                forced.append("forcePushContent", *said);
            parts_.set("memberPushOption", std::move(forced));
        } else if (force != nullptr && find_at(*force, "isForcePush") == nullptr) {
            force->set("isForcePush", wire_ == nim_wire::server && find_at(*force, "forcePushList") != nullptr);
        }
    }
};

/// Writes an original in the form of a wire. A template, so that only who translates pays for compiling it.
template <class Original> class copy {
    Original& from_;
    nim_wire wire_;
    value tree_ = value::map();
    bool has_session_ = false;

  public:
    copy(Original& from, nim_wire to) : from_(from), wire_(to) {}

    result<std::string> write(const text& client_msg_id) {
        if (!sends(wire_, from_.type()))
            return fail(errc::not_supported,
                        join(name_of(wire_), " sends no message of the kind ", name_of(from_.type())));
        if (wire_ == nim_wire::channel) return write_channel();
        write_session();
        const std::size_t at = static_cast<std::size_t>(wire_);
        Original::each_row(from_.type(), [&](const place_row& row) { write_part(row, row.at[at]); });
        write_force();
        if (const value* uuid = part_at("uuid");
            wire_ == nim_wire::desktop && client_msg_id.empty() && (uuid == nullptr || uuid->size() == 0))
            return unexpected(
                error{errc::missing, "uuid",
                      "missing: the desktop names each message, with client_msg_id where it has no name yet"});
        if (wire_ == nim_wire::desktop) return desktop_sdk::from_channel("sendMessage", from_.call(), client_msg_id);
        if (wire_ == nim_wire::channel2 && from_.type() != message_type::custom && tree_.find("message") != nullptr)
            if (value* file = tree_.find("message")->find("attachment"))
                file->append("nimCoreMessageType", number_of(from_.type()));
        if (wire_ != nim_wire::server) return nimpush::json::to_string(tree_);
        std::string made;
        for (const value::member& one : tree_.members()) {
            const auto said = one.val.is(value::kind::string) ? std::optional(one.val) : closed(one.val);
            if (!said) return fail(errc::not_representable, "JSON cannot carry this message");
            form::append(one.key.chars(), said->chars(), made);
        }
        return made;
    }

  private:
    const value* part_at(std::string_view path) const { return find_at(from_.parts(), path); }

    void write_part(const place_row& row, std::string_view path) {
        const value* v = part_at(row.at[0]);
        if (v == nullptr || says_otherwise(row.at[0])) return;
        const bool is_custom_row = row.at[0] == "messageAttachment";
        if (path.empty() || path[0] == '<' || !has_place(row, *v)) return from_.lose(row);
        if (auto made = nimpush::detail::translation::from_channel(row.what, *v, wire_, path);
            made && (!is_custom_row || v->size() != 0))
            put_at(tree_, spelt(path, false), *std::move(made));
        else
            from_.lose(row);
    }
    /// Carried by something else than a place of its own: the sender by v2's conversation, v1's switch of a forced push
    /// by whom it is for.
    bool says_otherwise(std::string_view name) const {
        if (name == "fromAccount") return has_session_ && (wire_ == nim_wire::server || wire_ == nim_wire::server2);
        return name == "memberPushOption.isForcePush" && wire_ == nim_wire::server && is_forced();
    }
    bool is_forced() const {
        const value* on = part_at("memberPushOption.isForcePush");
        return on != nullptr && on->as_bool().value_or(false);
    }
    /// Exceptions to the table.
    bool has_place(const place_row& row, const value& v) const {
        const message_type type = from_.type();
        const bool is_said = type == message_type::text || type == message_type::tip;
        if (row.at[0] == "content" && wire_ == nim_wire::server) return is_said;
        // v1 forces whoever it names.
        if (is_inside(row.at[0], "memberPushOption") && wire_ == nim_wire::server) return is_forced();
        if (row.at[0] == "content" && wire_ == nim_wire::desktop) return is_said || type == message_type::custom;
        // The desktop leaves an empty list out, which is everybody.
        if (row.at[0] == "memberPushOption.forcePushList" && wire_ == nim_wire::desktop) return v.size() != 0;
        if (wire_ == nim_wire::desktop && row.at[0].substr(0, 18) == "messageAttachment.")
            return is_file_key(row.at[0].substr(18));
        return true;
    }
    /// What the desktop writes of a file of this kind (docs/facts/desktop_sdk.md, Attachments).
    bool is_file_key(std::string_view key) const {
        const message_type type = from_.type();
        const bool is_place = key == "lat" || key == "lng" || key == "title";
        if (type == message_type::location) return is_place;
        if (key == "w" || key == "h") return type == message_type::image || type == message_type::video;
        if (key == "dur") return type == message_type::audio || type == message_type::video;
        return !is_place;
    }

    void write_session() {
        const value* id = part_at("sessionId");
        session_type type = session_type::p2p;
        const value* name = part_at("sessionType");
        const value* from = part_at("fromAccount");
        const bool known =
            id != nullptr && id->is(value::kind::string) && (name == nullptr || from_name(name->chars(), type)) &&
            (type == session_type::p2p || type == session_type::team || type == session_type::super_team);
        const auto number = static_cast<std::int64_t>(type) - static_cast<std::int64_t>(session_type::p2p);
        if (wire_ == nim_wire::desktop) return;  // from_channel says what is wrong
        if (!known || (wire_ == nim_wire::server2 && from == nullptr) || (wire_ == nim_wire::server && number > 1)) {
            if (id != nullptr) from_.lose_session();
        } else if (has_session_ = true; wire_ == nim_wire::server) {
            if (from != nullptr) tree_.append("from", *from);
            tree_.append("ope", value(number_text(number)));
            tree_.append("to", *id);
        } else {
            // V2 can name the receiver without the sender: whoever is logged in makes the conversation's id.
            const text whole =
                from == nullptr ? text() : join(from->chars(), "|", number_text(number + 1).view(), "|", id->chars());
            if (from != nullptr)
                tree_.append(string_of(wire_ == nim_wire::server2 ? "conversation_id" : "conversationId"),
                             value(whole));
            if (wire_ == nim_wire::channel2) {
                if (from != nullptr) put_at(tree_, "message.conversationId", value(whole));
                put_at(tree_, "message.receiverId", *id);
                put_at(tree_, "message.conversationType", number + 1);
            }
        }
        if (wire_ == nim_wire::server) tree_.append("type", value(number_text(number_of(from_.type()))));
        if (wire_ == nim_wire::server2) put_at(tree_, "message.message_type", number_of(from_.type()));
        if (wire_ == nim_wire::channel2) put_at(tree_, "message.messageType", number_of(from_.type()));
        if (wire_ == nim_wire::server) tree_.append("body", value::map());
    }
    void write_force() {
        if (!is_forced() || part_at("memberPushOption.forcePushList") != nullptr) return;
        if (wire_ == nim_wire::server) tree_.append("forcepushall", string_of("true"));
        if (wire_ == nim_wire::server2) put_at(tree_, "push_config.push_forcepush_all", true);
    }
    /// The whole map, as the plugin's toMap writes it.
    result<std::string> write_channel() {
        value whole = from_.parts();
        if (whole.find("messageDirection") == nullptr) whole.append("messageDirection", "outgoing");
        if (whole.find("timestamp") == nullptr) whole.append("timestamp", 0);
        if (value* file = whole.find("messageAttachment"); file != nullptr && file->find("messageType") == nullptr) {
            file->append("messageType", string_of(name_of(from_.type())));
            for (const std::string_view key : {"force_upload", "size"})
                if (file->find(key) == nullptr && from_.type() != message_type::location &&
                    from_.type() != message_type::custom)
                    file->append(string_of(key), key == "size" ? value(0) : value(false));
        }
        const bool again = whole.find("resend") != nullptr && whole.find("resend")->as_bool().value_or(false);
        const auto typed = read_wire<flutter_channel::message, plugin::dart>(whole);
        if (!typed) return unexpected(typed.error());
        auto made = nimpush::json::to_string(*typed);
        if (made) made->replace(made->size() - 1, 1, again ? ",\"resend\":true}" : ",\"resend\":false}");
        return made;
    }
};

}  // namespace detail::translation

/// The message of one wire in the form of another; of the same, too, which lists what is not understood.
///
/// channel: the map of sendMessage; channel2: that of V2's sendMessage, or its message alone; desktop: the C SDK's JSON;
/// server: a form body of msg/sendMsg.action; server2: the body of send_message with the conversation_id of its path.
/// An error is what cannot be read, or a kind of message that the other wire does not send. `client_msg_id` names a
/// message for the desktop that has no name yet.
template <class Text>
requires std::is_convertible_v<const Text&, std::string_view> result<translation> translate(
    nim_wire from, nim_wire to, const Text& message, const text& client_msg_id = {}) {
    detail::translation::original read(from);
    if (auto wrong = read.read(message)) return unexpected(*std::move(wrong));
    auto made = detail::translation::copy<detail::translation::original>(read, to).write(client_msg_id);
    if (!made) return unexpected(std::move(made).error());
    return translation{*std::move(made), read.take_lost()};
}

/// A message as the model has it.
struct understood {
    flutter_channel::message message{};
    std::vector<text> not_carried{};
};
template <class Text>
requires std::is_convertible_v<const Text&, std::string_view> result<understood> read_message(nim_wire from,
                                                                                              const Text& message) {
    auto made = translate(from, nim_wire::channel, message);
    if (!made) return unexpected(std::move(made).error());
    const auto tree = json::read(made->text);
    if (!tree) return unexpected(tree.error());
    auto typed = read_wire<flutter_channel::message>(*tree);
    if (!typed) return unexpected(std::move(typed).error());
    return understood{*std::move(typed), std::move(made->not_carried)};
}
/// The model's message in the form of a wire. Paths are those of the channel.
template <class Message>
requires std::is_same_v<Message, flutter_channel::message> result<translation> write_message(
    nim_wire to, const Message& m, const text& client_msg_id = {}) {
    const auto made = json::to_string(m);
    if (!made) return unexpected(made.error());
    return translate(nim_wire::channel, to, *made, client_msg_id);
}

}  // namespace nimpush::v1
