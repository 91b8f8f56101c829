// The replies of every version's rows, and more: what a Dart caller of nim_core_v2 gets for the bytes of a reply.

#include <nimpush/dialect/flutter_channel_v2/all_calls.hpp>

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../../support/v2_dialect.hpp"

namespace {

using namespace nimpush;
namespace channel = nimpush::flutter_channel_v2;
using test::check_all;
using test::reply_with;
using test::thrown_for;
using test::with_data;

using dialect = test::v2_calls;

value data_of(std::string_view key, value one) {
    value map = value::map();
    map.append(value(text::from(key).value()), std::move(one));
    return with_data(std::move(map));
}
value message_with(std::string_view key, value one) { return data_of(key, std::move(one)); }

}  // namespace

TEST_CASE("every reply row: the result, or what Dart throws") {
    for (const test::v2_rows& of : test::rows_of_v2) {
        CAPTURE(of.file);
        dialect::plugin = of.plugin;
        CHECK(test::read_rows(of.file, "replies").size() == of.replies);
        test::check_replies<dialect>(of.file);
    }
}

TEST_CASE("every reply as ArkTS writes it: whole doubles are ints on the wire, undefined is a null") {
    dialect::plugin = channel::v10_9_90;
    CHECK(test::read_rows("arkts_replies.json", "replies").size() == 20);
    test::check_replies<dialect>("arkts_replies.json");
}

TEST_CASE("whole numbers of a model: a double is cut towards zero, as Dart's toInt() does") {
    struct row {
        double sent;
        std::int64_t read;
    };
    const std::uint64_t least = 0xC3E0000000000000;  // -2^63
    for (const row& r : {row{0.0, 0}, row{-0.0, 0}, row{1.0, 1}, row{1.9, 1}, row{-1.9, -1}, row{0.999, 0},
                         row{1712800000123.75, 1712800000123}, row{9007199254740993.0, 9007199254740992},
                         row{9223372036854774784.0, 9223372036854774784}, row{9223372036854775808.0, INT64_MAX},
                         row{1e300, INT64_MAX}, row{-1e300, INT64_MIN}, row{std::bit_cast<double>(least), INT64_MIN}}) {
        CAPTURE(r.sent);
        const auto reply = reply_with<channel::create_text_message>(message_with("createTime", value(r.sent)));
        REQUIRE(reply.has_value());
        CHECK(reply->data->create_time.value() == r.read);
    }
    check_all({
        {"infinity",
         thrown_for<channel::create_text_message>(
             message_with("createTime", value(std::bit_cast<double>(0x7FF0000000000000)))),
         "UnsupportedError not_representable data.createTime: not finite: Dart makes no whole number of it"},
        {"NaN",
         thrown_for<channel::create_text_message>(
             message_with("createTime", value(std::bit_cast<double>(0x7FF8000000000000)))),
         "UnsupportedError not_representable data.createTime: not finite: Dart makes no whole number of it"},
        {"a text", thrown_for<channel::create_text_message>(message_with("createTime", "1")),
         "TypeError wrong_type data.createTime: a text, must be a number"},
        {"true", thrown_for<channel::create_text_message>(message_with("createTime", true)),
         "TypeError wrong_type data.createTime: a bool, must be a number"},
        {"a plain result is not cut", thrown_for<channel::get_total_unread_count>(with_data(7.0)),
         "TypeError wrong_type data: a double, must be a whole number"},
    });
}

TEST_CASE("enumerators are numbers: 1.0 is 1, everything else that is none is an ArgumentError") {
    const auto type_of = [](value number) {
        const auto reply = reply_with<channel::create_text_message>(message_with("messageType", std::move(number)));
        REQUIRE(reply.has_value());
        return reply->data->message_type;
    };
    CHECK(type_of(-1) == channel::message_type::invalid);
    CHECK(type_of(0) == channel::message_type::text);
    CHECK(type_of(1.0) == channel::message_type::image);
    CHECK(type_of(12) == channel::message_type::call);
    CHECK(type_of(100) == channel::message_type::custom);
    CHECK(type_of(value()) == std::nullopt);
    check_all({
        {"a gap", thrown_for<channel::create_text_message>(message_with("messageType", 8)),
         "ArgumentError bad_enumerator data.messageType: 8 is no number of an enumerator"},
        {"between two", thrown_for<channel::create_text_message>(message_with("messageType", 1.5)),
         "ArgumentError bad_enumerator data.messageType: a double, must be the number of an enumerator"},
        {"a name", thrown_for<channel::create_text_message>(message_with("messageType", "text")),
         "ArgumentError bad_enumerator data.messageType: a text, must be the number of an enumerator"},
        {"true is not 1", thrown_for<channel::create_text_message>(message_with("messageType", true)),
         "ArgumentError bad_enumerator data.messageType: a bool, must be the number of an enumerator"},
        {"the one fallback, for a number",
         thrown_for<channel::create_text_message>(message_with("attachmentUploadState", 4)), "none"},
        {"and for what is none", thrown_for<channel::create_text_message>(message_with("attachmentUploadState", "x")),
         "none"},
        {"an attachment's own state has none",
         thrown_for<channel::create_text_message>(
             message_with("attachment", value::map({{"nimCoreMessageType", 6}, {"uploadState", 4}}))),
         "ArgumentError bad_enumerator data.attachment.uploadState: 4 is no number of an enumerator"},
        {"a demanded one that is missing", thrown_for<channel::get_login_status>(with_data(value::map())),
         "ArgumentError bad_enumerator data.status: missing: Dart demands a value here"},
    });
}

TEST_CASE("a number that is looked up: cut first, StateError where there is none, NoSuchMethodError for no number") {
    const auto mode_of = [](value number) {
        const auto reply = reply_with<channel::get_team_message_mute_mode>(data_of("muteMode", std::move(number)));
        REQUIRE(reply.has_value());
        return reply->data;
    };
    CHECK(mode_of(2) == channel::team_message_mute_mode::manager_off);
    CHECK(mode_of(1.9) == channel::team_message_mute_mode::on);
    CHECK(mode_of(-0.9) == channel::team_message_mute_mode::off);
    CHECK(mode_of(value()) == std::nullopt);
    check_all({
        {"none", thrown_for<channel::get_team_message_mute_mode>(data_of("muteMode", 3)),
         "StateError out_of_range data.muteMode: 3 is no number of an enumerator"},
        {"a bool", thrown_for<channel::conversation_type_of>(data_of("conversationType", true)),
         "NoSuchMethodError not_supported data.conversationType: a bool, which has no toInt()"},
        {"a list", thrown_for<channel::get_p2p_message_mute_mode>(data_of("muteMode", value::list())),
         "NoSuchMethodError not_supported data.muteMode: a list, which has no toInt()"},
        {"NaN",
         thrown_for<channel::get_p2p_message_mute_mode>(
             data_of("muteMode", value(std::bit_cast<double>(0x7FF8000000000000)))),
         "UnsupportedError not_representable data.muteMode: not finite: Dart makes no whole number of it"},
    });
}

TEST_CASE("lists: nulls pass where Dart casts to String?, and nowhere else") {
    const value nulls = [] {
        value list = value::list();
        list.push_back("bob");
        list.push_back(value());
        return list;
    }();
    check_all({
        {"accounts of a message's push",
         thrown_for<channel::create_text_message>(
             message_with("pushConfig", value::map({{"forcePushAccountIds", nulls}}))),
         "none"},
        {"targets of a notification, since 10.9.2",
         thrown_for<channel::create_text_message>(
             message_with("attachment", value::map({{"nimCoreMessageType", 5}, {"targetIds", nulls}}))),
         "TypeError wrong_type data.attachment.targetIds[1]: null, must be no null"},
        {"durations of a call",
         thrown_for<channel::create_text_message>(message_with(
             "attachment", value::map({{"nimCoreMessageType", 12}, {"durations", value::list({value()})}}))),
         "TypeError wrong_type data.attachment.durations[0]: null, must be no null"},
        {"muted accounts", thrown_for<channel::get_p2p_message_mute_list>(data_of("muteList", nulls)),
         "TypeError wrong_type data.muteList[1]: null, must be no null"},
        {"muted accounts must be there", thrown_for<channel::get_p2p_message_mute_list>(data_of("muteList", value())),
         "TypeError wrong_type data.muteList: null, must be present"},
        {"clients need not", thrown_for<channel::get_login_clients>(with_data(value::map())), "none"},
    });
}

TEST_CASE("an attachment is of the class that its number names, the plain one without a class of its own") {
    const auto attachment_of = [](value map) {
        const auto reply = reply_with<channel::create_text_message>(message_with("attachment", std::move(map)));
        REQUIRE(reply.has_value());
        return reply->data->attachment;
    };
    CHECK(attachment_of(value::map({{"nimCoreMessageType", 1}, {"width", 2.5}})).get_if<channel::image_attachment>() !=
          nullptr);
    CHECK(attachment_of(value::map({{"nimCoreMessageType", 1}, {"width", 2.5}}))
              .get_if<channel::image_attachment>()
              ->width.value() == 2);
    CHECK(attachment_of(value::map({{"nimCoreMessageType", 4.0}})).get_if<channel::location_attachment>() != nullptr);
    for (const value& plain : {value::map(), value::map({{"nimCoreMessageType", nullptr}}),
                               value::map({{"nimCoreMessageType", 0}}), value::map({{"nimCoreMessageType", 7}}),
                               value::map({{"nimCoreMessageType", -1}}), value::map({{"nimCoreMessageType", 100}})}) {
        CAPTURE(test::json_of(plain));
        CHECK(attachment_of(plain).get_if<channel::raw_attachment>() != nullptr);
    }
    CHECK_FALSE(attachment_of(value()).has_value());
    CHECK(thrown_for<channel::create_text_message>(message_with("attachment", "x")) ==
          "TypeError wrong_type data.attachment: a text, must be a map");
}

TEST_CASE("the two current settings have no converter: null alone is no TypeError") {
    check_all({
        {"null", thrown_for<channel::current_setting>(with_data(value())), "none"},
        {"a map", thrown_for<channel::current_multiport_config>(with_data(value::map())),
         "TypeError wrong_type data: a map, must be null"},
        {"false", thrown_for<channel::current_setting>(with_data(false)),
         "TypeError wrong_type data: a bool, must be null"},
    });
}

TEST_CASE("broken bytes give a result, an exception of Dart's or an error, and nothing worse") {
    for (const test::v2_rows& of : test::rows_of_v2) {
        dialect::plugin = of.plugin;
        test::check_broken_replies<dialect>(of.file, 0x7265706C696532);
    }
}
