// What an app writes in C++ for nim_talk_send_msg, and what the compiler says of it.

#include <nimpush/dialect/desktop_sdk/builders.hpp>

#include <string>
#include <string_view>

#include <nimpush/dialect/desktop_sdk.hpp>

#include <doctest/doctest.h>

namespace {

using namespace nimpush;
namespace sdk = nimpush::desktop_sdk;

template <class... F> constexpr bool in_order(const field_list<F...>&) {
    const std::string_view keys[] = {F::key.view()...};
    for (std::size_t i = 1; i < sizeof...(F); ++i)
        if (keys[i] <= keys[i - 1]) return false;
    return true;
}
template <class... T> constexpr bool all_in_order = (in_order(fields<T>{}) && ...);

// The wrapper sorts its keys; so must every list of fields be, without a key that stands twice.
static_assert(
    all_in_order<sdk::text_message, sdk::image_message, sdk::audio_message, sdk::video_message, sdk::file_message,
                 sdk::location_message, sdk::custom_message, sdk::robot_message, sdk::stop_message>);
static_assert(all_in_order<sdk::image, sdk::audio, sdk::video, sdk::file, sdk::location, sdk::message, sdk::thread_info,
                           sdk::message_setting, sdk::notification_setting, sdk::custom_notification,
                           sdk::system_message, sdk::system_messages>);
static_assert(
    all_in_order<sdk::client_config, sdk::global_config, sdk::private_server, sdk::sync_data_type, sdk::login_data,
                 sdk::multiport_push, sdk::kick_other, sdk::send_ack, sdk::recall_notice, sdk::other_client,
                 sdk::login_result, sdk::kickout, sdk::kick_result, sdk::multispot, sdk::broadcast>);
static_assert(fields<sdk::message_setting>::size == 27);
static_assert(fields<sdk::global_config>::size == 34);
static_assert(fields<sdk::thread_info>::size == 11);

constexpr sdk::text_message hello{.to_accid = "bob", .client_msg_id = "c1", .msg_body = "hello"};
static_assert(hello.setting.anti_spam_using_yidun == 1);
static_assert(hello.to_type == sdk::session::p2p);

}  // namespace

TEST_CASE("a message of each kind") {
    CHECK(
        *sdk::encode(hello) ==
        R"({"anti_spam_using_yidun":1,"client_msg_id":"c1","msg_body":"hello","msg_type":0,"talk_id":"bob","to_accid":"bob","to_type":0})");
    CHECK(
        *sdk::encode(sdk::tip_message{.to_type = sdk::session::super_team,
                                      .to_accid = "9",
                                      .client_msg_id = "c",
                                      .time = 5,
                                      .msg_sub_type = 7}) ==
        R"({"anti_spam_using_yidun":1,"client_msg_id":"c","msg_body":"","msg_sub_type":7,"msg_type":10,"talk_id":"9","time":5,)"
        R"("to_accid":"9","to_type":5})");
    CHECK(
        *sdk::encode(sdk::video_message{.to_accid = "b",
                                        .client_msg_id = "c",
                                        .msg_attach = {.dur = 3000, .w = 1280, .h = 720, .ext = "mp4"},
                                        .local_res_path = "/v.mp4"}) ==
        R"({"anti_spam_using_yidun":1,"client_msg_id":"c","local_res_path":"/v.mp4","msg_attach":"{\"dur\":3000,\"ext\":\"mp4\",)"
        R"(\"h\":720,\"upload_tag\":\"nim_default_im\",\"w\":1280}","msg_type":3,"res_id":"c","talk_id":"b","to_accid":"b","to_type":0})");
    CHECK(*sdk::encode(sdk::file_message{.to_accid = "b", .client_msg_id = "c", .local_res_path = ""}) ==
          R"({"anti_spam_using_yidun":1,"client_msg_id":"c","local_res_path":"","msg_attach":"{\"name\":\"\",)"
          R"(\"upload_tag\":\"nim_default_im\"}","msg_type":6,"res_id":"c","talk_id":"b","to_accid":"b","to_type":0})");
    CHECK(
        *sdk::encode(sdk::location_message{
            .to_accid = "b", .client_msg_id = "c", .msg_attach = {.lat = 30.25, .lng = -0.1, .title = "x"}}) ==
        R"({"anti_spam_using_yidun":1,"client_msg_id":"c","msg_attach":"{\"lat\":30.25,\"lng\":-0.10000000000000001,\"title\":\"x\"}",)"
        R"("msg_type":4,"talk_id":"b","to_accid":"b","to_type":0})");
    CHECK(
        *sdk::encode(
            sdk::custom_message{.to_accid = "b", .client_msg_id = "c", .msg_attach = {{"z", 1}, {"a", "x"}}}) ==
        R"({"anti_spam_using_yidun":1,"client_msg_id":"c","msg_attach":"{\"a\":\"x\",\"z\":1}","msg_type":100,"talk_id":"b",)"
        R"("to_accid":"b","to_type":0})");
    CHECK(
        *sdk::encode(sdk::net_call_message{.to_accid = "b", .client_msg_id = "c", .msg_attach = R"({"z":1, "a":2})"}) ==
        R"({"anti_spam_using_yidun":1,"client_msg_id":"c","msg_attach":"{\"z\":1, \"a\":2}","msg_type":12,"talk_id":"b",)"
        R"("to_accid":"b","to_type":0})");
    CHECK(
        *sdk::encode(sdk::robot_message{.to_accid = "b", .client_msg_id = "c", .msg_attach = {{"robotAccid", "r"}}}) ==
        R"({"anti_spam_using_yidun":1,"client_msg_id":"c","msg_attach":"{\"robotAccid\":\"r\"}","msg_body":"","msg_type":11,)"
        R"("talk_id":"b","to_accid":"b","to_type":0})");
}

TEST_CASE("with_builder knows the ten kinds that are sent") {
    int sent = 0;
    for (int kind = 0; kind <= 1000; ++kind)
        sent += sdk::with_builder(static_cast<sdk::message_kind>(kind),
                                  [&]<class B>() { CHECK(static_cast<int>(B::kind) == kind); });
    CHECK(sent == 10);
    CHECK_FALSE(sdk::with_builder(sdk::message_kind::notification, []<class>() {}));
    CHECK_FALSE(sdk::with_builder(sdk::message_kind::unknown, []<class>() {}));
}

TEST_CASE("the configuration: certificate and token, and real switches") {
    sdk::client_config config{
        .app_key = "k",
        .global_config = {.db_encrypt_key = "secret", .push_cer_name = "acme_prod", .push_token = "0b30"}};
    config.global_config.sync_data_type_config = {{.key = 28, .value = 1}, {.key = 3, .value = 0}};
    config.private_server_setting.emplace().lbs_backup = {"a", "b"};
    const auto text = sdk::encode(config);
    REQUIRE(text.has_value());
    CHECK(text->find(R"("push_cer_name":"acme_prod","push_token":"0b30")") != std::string::npos);
    CHECK(text->find(R"("sync_data_type_config":[{"key":3,"value":0},{"key":28,"value":1}])") != std::string::npos);
    CHECK(text->find(R"("private_server_setting":{"lbs":"","lbs.backup":["a","b"],"link":"")") != std::string::npos);
    config.app_key = nullptr;
    CHECK(to_text(sdk::encode(config).error()) == "app_key: missing: it is required");
}

static_assert(sdk::location{.lat = 1} == sdk::location{.lat = 1} && sdk::location{.lat = 1} != sdk::location{.lng = 1});
static_assert(sdk::image{.w = 1} != sdk::image{.w = 2} && sdk::image{.url = "a"} != sdk::image{.url = "b"});

TEST_CASE("two are the same where all members are") {
    const sdk::image_message one{
        .to_accid = "b", .msg_attach = {.w = 1}, .thread_info = sdk::thread_info{}, .setting = {.push_content = "a"}};
    const auto differs = [&](auto change) {
        sdk::image_message other = one;
        change(other);
        return other != one;
    };
    CHECK_FALSE(differs([](auto&) {}));
    CHECK(differs([](auto& m) { m.msg_attach.w = 2; }));
    CHECK(differs([](auto& m) { m.thread_info.reset(); }));
    CHECK(differs([](auto& m) { m.thread_info->deleted = 1; }));
    CHECK(differs([](auto& m) { m.setting.push_content = "b"; }));
    CHECK(differs([](auto& m) { m.setting.push_payload = {{"k", 1}}; }));
    CHECK(sdk::login_result{.other_clients_pres = {{.device_id = "a"}}} !=
          sdk::login_result{.other_clients_pres = {{.device_id = "b"}}});
}
