#pragma once

// The map of a message as the native side makes it (NimMessage.swift:660), and as it stands once it was sent.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/value_tree.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/push.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// Who asks for a message. Borrows what it says.
struct author {
    text account{};  // null: nobody is logged in
    text nickname{};
    device_platform platform = device_platform::ios;
};

/// A message's switches in the order of iOS.
struct native_config {
    flutter_channel::message_config all{};

    using from = flutter_channel::message_config;
    template <auto Member> using at = field<schema::field_of<Member>::key, schema::via<&native_config::all, Member>>;
    using described_by = field_list<at<&from::enable_unread_count>, at<&from::enable_roaming>,
                                    at<&from::enable_self_sync>, at<&from::enable_push_nick>, at<&from::enable_history>,
                                    at<&from::enable_persist>, at<&from::enable_route>, at<&from::enable_push>>;
};

/// The fields of native_message with the keys of flutter_channel::message, looked up when somebody asks for the list.
template <class Me, class As> struct native_list;
/// A message of iOS: its keys in its order, before anything is filled in. They are those of the dialect's message but
/// for two, which Dart does not read. What was asked for, and what is a map, comes in later.
struct native_message {
    text message_id{};
    value message_type{};
    value own_text{};
    value content{};
    std::int64_t server_id = 0;
    device_platform sender_client_type = device_platform::ios;
    flutter_channel::message_status status = flutter_channel::message_status::sending;
    flutter_channel::attachment_status attachment_status = flutter_channel::attachment_status::initial;
    std::int64_t message_sub_type = 0;
    bool session_update = true, message_ack = false, is_checked = false;
    std::int64_t ack_count = 0, un_ack_count = 0;
    bool client_anti_spam = false;
    value message_thread_option{};
    value config{};
    value session_type{};
    value session_id{};
    flutter_channel::message_direction message_direction = flutter_channel::message_direction::outgoing;
    std::int64_t timestamp = 0;
    text from_account{}, uuid{}, from_nickname{};
    std::int64_t quick_comment_update_time = 0;
    value yidun_anti_cheating{};
    text yidun_anti_spam_res = "";
    value extension{};
    text push_content = "";
    bool is_deleted = false, is_remote_read = false, has_send_ack = false, is_in_black_list = false;
    value message_attachment{};  // left out where there is none

    using described_by = native_list<native_message, flutter_channel::message>;
};

template <class Me, class As>
struct native_list
    : field_list<
          schema::same_key<&As::message_id, &Me::message_id>, schema::same_key<&As::message_type, &Me::message_type>,
          field<"text", &Me::own_text>, schema::same_key<&As::content, &Me::content>,
          schema::same_key<&As::server_id, &Me::server_id>,
          schema::same_key<&As::sender_client_type, &Me::sender_client_type>,
          schema::same_key<&As::status, &Me::status>, schema::same_key<&As::attachment_status, &Me::attachment_status>,
          schema::same_key<&As::message_sub_type, &Me::message_sub_type>,
          schema::same_key<&As::session_update, &Me::session_update>,
          schema::same_key<&As::message_ack, &Me::message_ack>, schema::same_key<&As::is_checked, &Me::is_checked>,
          schema::same_key<&As::ack_count, &Me::ack_count>, schema::same_key<&As::un_ack_count, &Me::un_ack_count>,
          schema::same_key<&As::client_anti_spam, &Me::client_anti_spam>,
          schema::same_key<&As::message_thread_option, &Me::message_thread_option>,
          schema::same_key<&As::config, &Me::config>, schema::same_key<&As::session_type, &Me::session_type>,
          schema::same_key<&As::session_id, &Me::session_id>,
          schema::same_key<&As::message_direction, &Me::message_direction>,
          schema::same_key<&As::timestamp, &Me::timestamp>, schema::same_key<&As::from_account, &Me::from_account>,
          schema::same_key<&As::uuid, &Me::uuid>, schema::same_key<&As::from_nickname, &Me::from_nickname>,
          schema::same_key<&As::quick_comment_update_time, &Me::quick_comment_update_time>,
          schema::same_key<&As::yidun_anti_cheating, &Me::yidun_anti_cheating>,
          schema::same_key<&As::yidun_anti_spam_res, &Me::yidun_anti_spam_res>, field<"extension", &Me::extension>,
          schema::same_key<&As::push_content, &Me::push_content>, schema::same_key<&As::is_deleted, &Me::is_deleted>,
          schema::same_key<&As::is_remote_read, &Me::is_remote_read>,
          schema::same_key<&As::has_send_ack, &Me::has_send_ack>,
          schema::same_key<&As::is_in_black_list, &Me::is_in_black_list>,
          schema::same_key<&As::message_attachment, &Me::message_attachment>> {};

/// A pair whose value is a text, a number, a switch, or else a null.
struct plain_pair {
    std::string_view key{};
    value::kind kind = value::kind::null;
    std::int64_t number = 0;
    std::string_view chars{};
};
/// Takes those of a described type for a table that is made while compiling.
template <std::size_t Pairs> struct row_sink {
    static constexpr bool api = false;
    template <schema::fixed_string Key> static constexpr auto spelt = Key;
    std::array<plain_pair, Pairs> rows{};
    std::size_t at = 0;
    std::size_t depth = 0;
    std::size_t max_depth = 8;
    errc failure{};
    schema::version spoken{};

    constexpr void put(value::kind kind, std::int64_t number, std::string_view chars) {
        if (depth == 1) rows[at++] = {key_, kind, number, chars};
    }
    constexpr void null() { put(value::kind::null, 0, {}); }
    constexpr void boolean(bool b) { put(value::kind::boolean, b, {}); }
    constexpr void integer(std::int64_t i) { put(value::kind::int64, i, {}); }
    constexpr void real(double) { null(); }
    constexpr void string(std::string_view s) { put(value::kind::string, 0, s); }
    constexpr void bigint(std::string_view) { null(); }
    constexpr void bytes(span<const std::uint8_t>) { null(); }
    template <class T> constexpr void typed_list(span<const T>) { null(); }
    constexpr void fault(errc) { null(); }
    template <std::size_t N> constexpr void rendered(const schema::fixed_string<N>& name) { key(name.view()); }
    template <schema::fixed_string Key> constexpr void key() { key(Key.view()); }
    constexpr void key(std::string_view s) {
        if (depth == 1) key_ = s;
    }
    template <class F> constexpr void odd_key(F&&) {}
    constexpr int begin_map(std::size_t) {
        null();
        return static_cast<int>(++depth);
    }
    constexpr int begin_list(std::size_t) { return begin_map(0); }
    constexpr void item() {}
    constexpr void end_map(int) { --depth; }
    constexpr void end_list(int) { --depth; }

  private:
    std::string_view key_{};
};
template <class T> constexpr auto rows_of(const T& x) {
    row_sink<fields<T>::size> sink;
    schema::write(sink, x);
    return sink.rows;
}
template <class T> inline constexpr auto native_rows = rows_of(T{});
/// An answer to no other message.
template <class Thread>
inline constexpr auto no_thread_rows = rows_of(Thread{
    .reply_message_time = 0, .reply_message_id_server = 0, .thread_message_time = 0, .thread_message_id_server = 0});

/// A map of such a table.
inline value map_of_rows(span<const plain_pair> rows) {
    value made = nimpush::detail::map_of_size(rows.size());
    value::member* to = made.members().data();
    for (const plain_pair& one : rows) {
        to->key = lasting_value(one.key);
        switch (one.kind) {
            case value::kind::boolean: to->val = value(one.number != 0); break;
            case value::kind::int64: to->val = value(one.number); break;
            case value::kind::string: to->val = lasting_value(one.chars); break;
            default: break;
        }
        ++to;
    }
    return made;
}
/// Sets what stands under a key, in its place where it has one.
inline void put_at(value& map, std::string_view key, value v) { map.set(lasting_value(key), std::move(v)); }
template <auto Member> void put(value& map, value v) { put_at(map, schema::key_of<Member>, std::move(v)); }

/// A message of iOS in which nothing is filled in yet but a config, and no attachment.
template <class When> value blank_message() {
    using as = flutter_channel::message;
    constexpr auto& rows = native_rows<typename When::template type<native_message>>;
    value made = map_of_rows({rows.data(), rows.size() - 1});  // the last: the attachment
    put<&as::message_thread_option>(
        made, map_of_rows(no_thread_rows<typename When::template type<flutter_channel::message_thread_option>>));
    put<&as::config>(made, map_of_rows(native_rows<typename When::template type<native_config>>));
    put<&as::yidun_anti_cheating>(made, value::map());
    put_at(made, "extension", value::map());
    return made;
}

/// What createMessage answers, on every platform as on iOS. Only session, type, text, attachment and
/// config of the request are read (FLTMessageService.swift:457): what it says of a push is lost. Borrows the request
/// and the author.
template <class When, class C>
value created_message(const reading::part<C>& asked, const author& by, const text& id, moment now) {
    using as = flutter_channel::message;
    const auto given = [](const value* found) {
        return found == nullptr ? value() : nimpush::detail::borrowed_value::view(*found);
    };
    value made = blank_message<When>();
    const value* content = asked.template find<&as::content>();
    put<&as::message_type>(made, given(asked.template find<&as::message_type>()));
    put<&as::content>(made, given(content));
    put_at(made, "text", given(content));
    put<&as::session_type>(made, given(asked.template find<&as::session_type>()));
    put<&as::session_id>(made, given(asked.template find<&as::session_id>()));
    const value* config = asked.template find<&as::config>();
    if (config != nullptr && !config->is_null()) put<&as::config>(made, given(config));
    const value* attachment = asked.template find<&as::message_attachment>();
    if (attachment != nullptr && attachment->size() != 0) {
        put<&as::message_attachment>(made, given(attachment));
        put<&as::attachment_status>(made, lasting_value(name_of(flutter_channel::attachment_status::transferred)));
    }
    put<&as::message_id>(made, value(id));
    put<&as::uuid>(made, value(id));
    put<&as::sender_client_type>(made, lasting_value(name_of(by.platform)));
    put<&as::timestamp>(made, value(now.milliseconds()));
    put<&as::from_account>(made, view_of(by.account));
    put<&as::from_nickname>(made, view_of(by.nickname));
    return made;
}

/// What sendMessage answers: the message as it was sent, with what the server adds. Borrows both.
template <class C>
void take_sent_message(own_pairs& to, const reading::part<C>& sent, const author& by, std::uint64_t number,
                       moment now) {
    using as = flutter_channel::message;
    to.call = &sent.map();
    to.but = schema::key_of<&C::resend>;
    std::size_t at = 0;
    const auto put = [&](std::string_view key, value v) {
        to.all[at].key = key;
        to.all[at++].val = std::move(v);
    };
    put(schema::key_of<&as::status>, lasting_value(name_of(flutter_channel::message_status::success)));
    put(schema::key_of<&as::server_id>, value(static_cast<std::int64_t>(number)));
    put(schema::key_of<&as::from_account>, view_of(by.account));
    put(schema::key_of<&as::from_nickname>, view_of(by.nickname));
    put(schema::key_of<&as::timestamp>, value(now.milliseconds()));
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
