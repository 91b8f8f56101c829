// delivery/doctor: one line in, one event out; times; the lines that are looked at.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/doctor.hpp>
#include <nimpush/delivery/doctor/log_time.hpp>
#include <nimpush/delivery/doctor/prefilter.hpp>
#include <nimpush/delivery/doctor/recognise.hpp>

#include "../support/print.hpp"

namespace {

using namespace nimpush::delivery::doctor;

struct row {
    std::string_view kind;  // "none", or a kind, with the cause that it speaks for behind a blank
    std::string_view line;
};
constexpr row rows[] = {
    {"initialized", R"~(2026-11-20 10:01:02.116087+0800 Acme[4555:1947852] [I][NIM][sdk : registerWithOption: :0)~"
                    R"~(][1947852]:appKey=003b31a7f16c77f5449de65c131662fd apnsCername=acme_prod sdk=9.16.0)~"},
    {"initialized", R"~(flutter: 2026-11-20 10:00:02.000 [nim] -> InitializeService.initialize {appKey: 003b31a7)~"
                    R"~(f16c77f5449de65c131662fd, apnsCername: acme_prod, enableDatabaseBackup: false})~"},
    {"initialized", R"~(11-20 18:30:01.040  2462  2475 I NIMSDK: NIMClient init success appKey=9ef5)~"},
    {"initialized", R"~([10:00:02] NIM SDK initialized, appKey=abc apnsCername=acme)~"},
    {"initialized", R"~(flutter: 10:00:02 NimCore.initialize appKey: abcd -> NIMResult(code: 0))~"},
    {"token_got", R"~(2026-11-20 10:01:03.300494+0800 Acme[4555:1947852] didRegisterForRemoteNotificationsWith)~"
                  R"~(DeviceToken: <dc0dd0e7 c2164643 eaf50069 5da0d249 e662262d f3f0a72b ba70f20d 271168c0>)~"},
    {"token_got", R"~(Acme[1:2] Device Token: dc0dd0e7c2164643eaf500695da0d249e662262df3f0a72bba70f20d271168c0)~"},
    {"token_failed no_entitlement",
     R"~(2026 didFailToRegisterForRemoteNotificationsWithError: Error Domain=NSCocoaErrorDomain C)~"
     R"~(ode=3000 "未找到应用程序的“aps-environment”的授权字符串")~"},
    {"token_failed no_entitlement",
     R"~(flutter: apns register failed: no valid 'aps-environment' entitlement string found for a)~"
     R"~(pplication)~"},
    {"token_failed simulator",
     R"~(didFailToRegister: Error Domain=NSCocoaErrorDomain Code=3010 "REMOTE_NOTIFICATION_SIMULA)~"
     R"~(TOR_NOT_SUPPORTED_NSERROR_DESCRIPTION")~"},
    {"token_failed vendor_fingerprint",
     R"~(11-20 09:20:06.011 15321 15331 E HmsInstanceId: getToken failed: com.huawei.hms.common.A)~"
     R"~(piException: 6003: certificate fingerprint error)~"},
    {"token_failed vendor_fingerprint", R"~(11-20 09:20:06.011 E MixPush: huawei token error code 907135702)~"},
    {"token_failed vendor_fingerprint",
     R"~(E HonorPush: get push token failed, code 8001005, app fingerprint mismatch)~"},
    {"token_failed hms_missing", R"~(E HMSSDK_HuaweiApiAvailability: HMS Core is not installed)~"},
    {"token_failed hms_missing", R"~(W GooglePlayServicesUtil: Google Play Store is missing.)~"},
    {"token_failed hms_missing",
     R"~(W FirebaseInstanceId: Google Play services missing or without correct permission.)~"},
    {"token_failed hms_missing",
     R"~(E HmsInstanceId: query token with exception 907135003: HMS version is too low, need 40000000)~"},
    {"token_failed hms_missing", R"~(W MixPush: 华为移动服务 版本过低)~"},
    {"token_failed hms_missing",
     R"~(E FirebaseMessaging: Failed to get FCM token: java.io.IOException: MISSING_INSTANCEID_SERVICE)~"},
    {"token_failed", R"~(E MixPush: query token with exception 907122031: network error)~"},
    {"token_handed_over", R"~((NIMSDK) [apns] updateApnsToken 32 bytes)~"},
    {"token_handed_over",
     R"~([I][NIM][apns : updateApnsToken:customContentKey: :0][19]:token=dc0dd0e7c2164643eaf50069)~"
     R"~(5da0d249e662262df3f0a72bba70f20d271168c0 key=(null))~"},
    {"token_handed_over", R"~(flutter: [nim] -> SettingsService.updateAPNSToken {token: Uint8List(32), key: null})~"},
    {"token_handed_over", R"~(flutter: [nim] -> APNSService.updateApnsToken {token: Uint8List(32)})~"},
    {"token_refused",
     R"~([E][NIM][apns : updateApnsToken:customContentKey: :0][19]:sdk not initialized, token dropped)~"},
    {"permission_granted", R"~([Acme][I][push] requestAuthorization granted=1 error=(null))~"},
    {"permission_granted", R"~(requestAuthorization granted: true)~"},
    {"permission_denied", R"~([push] requestAuthorization granted=0)~"},
    {"permission_denied", R"~(flutter: [push] notification permission: PermissionStatus.denied)~"},
    {"permission_denied", R"~(I AcmePush: areNotificationsEnabled=false)~"},
    {"permission_denied", R"~(I AcmePush: notification permission state: denied)~"},
    {"permission_denied", R"~(SpringBoard: [com.example.acme] notification suppressed: alerts disabled by settings)~"},
    {"permission_denied",
     R"~(W NotificationService: Suppressing notification from package com.example.acme by user request.)~"},
    {"login_started", R"~(flutter: [nim] -> AuthService.login {account: tang, authType: 0})~"},
    {"logged_in", R"~(flutter: [nim] <- AuthService.login NIMResult(code: 0, data: null))~"},
    {"logged_in", R"~(flutter: [nim] onLoginStatus: V2NIM_LOGIN_STATUS_LOGINED)~"},
    {"logged_in", R"~(11-20 18:30:02.704  2462  2517 D LOG: User status changed to: LOGINED)~"},
    {"login_failed", R"~(11-20 18:30:02.704  2462  2517 D LOG: User status changed to: PWD_ERROR)~"},
    {"login_failed", R"~(flutter: [nim] onAuthStatusChanged: pwdError)~"},
    {"login_failed", R"~(flutter: [nim] <- LoginService.login V2NIMError(code: 102302, desc: invalid token))~"},
    {"login_failed", R"~((NIMSDK) [login] onLoginResp account=a code=408)~"},
    {"login_failed", R"~([E][NIM][login : onAutoLoginFailed: :0][19]:account=a code=417)~"},
    {"logged_out", R"~([I][NIM][login : logout: :0][19]:account=zoe)~"},
    {"logged_out", R"~((NIMSDK) [login] logout account=zoe code=200)~"},
    {"logged_out", R"~(flutter: [nim] -> AuthService.logout {})~"},
    {"logged_out", R"~(flutter: [nim] <- AuthService.logout NIMResult(code: 0))~"},
    {"logged_out", R"~(I InvocationMgr: 2462/execute: Transaction: [id: 9,  method: AuthService/logout, parms: []])~"},
    {"kicked_out", R"~([W][NIM][login : onKick: :0][19]:account=hexin reason=NIMKickReasonByClient)~"},
    {"kicked_out", R"~(flutter: [nim] onAuthStatusChanged: kickOut)~"},
    {"kicked_out", R"~(flutter: [nim] onKickedOffline: V2NIMKickedOfflineDetail(reason: 1, clientType: 2))~"},
    {"kicked_out", R"~(11-20 18:30:02.704  2462  2517 D LOG: User status changed to: KICKOUT)~"},
    {"kicked_out", R"~(11-20 18:30:02.704  2462  2517 D LOG: User status changed to: KICK_BY_OTHER_CLIENT)~"},
    {"kicked_out", R"~(W AcmeIm: 账号 zoe 被踢下线，原因：其他设备登录)~"},
    {"disconnected", R"~([I][NIM][link : onDisconnect :0][19]:connection closed by client, reason=enter background)~"},
    {"disconnected", R"~(11-20 18:30:02.704  2462  2517 D LOG: User status changed to: NET_BROKEN)~"},
    {"connected", R"~([I][NIM][link : :0][19]:connected, relogin code=200)~"},
    {"foreground", R"~(flutter: [lifecycle] AppLifecycleState.resumed)~"},
    {"foreground", R"~(I AcmeLifecycle: onActivityStarted, app background=false)~"},
    {"background", R"~(I AcmeLifecycle: onActivityStopped, app background=true)~"},
    {"background", R"~((Acme) [app] sceneDidEnterBackground)~"},
    {"killed", R"~(I ActivityManager: Killing 15321:com.example.acme/u0a193 (adj 905): swipe up)~"},
    {"killed", R"~(I ActivityManager: Process com.example.acme (pid 15321) has died: prcp TOP)~"},
    {"killed", R"~(I ActivityManager: Force stopping com.example.acme appid=10193 user=0: from pid 3)~"},
    {"setting_changed", R"~(flutter: [nim] -> UserService.setMute {userId: maple, isMute: true})~"},
    {"setting_changed", R"~(flutter: [nim] -> TeamService.muteTeam {teamId: 1234, notifyType: mute})~"},
    {"setting_changed", R"~([I][NIM][user : updateNotifyState:forUser: :0][19]:user=maple notify=NO code=200)~"},
    {"setting_changed",
     R"~([I][NIM][apns : updateApnsSetting: :0][19]:noDisturbing=YES start=22:00 end=08:00 code=200)~"},
    {"setting_changed", R"~(I InvocationMgr: 2462/execute: Transaction: [id: 9,  method: MixPushService/setPushNoDis)~"
                        R"~(turbConfig, parms: [true, 22:00, 08:00]])~"},
    {"setting_changed", R"~(flutter: [nim] -> SettingService.setDndConfig {dndOn: true, fromH: 22, fromM: 0, toH: 8,)~"
                        R"~( toM: 0})~"},
    {"send_failed", R"~(flutter: [nim] <- MessageService.sendMessage NIMResult(code: 107451, errorDetails: messa)~"
                    R"~(ge hit antispam))~"},
    {"send_failed", R"~(I InvocationMgr: 3308/execution result: Transaction: [id: 34,  method: MsgService/sendMe)~"
                    R"~(ssage, result: 7101])~"},
    {"send_failed", R"~([E][NIM][chat : onSendMsgResp: :0][19]:session=old_oak code=7101)~"},
    {"message_sent", R"~([I][NIM][chat : sendMessage:toSession: :0][19]:session=old_oak type=text)~"},
    {"message_sent", R"~(2026-11-20 14:05:01.171  INFO 7 --- [nio-8080-exec-8] c.e.acme.nim.NimClient            )~"
                     R"~(       : msg/sendMsg from=cs_01 to=shop_4471 -> {"code":200,"data":{"msgid":881204417,"a)~"
                     R"~(ntispam":false}})~"},
    {"send_failed", R"~(2026-11-20 14:05:01.171  INFO 7 --- [nio-8080-exec-8] c.e.acme.nim.NimClient            )~"
                    R"~(       : msg/sendMsg from=cs_01 to=shop_4471 -> {"code":403,"desc":"not friend"})~"},
    {"send_failed",
     R"~(2026-11-20 18:40:12,020 INFO acme.nim 发送消息 from=dispatch to=driver3021 返回 code=414 desc=参数错误)~"},
    {"message_received", R"~([I][NIM][chat : onRecvMessages: :0][19]:count=1 from=cs_02 session=cs_02 p2p)~"},
    {"message_received", R"~(flutter: [nim] MessageService.onMessage count=1 from: cs_02 sessionId: cs_02)~"},
    {"message_received", R"~(flutter: [nim] onReceiveMessages [NIMMessage(fromAccount: cs_02)])~"},
    {"push_sent", R"~(2026-11-20 03:02:40.129  INFO 7 --- [x] c.e.acme.push.ApnsSender                 : push )~"
                  R"~(id=A0996DBA-8A11-42DC-AC34-4E6047232802 account=m_1007 topic=com.acme.bank certificate=b)~"
                  R"~(ank_prod)~"},
    {"push_accepted", R"~({"level":30,"time":1795151553087,"pid":4555,"hostname":"push-1","account":"sunny_3","sen)~"
                      R"~(t":[{"device":"726004157baa48e07e552c16ce680acf7a249ceb4d04d821f68749f7324d7457"}],"fail)~"
                      R"~(ed":[],"msg":"apn sent"})~"},
    {"push_refused unregistered_token",
     R"~({"level":30,"time":1795151553087,"account":"sunny_3","sent":[],"failed":[{"device":"7260)~"
     R"~(04157baa48e07e552c16ce680acf7a249ceb4d04d821f68749f7324d7457","status":"410","response":)~"
     R"~({"reason":"Unregistered","timestamp":1795139400000}}],"msg":"apn sent"})~"},
    {"push_refused payload_too_large",
     R"~(2026-11-20T10:12:33.184+0800	WARN	push/apns.go:88	apns push failed	{"account": "lulu", ")~"
     R"~(status": 413, "reason": "PayloadTooLarge"})~"},
    {"push_refused wrong_topic", R"~([apns2] push account=lulu: 400 TopicDisallowed)~"},
    {"push_refused provider_token_expired",
     R"~(2026-11-20 push rejected by the APNs gateway: ExpiredProviderToken (403))~"},
    {"push_refused apns_server_trouble",
     R"~(2026-11-20 apns push failed {"account": "lulu", "status": 500, "reason": "InternalServerError"})~"},
    {"push_received", R"~(apsd: received message for enabled topic 'com.example.acme' priority 10)~"},
    {"push_shown", R"~(SpringBoard: [com.example.acme] Presenting banner)~"},
    {"push_shown", R"~(flutter: [push] user tapped the notification payload={})~"},
    {"none", R"~(W AcmeHttp: retry 1 after java.net.SocketTimeoutException: timeout, then 200)~"},
    {"none", R"~([Acme][D][Login] sms code page opened, token field empty, kicked=NO)~"},
    {"none", R"~(2026-11-20 08:02:09.859  WARN 7 --- [nio-8080-exec-7] c.a.s.sts.StsClient               )~"
             R"~(       : ExpiredToken: refreshed security token, request retried ok)~"},
    {"none", R"~(2026-11-20 14:02:41.458  WARN 7 --- [nio-8080-exec-6] c.e.acme.pay.PayClient            )~"
             R"~(       : order 25824228 notify rejected by shop (state=CLOSED), not retried)~"},
    {"none", R"~(flutter: [push] note: test 'kicked out' copy for the release page, permission denied sample)~"},
    {"none", R"~(D AcmeLog: cfg flags kickOut=false permissionDenied=false)~"},
    {"none", R"~({"level":"debug","ts":1795176608.694,"caller":"auth/jwt.go:31","msg":"token ok sub=89136)~"
             R"~( expired=false"})~"},
    {"none", R"~(D/NotificationManager ( 7710): channel created id=im importance=4)~"},
    {"none", R"~(I/flutter ( 7710): 09:20:10.808 [chat] recv text: 我昨天被踢下线了，登录失败 302)~"},
    {"none", R"~([D][NIM][login : :0][1944606]:multi login clients=1 kicked=0)~"},
    {"none", R"~(if user is kicked out, show the login page)~"},
    {"none", R"~(addListener onKickedOffline)~"},
    {"none", R"~([Acme][I][UI] logout button shown)~"},
    {"none", R"~(2026 INFO acme.web POST /v2/logout 200 12ms)~"},
    {"none", R"~(HmsLocation: HMS Core version too old for location kit)~"},
    {"none", R"~({"level":"info","message":"request completed","method":"POST","url":"/v2/apns/token","st)~"
             R"~(atusCode":500,"responseTime":43,"timestamp":"2026-11-20T02:05:11.669Z"})~"},
    {"console_config", R"~(2026 INFO 7 --- [x] c.e.acme.push.ApnsSender : APNs client started, host=api.push.apple.)~"
                       R"~(com:443, certificate=chat_prod topic=com.acme.chat)~"},
    {"console_config", R"~({"level":"info","message":"apns provider","production":true,"bundleId":"com.acme.chat",")~"
                       R"~(keyId":"ABC","msg":"apn provider options"})~"},
    {"console_config wrong_certificate_name", R"~(2026 WARN nim push: certificate not found: acme_prd)~"},
    {"setting_changed",
     R"~(I InvocationMgr: 2462/execute: Transaction: [id: 9,  method: FriendService/setMessageNotify, parms: [maple, false]])~"},
    {"setting_changed",
     R"~(I InvocationMgr: 2462/execute: Transaction: [id: 9,  method: SettingsService/updateMultiportPushConfig, parms: [false]])~"},
    {"setting_changed", R"~(flutter: [nim] -> SettingsService.enableMobilePushWhenPCOnline {enable: false})~"},
    {"message_sent", R"~(2026 INFO acme.nim sendAttachMsg from=sys to=lin attach={"cmd":1} code=200)~"},
    {"message_sent", R"~([I][NIM][chat : sendMessage:toSession: :0][19]:session=hexin apnsEnabled=NO)~"},
    {"none", R"~([I][NIM][link : reachability :0][19]:status wifi)~"},
    {"none", R"~(2026-11-20 10:00:00 INFO acme.auth user 123 login ok via sms)~"},
};

std::string told(const event& one, bool with_hint) {
    if (!one.is_there || (one.kind == event_kind::note && one.hint == cause::cannot_know)) return "none";
    std::string made(name_of(one.kind));
    if (with_hint && one.hint != cause::cannot_know) made += " " + std::string(name_of(one.hint));
    return made;
}

constexpr std::int64_t day = 86400000;
constexpr std::int64_t date = 20777;  // 2026-11-20 as days since 1970

}  // namespace

TEST_CASE("lines of all loggers tell what happened, and others tell nothing") {
    for (const row& one : rows) {
        CAPTURE(one.line);
        CHECK(told(recognise(one.line), one.kind.find(' ') != one.kind.npos) == one.kind);
        if (one.kind != "none") CHECK(detail::next_trigger(one.line) != nimpush::npos);
    }
}

TEST_CASE("while compiling, too") {
    constexpr event made = recognise("[I][NIM][login : onLoginResp: :0][19]:account=u10031 code=200");
    static_assert(made.kind == event_kind::logged_in && made.account == "u10031" && made.code == 200);
    static_assert(!recognise("kickOut=false").is_there);
    static_assert(read_log_time("2026-11-20 10:01:02.116087+0800 Acme").zone == 480);
}

TEST_CASE("times of all loggers") {
    const auto utc = [](std::string_view line) {
        const log_time read = read_log_time(line);
        CHECK(read.is_there);
        return read.utc();
    };
    constexpr std::int64_t two = date * day + 2 * 3600000 + 62000;
    CHECK(utc("2026-11-20 10:01:02.000000+0800 Acme[4555:1947852] x") == two);
    CHECK(utc("2026-11-20T02:01:02.000Z INFO x") == two);
    CHECK(utc("[2026-11-20 02:01:02,000] x") == two);
    CHECK(utc("flutter: 2026-11-20 02:01:02.000 [nim] x") == two);
    CHECK(utc("2026-11-20 02:01:02:118 [D][NIM]") == two + 118);
    CHECK(utc(R"({"level":"info","ts":1795140062.5,"msg":"x"})") == two + 500);
    CHECK(utc(R"({"level":30,"time":1795140062118,"pid":1})") == two + 118);
    CHECK(utc(R"({"a":1,"timestamp":"2026-11-20T02:01:02.000Z"})") == two);
    const log_time logcat = read_log_time("11-20 18:29:40.815  2462  2519 D x");
    CHECK((logcat.has_date && !logcat.has_year && !logcat.has_zone));
    const log_time flutter = read_log_time("I/flutter ( 7710): 09:20:10.808 [x]");
    CHECK((flutter.is_there && !flutter.has_date && flutter.ms == 9 * 3600000 + 20 * 60000 + 10808));
    for (const std::string_view none :
         {"", "java.lang.Error: 3:4", "\tat a.b.c(Alert.java:131)", "10.0.4.21:6379", "99:99:99", "v1.2.3"})
        CHECK(!read_log_time(none).is_there);
}

TEST_CASE("a log in pieces is the log") {
    std::string log;
    for (int i = 0; i < 40; ++i) log += "2026-11-20 10:00:0" + std::to_string(i % 10) + ".000+0800 quiet\n";
    log += "2026-11-20 10:01:05.000+0800 A[1:2] [I][NIM][login : onLoginResp: :0][1]:account=ada code=302\n";
    for (const std::size_t size : {log.size(), std::size_t{1}, std::size_t{7}}) {
        timeline all;
        all.begin("a.log");
        std::string rest;
        for (std::size_t i = 0; i < log.size(); i += size) {  // whole lines, as many as fit
            rest += log.substr(i, size);
            const std::size_t end = rest.rfind('\n') + 1;
            all.add(std::string_view(rest).substr(0, end));
            rest.erase(0, end);
        }
        align(all);
        REQUIRE(all.entries().size() == 1);
        CHECK(all.entries()[0].line == 41);
        CHECK(all.files()[0].lines == 41);
        CHECK(all.entries()[0].account == "ada");
        CHECK(diagnose(all, find_complaint(all)).main.cause == cause::login_failed_wrong_token);
    }
}

TEST_CASE("of more events than there is room for the usual ones go, and it is told") {
    std::string log =
        "2026-11-20 10:00:00.000 INFO nim msg/sendMsg from=a to=first -> {\"code\":403,\"desc\":\"not friend\"}\n";
    for (int i = 0; i < 30000; ++i)
        log += "2026-11-20 10:00:01.000 INFO nim msg/sendMsg from=a to=u" + std::to_string(i) + " -> {\"code\":200}\n";
    timeline all;
    all.begin("server.log");
    all.add(log);
    align(all);
    CHECK(all.entries().size() <= detail::most_entries);
    CHECK(all.files()[0].dropped > 5000);
    CHECK(all.files()[0].lines == 30001);
    const complaint about = find_complaint(all);
    CHECK(about.account == "first");
    CHECK(diagnose(all, about).main.cause == cause::not_friends);
}

TEST_CASE("nothing is known of nothing") {
    timeline all;
    align(all);
    CHECK(diagnose(all, find_complaint(all)).main.cause == cause::cannot_know);
    all.begin("empty.log");
    all.add("");
    all.add("\n\n");
    align(all);
    const answer said = diagnose(all, find_complaint(all));
    CHECK(said.main.sure == sureness::cannot_know);
    CHECK(next_question(said.main) == fact::receiver_log);
    for (std::size_t i = 0; i < cause_count; ++i)
        for (const auto in : {nimpush::delivery::language::en, nimpush::delivery::language::zh}) {
            CHECK(!says(static_cast<cause>(i), in).empty());
            CHECK(!remedy(static_cast<cause>(i), in).empty());
        }
}
