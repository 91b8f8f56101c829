#include <nimpush/dialect/flutter_channel/settings_models.hpp>

#include <string_view>

#include <nimpush/dialect/plugin/dart.hpp>

#include "../../support/faults.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
using test::from_parameters;
using test::from_wire;
using test::json_of;
using test::lines;

}  // namespace

TEST_CASE("do not disturb: nulls are written, the switch must be there") {
    CHECK(json_of<schema::spelling::wire>(push_no_disturb_config{true, "22:00", "07:30"}) ==
          R"({"enable":true,"startTime":"22:00","endTime":"07:30"})");
    CHECK(json_of<schema::spelling::wire>(push_no_disturb_config{}) ==
          R"({"enable":false,"startTime":null,"endTime":null})");
    CHECK(from_parameters<push_no_disturb_config>(value::map({{"enable", true}})) ==
          push_no_disturb_config{.enable = true});
    CHECK(test::faults_of_parameters<push_no_disturb_config>(value::map({{"startTime", 22}})) ==
          lines{"missing enable: missing: it is required", "wrong_type startTime: a whole number, must be a text"});
    CHECK(from_wire<push_no_disturb_config, nimpush::plugin::dart>(value::map({{"enable", false}, {"profile", 1}})) ==
          push_no_disturb_config{});
    CHECK(test::fault_of_wire<push_no_disturb_config, nimpush::plugin::dart>(value::map({{"startTime", "22:00"}})) ==
          "wrong_type enable: null, must be present");
}

TEST_CASE("which resource files: null is all of them") {
    CHECK(json_of<schema::spelling::wire>(resource_query_option{}) == R"({"extensions":null,"timeInterval":null})");
    CHECK(json_of<schema::spelling::wire>(resource_query_option{{{"jpg", "mp4"}}, 1000}) ==
          R"({"extensions":["jpg","mp4"],"timeInterval":1000})");
    CHECK(from_parameters<resource_query_option>(value::map({{"extensions", value::list()}})) ==
          resource_query_option{.extensions = std::vector<text>{}});
}

TEST_CASE("a resource file that was found has a length") {
    CHECK(from_wire<cache_query_result, nimpush::plugin::dart>(
              value::map({{"path", "/a"}, {"fileLength", 9}, {"creationDate", 5}})) == cache_query_result{"/a", 9, 5});
    CHECK(from_wire<cache_query_result, nimpush::plugin::dart>(value::map({{"fileLength", 0}})) ==
          cache_query_result{});
    CHECK(test::fault_of_wire<cache_query_result, nimpush::plugin::dart>(value::map({{"path", "/a"}})) ==
          "wrong_type fileLength: null, must be present");
    CHECK(test::fault_of_wire<cache_query_result, nimpush::plugin::dart>(value::map({{"fileLength", 1.0}})) ==
          "wrong_type fileLength: a double, must be a whole number");
}

TEST_CASE("push settings of circles") {
    CHECK(json_of<schema::spelling::wire>(qchat_push_config{}) ==
          R"({"isPushShowNoDetail":false,"isNoDisturbOpen":null,"startNoDisturbTime":null,"stopNoDisturbTime":null,)"
          R"("pushMsgType":null})");
    CHECK(json_of<schema::spelling::wire>(
              qchat_push_config{true, false, "22:00", "07:30", qchat_push_msg_type::high_mid_level}) ==
          R"({"isPushShowNoDetail":true,"isNoDisturbOpen":false,"startNoDisturbTime":"22:00",)"
          R"("stopNoDisturbTime":"07:30","pushMsgType":"highMidLevel"})");
    CHECK(test::fault_of_wire<qchat_push_config, nimpush::plugin::dart>(value::map()) ==
          "wrong_type isPushShowNoDetail: null, must be present");
    CHECK(test::fault_of_wire<qchat_push_config, nimpush::plugin::dart>(
              value::map({{"isPushShowNoDetail", true}, {"pushMsgType", "some"}})) ==
          "bad_enumerator pushMsgType: `some` is none of all, highMidLevel, highLevel, none, inherit");
}

TEST_CASE("enumerators in the order of Dart's") {
    CHECK(name_of(team_notify_type::mute) == "mute");
    CHECK(static_cast<int>(unread_count_query_type::no_disturb_only) == 2);
    CHECK(name_of(unread_count_query_type::notify_only) == "notifyOnly");
    CHECK(name_of(dir_cache_file_type::other) == "other");
    CHECK(name_of(dir_cache_file_type::thumb) == "thumb");
}
