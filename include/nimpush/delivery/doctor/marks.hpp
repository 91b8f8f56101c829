#pragma once

// What NIM's SDKs, the phones, app servers and Apple write where something happens that bears on push.
//
// A row is words; polarity, quoting and codes are read by recognise.hpp for all of them alike.

#include <cstdint>
#include <string_view>

#include <nimpush/delivery/diagnosis/known_failures.hpp>
#include <nimpush/delivery/doctor/kinds.hpp>
#include <nimpush/delivery/rule.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace doctor {
namespace detail {

/// The texts of the failure that a rule of `nimpush explain` explains, so that both know the same words.
constexpr std::string_view texts_of(rule which) noexcept {
    std::string_view longest;
    for (const known_failure& row : known_failures)
        if (row.rule.has_value() && *row.rule == which && row.texts.size() > longest.size()) longest = row.texts;
    return longest;
}

/// Words of a line, and what they tell.
struct mark {
    event_kind kind = event_kind::note;
    std::string_view texts{};   // any of these, not denied
    std::string_view beside{};  // and one of these; empty: whatever
    std::string_view unless{};  // and none of these
    cause hint = cause::cannot_know;
};

inline constexpr std::string_view nims =
    "nim|nimsdk|NIMCore|nim_core|im|yunxin|云信|netease|网易|NimLog|V2NIM|IM登录|NimClient|NimConfig|NimService|NimApi";
inline constexpr std::string_view no_phone = "HTTP|GET /|POST /|PUT /|http/access|AccessLog|statusCode";

// clang-format off
/// In this order: the first that fits a line decides.
inline constexpr mark marks[] = {
    // the build and its upload, App Store Connect
    {event_kind::console_config, "ITMS-90046|value 'development' for key 'aps-environment'|value development for key aps-environment|value 'production' for key 'aps-environment'|value for the aps-environment entitlement|doesn't match the entitlements file's value for the aps-environment|doesn't include the aps-environment entitlement|does not match the entitlements file's value for the aps-environment|doesn't support the aps-environment|profile's aps-environment", {}, {}, cause::profile_environment},
    // UIApplicationDelegate and its errors
    {event_kind::token_failed, "no valid aps-environment entitlement|no valid 'aps-environment' entitlement|no valid \"aps-environment\" entitlement|no valid “aps-environment” entitlement|aps-environment entitlement string not found|未找到应用程序的“aps-environment”|未找到应用程序的aps-environment|未找到应用的“aps-environment”|NSCocoaErrorDomain Code=3000|Missing Push Notification Entitlement|missing the aps-environment|missing entitlement aps-environment|lacks the aps-environment|without aps-environment", {}, "ITMS-90078", cause::no_entitlement},
    {event_kind::token_failed, "not supported in the simulator|NSCocoaErrorDomain Code=3010|REMOTE_NOTIFICATION_SIMULATOR_NOT_SUPPORTED_NSERROR_DESCRIPTION|模拟器不支持远程通知|模拟器不支持推送|模拟器无法注册|不支持模拟器", {}, {}, cause::simulator},
    // vendors on Android
    {event_kind::token_failed, "certificate fingerprint error|fingerprint error|fingerprint mismatch|fingerprint not match|CERTIFICATE_FINGERPRINT_ERROR|ApiException: 6003|exception 6003|exception: 6003|code 6003|code: 6003|code=6003|errorCode=6003|907135702|907135703|证书指纹错误|指纹不匹配|指纹校验失败|SHA-256 fingerprint is not|SHA256 fingerprint is not|DEVELOPER_ERROR", "hms|honor|huawei|token|push|HmsInstanceId|HmsMessageService|HonorPush|MixPush|华为|荣耀|推送|ApiException|gms", "pinned|fingerprint ok|ssl certificate", cause::vendor_fingerprint},
    {event_kind::token_failed, "HMS Core is not installed|HMS Core not installed|HMS is not installed|HMS not installed|HMS_CORE not installed|HMS Core (APK) is not installed|HMS Core APK not found|HMS Core is missing|no HMS Core|HMS unavailable|HMS is unavailable|HMS not available|HMS is not available|HMS Core not found|HMS Core version is too old|HMS Core version too old|HMS Core is too old|hms too old|update HMS Core|HMS Core needs update|HMS Core needs to be updated|HMS update required|HMS Core update required|HMS Core (APK) out of date|907135003|907135004|未安装 HMS|未安装HMS|HMS Core 未安装|HMS 未安装|没有安装 HMS|没有安装HMS|HMS Core 版本过低|HMS 版本过低|HMS版本过低|Google Play services missing|Google Play services is missing|Google Play services are missing|Google Play services is not installed|Google Play services not installed|Google Play services out of date|Google Play Store is missing|Google Play services not available|Google Play services are not available|Google Play services is not available|GooglePlayServicesNotAvailableException|GooglePlayServices not available|GooglePlayServicesUtil: Google Play|requires Google Play services|without Google Play services|MISSING_INSTANCEID_SERVICE|SERVICE_MISSING|SERVICE_VERSION_UPDATE_REQUIRED|isHuaweiMobileServicesAvailable~1|isHuaweiMobileServicesAvailable~2|isHuaweiMobileServicesAvailable~3|isHuaweiMobileServicesAvailable~9|isGooglePlayServicesAvailable~1|isGooglePlayServicesAvailable~2|isGooglePlayServicesAvailable~3|isGooglePlayServicesAvailable~9|谷歌服务不可用|没有谷歌服务", {}, "map|maps|location|ads|analytics|scan kit|ML Kit|signin|sign-in|iap|pay", cause::hms_missing},
    {event_kind::token_failed, "not installed|is missing|missing|too old|too low|outdated|lower than|unavailable|not available|update required|needs update|needs to be updated|must be updated|not found|未安装|没有安装|版本过低|版本太低|版本低于|低于|需要升级|需要更新|缺失", "HMS Core|HMSCore|HmsCore|HMS|Google Play services|GooglePlayServices|play services|GMS|华为移动服务|谷歌服务|谷歌框架|Honor push service|荣耀推送服务", "map|maps|location|ads|analytics|scan|ML Kit|signin|sign-in|iap|pay|game|account kit|crash|http|wallet", cause::hms_missing},
    {event_kind::token_failed, "aps-environment", "didFailToRegister|failed to register|fail to register|register for remote notifications|注册远程|推送注册失败|3000", "aps-environment=development|aps-environment=production|aps-environment: ", cause::no_entitlement},
    {event_kind::token_failed, "simulator|模拟器", "didFailToRegister|failed to register|fail to register|remote notifications|远程通知|推送注册失败|3010|device token|push token", "", cause::simulator},
    {event_kind::token_failed, "didFailToRegisterForRemoteNotificationsWithError|fail to register for remote notifications|failed to register for remote notifications|register for remote notifications failed|注册远程推送失败|注册推送失败|APNs registration failed|apns register failed|query token with exception|get token failed|getToken failed|get push token failed|getToken error|token request failed|获取推送 token 失败|获取推送token失败|获取厂商 token 失败|获取 token 失败|获取token失败|onTokenError|onNewTokenError|register push failed|push register failed|on token: null|on token=null|onToken~null|token=null", {}, "login|key=null", cause::cannot_know},
    // what is handed over to NIM
    {event_kind::token_got, "didRegisterForRemoteNotificationsWithDeviceToken|onNewToken|onTokenSuccess|on token: |on token=|on token type|onToken|获取到设备令牌|拿到 deviceToken|获取到 deviceToken|获取到deviceToken|got device token|received device token|received apns token|apns token received|device token received|registered for remote notifications", {}, "implement|not called|未调用|没有调用|updateApnsToken|swizzl"},
    // permission
    {event_kind::permission_denied, "alerts disabled by settings|notification not delivered|notifications are not allowed|Notifications are not allowed for this application|UNErrorDomain Code=1|notifications disabled by user|notifications disabled|notification permission denied|notification permission: denied|notification permission=denied|notifications denied|push permission denied|permission denied by user|user denied notification|user denied notifications|authorizationStatus=denied|authorizationStatus: denied|authorizationStatus denied|authorizationStatus=1|authorizationStatus: 1|authorizationStatus=UNAuthorizationStatusDenied|UNAuthorizationStatusDenied|UNAuthorizationStatus.denied|AuthorizationStatus.denied|PermissionStatus.denied|PermissionStatus.permanentlyDenied|areNotificationsEnabled=false|areNotificationsEnabled: false|areNotificationsEnabled() = false|areNotificationsEnabled -> false|areNotificationsEnabled false|notificationsEnabled=false|notificationsEnabled: false|Suppressing notification|suppressed by user|importance=NONE|importance=IMPORTANCE_NONE|IMPORTANCE_NONE|alertSetting=disabled|alertSetting: disabled|POST_NOTIFICATIONS denied|POST_NOTIFICATIONS: denied|POST_NOTIFICATIONS result=denied|POST_NOTIFICATIONS -> DENIED|通知权限未开启|通知权限被拒绝|通知权限：关闭|通知权限已关闭|用户关闭了通知|用户拒绝了通知|用户未允许通知|未授予通知权限|通知已被用户关闭|通知开关：关|通知权限：拒绝", {}, "camera|microphone|location|photo|contacts|相机|麦克风|位置|相册|bluetooth"},
    // logins, by name of the SDK's
    {event_kind::kicked_out, {}, {}, {}},  // its texts are those of the rule: see kick_texts
    {event_kind::logged_out, "[login : logout|[login] logout|onLogout|logout success|logout succeeded|logout done|logout ok|logged out|didLogout|用户退出登录|退出登录成功|已退出登录|登出成功|已登出|主动登出|user tapped logout|logout code=200|logout: code=200|logout:completion|logout completion|NIM logout|nim logout|im logout|V2NIM_LOGIN_STATUS_LOGOUT", {}, "POST /|GET /|not logged out|before logout|if |confirm|dialog|cancel|cancelled|button shown|wechat|alipay|statusCode|audit:|other account"},
    // where the app is
    {event_kind::background, "applicationDidEnterBackground|sceneDidEnterBackground|didEnterBackground|enter background|entered background|enters background|AppLifecycleState.paused|AppLifecycleState.hidden|app background=true|background=true|onAppBackground|onBackground|on background|app in background|app to background|moved to background|ProcessLifecycleOwner ON_STOP|onEnterBackground|app went to background|进入后台|切到后台|退到后台|切换到后台", {}, "reason=enter background|GC freed|task|fetch|connection closed|since|disconnect|refresh|thread|concurrent|music|audio"},
    {event_kind::foreground, "applicationDidBecomeActive|applicationWillEnterForeground|sceneDidBecomeActive|sceneWillEnterForeground|willEnterForeground|didBecomeActive|enter foreground|entered foreground|AppLifecycleState.resumed|app background=false|onAppForeground|onForeground|on foreground|app in foreground|app to foreground|onEnterForeground|app went to foreground|进入前台|回到前台|切到前台|切换到前台|ProcessLifecycleOwner ON_START", {}, "service|startForeground|isForeground=true|priority"},
    {event_kind::killed, "applicationWillTerminate|AppLifecycleState.detached|onTaskRemoved|swiped away|swiped up and killed|app killed|app terminated|killed by user|被用户杀死|杀掉进程|进程被杀|应用被杀|杀进程|Killing|has died|Force stopping|force-stopped|force stop|jetsam|memorystatus: killing|am_kill|am_proc_died|Process terminated by", {}, "Killing connection|Killing query|killing session|Killing process group|idle connection|query"},
    // NIM's own connection
    {event_kind::disconnected, "onDisconnect|connection closed by client|connection closed|link closed|link disconnected|link broken|connection lost|NET_BROKEN|netBroken|disconnected from nim|长连接断开|连接断开|V2NIM_CONNECT_STATUS_DISCONNECTED|kNIMLoginStepLoseConnection|LoseConnection", "nim|nimsdk|link|lbs|长连接|status|云信|V2NIM|LinkKeeper|[link", "websocket|[ws]|mysql|redis|price feed|kafka|http"},
    {event_kind::connected, "connected, relogin|relogin code=200|link connected|connected to nim|reconnected|onConnected|长连接已连接|长连接建立|重连成功|V2NIM_CONNECT_STATUS_CONNECTED|link up|connect success", "nim|nimsdk|link|lbs|长连接|云信|V2NIM|LinkKeeper|[link", "websocket|[ws]|mysql|redis|price feed|kafka|disconnected"},
    // messages at the receiver
    {event_kind::message_received, "onRecvMessages|onReceiveMessages|MsgServiceObserve|onIncomingMessage|receive message|received msg|onReceiveMsg|new message|recvMsg|收到新消息|onReceiveMessage|onRecvMessage|onMessageReceived|onMessage|MsgService/onMessage|observeReceiveMessage|MessageService.onMessage|recv msg|received message|收到消息|message received|onReceiveP2PMessages", "nim|nimsdk|chat|from|session|sessionId|会话|conversationId|云信|MsgService|MessageService", "enabled topic|apsd|register|observer added|addObserver|kafka|FirebaseMessaging|HmsMessageService|fcm|hms"},
    // pushes at the receiver
    {event_kind::push_received, "apsd: received message|received message for enabled topic|received message for topic|didReceiveRemoteNotification|received remote notification|push received|received push|收到推送|收到远程推送|HmsMessageService: onMessageReceived|FirebaseMessagingService: onMessageReceived|Received message from APNs|Delivering message to app|NotificationService didReceive|didReceiveNotificationRequest", {}, "did not|没有收到|未收到|收不到"},
    {event_kind::push_shown, "notification delivered|delivered notification|alert presented|presented banner|presenting banner|banner presented|banner shown|showing banner|Posting notification|posted notification|notification shown|notification posted|notification displayed|notification_enqueue|NotificationManager: notify|didReceiveNotificationResponse|user tapped the notification|userNotificationCenter didReceive|Presenting <NCNotificationRequest|presented notification|Published notification|通知已展示|弹出通知|已展示通知|横幅已展示", {}, "not delivered|not presented|not shown|local notification|本地通知"},
    // the certificates of the console
    {event_kind::console_config, "certificate not found|certificate is not found|no certificate named|no such certificate|unknown certificate name|certificate name not found|certificate name unknown|certificate does not exist|certificate not exist|cername not found|cername not exist|证书不存在|证书名不存在|找不到证书|未找到证书|没有该证书|没有名为", "push|apns|nim|cername|推送|云信|console|控制台", "www.|https|SSL|TLS|keystore", cause::wrong_certificate_name},
    {event_kind::console_config, "certificate name is empty|apnsCername is empty|apnsCername is null|apnsCername not set|no apnsCername|apnsCername 未设置|apnsCername 为空|未配置 apnsCername|without certificate name|no certificate name", {}, {}, cause::no_certificate_name},
    // the SDK is not there
    {event_kind::note, "sdk is uninitialized|SDK Uninitialized|not initialized|uninitialized|未初始化|not been initialized|call SDK init first|call init first|initialize failed", "nim|NIMClient|NIM SDK|云信|20000|V2NIM|NIMSDK|sdk is uninitialized", "hikari|redis|pool|OpenGL|firebase|crash|Bugly", cause::not_initialized},
};
// clang-format on

inline constexpr std::string_view kick_texts = texts_of(rule::kicked_out);
static_assert(!kick_texts.empty());
inline constexpr std::string_view kick_words =
    "被踢|被挤下线|踢下线|被迫下线|kicked by|forced offline|onKickout|onKickOut|KICKOUT|kickedOffline";

/// What Apple's reasons and what comes before an answer speak for; the causes that the closed list has.
struct reason_hint {
    std::string_view word{};
    cause hint = cause::cannot_know;
};
inline constexpr reason_hint reason_hints[] = {
    {"BadDeviceToken", cause::environment_mismatch},
    {"BadCertificateEnvironment", cause::environment_mismatch},
    {"BadEnvironmentKeyInToken", cause::environment_mismatch},
    {"BadEnvironmentKeyIdInToken", cause::environment_mismatch},
    {"Unregistered", cause::unregistered_token},
    {"ExpiredToken", cause::unregistered_token},
    {"DeviceTokenNotForTopic", cause::wrong_topic},
    {"TopicDisallowed", cause::wrong_topic},
    {"BadTopic", cause::wrong_topic},
    {"PayloadTooLarge", cause::payload_too_large},
    {"ExpiredProviderToken", cause::provider_token_expired},
    {"TooManyProviderTokenUpdates", cause::too_many_provider_token_updates},
    {"InternalServerError", cause::apns_server_trouble},
    {"ServiceUnavailable", cause::apns_server_trouble},
    {"Shutdown", cause::apns_server_trouble},
    {"InvalidProviderToken", cause::cannot_know},
    {"MissingProviderToken", cause::cannot_know},
    {"BadCertificate", cause::cannot_know},
    {"MissingTopic", cause::wrong_topic},
    {"TooManyRequests", cause::cannot_know},
    {"BadExpirationDate", cause::cannot_know},
    {"BadPriority", cause::cannot_know},
    {"BadCollapseId", cause::cannot_know},
    {"InvalidPushType", cause::cannot_know},
    {"PayloadEmpty", cause::cannot_know},
    {"MissingDeviceToken", cause::cannot_know},
    {"Forbidden", cause::cannot_know},
};
/// Statuses of Apple's whose reason the line has not.
constexpr cause hint_of_status(std::int64_t status) noexcept {
    if (status == 410) return cause::unregistered_token;
    if (status == 413) return cause::payload_too_large;
    if (status == 500 || status == 503) return cause::apns_server_trouble;
    return cause::cannot_know;
}
inline constexpr std::string_view revoked =
    "certificate_revoked|certificate revoked|CertificateRevokedException|SSLV3_ALERT_CERTIFICATE_REVOKED|"
    "alert revoked certificate|revoked certificate|证书已吊销|证书被吊销|证书已被吊销|证书已撤销";
inline constexpr std::string_view expired =
    "certificate_expired|certificate expired|SSLV3_ALERT_CERTIFICATE_EXPIRED|SSL_ERROR_EXPIRED_CERT_ALERT|"
    "expired certificate|certificate has expired|证书已过期|证书过期|CertificateExpiredException";
/// Words that make a line one of Apple's leg.
inline constexpr std::string_view apples =
    "apns|apn|apple|苹果|/3/device|ApnsSender|ApnsClient|ApnsPush|ApnsChannelPool|ApnsGateway|ApnsService|ApnsProvider|"
    "pushy|apns2|node-apn|PushNotificationResponse|push.apple.com|push id=|push account=|push to=|push token=|"
    "push failed|push rejected|push accepted|push sent|PushSender|push_sender|push-sender|APNS_HTTP2_PUSH_FAIL|"
    "apns-id|ApnsHttp|hyper-apns|aioapns|PyAPNs|推送失败|推送成功|苹果推送";
inline constexpr std::string_view refusals =
    "rejected|refused|failed|failure|error|fail|bad response|reason|拒绝|失败|unsuccessful|not accepted";
inline constexpr std::string_view acceptances =
    "accepted|success|succeeded|ok|delivered to apns|apn sent|status~200|code~200|HTTP/2 200|成功|已接受|sent "
    "successfully";

inline constexpr std::string_view status_heads =
    "status changed to|onAuthStatusChanged|onLoginStatus|auth status|onOnlineStatus|authStatus|login status|登录状态|"
    "onAuthStatus|AuthStatus|StatusCode.";
inline constexpr std::string_view init_texts =
    "registerWithOption|registerWithAppID|registerWithAppKey|NIM SDK init|NIMSDK init|SDKOptions|NIM init|nim init|"
    "initializeWithOption|initWithAppKey|NIM SDK initialized|NIM SDK 初始化|初始化云信|云信初始化|云信 SDK "
    "初始化|initSDK|"
    "NIMClient.init|NIMClient init|NIMClient.config|V2NIM init|SDK初始化|SDK 初始化";
inline constexpr std::string_view login_texts = "login|登录|登陆";
inline constexpr std::string_view token_texts =
    "deviceToken|device token|device_token|devicetoken|apns token|apnsToken";
inline constexpr std::string_view permission_texts =
    "requestAuthorization|requestPermission|requestNotificationPermission|POST_NOTIFICATIONS|通知权限|notification "
    "permission|notificationPermission|notification authorization|UNUserNotificationCenter|authorizationStatus|"
    "NotificationPermission|push permission";
inline constexpr std::string_view mute_texts =
    "会话免打扰|消息免打扰|conversation muted|session muted|mute session|mute conversation|team muted|[mute]|mute user|"
    "muted user|add mute|设置免打扰会话";
inline constexpr std::string_view hours_texts = "noDisturb|noDisturbing|do not disturb|doNotDisturb|dnd|免打扰";
inline constexpr std::string_view desktop_texts =
    "otherClients|other clients|loginClients|onOtherClients|otherClientsChanged|multiport|OnlineClient|multi login|"
    "多端登录|其他端|multiLoginClients";
inline constexpr std::string_view config_texts =
    "aps-environment|console|控制台|certificates|证书列表|cert list|appKey|app_key|app-key";
/// What is looked for in lines that tell no event.
inline constexpr std::string_view learnt_texts =
    "timeZoneOffset|request-id|requestId|request_id|reqId|req_id|traceId|trace_id|trace-id|msgid|messageId|"
    "message_id|messageClientId|messageServerId|apns-id|apnsId|apns_id|push id|uuid";

}  // namespace detail
}  // namespace doctor
}  // namespace delivery
}  // namespace nimpush::v1
