#include <nimpush/core/check.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/custom_notification.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>

#include "../../support/faults.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
using test::lines;
using test::lines_of;

std::string times(std::size_t n, const std::string& piece) {
    std::string all;
    for (; n != 0; --n) all += piece;
    return all;
}
text owned(std::size_t n, const std::string& piece = "x") { return text::from(times(n, piece)).value(); }

/// Text of any rule that came over a wire, where no rule is looked at.
template <class Text> Text unlooked(std::size_t n, const std::string& piece = "x") {
    return Text(nimpush::detail::unchecked{}, times(n, piece));
}
natural number(std::int64_t n) { return natural::unchecked(n); }

ios_sdk_options ios(cert_name name) { return {.common = {.app_key = "k"}, .apns_cername = std::move(name)}; }
windows_sdk_options windows(desktop_database_key key) {
    return {.common = {.app_key = "k"}, .database_encrypt_key = std::move(key)};
}
android_sdk_options android(std::int64_t interval) {
    android_sdk_options o{.common = {.app_key = "k"}};
    o.fetch_server_time_interval = ranged<1000>::unchecked(interval);
    return o;
}
ios_sdk_options with_days(std::int64_t days) {
    ios_sdk_options o{.common = {.app_key = "k"}};
    o.maximum_log_days = ranged<2>::unchecked(days);
    return o;
}
macos_sdk_options with_quality(std::int64_t quality) {
    macos_sdk_options o{.common = {.app_key = "k"}};
    o.preload_image_quality = ranged<0, 100>::unchecked(quality);
    return o;
}
ios_sdk_options with_scenes(std::int64_t days) {
    ios_sdk_options o{.common = {.app_key = "k"}};
    o.common.nos_scene_config = *read_wire<nos_scenes>(value::map({{"fine", 0}, {"mine", days}}));
    return o;
}

message pushed(push_text content) { return {.push_content = std::move(content)}; }
/// A payload of so many bytes as JSON: {"k":"xxx"} has 8 around the text.
free_map payload(std::size_t bytes) { return {{"k", value(owned(bytes - 8))}}; }
message with_payload(free_map map) { return {.push_payload = std::move(map)}; }
message forced(std::size_t accounts) {
    return {.member_push_option = member_push_option{.force_push_list = std::vector<text>(accounts, "bob")}};
}
message with_attachment(attachment a) { return {.message_attachment = std::move(a)}; }
custom_notification offline() { return {.send_to_online_user_only = false, .apns_text = "hi"}; }

struct row {
    std::string_view why;
    problems found;
    lines expected;
};

// One row a rule and degree, with its neighbour at the limit.
const row rows[] = {
    // Certificate names.
    {"32 characters", check(ios(unlooked<cert_name>(32))), {}},
    {"40 characters",
     check(ios(unlooked<cert_name>(40))),
     {"too_long apnsCername: 40 characters, at most 32: the login would fail with code 500"}},
    {"33 Chinese characters",
     check(ios(unlooked<cert_name>(33, "证"))),
     {"too_long apnsCername: 33 characters, at most 32: the login would fail with code 500"}},
    {"32 Chinese characters", check(ios(unlooked<cert_name>(32, "证"))), {}},
    {"empty is no finding", check(ios("")), {}},
    // The desktop's database key.
    {"a key of 32", check(windows(unlooked<desktop_database_key>(32))), {}},
    {"a key of 33",
     check(windows(unlooked<desktop_database_key>(33))),
     {"too_long databaseEncryptKey: 33 characters, at most 32"}},
    // Numbers.
    {"1,000 ms", check(android(1000)), {}},
    {"999 ms", check(android(999)), {"out_of_range fetchServerTimeInterval: 999, at least 1000"}},
    {"2 days", check(with_days(2)), {}},
    {"1 day", check(with_days(1)), {"out_of_range maximumLogDays: 1, at least 2"}},
    {"quality 0", check(with_quality(0)), {}},
    {"quality 100", check(with_quality(100)), {}},
    {"quality 101", check(with_quality(101)), {"out_of_range preloadImageQuality: 101, at most 100"}},
    {"quality -1", check(with_quality(-1)), {"out_of_range preloadImageQuality: -1, at least 0"}},
    {"scenes for ever", check(with_scenes(0)), {}},
    {"scenes with negative days", check(with_scenes(-7)), {"out_of_range nosSceneConfig.mine: -7 days, at least 0"}},
    // What is required.
    {"no app key", check(ios_sdk_options{}), {"missing appKey: missing: it is required"}},
    {"an empty one is there", check(ios_sdk_options{.common = {.app_key = ""}}), {}},
    {"no token", check(login_info{.account = "u"}), {"missing token: missing: it is required"}},
    {"no address",
     check(with_attachment(location_attachment{1, 2, nullptr})),
     {"missing messageAttachment.title: missing: it is required"}},
    // Push texts, in two degrees.
    {"200 bytes", check(pushed(unlooked<push_text>(200))), {}},
    {"201 bytes",
     check(pushed(unlooked<push_text>(201))),
     {"warning: too_long pushContent: 201 bytes, more than 200: the plugin's documents allow no more, newer "
      "ones do"}},
    {"67 Chinese characters in 201 bytes",
     check(pushed(unlooked<push_text>(67, "推"))),
     {"warning: too_long pushContent: 201 bytes, more than 200: the plugin's documents allow no more, newer "
      "ones do"}},
    {"500 characters",
     check(pushed(unlooked<push_text>(500))),
     {"warning: too_long pushContent: 500 bytes, more than 200: the plugin's documents allow no more, newer "
      "ones do"}},
    {"501 characters",
     check(pushed(unlooked<push_text>(501))),
     {"too_long pushContent: 501 characters, at most 500: NIM refuses the message"}},
    // Payloads.
    {"no payload", check(with_payload(nullptr)), {}},
    {"an empty payload", check(with_payload(free_map::empty_map())), {}},
    {"2,048 bytes", check(with_payload(payload(2048))), {}},
    {"2,049 bytes",
     check(with_payload(payload(2049))),
     {"too_long pushPayload: 2049 bytes as JSON, at most 2048: NIM refuses the message"}},
    {"bytes, not characters",
     check(with_payload({{"k", value(owned(700, "推"))}})),
     {"too_long pushPayload: 2108 bytes as JSON, at most 2048: NIM refuses the message"}},
    {"escapes count",
     check(with_payload({{"k", value(owned(1021, "\n"))}})),
     {"too_long pushPayload: 2050 bytes as JSON, at most 2048: NIM refuses the message"}},
    {"no JSON at all",
     check(with_payload({{"k", 0.0 / 0.0}})),
     {"not_representable pushPayload: JSON cannot carry this payload: the push would be lost"}},
    {"of a chatroom message",
     check(chatroom_message{.common = with_payload(payload(2049))}),
     {"too_long pushPayload: 2049 bytes as JSON, at most 2048: NIM refuses the message"}},
    // Forced pushes.
    {"100 accounts", check(forced(100)), {}},
    {"101 accounts",
     check(forced(101)),
     {"too_many memberPushOption.forcePushList: 101 accounts, at most 100: NIM answers 811"}},
    // Sizes of attachments.
    {"sizes of 0", check(with_attachment(image_attachment{.size = 0, .width = 0, .height = 0})), {}},
    {"negative ones, with the wire's keys",
     check(with_attachment(
         video_attachment{.size = number(-1), .duration = number(-2), .width = number(-3), .height = number(-4)})),
     {"out_of_range messageAttachment.size: -1, at least 0", "out_of_range messageAttachment.dur: -2, at least 0",
      "out_of_range messageAttachment.w: -3, at least 0", "out_of_range messageAttachment.h: -4, at least 0"}},
    // Custom notifications.
    {"for who is offline too", check(offline()), {}},
    {"for who is online, with a text for nothing",
     check(custom_notification{.apns_text = "hi"}),
     {"warning: out_of_range sendToOnlineUserOnly: true: nobody who is offline gets this, apnsText is for "
      "nothing"}},
    {"for who is online, without a text", check(custom_notification{}), {}},
    {"null is true there",
     check(custom_notification{.send_to_online_user_only = std::nullopt, .apns_text = "hi"}),
     {"warning: out_of_range sendToOnlineUserOnly: true: nobody who is offline gets this, apnsText is for "
      "nothing"}},
    {"a config with nulls",
     check(custom_notification{.config = custom_notification_config{}}),
     {"warning: null_value config.enablePush: null: iOS reads it as false and pushes nothing"}},
    {"a config with a switch",
     check(custom_notification{.config = custom_notification_config{.enable_push = false}}),
     {}},
    // Do not disturb.
    {"off, without times", check(push_no_disturb_config{}), {}},
    {"on, for ever", check(push_no_disturb_config{.enable = true}), {}},
    {"over midnight", check(push_no_disturb_config{true, "22:00", "07:30"}), {}},
    {"times that are none",
     check(push_no_disturb_config{true, "24:00", "7:30"}),
     {"warning: bad_character startTime: `24:00` is not HH:mm", "warning: bad_character endTime: `7:30` is not HH:mm"}},
    {"a start alone",
     check(push_no_disturb_config{true, "22:00", nullptr}),
     {"warning: missing endTime: null, but not the other time: iOS then ignores both"}},
    {"an end alone",
     check(push_no_disturb_config{true, nullptr, "07:30"}),
     {"warning: missing startTime: null, but not the other time: iOS then ignores both"}},
    {"one alone while it is off", check(push_no_disturb_config{false, "22:00", nullptr}), {}},
    {"a line end is shown as ?",
     check(push_no_disturb_config{true, "a\nb", "07:30"}),
     {"warning: bad_character startTime: `a?b` is not HH:mm"}},
    {"silent hours of Android's status bar",
     check(status_bar_notification_config{.down_time_begin = "22:00", .down_time_end = "x"}),
     {"warning: bad_character downTimeEnd: `x` is not HH:mm"}},
};

}  // namespace

TEST_CASE("one row a rule and degree, with its neighbour at the limit") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(lines_of(r.found) == r.expected);
        bool is_error = false;
        for (const std::string& line : r.expected) is_error = is_error || !line.starts_with("warning: ");
        CHECK(has_errors(r.found) == is_error);
    }
}

TEST_CASE("a whole finding") {
    const problems found = check(ios(unlooked<cert_name>(40)));
    REQUIRE(found.size() == 1);
    CHECK(found[0] ==
          problem{{errc::too_long, "apnsCername", "40 characters, at most 32: the login would fail with code 500"},
                  degree::error});
    CHECK(to_text(found[0].what) == "apnsCername: 40 characters, at most 32: the login would fail with code 500");
}

TEST_CASE("every problem, in the order of the fields, errors and warnings mixed") {
    ios_sdk_options options;
    options.common.auto_login_info = login_info{.account = "u"};
    options.apns_cername = unlooked<cert_name>(33);
    options.pk_cername = unlooked<cert_name>(34);
    options.max_upload_log_size = number(-1);
    options.maximum_log_days = ranged<2>::unchecked(0);
    options.common.nos_scene_config = *read_wire<nos_scenes>(value::map({{"a", -1}, {"b", -2}}));
    CHECK(lines_of(check(options)) ==
          lines{"missing appKey: missing: it is required", "missing autoLoginInfo.token: missing: it is required",
                "out_of_range nosSceneConfig.a: -1 days, at least 0",
                "out_of_range nosSceneConfig.b: -2 days, at least 0",
                "too_long apnsCername: 33 characters, at most 32: the login would fail with code 500",
                "too_long pkCername: 34 characters, at most 32: the login would fail with code 500",
                "out_of_range maxUploadLogSize: -1, at least 0", "out_of_range maximumLogDays: 0, at least 2"});

    message m = forced(101);
    m.message_attachment = file_attachment{.size = number(-1)};
    m.push_content = unlooked<push_text>(300);
    m.push_payload = payload(3000);
    CHECK(lines_of(check(m)) ==
          lines{"out_of_range messageAttachment.size: -1, at least 0",
                "too_long pushPayload: 3000 bytes as JSON, at most 2048: NIM refuses the message",
                "warning: too_long pushContent: 300 bytes, more than 200: the plugin's documents allow no "
                "more, newer ones do",
                "too_many memberPushOption.forcePushList: 101 accounts, at most 100: NIM answers 811"});

    custom_notification n{
        .apns_text = unlooked<push_text>(501), .push_payload = payload(2049), .config = custom_notification_config{}};
    CHECK(lines_of(check(n)) ==
          lines{"warning: out_of_range sendToOnlineUserOnly: true: nobody who is offline gets this, apnsText "
                "is for nothing",
                "too_long apnsText: 501 characters, at most 500: NIM refuses the message",
                "too_long pushPayload: 2049 bytes as JSON, at most 2048: NIM refuses the message",
                "warning: null_value config.enablePush: null: iOS reads it as false and pushes nothing"});
}

TEST_CASE("paths as on the wire, or with the names of the API") {
    message m = with_attachment(video_attachment{.duration = number(-2)});
    m.member_push_option = forced(101).member_push_option;
    const flutter_channel::send_message call{m};
    CHECK(lines_of(check(call)) ==  // on the wire the message's keys stand in the call's map
          lines{"out_of_range messageAttachment.dur: -2, at least 0",
                "too_many memberPushOption.forcePushList: 101 accounts, at most 100: NIM answers 811"});
    CHECK(lines_of(check<schema::spelling::api>(call)) ==
          lines{"out_of_range message.messageAttachment.duration: -2, at least 0",
                "too_many message.memberPushOption.forcePushList: 101 accounts, at most 100: NIM answers 811"});

    const flutter_channel::initialize<ios_sdk_options> initialize{ios(unlooked<cert_name>(33))};
    CHECK(lines_of(check(initialize)) ==
          lines{"too_long apnsCername: 33 characters, at most 32: the login would fail with code 500"});
    CHECK(lines_of(check<schema::spelling::api>(initialize)) ==
          lines{"too_long options.apnsCername: 33 characters, at most 32: the login would fail with code 500"});

    const android_sdk_options vendors{.common = {.app_key = "k"},
                                      .notification_config = status_bar_notification_config{.down_time_begin = "x"}};
    CHECK(lines_of(check<schema::spelling::api>(flutter_channel::initialize<android_sdk_options>{vendors})) ==
          lines{"warning: bad_character options.notificationConfig.downTimeBegin: `x` is not HH:mm"});
}

TEST_CASE("calls have limits of their own: payloads of revokes and quick comments, sizes of builders") {
    CHECK(lines_of(check(flutter_channel::revoke_message{.push_payload = payload(2049)})) ==
          lines{"too_long pushPayload: 2049 bytes as JSON, at most 2048: NIM refuses the message"});
    CHECK(lines_of(check(flutter_channel::add_quick_comment{
              .ext = "e", .push_title = "t", .push_content = "c", .push_payload = payload(2049)})) ==
          lines{"too_long pushPayload: 2049 bytes as JSON, at most 2048: NIM refuses the message"});
    flutter_channel::create_video_message video{.session_id = "bob", .file_path = "/a.mp4", .display_name = "a"};
    CHECK(check(video).empty());
    video.width = number(-1);
    video.display_name = nullptr;
    CHECK(lines_of(check<schema::spelling::api>(video)) ==
          lines{"out_of_range width: -1, at least 0", "missing displayName: missing: it is required"});
}

TEST_CASE("no more than 100 findings, however much is wrong") {
    const std::vector<location_attachment> places(150, location_attachment{0, 0, nullptr});
    CHECK(check(places).size() == 100);
    CHECK(lines_of(check(places)).front() == "missing [0].title: missing: it is required");
}

TEST_CASE("check() runs while compiling") {
    constexpr bool fine = [] {
        return check(push_no_disturb_config{true, "22:00", "07:30"}).empty() &&
               check(push_no_disturb_config{true, "22:00", "7:30"}).size() == 1;
    }();
    static_assert(fine);
    CHECK(fine);
}
