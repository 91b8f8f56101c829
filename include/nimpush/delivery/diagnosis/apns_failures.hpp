#pragma once

// What Apple answers. [RESP], [ERR]: see known_failures.hpp.

#include <nimpush/apns/reason.hpp>
#include <nimpush/delivery/diagnosis/failure.hpp>
#include <nimpush/delivery/rule.hpp>

namespace nimpush::inline v1 {
namespace delivery {

// clang-format off
/// Reasons, then statuses where the log has no reason.
inline constexpr known_failure apns_failures[] = {
    // [RESP]
    detail::of_reason(apns::reason::bad_device_token, "设备令牌格式错误，或属于另一环境。", detail::mend(rule::environment_mismatch), rule::environment_mismatch),
    detail::of_reason(apns::reason::device_token_not_for_topic, "设备令牌属于另一应用或另一类推送。", {"Upload the certificate of this bundle id, and a token of this very app.", "请上传该 Bundle ID 的证书，并使用该应用自己的令牌。"}),
    detail::of_reason(apns::reason::unregistered, "该设备令牌已失效（应用被卸载或令牌已更换）。", detail::mend(rule::token_unregistered), rule::token_unregistered),
    detail::of_reason(apns::reason::expired_token, "设备令牌已过期。", detail::mend(rule::token_unregistered), rule::token_unregistered),
    detail::of_reason(apns::reason::payload_too_large, "负载超过该推送类型的上限（4,096 字节；VoIP 为 5,120）。", detail::mend(rule::payload_too_large), rule::payload_too_large),
    detail::of_reason(apns::reason::bad_certificate, "推送证书无效。", detail::renew_certificate),
    detail::of_reason(apns::reason::bad_certificate_environment, "推送证书属于另一环境。", detail::renew_certificate, rule::environment_mismatch),
    detail::of_reason(apns::reason::topic_disallowed, "该证书或密钥不允许推送此 topic。", {"Push to the bundle id that the certificate was made for; broadcasts take the bare bundle id.", "topic 须为证书对应的 Bundle ID；广播不带后缀。"}),
    detail::of_reason(apns::reason::bad_topic, "topic 格式错误。", detail::mend_provider),
    detail::of_reason(apns::reason::missing_topic, "缺少 topic，且证书并非只有一个 topic。", detail::mend_provider),
    detail::of_reason(apns::reason::invalid_push_type, "apns-push-type 无效，或主题属于另一种推送类型。", detail::mend_provider),
    detail::of_reason(apns::reason::bad_priority, "apns-priority 无效或不适用于该推送类型。", detail::mend_provider),
    detail::of_reason(apns::reason::bad_expiration_date, "apns-expiration 无效。", detail::mend_provider),
    detail::of_reason(apns::reason::bad_message_id, "apns-id 不是规范的 UUID。", detail::mend_provider),
    detail::of_reason(apns::reason::bad_collapse_id, "apns-collapse-id 超过 64 字节，或不能作为请求头。", detail::mend_provider),
    detail::of_reason(apns::reason::duplicate_headers, "请求头重复。", detail::mend_provider),
    detail::of_reason(apns::reason::missing_device_token, "路径中没有设备令牌。", {"A device without a token was pushed to: let the app register and hand its token over.", "向没有令牌的设备推送：请让应用注册并上传令牌。"}, rule::no_token),
    detail::of_reason(apns::reason::payload_empty, "请求体为空，或不是 JSON。", detail::mend_provider),
    detail::of_reason(apns::reason::bad_path, "请求路径错误。", detail::mend_provider),
    detail::of_reason(apns::reason::method_not_allowed, "请求方法错误。", detail::mend_provider),
    detail::of_reason(apns::reason::expired_provider_token, "provider token 超过一小时。", {"Sign a new token every 20 to 60 minutes, and set the server's clock.", "请每 20 至 60 分钟重新签发 token，并校准服务器时钟。"}),
    detail::of_reason(apns::reason::invalid_provider_token, "provider token 无效或签名校验失败。", {"Check key, key id and team id of the .p8 file in the console or on your server.", "请检查 .p8 密钥、Key ID 与 Team ID。"}),
    detail::of_reason(apns::reason::missing_provider_token, "既没有证书也没有 provider token。", detail::renew_certificate),
    detail::of_reason(apns::reason::unrelated_key_id_in_token, "密钥与该连接首次推送所用的密钥不相关。", {"Push with this key over another connection: one is bound to the key of its first push, and to keys related to it.", "请用另一个连接推送：连接与其首次推送所用的密钥及相关密钥绑定。"}),
    detail::of_reason(apns::reason::bad_environment_key_id_in_token, "密钥属于另一环境。", {"Use a key that is for both environments, or for that of the host.", "请使用对应环境（或两个环境通用）的密钥。"}, rule::environment_mismatch, "BadEnvironmentKeyIdInToken|BadEnvironmentKeyInToken"),
    detail::of_reason(apns::reason::forbidden, "操作不被允许。", {"See that the certificate or key may push to this app, and is not revoked.", "请确认证书或密钥有权推送该应用且未被吊销。"}),
    detail::of_reason(apns::reason::too_many_provider_token_updates, "provider token 更换过于频繁。", {"Share one token between all connections and renew it at most every 20 minutes.", "所有连接共用一个 token，且至少间隔 20 分钟再更换。"}),
    detail::of_reason(apns::reason::too_many_requests, "对同一设备令牌的请求过多。", {"Send less often to the same device.", "请降低向同一设备推送的频率。"}),
    detail::of_reason(apns::reason::idle_timeout, "连接空闲过久被关闭。", {"Open a new connection and send again.", "请重新建立连接后重发。"}),
    detail::of_reason(apns::reason::internal_server_error, "苹果服务器内部错误。", detail::send_again_later),
    detail::of_reason(apns::reason::service_unavailable, "苹果推送服务不可用。", detail::send_again_later),
    detail::of_reason(apns::reason::shutdown, "苹果服务器正在关闭。", {"Open a new connection and send again.", "请重新建立连接后重发。"}),
    // [ERR]
    detail::of_reason(apns::reason::feature_not_enabled, "该 Bundle ID 未开启广播。", detail::mend_broadcast, {}, "FeatureNotEnabled|BroadcastFeatureNotEnabled"),
    detail::of_reason(apns::reason::missing_channel_id, "缺少频道 ID。", detail::mend_broadcast),
    detail::of_reason(apns::reason::bad_channel_id, "频道 ID 格式错误。", detail::mend_broadcast),
    detail::of_reason(apns::reason::channel_not_registered, "该环境中没有此频道。", detail::mend_broadcast),
    detail::of_reason(apns::reason::bad_request_params, "请求参数错误。", detail::mend_broadcast),
    detail::of_reason(apns::reason::bad_request_payload, "请求体错误。", detail::mend_broadcast),
    detail::of_reason(apns::reason::missing_push_type, "缺少推送类型。", detail::mend_broadcast),
    detail::of_reason(apns::reason::cannot_create_channel_config, "该应用已有 10,000 个频道。", detail::mend_broadcast),
    detail::of_reason(apns::reason::missing_channel_queue_size, "缺少消息存储策略（message-storage-policy）。", detail::mend_broadcast),
    detail::of_reason(apns::reason::topic_mismatch, "路径中的 Bundle ID 与提供方不符。", detail::mend_broadcast),
    // [RESP], where the log has the status alone
    detail::of_status(400, "苹果拒绝了该请求。", detail::read_the_reason),
    detail::of_status(403, "苹果拒绝了该请求（证书或 token）。", detail::read_the_reason),
    detail::of_status(410, "设备令牌已失效。", detail::mend(rule::token_unregistered), rule::token_unregistered),
    detail::of_status(413, "负载过大。", detail::mend(rule::payload_too_large), rule::payload_too_large),
    detail::of_status(429, "请求过多。", {"Send less often to the same device, and share one provider token.", "请降低推送频率，并共用一个 provider token。"}),
    detail::of_status(500, "苹果服务器错误。", detail::send_again_later),
    detail::of_status(503, "苹果推送服务不可用。", detail::send_again_later),
    // before Apple answers: TLS (RFC 8446, 6.2), HTTP/2 (RFC 9113); parse-community/node-apn#140
    {.texts = "certificate_revoked|certificate revoked|CertificateRevokedException|Certificate has been revoked|SSLV3_ALERT_CERTIFICATE_REVOKED|TLSV1_ALERT_CERTIFICATE_REVOKED|SSL_ERROR_REVOKED_CERT_ALERT|ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED|tls: revoked certificate", .source = failure_source::apns, .cause = {"The push certificate was revoked, as happens when another is made or somebody revokes it.", "推送证书已被吊销（例如在开发者后台被撤销）。"}, .remedy = {"Make a new certificate for this bundle id and replace the old one in the console under the same name; or use a .p8 key.", "请为该 Bundle ID 重新创建证书，并在控制台以相同名称替换；或改用 .p8 密钥。"}, .confidence = confidence::unverified, .beside = "apns|apple|push|p12|pem|推送|证书|/3/device|http2|h2|ssl|tls|handshake|alert", .unless = "while SSL handshaking|nginx|mysql|redis|kafka|ldap|etcd"},
    {.texts = "certificate_expired|SSLV3_ALERT_CERTIFICATE_EXPIRED|SSL_ERROR_EXPIRED_CERT_ALERT|ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED|certificate has expired|certificate expired|CertificateExpiredException|alert expired certificate|tls: expired certificate", .source = failure_source::apns, .cause = {"A certificate of the connection has expired: as a rule the push certificate, which is good for a year.", "连接所用的证书已过期：通常是推送证书，有效期为一年。"}, .remedy = {"Make a new push certificate for this bundle id and replace the old one in the console under the same name; set the clock of the server.", "请为该 Bundle ID 重新创建推送证书，并在控制台以相同名称替换；同时校准服务器时钟。"}, .confidence = confidence::unverified, .beside = "fatal alert|alert|ssl|tls: |apns|apple|push|p12|pem|推送|证书|/3/device|http2|h2", .unless = "while SSL handshaking|nginx|mysql|redis|kafka|ldap|etcd"},
    {.texts = "证书已过期|证书过期|推送证书过期", .source = failure_source::apns, .cause = {"The push certificate has expired; it is good for a year.", "推送证书已过期，有效期为一年。"}, .remedy = {"Make a new push certificate for this bundle id and replace the old one in the console under the same name.", "请为该 Bundle ID 重新创建推送证书，并在控制台以相同名称替换。"}, .confidence = confidence::unverified},
    {.texts = "bad_certificate|unknown_ca|TLSV1_ALERT_UNKNOWN_CA|SSL_ERROR_UNKNOWN_CA_ALERT|alert unknown ca|tls: unknown certificate authority|SSLV3_ALERT_BAD_CERTIFICATE|SSLV3_ALERT_CERTIFICATE_UNKNOWN|SSL_ERROR_BAD_CERT_ALERT|tls: bad certificate|alert bad certificate|certificate_unknown|alert certificate unknown|sslv3 alert certificate unknown|tlsv13 alert certificate required", .source = failure_source::apns, .cause = {"TLS refused the certificate that was shown: it is no push certificate of Apple's, its key is missing, or the file is damaged.", "对端拒绝了所出示的证书：不是苹果签发的推送证书、缺少私钥，或文件损坏。"}, .remedy = {"Export the push certificate together with its private key as .p12 again and upload that; or use a .p8 key.", "请重新将推送证书连同私钥导出为 .p12 并上传；或改用 .p8 密钥。"}, .confidence = confidence::unverified, .beside = "apns|apple|push|p12|pem|推送|证书|/3/device|http2|h2|ssl|tls|handshake|alert", .unless = "while SSL handshaking|nginx|mysql|redis|kafka|ldap|etcd"},
    {.texts = "PKIX path building failed|certificate signed by unknown authority|unable to get local issuer certificate|unable to find valid certification path|self signed certificate in certificate chain|certificate verify failed", .source = failure_source::apns, .cause = {"The machine that pushes does not trust the server's certificate: its roots are old, or a proxy stands between.", "推送方不信任对端证书：根证书过旧，或中间有代理。"}, .remedy = {"Update the trust store; Apple's push servers need the root USERTrust RSA Certification Authority. Take proxies that read TLS out of the way.", "请更新信任库；苹果推送服务器需要 USERTrust RSA Certification Authority 根证书；并绕过解密 TLS 的代理。"}, .confidence = confidence::unverified, .beside = "apns|apple|push|p12|pem|推送|证书|/3/device|http2|h2"},
    {.texts = "keystore password was incorrect|mac verify failure|MAC verification failed|mac verify error|key store mac invalid|invalid password for p12", .source = failure_source::apns, .cause = {"The password of the .p12 file is wrong, or the file is damaged.", ".p12 文件的密码错误，或文件损坏。"}, .remedy = {"Export the certificate with its key again, and give the same password when it is uploaded.", "请重新导出证书与私钥，上传时填写相同的密码。"}, .confidence = confidence::unverified},
    // OpenSSL 3 has the old ciphers of .p12 files in its legacy provider alone
    {.texts = "digital envelope routines::unsupported|RC2-40-CBC", .source = failure_source::apns, .cause = {"The .p12 file is encrypted with an old cipher that this OpenSSL does not read.", ".p12 文件使用了旧的加密算法，该版本的 OpenSSL 无法读取。"}, .remedy = {"Write it anew: openssl pkcs12 -legacy -in old.p12 -nodes -out cert.pem, then openssl pkcs12 -export -in cert.pem -out new.p12; or use a .p8 key.", "请重新生成：openssl pkcs12 -legacy -in old.p12 -nodes -out cert.pem，再执行 openssl pkcs12 -export -in cert.pem -out new.p12；或改用 .p8 密钥。"}, .confidence = confidence::unverified, .beside = "p12|pfx|pkcs12|RC2|apns"},
    {.texts = "GOAWAY|ERR_HTTP2_GOAWAY_SESSION|Http2GoAwayException|GoAwayException|GoAwayFrame|GOAWAY_FRAME|go_away", .source = failure_source::apns, .cause = {"The server closed this connection (GOAWAY): streams after the last that it names were not processed.", "服务器关闭了该连接（GOAWAY）：其后的请求未被处理。"}, .remedy = {"Open a new connection and send again what was not answered; the debug data of the frame names a reason, if there is one.", "请建立新的连接，重发未得到回应的请求；该帧的调试数据会给出原因（如有）。"}, .confidence = confidence::unverified, .unless = "grpc|envoy|kubernetes|k8s|google", .rank = failure_rank::symptom},
    {.texts = "ERR_HTTP2_STREAM_CANCEL|The pending stream has been canceled|stream closed before|StreamClosedBeforeReplyException|closed without a response|closed without response|before receiving a response|channel closed before|connection closed before|session closed before|stream ended unexpectedly|stream was reset|stream reset|StreamResetException|RST_STREAM|REFUSED_STREAM|NGHTTP2_REFUSED_STREAM|ended without a response|closed before a reply|closed before the reply|closed before a response|connection reset before|ERR_HTTP2_INVALID_SESSION|ERR_HTTP2_STREAM_ERROR|ERR_HTTP2_SESSION_ERROR|Session closed with error code|NGHTTP2_ENHANCE_YOUR_CALM|ENHANCE_YOUR_CALM|Maximum active streams violated|ClientNotConnectedException|terminated the handshake|header parser received no bytes|unexpected end of stream|Error in the HTTP2 framing layer|was not closed cleanly|The session has been destroyed|ECONNRESET|ClosedChannelException|StacklessClosedChannelException|connection was reset|Socket was remotely closed", .source = failure_source::apns, .cause = {"The stream was closed before its answer came: where it was a push to Apple, it is not known whether it was taken, unless the code is REFUSED_STREAM, which says that it was not.", "流在收到回应之前已关闭：若为向苹果的推送，无法确定是否已被接收（REFUSED_STREAM 表示未处理）。"}, .remedy = {"Open a new connection and send again with the same apns-id; use one long-lived connection and send a PING when it is idle.", "请建立新的连接，用相同的 apns-id 重发；保持长连接，空闲时发送 PING。"}, .confidence = confidence::unverified, .beside = "apnotic|pushy|apns|apple|push|p12|pem|推送|证书|/3/device|http2|h2|stream|http/2", .unless = "grpc|envoy|kubernetes|k8s|google", .rank = failure_rank::symptom},
    // Apple's "Sending notification requests to APNs": ports
    {.texts = "ETIMEDOUT|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UnknownHostException|ConnectException|ConnectTimeoutException|SocketTimeoutException|NoRouteToHostException|Connection refused|connection timed out|connect timed out|dial tcp|no such host|Could not resolve host|Failed to connect", .source = failure_source::apns, .cause = {"The machine that pushes does not reach Apple: its name is not resolved, or a firewall closes the port.", "推送方无法连接苹果：域名解析失败，或防火墙拦截了端口。"}, .remedy = {"Open TCP 443 or 2197 to api.push.apple.com and api.sandbox.push.apple.com (Apple's addresses change: allow 17.0.0.0/8, not single ones), and look at DNS and proxy; nothing was sent, so it may be sent again.", "请放行到 api.push.apple.com 与 api.sandbox.push.apple.com 的 TCP 443 或 2197 端口（苹果地址会变，请放行 17.0.0.0/8 而不是单个地址），并检查 DNS 与代理；推送没有发出，可以重发。"}, .confidence = confidence::unverified, .beside = "apnotic|pushy|push.apple.com|apns| 17.188.| 17.57.", .unless = "redis|mysql|mongo|kafka|jdbc|127.0.0.1|localhost|nimserver", .rank = failure_rank::symptom},
    {.texts = "Received HTTP/0.9 when not allowed|HTTP/2 is required|ALPN negotiation failed|no application protocol|no_application_protocol", .source = failure_source::apns, .cause = {"APNs speaks HTTP/2 alone, and the client spoke another protocol.", "APNs 只支持 HTTP/2，而客户端使用了其他协议。"}, .remedy = {"Use a client with HTTP/2 (curl --http2, a current library with ALPN).", "请使用支持 HTTP/2 的客户端（curl --http2，或支持 ALPN 的新版本库）。"}, .confidence = confidence::unverified, .beside = "apns|apple|push|p12|pem|推送|证书|/3/device|http2|h2|curl|http|alpn"},
    {.texts = "handshake_failure|protocol_version|SSLV3_ALERT_HANDSHAKE_FAILURE|tlsv1 alert protocol version|handshake failure|SSL handshake failed|TLS handshake failed", .source = failure_source::apns, .cause = {"TLS failed before Apple answered: no certificate was shown, it is not one for pushes, or the client is older than TLS 1.2.", "苹果回应之前 TLS 握手失败：没有出示证书、证书不是推送证书，或客户端低于 TLS 1.2。"}, .remedy = {"Give the client the push certificate with its private key (or use a .p8 key), and a TLS library of TLS 1.2 or later.", "请为客户端配置推送证书及其私钥（或改用 .p8 密钥），并使用 TLS 1.2 或更高版本。"}, .confidence = confidence::unverified, .beside = "push.apple.com|apns"},
};
// clang-format on

}  // namespace delivery
}  // namespace nimpush::v1
