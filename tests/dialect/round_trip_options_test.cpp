// Options of all four platforms through both codecs and back, with every field set and with none.

#include <nimpush/dialect/flutter_channel/sdk_options.hpp>

#include "../support/full_models.hpp"
#include "../support/round_trip.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
using test::check_all_set;
using test::check_api;
using test::check_round_trips;
using test::check_wires;

template <class Options> Options none() { return {.common = {.app_key = ""}}; }  // null is no key

constexpr plugin::plugin_version v1_7_7{1, 7, 7};

/// iOS and the desktop take cdnTrackInterval, misspelt, and never write it.
template <class Options> Options without_interval(Options options) {
    options.common.cdn_track_interval = std::nullopt;
    return options;
}

}  // namespace

TEST_CASE("Android's options lose nothing") {
    check_all_set(test::full_android_options(), v1_7_7);
    check_round_trips(test::full_android_options());
    check_round_trips(none<android_sdk_options>());
}

TEST_CASE("iOS's options lose cdnTrackInterval on the wire") {
    check_all_set(test::full_ios_options(), v1_7_7);
    check_wires(test::full_ios_options(), without_interval(test::full_ios_options()));
    check_api(test::full_ios_options(), test::full_ios_options());
    check_round_trips(none<ios_sdk_options>());
}

TEST_CASE("the options of Windows do too") {
    check_all_set(test::full_windows_options());
    check_wires(test::full_windows_options(), without_interval(test::full_windows_options()));
    check_api(test::full_windows_options(), test::full_windows_options());
    check_round_trips(none<windows_sdk_options>());
}

TEST_CASE("and those of macOS") {
    check_all_set(test::full_macos_options());
    check_wires(test::full_macos_options(), without_interval(test::full_macos_options()));
    check_api(test::full_macos_options(), test::full_macos_options());
    check_round_trips(none<macos_sdk_options>());
}

TEST_CASE("the parts of options") {
    check_all_set(test::full_login());
    check_round_trips(test::full_login());
    check_round_trips(login_info{.account = "", .token = ""});
    check_all_set(test::full_server_config());
    check_round_trips(test::full_server_config());
    check_round_trips(server_config{});
    check_round_trips(server_config{.nos_download_set = std::vector<text>{}});
    check_all_set(*test::full_android_options().mix_push_config, v1_7_7);
    check_round_trips(*test::full_android_options().mix_push_config);
    check_round_trips(mix_push_config{});
    check_all_set(*test::full_android_options().notification_config, v1_7_7);
    check_round_trips(*test::full_android_options().notification_config);
    check_round_trips(status_bar_notification_config{});
    check_round_trips(nos_scenes({{"", 0}, {"mine", 7}}));
    check_round_trips(nos_scenes({}));
}
