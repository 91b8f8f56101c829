// Messages, notifications, attachments and settings through both codecs and back: with every field set, with
// none, and with random ones.

#include <nimpush/dialect/flutter_channel/message.hpp>

#include <cstdint>
#include <optional>
#include <string>

#include <nimpush/dialect/flutter_channel/custom_notification.hpp>
#include <nimpush/dialect/flutter_channel/settings_models.hpp>

#include "../support/full_models.hpp"
#include "../support/random.hpp"
#include "../support/random_value.hpp"
#include "../support/read_into.hpp"
#include "../support/round_trip.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
using test::check_all_set;
using test::check_api;
using test::check_round_trips;
using test::check_wires;

/// What Dart writes into custom data, in its place or behind.
attachment as_read(attachment a) {
    if (auto* custom = a.get_if<custom_attachment>()) {
        if (!custom->data.has_value()) custom->data = free_map::empty_map();
        custom->data.set("messageType", "custom");
    }
    return a;
}
/// A message as it comes back from the wire.
message as_read(message m) {
    if (!m.message_id.has_value()) m.message_id = "-1";
    m.message_attachment = as_read(std::move(m.message_attachment));
    return m;
}
chatroom_message as_read(chatroom_message m) {
    m.common = as_read(std::move(m.common));
    m.common.yidun_anti_spam_ext = nullptr;
    m.common.yidun_anti_spam_res = nullptr;
    m.common.robot_info = std::nullopt;
    return m;
}
/// A chatroom message as its own parameters make it.
chatroom_message as_made(chatroom_message m) {
    m.common.yidun_anti_spam_ext = nullptr;
    m.common.yidun_anti_spam_res = nullptr;
    m.common.robot_info = std::nullopt;
    return m;
}

/// Random fields: half of them absent where they may be.
struct maker {
    test::random& from;

    text any_text() { return text::from(from.text()).value(); }
    text nullable_text() { return from.one_in(2) ? text() : any_text(); }
    template <class T, class Make> std::optional<T> perhaps(Make&& make) {
        if (from.one_in(2)) return {};
        return make();
    }
    std::optional<std::int64_t> number() {
        return perhaps<std::int64_t>([&] { return from.integer(); });
    }
    natural size() { return from.one_in(2) ? natural() : natural::from(from.integer() & no_maximum).value(); }
    bool flag() { return from.one_in(2); }
    template <class E> E any(E last) { return static_cast<E>(from.below(static_cast<std::size_t>(last) + 1)); }
    template <class E> std::optional<E> perhaps_any(E last) {
        return perhaps<E>([&] { return any(last); });
    }
    free_map map() {
        if (from.one_in(2)) return {};
        free_map made = free_map::empty_map();
        for (std::size_t n = from.below(5); n != 0; --n)
            made.set(from.one_in(20) ? text("messageType") : any_text(), test::random_json(from, 3));
        return made;
    }
    attachment any_attachment() {
        switch (from.below(7)) {
            case 0: return nullptr;
            case 1:
                return file_attachment{nullable_text(), nullable_text(), nullable_text(), size(),     nullable_text(),
                                       nullable_text(), nullable_text(), number(),        any_text(), flag()};
            case 2:
                return audio_attachment{nullable_text(), nullable_text(), size(),
                                        nullable_text(), nullable_text(), nullable_text(),
                                        nullable_text(), number(),        any_text(),
                                        flag(),          size(),          perhaps<bool>([&] { return flag(); }),
                                        nullable_text()};
            case 3:
                return video_attachment{nullable_text(), nullable_text(), size(),   nullable_text(), nullable_text(),
                                        nullable_text(), nullable_text(), number(), any_text(),      flag(),
                                        size(),          size(),          size(),   nullable_text(), nullable_text()};
            case 4:
                return image_attachment{nullable_text(), nullable_text(), size(),     nullable_text(), nullable_text(),
                                        nullable_text(), number(),        any_text(), nullable_text(), flag(),
                                        nullable_text(), nullable_text(), size(),     size()};
            case 5: return location_attachment{from.finite_double(), from.finite_double(), any_text()};
            default: return custom_attachment{map()};
        }
    }
    std::optional<std::vector<text>> accounts() {
        if (from.one_in(3)) return {};
        std::vector<text> list;
        for (std::size_t n = from.below(4); n != 0; --n) list.push_back(any_text());
        return list;
    }
    anti_spam_option anti_spam() { return {flag(), nullable_text(), nullable_text()}; }
    message any_message() {
        message m;
        m.message_id = nullable_text();
        m.session_id = nullable_text();
        m.session_type = perhaps_any(session_type::chat_room);
        m.message_type = any(message_type::qiyu_custom);
        m.message_sub_type = number();
        m.status = perhaps_any(message_status::unread);
        m.message_direction = any(message_direction::received);
        m.from_account = nullable_text();
        m.content = nullable_text();
        m.timestamp = from.integer();
        m.message_attachment = any_attachment();
        m.attachment_status = perhaps_any(attachment_status::cancel);
        m.uuid = nullable_text();
        m.server_id = number();
        m.config = perhaps<message_config>(
            [&] { return message_config{flag(), flag(), flag(), flag(), flag(), flag(), flag(), flag()}; });
        m.remote_extension = map();
        m.local_extension = map();
        m.callback_extension = nullable_text();
        m.push_payload = map();
        if (flag()) m.push_content = push_text::from(from.text()).value();
        m.member_push_option = perhaps<member_push_option>([&] {
            return member_push_option{accounts(), nullable_text(), flag()};
        });
        m.sender_client_type = perhaps_any(client_type::macos);
        m.anti_spam_option = perhaps<anti_spam_option>([&] { return anti_spam(); });
        m.message_ack = flag();
        m.has_send_ack = flag();
        m.ack_count = from.integer();
        m.un_ack_count = from.integer();
        m.client_anti_spam = flag();
        m.is_in_black_list = flag();
        m.is_checked = flag();
        m.session_update = flag();
        m.message_thread_option = perhaps<message_thread_option>([&] {
            return message_thread_option{any_text(), any_text(), number(), number(), any_text(),
                                         any_text(), any_text(), number(), number(), any_text()};
        });
        m.quick_comment_update_time = number();
        m.is_deleted = flag();
        m.yidun_anti_cheating = map();
        m.env = nullable_text();
        m.from_nickname = nullable_text();
        m.is_remote_read = perhaps<bool>([&] { return flag(); });
        m.yidun_anti_spam_res = nullable_text();
        m.yidun_anti_spam_ext = nullable_text();
        m.robot_info = perhaps<message_robot_info>([&] {
            return message_robot_info{nullable_text(), nullable_text(), nullable_text(), nullable_text()};
        });
        return m;
    }
};

}  // namespace

TEST_CASE("a message with every field set") {
    check_all_set(test::full_message());
    check_round_trips(test::full_message());
}

TEST_CASE("a message with none: the id becomes \"-1\" on the wire") {
    check_wires(message{}, message{.message_id = "-1"});
    check_api(message{}, message{});
    check_round_trips(message{.message_id = ""});
}

TEST_CASE("a message with empty maps and lists, which are not null") {
    message m{.message_id = "1"};
    m.remote_extension = free_map::empty_map();
    m.push_payload = free_map::empty_map();
    m.member_push_option = member_push_option{.force_push_list = std::vector<text>{}};
    m.content = "";
    check_round_trips(m);
}

TEST_CASE("a chatroom message: the yidun results and the robot are lost") {
    check_all_set(test::full_chatroom_message());
    check_wires(test::full_chatroom_message(), as_read(test::full_chatroom_message()));
    check_api(as_made(test::full_chatroom_message()), as_made(test::full_chatroom_message()));
    check_api(test::full_chatroom_message(), as_made(test::full_chatroom_message()));
    check_wires(chatroom_message{}, as_read(chatroom_message{}));
    check_api(chatroom_message{}, chatroom_message{});
}

TEST_CASE("a custom notification") {
    check_all_set(test::full_notification());
    check_round_trips(test::full_notification());
    check_round_trips(custom_notification{});
    check_round_trips(custom_notification{.config = custom_notification_config{}});
}

TEST_CASE("a null switch of a notification is true on the wire") {
    const custom_notification null_switch{.send_to_online_user_only = std::nullopt};
    check_wires(null_switch, custom_notification{});
    check_api(null_switch, null_switch);
}

TEST_CASE("every kind of attachment") {
    check_all_set(test::full_file());
    check_all_set(test::full_audio());
    check_all_set(test::full_video());
    check_all_set(test::full_image());
    check_all_set(test::full_location());
    for (const attachment& one :
         {attachment(test::full_file()), attachment(test::full_audio()), attachment(test::full_video()),
          attachment(test::full_image()), attachment(test::full_location()), attachment(file_attachment{}),
          attachment(audio_attachment{}), attachment(video_attachment{}), attachment(image_attachment{}),
          attachment(location_attachment{0, 0, ""}),
          attachment(custom_attachment{{{"messageType", "custom"}, {"k", 1}}})})
        check_round_trips(one);
    check_round_trips(test::full_file());
    check_round_trips(test::full_audio());
    check_round_trips(test::full_video());
    check_round_trips(test::full_image());
    check_round_trips(test::full_location());
}

TEST_CASE("custom data gains its messageType on the wire") {
    for (const attachment& one : {attachment(custom_attachment{}), attachment(custom_attachment{test::full_map()}),
                                  attachment(custom_attachment{{{"messageType", "mine"}, {"k", 1}}})}) {
        check_wires(one, as_read(one));
        check_api(one, one);
    }
}

TEST_CASE("a notification attachment, which the API cannot make") {
    const attachment known = notification_attachment{{{"type", 3}, {"messageType", "notification"}}};
    check_wires(known, known);
    attachment made;
    CHECK(test::lines_of(test::read_parameters(test::tree_of(known), made)) ==
          test::lines{"bad_enumerator class: there is no such attachment class"});
}

TEST_CASE("no attachment is an empty map in a message, null in a parameter and anywhere else") {
    CHECK(test::tree_of<schema::spelling::wire>(message{}).find("messageAttachment")->is(value::kind::map));
    CHECK(test::tree_of(message{}).find("messageAttachment")->is_null());
    CHECK(test::json_of<schema::spelling::wire>(attachment()) == "null");
}

TEST_CASE("the parts of messages") {
    check_round_trips(message_config{false, false, false, false, false, false, false, false});
    check_round_trips(message_config{});
    check_round_trips(member_push_option{{{"a"}}, "c", false});
    check_round_trips(member_push_option{});
    check_round_trips(anti_spam_option{true, "{}", "cfg"});
    check_round_trips(anti_spam_option{});
    check_round_trips(anti_spam_option{.enable = false});
    check_round_trips(message_thread_option{"rf", "rt", 1, 2, "rc", "tf", "tt", 3, 4, "tc"});
    check_round_trips(message_thread_option{});
    check_round_trips(message_robot_info{"f", "t", "c", "a"});
    check_round_trips(message_robot_info{});
    check_round_trips(chatroom_message_extension{"n", "a", test::full_map()});
    check_round_trips(chatroom_message_extension{});
    check_round_trips(custom_notification_config{true, false, true});
    check_round_trips(custom_notification_config{});
    check_round_trips(online_client{"os", client_type::web, 5, "tag"});
    check_round_trips(online_client{.os = ""});
}

TEST_CASE("settings") {
    check_round_trips(push_no_disturb_config{true, "22:00", "07:30"});
    check_round_trips(push_no_disturb_config{});
    check_round_trips(resource_query_option{{{"jpg"}}, 1});
    check_round_trips(resource_query_option{});
    check_round_trips(cache_query_result{"/a", 9, 5});
    check_round_trips(cache_query_result{});
    check_round_trips(qchat_push_config{true, false, "22:00", "07:30", qchat_push_msg_type::inherit});
    check_round_trips(qchat_push_config{});
}

TEST_CASE("random messages") {
    constexpr std::uint64_t seed = 0x6E696D70757368;
    test::random from(seed);
    maker make{from};
    for (int i = 0; i < 300; ++i) {
        CAPTURE(seed);
        CAPTURE(i);
        const message m = make.any_message();
        check_wires(m, as_read(m));
        check_api(m, m);
        const chatroom_message room{
            m, make.flag(), make.flag(), make.perhaps<chatroom_message_extension>([&] {
                return chatroom_message_extension{make.nullable_text(), make.nullable_text(), make.map()};
            })};
        check_wires(room, as_read(room));
        check_api(room, as_made(room));
    }
}
