#include <nimpush/dialect/flutter_channel/sdk_options.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include <nimpush/wire/json_writer.hpp>

#include "../../support/faults.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
using test::lines;

constexpr ios_sdk_options ios{
    .common = {.app_key = "45c6af3c98409b18a84451215d0bdd6e",
               .sdk_root_dir = "/var/mobile/NIMFlutter",
               .should_sync_unread_count = true},
    .apns_cername = "ENTERPRISE",
};
// Example E1 of docs/facts/flutter_channel.md, Examples; without extras and serviceName.
constexpr std::string_view ios_json =
    R"({"appKey":"45c6af3c98409b18a84451215d0bdd6e","sdkRootDir":"/var/mobile/NIMFlutter","customClientType":null,)"
    R"("enableDatabaseBackup":null,"loginCustomTag":null,"shouldSyncUnreadCount":true,)"
    R"("shouldConsiderRevokedMessageUnreadCount":null,"enableTeamMessageReadReceipt":null,)"
    R"("shouldTeamNotificationMessageMarkUnread":null,"enableAnimatedImageThumbnail":null,)"
    R"("enablePreloadMessageAttachment":null,"shouldSyncStickTopSessionInfos":null,)"
    R"("enableReportLogAutomatically":null,"useAssetServerAddressConfig":null,"enableFcs":true,)"
    R"("nosSceneConfig":null,"serverConfig":null,)"
    R"("apnsCername":"ENTERPRISE","pkCername":null,"disableTraceroute":null,"maxUploadLogSize":null,)"
    R"("enableFetchAttachmentAutomaticallyAfterReceivingInChatroom":null,"enableFileProtectionNone":null,)"
    R"("enabledHttpsForInfo":null,"enabledHttpsForMessage":null,"maxAutoLoginRetryTimes":null,)"
    R"("maximumLogDays":null,"disableReconnectInBackgroundState":null,"enableTeamReceipt":null,)"
    R"("enableFileQuickTransfer":null,"enableAsyncLoadRecentSession":null,"linkQuickSwitch":null,)"
    R"("enabledQChatMessageCache":null})";

constexpr android_sdk_options android{
    .common = {.app_key = "45c6af",
               .auto_login_info = login_info{.account = "u1", .token = "t"},
               .nos_scene_config = {{"defaultIm", 0}, {"myScene", 7}}},
    .custom_push_content_type = "Hidden",
    .mix_push_config = mix_push_config{.xm_app_id = "28820",
                                       .xm_app_key = "52820",
                                       .xm_certificate_name = "XM_CERT",
                                       .hw_app_id = "1011",
                                       .hw_certificate_name = "HW_CERT",
                                       .fcm_certificate_name = "FCM_CERT",
                                       .vivo_certificate_name = "VIVO_CERT",
                                       .oppo_app_id = "30",
                                       .oppo_app_key = "k",
                                       .oppo_app_secret = "s",
                                       .oppo_certificate_name = "OPPO_CERT"},
    .notification_config = status_bar_notification_config{.down_time_toggle = true,
                                                          .down_time_begin = "22:00",
                                                          .down_time_end = "07:30",
                                                          .notification_entrance_class_name = "com.x.MainActivity"},
};
// Example E2.
constexpr std::string_view android_json =
    R"({"appKey":"45c6af","sdkRootDir":null,"customClientType":null,"cdnTrackInterval":null,)"
    R"("enableDatabaseBackup":null,"loginCustomTag":null,"shouldSyncUnreadCount":null,)"
    R"("shouldConsiderRevokedMessageUnreadCount":null,"enableTeamMessageReadReceipt":null,)"
    R"("shouldTeamNotificationMessageMarkUnread":null,"enableAnimatedImageThumbnail":null,)"
    R"("enablePreloadMessageAttachment":null,"shouldSyncStickTopSessionInfos":null,)"
    R"("enableReportLogAutomatically":null,"useAssetServerAddressConfig":null,)"
    R"("autoLoginInfo":{"account":"u1","token":"t","authType":0,"loginExt":null,"customClientType":null},)"
    R"("nosSceneConfig":{"defaultIm":0,"myScene":7},"serverConfig":null,)"
    R"("improveSDKProcessPriority":true,"preLoadServers":true,"reducedIM":false,"enableFcs":true,)"
    R"("checkManifestConfig":false,"disableAwake":false,"fetchServerTimeInterval":2000,)"
    R"("customPushContentType":"Hidden","databaseEncryptKey":null,"thumbnailSize":350,)"
    R"("mixPushConfig":{"KEY_XM_APP_ID":"28820","KEY_XM_APP_KEY":"52820","KEY_XM_CERTIFICATE_NAME":"XM_CERT",)"
    R"("KEY_HW_APP_ID":"1011","KEY_HW_CERTIFICATE_NAME":"HW_CERT","KEY_MZ_APP_ID":null,"KEY_MZ_APP_KEY":null,)"
    R"("KEY_MZ_CERTIFICATE_NAME":null,"KEY_FCM_CERTIFICATE_NAME":"FCM_CERT","KEY_VIVO_CERTIFICATE_NAME":"VIVO_CERT",)"
    R"("KEY_OPPO_APP_ID":"30","KEY_OPPO_APP_KEY":"k","KEY_OPPO_APP_SERCET":"s",)"
    R"("KEY_OPPO_CERTIFICATE_NAME":"OPPO_CERT","KEY_AUTO_SELECT_PUSH_TYPE":false,"KEY_HONOR_CERTIFICATE_NAME":null},)"
    R"("notificationConfig":{"ring":true,"notificationSound":null,"vibrate":true,"ledARGB":null,"ledOnMs":null,)"
    R"("ledOffMs":null,"hideContent":false,"downTimeToggle":true,"downTimeBegin":"22:00","downTimeEnd":"07:30",)"
    R"("downTimeEnableNotification":true,"notificationEntranceClassName":"com.x.MainActivity",)"
    R"("titleOnlyShowAppName":false,"notificationFoldStyle":"all","notificationColor":null,"showBadge":true,)"
    R"("customTitleWhenTeamNameEmpty":null,"notificationExtraType":"message"},)"
    R"("enabledQChatMessageCache":false})";

// The part that the desktops share with iOS, all null.
constexpr std::string_view desktop_head =
    R"({"appKey":"k","sdkRootDir":null,"customClientType":null,)"
    R"("enableDatabaseBackup":null,"loginCustomTag":null,"shouldSyncUnreadCount":null,)"
    R"("shouldConsiderRevokedMessageUnreadCount":null,"enableTeamMessageReadReceipt":null,)"
    R"("shouldTeamNotificationMessageMarkUnread":null,"enableAnimatedImageThumbnail":null,)"
    R"("enablePreloadMessageAttachment":null,"shouldSyncStickTopSessionInfos":null,)"
    R"("enableReportLogAutomatically":null,"nosSceneConfig":null,)"
    R"("databaseEncryptKey":null,"preloadImageQuality":null,"preloadImageResize":null,)"
    R"("preloadImageNameTemplate":null,"maxAutoLoginRetryTimes":0,"enabledHttps":true,)"
    R"("shouldVchatMissMessageMarkUnread":false,"enableClientAntispam":false,"needUpdateLbsBeforeRelogin":false,)";

/// Options as 1.7.7 has them; none in particular would have the keys of later versions too.
template <class Options> constexpr schema::as_spoken<Options> of_1_7_7(const Options& all) { return {all, {1, 7, 7}}; }

// Rendered while compiling: options are constant expressions, and so is their JSON.
template <std::size_t N> constexpr std::string_view view(const std::array<char, N>& chars) { return {chars.data(), N}; }
constexpr auto rendered_ios = render<[] { return of_1_7_7(ios); }>();
static_assert(view(rendered_ios) == ios_json);
constexpr auto rendered_login = render<[] { return *android.common.auto_login_info; }>();
static_assert(view(rendered_login) ==
              R"({"account":"u1","token":"t","authType":0,"loginExt":null,"customClientType":null})");

template <class Options> lines faults(std::initializer_list<value::member> more) {
    value v = value::map({{"appKey", "k"}});
    for (const value::member& one : more) v.append(one.key, one.val);
    return test::faults_of_parameters<Options>(v);
}
std::string of_size(std::size_t n) { return std::string(n, 'x'); }
value owned(const std::string& s) { return text::from(s).value(); }

}  // namespace

TEST_CASE("iOS: all 33 keys in wire order, as in example E1") {
    CHECK(test::json_of<schema::spelling::wire>(of_1_7_7(ios)) == ios_json);
}

TEST_CASE("iOS: autoLoginInfo is the only key that a null leaves out") {
    ios_sdk_options logs_in = ios;
    logs_in.common.auto_login_info = login_info{.account = "u1", .token = "t"};
    std::string expected(ios_json);
    expected.insert(
        expected.find(R"("nosSceneConfig")"),
        R"("autoLoginInfo":{"account":"u1","token":"t","authType":0,"loginExt":null,"customClientType":null},)");
    CHECK(test::json_of<schema::spelling::wire>(of_1_7_7(logs_in)) == expected);
}

TEST_CASE("Android: all 31 keys in wire order, as in example E2, with vendors and notifications") {
    CHECK(test::json_of<schema::spelling::wire>(of_1_7_7(android)) == android_json);
}

TEST_CASE("Windows and macOS: the same head, other defaults and keys behind") {
    const windows_sdk_options windows{.common = {.app_key = "k"}};
    CHECK(test::json_of<schema::spelling::wire>(windows) ==
          std::string(desktop_head) + R"("useAssetServerConfig":null})");
    const macos_sdk_options macos{.common = {.app_key = "k"}};
    CHECK(test::json_of<schema::spelling::wire>(macos) ==
          std::string(desktop_head) +
              R"("pushCertName":null,"pushToken":null,"enableAppNap":false,"useAssetServerConfig":false})");
}

TEST_CASE("a private deployment: all 23 keys, always, with its defaults") {
    CHECK(test::json_of<schema::spelling::wire>(server_config{.lbs = "l", .nos_download_set = {{"a", "b"}}}) ==
          R"({"module":null,"publicKeyVersion":0,"lbs":"l","defaultLink":null,"nosUploadLbs":null,)"
          R"("nosUploadDefaultLink":null,"nosUpload":null,"nosSupportHttps":true,"nosDownloadUrlFormat":null,)"
          R"("nosDownload":null,"nosAccess":null,"negoKeyNeca":"rsa","negoKeyEncaKeyVersion":null,)"
          R"("negoKeyEncaKeyParta":null,"negoKeyEncaKeyPartb":null,"commEnca":"rc4","linkIpv6":null,)"
          R"("ipProtocolVersion":"ipv4","probeIpv4Url":null,"probeIpv6Url":null,"handshakeType":"v1",)"
          R"("nosCdnEnable":true,"nosDownloadSet":["a","b"]})");
}

TEST_CASE("cdnTrackInterval: written on Android, taken misspelt and lost elsewhere") {
    const value misspelt = value::map({{"appKey", "k"}, {"cndTrackInterval", 5}});
    const value well_spelt = value::map({{"appKey", "k"}, {"cdnTrackInterval", 5}});

    const auto on_ios = test::from_parameters<ios_sdk_options>(misspelt);
    CHECK(on_ios.common.cdn_track_interval == 5);
    CHECK(test::json_of<schema::spelling::wire>(on_ios).find("TrackInterval") == std::string::npos);
    CHECK(test::from_parameters<windows_sdk_options>(misspelt).common.cdn_track_interval == 5);
    CHECK(test::from_parameters<macos_sdk_options>(misspelt).common.cdn_track_interval == 5);
    const auto on_android = test::from_parameters<android_sdk_options>(well_spelt);
    CHECK(test::json_of<schema::spelling::wire>(on_android).find(R"("cdnTrackInterval":5)") != std::string::npos);

    CHECK(test::faults_of_parameters<ios_sdk_options>(well_spelt) ==
          lines{"unknown_key cdnTrackInterval: there is no such parameter: `cndTrackInterval` was likely meant"});
    CHECK(test::faults_of_parameters<android_sdk_options>(misspelt) ==
          lines{"unknown_key cndTrackInterval: there is no such parameter: `cdnTrackInterval` was likely meant"});
}

TEST_CASE("each platform has its own parameters") {
    const auto unknown = [](const char* name) {
        return lines{std::string("unknown_key ") + name + ": there is no such parameter"};
    };
    CHECK(faults<android_sdk_options>({{"apnsCername", "A"}}) == unknown("apnsCername"));
    CHECK(faults<macos_sdk_options>({{"apnsCername", "A"}}) == unknown("apnsCername"));
    CHECK(faults<windows_sdk_options>({{"pushCertName", "A"}}) == unknown("pushCertName"));
    CHECK(faults<ios_sdk_options>({{"databaseEncryptKey", "A"}}) == unknown("databaseEncryptKey"));
    CHECK(faults<windows_sdk_options>({{"enableFcs", true}}) == unknown("enableFcs"));
    CHECK(faults<macos_sdk_options>({{"serverConfig", nullptr}}) == unknown("serverConfig"));
    CHECK(faults<android_sdk_options>({{"mixPushConfig", value::map({{"KEY_XM_APP_ID", "1"}})}}) ==
          unknown("mixPushConfig.KEY_XM_APP_ID"));
}

TEST_CASE("each documented limit at run time: at the limit nothing, behind it the whole message") {
    struct row {
        std::string_view why;
        lines found;
        lines expected;
    };
    const row rows[] = {
        {"a certificate of 32", faults<ios_sdk_options>({{"apnsCername", owned(of_size(32))}}), {}},
        {"of 33",
         faults<ios_sdk_options>({{"apnsCername", owned(of_size(33))}}),
         {"too_long apnsCername: 33 characters, at most 32: the login would fail with code 500"}},
        {"of PushKit",
         faults<ios_sdk_options>({{"pkCername", owned(of_size(40))}}),
         {"too_long pkCername: 40 characters, at most 32: the login would fail with code 500"}},
        {"of macOS",
         faults<macos_sdk_options>({{"pushCertName", owned(of_size(33))}}),
         {"too_long pushCertName: 33 characters, at most 32: the login would fail with code 500"}},
        {"characters, not bytes",
         faults<ios_sdk_options>({{"apnsCername", "证书证书证书证书证书证书证书证书证书证书证书"}}),
         {}},
        {"a key of 32", faults<windows_sdk_options>({{"databaseEncryptKey", owned(of_size(32))}}), {}},
        {"of 33",
         faults<windows_sdk_options>({{"databaseEncryptKey", owned(of_size(33))}}),
         {"too_long databaseEncryptKey: 33 characters, at most 32"}},
        {"Android's key has no limit", faults<android_sdk_options>({{"databaseEncryptKey", owned(of_size(33))}}), {}},
        {"2 log days", faults<ios_sdk_options>({{"maximumLogDays", 2}}), {}},
        {"1", faults<ios_sdk_options>({{"maximumLogDays", 1}}), {"out_of_range maximumLogDays: 1, at least 2"}},
        {"a log size of 0", faults<ios_sdk_options>({{"maxUploadLogSize", 0}}), {}},
        {"of -1",
         faults<ios_sdk_options>({{"maxUploadLogSize", -1}}),
         {"out_of_range maxUploadLogSize: -1, at least 0"}},
        {"1,000 ms", faults<android_sdk_options>({{"fetchServerTimeInterval", 1000}}), {}},
        {"999 ms",
         faults<android_sdk_options>({{"fetchServerTimeInterval", 999}}),
         {"out_of_range fetchServerTimeInterval: 999, at least 1000"}},
        {"a thumbnail of 0", faults<android_sdk_options>({{"thumbnailSize", 0}}), {}},
        {"of -1", faults<android_sdk_options>({{"thumbnailSize", -1}}), {"out_of_range thumbnailSize: -1, at least 0"}},
        {"quality 0", faults<windows_sdk_options>({{"preloadImageQuality", 0}}), {}},
        {"quality 100", faults<macos_sdk_options>({{"preloadImageQuality", 100}}), {}},
        {"quality 101",
         faults<macos_sdk_options>({{"preloadImageQuality", 101}}),
         {"out_of_range preloadImageQuality: 101, at most 100"}},
        {"quality -1",
         faults<windows_sdk_options>({{"preloadImageQuality", -1}}),
         {"out_of_range preloadImageQuality: -1, at least 0"}},
        {"a size", faults<windows_sdk_options>({{"preloadImageResize", "100x50"}}), {}},
        {"no size",
         faults<windows_sdk_options>({{"preloadImageResize", "100*50"}}),
         {"bad_character preloadImageResize: not like 100x50"}},
        {"all nulls",
         faults<ios_sdk_options>({{"apnsCername", nullptr}, {"maximumLogDays", nullptr}, {"nosSceneConfig", nullptr}}),
         {}},
        {"no null for an int",
         faults<android_sdk_options>({{"thumbnailSize", nullptr}}),
         {"null_value thumbnailSize: null, which it cannot be"}},
        {"nor for a bool",
         faults<ios_sdk_options>({{"enableFcs", nullptr}}),
         {"null_value enableFcs: null, which it cannot be"}},
        {"an enumerator by its name",
         faults<android_sdk_options>({{"notificationConfig", value::map({{"notificationFoldStyle", "ALL"}})}}),
         {"bad_enumerator notificationConfig.notificationFoldStyle: `ALL` is none of all, expand, contact"}},
        {"not by its number",
         faults<ios_sdk_options>({{"serverConfig", value::map({{"negoKeyNeca", 1}})}}),
         {"wrong_type serverConfig.negoKeyNeca: a whole number, must be the name of an enumerator"}},
        {"a list of texts",
         faults<ios_sdk_options>({{"serverConfig", value::map({{"nosDownloadSet", value::list({"a", 1, nullptr})}})}}),
         {"wrong_type serverConfig.nosDownloadSet[1]: a whole number, must be a text",
          "wrong_type serverConfig.nosDownloadSet[2]: null, must be no null"}},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(r.found == r.expected);
    }
}

TEST_CASE("appKey is required, and not as null") {
    CHECK(test::faults_of_parameters<ios_sdk_options>(value::map()) ==
          lines{"missing appKey: missing: it is required"});
    CHECK(test::faults_of_parameters<macos_sdk_options>(value::map({{"appKey", nullptr}})) ==
          lines{"null_value appKey: null, which it cannot be"});
    CHECK(test::faults_of_parameters<android_sdk_options>(value::list()) == lines{"wrong_type a list, must be a map"});
}

TEST_CASE("a Set of Dart has each text once, at its first place") {
    const server_config made{.lbs = "l", .nos_download_set = {{"b", "a", "b", "", "a", "c", ""}}};
    CHECK(test::json_of<schema::spelling::wire>(made).find(R"("nosDownloadSet":["b","a","","c"])") !=
          std::string::npos);
    const auto read = read_parameters<server_config>(value::map({{"nosDownloadSet", value::list({"b", "a", "b"})}}));
    CHECK(read.made.nos_download_set == plugin::text_set{"b", "a"});
}

TEST_CASE("options are regular: copies are equal and independent") {
    ios_sdk_options copy = ios;
    CHECK(copy == ios);
    copy.apns_cername = cert_name::from("another").value();
    CHECK(copy != ios);
    CHECK(ios.apns_cername == "ENTERPRISE");
    CHECK(android_sdk_options{} == android_sdk_options{});
    CHECK(android_sdk_options{} != android);
}
