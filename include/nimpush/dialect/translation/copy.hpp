#pragma once

// Writes a message that was read in the form of another wire.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <nimpush/core/check.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/desktop_sdk/builders.hpp>
#include <nimpush/dialect/desktop_sdk/message.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/plugin/dart.hpp>
#include <nimpush/dialect/server_api/request.hpp>
#include <nimpush/dialect/translation/desktop_from_channel.hpp>
#include <nimpush/dialect/translation/original.hpp>
#include <nimpush/dialect/translation/places.hpp>
#include <nimpush/dialect/translation/trees.hpp>
#include <nimpush/dialect/translation/wire_keys.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/session.hpp>
#include <nimpush/wire/form.hpp>
#include <nimpush/wire/json_reader.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace detail::translation {

// Not within the lambda that asks: clang 19.1.7 crashes there.
template <class Builder>
concept has_described_file = requires(Builder& b) {
    requires schema::described<decltype(b.msg_attach)>;
};

/// Writes an original in the form of a wire. A template, so that only who translates pays for compiling it.
template <class Wires> class copy {
    using at = on<Wires>;
    original<Wires>& from_;
    nim_wire wire_;
    value tree_ = value::map();
    bool has_session_ = false;

  public:
    copy(original<Wires>& from, nim_wire to) : from_(from), wire_(to) {}

    result<std::string> write(const text& client_msg_id) {
        if (!sends(wire_, from_.type()))
            return fail(errc::not_supported,
                        join(name_of(wire_), " sends no message of the kind ", name_of(from_.type())));
        if (wire_ == nim_wire::channel) {
            const auto call = to_call();
            if (!call) return unexpected(from_.at_its_own_place(call.error()));
            if (const value* id = part_at(at::channel("sessionId").path); id == nullptr || id->size() == 0)
                from_.lose_session("no session: the message is to nobody");
            return nimpush::json::to_string(*call);
        }
        if (auto bad = write_session()) return unexpected(*std::move(bad));
        each_row<Wires>(from_.type(),
                        [&](const place_row<Wires>& row) { write_part(row, row.at[static_cast<std::size_t>(wire_)]); });
        write_force();
        if (const value* uuid = part_at(at::channel("uuid").path);
            wire_ == nim_wire::desktop && client_msg_id.empty() && (uuid == nullptr || uuid->size() == 0))
            return unexpected(from_.at_its_own_place(
                error{errc::missing, "uuid",
                      "missing: the desktop names each message, with client_msg_id where it has no name yet"}));
        if (wire_ == nim_wire::desktop) {
            const value* list = part_at(at::channel("memberPushOption.forcePushList").path);
            if (is_forced() && list != nullptr && list->is(value::kind::list) && list->size() == 0)
                from_.force_nobody();
            auto made = message_for_desktop<Wires>(from_.call(), client_msg_id);
            if (!made) return unexpected(from_.at_its_own_place(std::move(made).error()));
            lose_what_is_not_said(nim_wire::desktop, *nimpush::json::read(*made));
            return made;
        }
        if (from_.type() == message_type::text && (wire_ == nim_wire::server || wire_ == nim_wire::server2))
            if (part_at(at::channel("content").path) == nullptr) from_.lose_content();
        if (wire_ == nim_wire::channel2 && from_.type() != message_type::custom && tree_.find("message") != nullptr)
            if (tree_.find("message")->find("attachment") != nullptr)
                put_at(tree_, at::channel2("message.attachment.nimCoreMessageType").path, number_of(from_.type()));
        if (wire_ == nim_wire::server)
            if (auto bad = lose_what_is_refused<typename Wires::server>(typed_form()))
                return unexpected(*std::move(bad));
        if (wire_ == nim_wire::server2)
            if (auto bad = lose_what_is_refused<typename Wires::server2>(tree_)) return unexpected(*std::move(bad));
        if (wire_ != nim_wire::server) return nimpush::json::to_string(tree_);
        std::string made;
        for (const value::member& one : tree_.members()) {
            const auto said = one.val.is(value::kind::string) ? maybe(one.val) : closed(one.val);
            if (!said) return fail(errc::not_representable, "JSON cannot carry this message");
            form::append(one.key.chars(), said->chars(), made);
        }
        return made;
    }

    /// The call that sends it, as Dart makes it of a map.
    result<flutter_channel::send_message> to_call() {
        json_tree_sink plain;
        schema::write(plain, from_.parts());
        value whole = plain.take();
        if (whole.find(keys::direction) == nullptr)
            whole.append(string_of(keys::direction), string_of(name_of(flutter_channel::message_direction::outgoing)));
        if (whole.find(keys::time) == nullptr) whole.append(string_of(keys::time), 0);
        if (value* file = whole.find(keys::file); file != nullptr && file->find("messageType") == nullptr) {
            file->append("messageType", string_of(name_of(from_.type())));
            for (const std::string_view key : {"force_upload", "size"})
                if (file->find(key) == nullptr && from_.type() != message_type::location &&
                    from_.type() != message_type::custom)
                    file->append(string_of(key), key == "size" ? value(0) : value(false));
        }
        const value* resend = whole.find(schema::key_of<&flutter_channel::send_message::resend>);
        const bool again = resend != nullptr && resend->as_bool().value_or(false);
        auto typed = read_wire<typename Wires::message, plugin::dart>(whole);
        if (!typed) return unexpected(std::move(typed).error());
        const typename Wires::call made{.message = *std::move(typed), .resend = again};
        json_tree_sink said;
        schema::write(said, made);
        lose_what_is_not_said(nim_wire::channel, said.take());
        return made;
    }

  private:
    const value* part_at(std::string_view path) const { return find_at(from_.parts(), path); }

    /// Tells what a peer's own type left out or read as something else: a member that this kind of message has not, a
    /// fraction where it takes whole numbers. `said` is what was made.
    void lose_what_is_not_said(nim_wire to, const value& said) {
        each_row<Wires>(from_.type(), [&](const place_row<Wires>& row) {
            const value* v = part_at(row.at[0].path);
            const place& there = row.at[static_cast<std::size_t>(to)];
            if (v != nullptr && to == nim_wire::channel && row.is_beyond_channel()) return from_.lose(row);
            if (v == nullptr || there.empty() || !there.is_given || says_otherwise(row.at[0].path) ||
                !has_place(row, *v))
                return;
            const bool is_there =
                to == nim_wire::channel ? contains(find_at(said, there.path), *v) : is_said(said, there.path);
            if (!is_there) from_.lose(row);
        });
    }
    /// The same, of maps with more members behind.
    static bool contains(const value* said, const value& v) {
        if (said == nullptr) return v.size() == 0 && (v.is(value::kind::map) || v.is(value::kind::list));
        if (!v.is(value::kind::map)) return *said == v || (v.as_double() && said->as_double() == v.as_double());
        for (const value::member& one : v.members())
            if (!one.val.is_null() && !contains(said->find(one.key.chars()), one.val)) return false;
        return true;
    }
    /// Something stands there; the steps of a path may lie in JSON texts.
    static bool is_said(const value& whole, std::string_view path) {
        if (whole.is(value::kind::string)) {
            const auto tree = opened(whole, value::kind::map);
            return tree && is_said(*tree, path);
        }
        const std::size_t dot = path.find('.');
        const value* next = whole.find(path.substr(0, dot));
        return next != nullptr && !next->is_null() && (dot == npos || is_said(*next, path.substr(dot + 1)));
    }

    /// What was made for v1, its numbers and switches read back from their texts.
    value typed_form() const {
        value made = value::map();
        for (const value::member& one : tree_.members()) {
            const known_key* key = find_key(keys_of_types(typename Wires::server{}), one.key.chars(), true);
            const shape what = key == nullptr ? shape::none : key->what;
            const bool is_number = what == shape::number || what == shape::bit;
            const auto n = is_number ? read_int64(one.val.chars()) : std::nullopt;
            made.append(one.key, n ? value(*n) : what == shape::flag ? value(one.val.chars() == "true") : one.val);
        }
        return made;
    }
    template <class... T> static constexpr span<const known_key> keys_of_types(types<T...>) {
        return keys_of_all<T...>::list;
    }
    /// Takes out and tells what the call itself would refuse: texts over a limit, lists that are too long. An error
    /// where nothing is left without it. What is missing was told by who looked for it.
    template <class Types> maybe<error> lose_what_is_refused(const value& given) {
        const auto look = [&]<class C>(types<C>) -> maybe<error> {
            auto read = server_api::read_call<C>(given);
            problems found = std::move(read.found);
            if (!has_errors(found)) found = check<schema::spelling::api>(read.made);
            for (const problem& one : found) {
                if (one.how != degree::error || one.what.code == errc::missing) continue;
                const place_row<Wires>* row = row_at(one.what.path.view());
                const bool is_said = row != nullptr && row->at[0].path == at::channel("content").path &&
                                     (from_.type() == message_type::text || from_.type() == message_type::tip);
                const std::string_view path = row == nullptr ? "" : row->at[static_cast<std::size_t>(wire_)].path;
                if (row == nullptr && is_of_session(one.what.path.view()))
                    from_.lose_session(one.what.detail.view());
                else if (row == nullptr || is_said)
                    return one.what;
                else if (find_at(tree_, path) != nullptr)
                    lose_again(*row, path, one.what.detail.view());
            }
            return {};
        };
        return look(Types{});
    }
    /// The part that stands there, or above.
    const place_row<Wires>* row_at(std::string_view path) const {
        const place_row<Wires>* found = nullptr;
        each_row<Wires>(from_.type(), [&](const place_row<Wires>& row) {
            if (is_inside(path, row.at[static_cast<std::size_t>(wire_)].path) && part_at(row.at[0].path) != nullptr)
                found = &row;
        });
        return found;
    }
    bool is_of_session(std::string_view path) const {
        return path == at::server("to").path || path == at::server2("conversation_id").path;
    }
    void lose_again(const place_row<Wires>& row, std::string_view path, std::string_view why) {
        tree_ = without(tree_, path);
        from_.lose(row, why);
        // Nobody is forced without the list.
        if (row.at[0].path == at::channel("memberPushOption.forcePushList").path && wire_ == nim_wire::server2)
            put_at(tree_, at::server2("push_config.push_forcepush_enable").path, false);
    }

    void write_part(const place_row<Wires>& row, const place& to) {
        const value* v = part_at(row.at[0].path);
        if (v == nullptr || says_otherwise(row.at[0].path)) return;
        if (row.at[0].path == at::channel("memberPushOption.forcePushList").path && wire_ == nim_wire::desktop &&
            v->is(value::kind::list) && v->size() == 0)
            return from_.lose(row, "an empty list, which the desktop leaves out: without a list everybody is forced");
        const bool is_custom_row = row.at[0].path == at::channel("messageAttachment").path;
        if (to.empty() || !to.is_given || !has_place(row, *v)) return from_.lose(row);
        const bool in_form = wire_ == nim_wire::server && to.path.find('.') == npos;
        // Every message that the desktop received has one, which is 0 for none; v1 takes it from 1 on.
        const bool is_rest = wire_ == nim_wire::server || wire_ == nim_wire::server2;
        if (row.at[0].path == at::channel("messageSubType").path && is_rest) {
            const auto n = whole_of(*v);
            if (n == 0) return;
            if (n && *n < limits::least_sub_type && wire_ == nim_wire::server)
                return from_.lose(row, "a sub-type is 1 or more");
        }
        if (auto made = from_channel(row.what, *v, to, in_form); made && (!is_custom_row || v->size() != 0))
            put_at(tree_, to.path, *std::move(made));
        else
            from_.lose(row);
    }
    /// Carried by something else than a place of its own: the sender by v2's conversation, v1's switch of a forced push
    /// by whom it is for.
    bool says_otherwise(std::string_view name) const {
        if (name == at::channel("fromAccount").path)
            return has_session_ && (wire_ == nim_wire::server || wire_ == nim_wire::server2) &&
                   part_at(name)->is(value::kind::string);
        return name == at::channel("memberPushOption.isForcePush").path && wire_ == nim_wire::server && is_forced();
    }
    bool is_forced() const {
        const value* on = part_at(at::channel("memberPushOption.isForcePush").path);
        return on != nullptr && on->as_bool().value_or(false);
    }
    /// Exceptions to the table.
    bool has_place(const place_row<Wires>& row, const value& v) const {
        const std::string_view name = row.at[0].path;
        const message_type type = from_.type();
        const bool is_said = type == message_type::text || type == message_type::tip;
        if (name == at::channel("content").path && wire_ == nim_wire::server) return is_said;
        // v1 forces whoever it names.
        if (is_inside(name, at::channel("memberPushOption").path) && wire_ == nim_wire::server) return is_forced();
        if (wire_ != nim_wire::desktop) return true;
        // The desktop leaves an empty list out, which is everybody.
        if (name == at::channel("memberPushOption.forcePushList").path) return v.size() != 0;
        // A text's attachment is taken for a file's, of which the desktop writes nothing.
        const bool is_file = is_said && is_inside(name, at::channel("messageAttachment").path);
        return is_sent_by_desktop(is_file ? message_type::file : type,
                                  row.at[static_cast<std::size_t>(nim_wire::desktop)].path);
    }
    /// Whether a message of this kind has the key (docs/facts/desktop_sdk.md, Attachments).
    static bool is_sent_by_desktop(message_type type, std::string_view path) {
        constexpr std::string_view attached = "msg_attach.";
        const bool is_attached = path.starts_with(attached);
        bool is_there = false;
        const auto look = [&](span<const std::string_view> names, std::string_view key) {
            for (const std::string_view one : names) is_there = is_there || one == key;
        };
        desktop_sdk::with_builder(static_cast<desktop_sdk::message_kind>(number_of(type)), [&]<class Builder>() {
            if (!is_attached) return look(fields<Builder>::names(), path.substr(0, path.find('.')));
            if constexpr (has_described_file<Builder>)
                look(fields<decltype(Builder::msg_attach)>::names(), path.substr(attached.size()));
        });
        return is_there;
    }

    /// An error where an account would make another message of it.
    maybe<error> write_session() {
        if (wire_ == nim_wire::desktop) return {};  // message_for_desktop says what is wrong
        const value* id = part_at(at::channel("sessionId").path);
        const value* name = part_at(at::channel("sessionType").path);
        const value* from = part_at(at::channel("fromAccount").path);
        if (from != nullptr && (!from->is(value::kind::string) || from->size() == 0)) from = nullptr;
        session_kind kind{};
        const bool known = id != nullptr && id->is(value::kind::string) && id->size() != 0 &&
                           (name == nullptr || nimpush::detail::take_name(name->chars(), kind));
        const bool is_v1 = wire_ == nim_wire::server, is_v2 = wire_ == nim_wire::server2;
        if (!known || (is_v2 && from == nullptr) || (is_v1 && kind == session_kind::super_team)) {
            from_.lose_session(!known ? "no session: the message is to nobody"
                               : is_v2
                                   ? "there is no sender, whom a conversation_id must name: the message is to nobody"
                                   : "msg/sendMsg sends to no super team, superteam/sendMsg does");
        } else if (has_session_ = true; is_v1) {
            from != nullptr ? put_at(tree_, at::server("from").path, *from) : from_.lose_sender();
            put_at(tree_, at::server("ope").path, value(number_text(session_number(kind))));
            put_at(tree_, at::server("to").path, *id);
        } else {
            // It would be a conversation of four parts.
            for (const value* part : {from, id})
                if (from != nullptr && part->chars().find('|') != npos)
                    return from_.not_to_be(part == from,
                                           join("`", printable(part->chars(), 60).view(),
                                                "` has a bar, which parts a conversation's id: no account "
                                                "and no team is called so"));
            // V2 can name the receiver without the sender: whoever is logged in makes the conversation's id.
            const value whole = from == nullptr ? value()
                                                : value(conversation_id{.sender = text(unchecked{}, from->chars()),
                                                                        .kind = kind,
                                                                        .receiver = text(unchecked{}, id->chars())}
                                                            .to_text());
            if (from != nullptr)
                put_at(tree_, (is_v2 ? at::server2("conversation_id") : at::channel2("conversationId")).path, whole);
            if (wire_ == nim_wire::channel2) {
                if (from != nullptr) put_at(tree_, at::channel2("message.conversationId").path, whole);
                put_at(tree_, at::channel2("message.receiverId").path, *id);
                put_at(tree_, at::channel2("message.conversationType").path, conversation_number(kind));
            }
        }
        const std::int64_t number = number_of(from_.type());
        if (is_v1) put_at(tree_, at::server("type").path, value(number_text(number)));
        if (is_v2) put_at(tree_, at::server2("message.message_type").path, number);
        if (wire_ == nim_wire::channel2) put_at(tree_, at::channel2("message.messageType").path, number);
        if (is_v1) put_at(tree_, at::server("body").path, value::map());
        return {};
    }
    void write_force() {
        if (!is_forced() || part_at(at::channel("memberPushOption.forcePushList").path) != nullptr) return;
        if (wire_ == nim_wire::server) put_at(tree_, at::server("forcepushall").path, string_of("true"));
        if (wire_ == nim_wire::server2) put_at(tree_, at::server2("push_config.push_forcepush_all").path, true);
    }
};

}  // namespace detail::translation
}  // namespace nimpush::v1
