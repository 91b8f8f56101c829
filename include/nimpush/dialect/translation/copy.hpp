#pragma once

// Writes a message that was read in the form of another wire.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <nimpush/core/error.hpp>
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
#include <nimpush/dialect/translation/desktop_from_channel.hpp>
#include <nimpush/dialect/translation/original.hpp>
#include <nimpush/dialect/translation/places.hpp>
#include <nimpush/dialect/translation/trees.hpp>
#include <nimpush/dialect/translation/wire_keys.hpp>
#include <nimpush/model/session.hpp>
#include <nimpush/wire/form.hpp>
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
            if (!call) return unexpected(call.error());
            return nimpush::json::to_string(*call);
        }
        write_session();
        each_row<Wires>(from_.type(),
                        [&](const place_row<Wires>& row) { write_part(row, row.at[static_cast<std::size_t>(wire_)]); });
        write_force();
        if (const value* uuid = part_at(at::channel("uuid").path);
            wire_ == nim_wire::desktop && client_msg_id.empty() && (uuid == nullptr || uuid->size() == 0))
            return unexpected(
                error{errc::missing, "uuid",
                      "missing: the desktop names each message, with client_msg_id where it has no name yet"});
        if (wire_ == nim_wire::desktop) return message_for_desktop<Wires>(from_.call(), client_msg_id);
        if (wire_ == nim_wire::channel2 && from_.type() != message_type::custom && tree_.find("message") != nullptr)
            if (tree_.find("message")->find("attachment") != nullptr)
                put_at(tree_, at::channel2("message.attachment.nimCoreMessageType").path, number_of(from_.type()));
        if (wire_ != nim_wire::server) return nimpush::json::to_string(tree_);
        std::string made;
        for (const value::member& one : tree_.members()) {
            const auto said = one.val.is(value::kind::string) ? std::optional(one.val) : closed(one.val);
            if (!said) return fail(errc::not_representable, "JSON cannot carry this message");
            form::append(one.key.chars(), said->chars(), made);
        }
        return made;
    }

    /// The call that sends it, as Dart makes it of a map.
    result<flutter_channel::send_message> to_call() const {
        json_tree_sink plain;  // a number beyond 64 bits is a text in a message
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
        return flutter_channel::send_message{.message = *std::move(typed), .resend = again};
    }

  private:
    const value* part_at(std::string_view path) const { return find_at(from_.parts(), path); }

    void write_part(const place_row<Wires>& row, const place& to) {
        const value* v = part_at(row.at[0].path);
        if (v == nullptr || says_otherwise(row.at[0].path)) return;
        const bool is_custom_row = row.at[0].path == at::channel("messageAttachment").path;
        if (to.empty() || !to.is_given || !has_place(row, *v)) return from_.lose(row);
        const bool in_form = wire_ == nim_wire::server && to.path.find('.') == npos;
        if (auto made = from_channel(row.what, *v, to, in_form); made && (!is_custom_row || v->size() != 0))
            put_at(tree_, to.path, *std::move(made));
        else
            from_.lose(row);
    }
    /// Carried by something else than a place of its own: the sender by v2's conversation, v1's switch of a forced push
    /// by whom it is for.
    bool says_otherwise(std::string_view name) const {
        if (name == at::channel("fromAccount").path)
            return has_session_ && (wire_ == nim_wire::server || wire_ == nim_wire::server2);
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

    void write_session() {
        if (wire_ == nim_wire::desktop) return;  // message_for_desktop says what is wrong
        const value* id = part_at(at::channel("sessionId").path);
        const value* name = part_at(at::channel("sessionType").path);
        const value* from = part_at(at::channel("fromAccount").path);
        session_kind kind{};
        const bool known =
            id != nullptr && id->is(value::kind::string) && (name == nullptr || from_name(name->chars(), kind));
        const bool is_v1 = wire_ == nim_wire::server, is_v2 = wire_ == nim_wire::server2;
        if (!known || (is_v2 && from == nullptr) || (is_v1 && kind == session_kind::super_team)) {
            if (id != nullptr) from_.lose_session();
        } else if (has_session_ = true; is_v1) {
            if (from != nullptr) put_at(tree_, at::server("from").path, *from);
            put_at(tree_, at::server("ope").path, value(number_text(session_number(kind))));
            put_at(tree_, at::server("to").path, *id);
        } else {
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
    }
    void write_force() {
        if (!is_forced() || part_at(at::channel("memberPushOption.forcePushList").path) != nullptr) return;
        if (wire_ == nim_wire::server) put_at(tree_, at::server("forcepushall").path, string_of("true"));
        if (wire_ == nim_wire::server2) put_at(tree_, at::server2("push_config.push_forcepush_all").path, true);
    }
};

}  // namespace detail::translation
}  // namespace nimpush::v1
