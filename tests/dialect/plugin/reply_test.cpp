// The replies of nim_calls.json, and more: what a Dart caller of nim_core 1.7.7 gets for the bytes of a
// reply.

#include <nimpush/dialect/flutter_channel/call.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nimpush/core/span.hpp>
#include <nimpush/dialect/flutter_channel/all_calls.hpp>

#include "../../support/channel_rows.hpp"
#include "../../support/faults.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
namespace channel = nimpush::flutter_channel;
using channel::failure_kind;
using test::reply_with;
using test::text_of;
using test::thrown_for;
using test::with_data;

struct dialect {
    template <class F> static bool with_call(std::string_view api, plugin::platform p, F&& f) {
        return channel::with_call(api, p, f);
    }
};

}  // namespace

TEST_CASE("every reply row: the result, or what Dart throws") {
    CHECK(test::read_rows("nim_calls.json", "replies").size() == 49);
    test::check_replies<dialect>("nim_calls.json");
}

TEST_CASE("success is code 0 or 200, whatever else stands in the reply") {
    struct row {
        std::int64_t code;
        bool is_success;
    };
    for (const row& r : {row{0, true}, row{200, true}, row{201, false}, row{-1, false}, row{1, false}, row{100, false},
                         row{302, false}, row{20000000000, false}}) {
        const auto reply = reply_with<channel::logout>(value::map({{"code", r.code}, {"errorDetails", "no matter"}}));
        REQUIRE(reply.has_value());
        CHECK(reply->ok() == r.is_success);
        CHECK(reply->code == r.code);
        CHECK(reply->error_details == "no matter");
        CHECK_FALSE(reply->data.has_value());
    }
}

TEST_CASE("no bytes are a MissingPluginException, a success with null is channel-error") {
    const auto missing = channel::read_reply<channel::logout>({});
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error() ==
          channel::failure{failure_kind::missing_plugin,
                           {errc::not_supported, {}, "no bytes: nobody listens, or the method is not implemented"},
                           {}});
    const auto nothing = reply_with<channel::logout>(value());
    REQUIRE_FALSE(nothing.has_value());
    CHECK(nothing.error() == channel::failure{failure_kind::platform_error,
                                              {errc::refused, {}, "a success without a map"},
                                              {"channel-error", "Unable to establish connection on channel.", {}, {}}});
}

TEST_CASE("an error envelope is a PlatformException with all that the platform said") {
    const standard_codec::platform_error said{"code", "message", value::list({1, "two"}), text("trace")};
    const auto thrown = channel::read_reply<channel::logout>(*standard_codec::encode_error(said));
    REQUIRE_FALSE(thrown.has_value());
    CHECK(thrown.error() == channel::failure{failure_kind::platform_error,
                                             {errc::refused, {}, "the platform answered with an error"},
                                             said});
}

TEST_CASE("bytes that are no reply are malformed, with the offset") {
    const std::vector<std::uint8_t> second_byte_cut{0, 13, 1};
    const auto reply = channel::read_reply<channel::logout>(second_byte_cut);
    REQUIRE_FALSE(reply.has_value());
    CHECK(reply.error().kind == failure_kind::malformed);
    CHECK(exception_name(reply.error().kind).empty());
    CHECK(reply.error().what.offset != npos);
}

TEST_CASE("what Dart's casts throw for, as NIMResult.fromMap meets it") {
    using namespace nimpush::flutter_channel;
    struct row {
        std::string_view why;
        std::string thrown;
        std::string_view expected;
    };
    const row rows[] = {
        {"the reply is no map", thrown_for<logout>("ok"), "TypeError wrong_type a text, must be a map"},
        {"a list", thrown_for<logout>(value::list()), "TypeError wrong_type a list, must be a map"},
        {"no code", thrown_for<logout>(value::map()), "TypeError wrong_type code: null, must be a whole number"},
        {"a double", thrown_for<logout>(value::map({{"code", 0.0}})),
         "TypeError wrong_type code: a double, must be a whole number"},
        {"a text", thrown_for<logout>(value::map({{"code", "0"}})),
         "TypeError wrong_type code: a text, must be a whole number"},
        {"details that are no text", thrown_for<logout>(value::map({{"code", 0}, {"errorDetails", 1}})),
         "TypeError wrong_type errorDetails: a whole number, must be a text"},
        {"the code is looked at before the data", thrown_for<create_text_message>(value::map({{"data", value::map()}})),
         "TypeError wrong_type code: null, must be a whole number"},
        {"void takes anything", thrown_for<logout>(with_data(value::list({1}))), "none"},
        {"a bool", thrown_for<is_mute>(with_data("yes")), "TypeError wrong_type data: a text, must be a bool"},
        {"a whole number", thrown_for<get_size_of_dir_cache>(with_data(1.0)),
         "TypeError wrong_type data: a double, must be a whole number"},
        {"a text", thrown_for<archive_logs>(with_data(1)), "TypeError wrong_type data: a whole number, must be a text"},
        {"a map to convert", thrown_for<create_text_message>(with_data("m")),
         "TypeError wrong_type data: a text, must be a map with text keys"},
        {"Map<String, dynamic>.from looks at every key",
         thrown_for<create_text_message>(
             with_data(value::map({{"messageDirection", "outgoing"}, {"timestamp", 1}, {5, 1}}))),
         "TypeError wrong_type data: a map, must be a map with text keys"},
        {"the reply itself is cast lazily: other keys pass", thrown_for<logout>(value::map({{1, 2}, {"code", 0}})),
         "none"},
        {"a message without a direction", thrown_for<create_text_message>(with_data(value::map({{"timestamp", 1}}))),
         "ArgumentError bad_enumerator data.messageDirection: missing: Dart demands a value here"},
        {"hours without a switch", thrown_for<get_push_no_disturb_config>(with_data(value::map())),
         "TypeError wrong_type data.enable: null, must be present"},
        {"circles with an unknown enumerator",
         thrown_for<get_push_config>(with_data(value::map({{"isPushShowNoDetail", true}, {"pushMsgType", "x"}}))),
         "ArgumentError bad_enumerator data.pushMsgType: `x` is none of all, highMidLevel, highLevel, none, "
         "inherit"},
        {"a count must be there", thrown_for<query_total_unread_count>(with_data(value::map())),
         "TypeError wrong_type data.count: null, must be present"},
        {"a result too", thrown_for<add_quick_comment>(with_data(value::map({{"result", nullptr}}))),
         "TypeError wrong_type data.result: null, must be present"},
        {"a list of accounts need not", thrown_for<get_mute_list>(with_data(value::map())), "none"},
        {"but holds texts",
         thrown_for<get_mute_list>(with_data(value::map({{"userIdList", value::list({"a", nullptr})}}))),
         "TypeError wrong_type data.userIdList[1]: null, must be no null"},
        {"a file that was found has a length",
         thrown_for<search_resource_files>(
             with_data(value::map({{"result", value::list({value::map({{"path", "p"}})})}}))),
         "TypeError wrong_type data.result[0].fileLength: null, must be present"},
        {"muteTeam takes no data at all, as no map of the codec is a Map<String, String>",
         thrown_for<mute_team>(with_data(value::map())), "TypeError wrong_type data: a map, must be null"},
        {"nor does that of super teams", thrown_for<mute_super_team>(with_data("ok")),
         "TypeError wrong_type data: a text, must be null"},
        {"null is fine there", thrown_for<mute_team>(with_data(nullptr)), "none"},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(r.thrown == r.expected);
    }
}

TEST_CASE("data that is null is none, for every kind of call") {
    for (const value& map : {with_data(nullptr), value::map({{"code", 0}})}) {
        CHECK_FALSE(reply_with<channel::create_text_message>(map)->data.has_value());
        CHECK_FALSE(reply_with<channel::is_mute>(map)->data.has_value());
        CHECK_FALSE(reply_with<channel::get_mute_list>(map)->data.has_value());
        CHECK_FALSE(reply_with<channel::query_total_unread_count>(map)->data.has_value());
        CHECK_FALSE(reply_with<channel::mute_team>(map)->data.has_value());
        CHECK_FALSE(reply_with<channel::logout>(map)->data.has_value());
    }
    CHECK(reply_with<channel::get_mute_list>(with_data(value::map({{"userIdList", value::list({"a"})}})))->data ==
          std::vector<text>{"a"});
    CHECK(reply_with<channel::query_total_unread_count>(with_data(value::map({{"count", 7}})))->data == 7);
    CHECK(reply_with<channel::is_mute>(with_data(false))->data == false);
}

TEST_CASE("broken bytes give a result, an exception of Dart's or an error, and nothing worse") {
    test::check_broken_replies<dialect>("nim_calls.json", 0x7265706C696573);
}
