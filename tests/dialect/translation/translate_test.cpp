// dialect/translate.hpp: what one wire says, another says too, or the list tells.

#include <nimpush/dialect/translate.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/wire/json.hpp>

#include "../../support/print.hpp"
#include "../../support/random.hpp"
#include "../../support/random_value.hpp"

namespace {

using nimpush::nim_wire;
using nimpush::translate;
using nimpush::value;

constexpr nim_wire wires[] = {nim_wire::channel, nim_wire::channel2, nim_wire::desktop, nim_wire::server,
                              nim_wire::server2};

/// The text, then each path behind a line end.
std::string outcome(nim_wire from, nim_wire to, std::string_view message) {
    const auto made = translate(from, to, message, "given");
    if (!made) return "error " + std::string(to_text(made.error()).view());
    std::string all = made->text;
    for (const nimpush::text& path : made->not_carried) all += "\n" + std::string(path.view());
    return all;
}

value parsed(std::string_view s) {
    auto read = nimpush::json::read(s);
    REQUIRE(read);
    return *std::move(read);
}

constexpr std::string_view forced =
    R"({"sessionId":"7001","sessionType":"team","messageType":"text","fromAccount":"alice","content":"hello 你好",)"
    R"("uuid":"u1","timestamp":1700000000123,"pushContent":"hi","pushPayload":{"pushTitle":"T","n":9007199254740993},)"
    R"("config":{"enablePushNick":false,"enablePersist":true},)"
    R"("memberPushOption":{"isForcePush":true,"forcePushList":["bob"],"forcePushContent":"@bob"},)"
    R"("remoteExtension":{"k":1},"env":"pre"})";

}  // namespace

TEST_CASE("one message on each wire") {
    CHECK(
        outcome(nim_wire::channel, nim_wire::channel2, forced) ==
        R"({"conversationId":"alice|2|7001","message":{"conversationId":"alice|2|7001","receiverId":"7001",)"
        R"("conversationType":2,"messageType":0,"senderId":"alice","messageClientId":"u1","createTime":1700000000123,)"
        R"("serverExtension":"{\"k\":1}","text":"hello 你好"},"params":{"pushConfig":{"pushContent":"hi",)"
        R"("pushPayload":"{\"pushTitle\":\"T\",\"n\":9007199254740993}","pushNickEnabled":false,"forcePush":true,)"
        R"("forcePushAccountIds":["bob"],"forcePushContent":"@bob"},"messageConfig":{"offlineEnabled":true},)"
        R"("routeConfig":{"routeEnvironment":"pre"}}})");
    CHECK(outcome(nim_wire::channel, nim_wire::desktop, forced) ==
          R"({"anti_spam_using_yidun":1,"client_msg_id":"u1","env_config":"pre","force_push_content":"@bob",)"
          R"("force_push_list":"[\"bob\"]","is_force_push":1,"msg_body":"hello 你好","msg_type":0,"offline_msg":1,)"
          R"("push_content":"hi","push_payload":"{\"n\":9007199254740993,\"pushTitle\":\"T\"}","push_prefix":0,)"
          R"("server_ext":"{\"k\":1}","talk_id":"7001","time":1700000000123,"to_accid":"7001","to_type":1})"
          "\nfromAccount");
    CHECK(outcome(nim_wire::channel, nim_wire::server, forced) ==
          "from=alice&ope=1&to=7001&type=0&body=%7B%22msg%22%3A%22hello+%E4%BD%A0%E5%A5%BD%22%7D&pushcontent=hi"
          "&payload=%7B%22pushTitle%22%3A%22T%22%2C%22n%22%3A9007199254740993%7D"
          "&option=%7B%22needPushNick%22%3Afalse%2C%22persistent%22%3Atrue%7D&env=pre"
          "&forcepushlist=%5B%22bob%22%5D&forcepushcontent=%40bob&ext=%7B%22k%22%3A1%7D"
          "\nuuid\ntimestamp");
    CHECK(
        outcome(nim_wire::channel, nim_wire::server2, forced) ==
        R"({"conversation_id":"alice|2|7001","message":{"message_type":0,"message_client_id":"u1","text":"hello 你好"},)"
        R"("push_config":{"push_content":"hi","push_payload":"{\"pushTitle\":\"T\",\"n\":9007199254740993}",)"
        R"("push_nick_enabled":false,"push_forcepush_enable":true,"push_forcepush_ids":["bob"],)"
        R"("push_forcepush_content":"@bob"},"message_config":{"offline_enabled":true},)"
        R"("route_config":{"route_environment":"pre"},"extension":"{\"k\":1}"})"
        "\ntimestamp");
}

TEST_CASE("what is not carried is told by the path that it had") {
    CHECK(outcome(nim_wire::desktop, nim_wire::server2,
                  R"({"to_type":0,"to_accid":"bob","talk_id":"bob","from_id":"alice","msg_type":0,"msg_body":"hi",)"
                  R"("local_ext":"{\"a\":1}","log_status":3,"own":{"deep":[1]},"empty":"","resend_flag":1})") ==
          R"({"conversation_id":"alice|1|bob","message":{"message_type":0,"text":"hi"}})"
          "\nlog_status\nown.deep\nlocal_ext\nresend_flag");
    CHECK(
        outcome(nim_wire::server2, nim_wire::desktop,
                R"({"conversation_id":"alice|1|bob","message":{"message_type":0,"text":"hi"},)"
                R"("target_option":{"inclusive":true},"extension":"no JSON"})") ==
        R"({"anti_spam_using_yidun":1,"client_msg_id":"given","msg_body":"hi","msg_type":0,"talk_id":"bob","to_accid":"bob",)"
        R"("to_type":0})"
        "\nextension\ntarget_option.inclusive\nconversation_id");
    CHECK(outcome(nim_wire::channel2, nim_wire::server,
                  R"({"conversationId":"alice|3|99","messageType":0,"text":"hi","isSelf":true,)"
                  R"("pushConfig":{"pushEnabled":false}})") ==
          "type=0&body=%7B%22msg%22%3A%22hi%22%7D&from=alice&option=%7B%22push%22%3Afalse%7D"
          "\nisSelf\nconversationId");
}

TEST_CASE("keys of somebody else stay on one line, and of equal keys of a form the last counts") {
    CHECK(outcome(nim_wire::server2, nim_wire::server,
                  R"({"conversation_id":"a|1|b","message":{"message_type":0,"text":"x"},"e\r\nvil\u2028":1})") ==
          "from=a&ope=0&to=b&type=0&body=%7B%22msg%22%3A%22x%22%7D\ne??vil?");
    CHECK(
        outcome(nim_wire::server, nim_wire::server2, "from=a&ope=0&to=c&to=b&type=0&body=%7B%22msg%22%3A%22x%22%7D") ==
        R"({"conversation_id":"a|1|b","message":{"message_type":0,"text":"x"}})");
}

TEST_CASE("a conversation of V2 names its sender, a receiver does without") {
    constexpr std::string_view desktop =
        R"({"to_type":5,"to_accid":"9","msg_type":0,"msg_body":"hi","client_msg_id":"m"})";
    constexpr std::string_view v2 =
        R"({"message":{"receiverId":"9","conversationType":3,"messageType":0,"messageClientId":"m","text":"hi"}})";
    CHECK(outcome(nim_wire::desktop, nim_wire::channel2, desktop) == v2);
    CHECK(outcome(nim_wire::channel2, nim_wire::desktop, v2) ==
          R"({"anti_spam_using_yidun":1,"client_msg_id":"m","msg_body":"hi","msg_type":0,"talk_id":"9","to_accid":"9",)"
          R"("to_type":5})");
    CHECK(outcome(nim_wire::desktop, nim_wire::server2, desktop) ==
          R"({"message":{"message_type":0,"message_client_id":"m","text":"hi"}})"
          "\nto_accid");
}

TEST_CASE("forced pushes, in the words of each wire") {
    const auto force = [](std::string_view option, nim_wire to) {
        const std::string message = R"({"sessionId":"7","sessionType":"team","messageType":"text","fromAccount":"a",)"
                                    R"("content":"x","memberPushOption":)" +
                                    std::string(option) + "}";
        return outcome(nim_wire::channel, to, message);
    };
    const auto has = [](const std::string& all, std::string_view what) { return all.find(what) != all.npos; };
    constexpr std::string_view everybody = R"({"isForcePush":true})";
    CHECK(has(force(everybody, nim_wire::server), "&forcepushall=true"));
    CHECK(has(force(everybody, nim_wire::server2), R"("push_forcepush_all":true)"));
    CHECK(has(force(everybody, nim_wire::desktop), R"("is_force_push":1)"));
    CHECK_FALSE(has(force(everybody, nim_wire::channel2), "forcePushAccountIds"));

    // v1 would force whoever it names.
    constexpr std::string_view off = R"({"isForcePush":false,"forcePushList":["b"],"forcePushContent":"!"})";
    CHECK(force(off, nim_wire::server) ==
          "from=a&ope=1&to=7&type=0&body=%7B%22msg%22%3A%22x%22%7D"
          "\nmemberPushOption.forcePushList\nmemberPushOption.forcePushContent");
    // The desktop leaves an empty list out, and then everybody is meant.
    CHECK(has(force(R"({"isForcePush":true,"forcePushList":[]})", nim_wire::desktop),
              "\nmemberPushOption.forcePushList"));
    for (const nim_wire from : {nim_wire::server, nim_wire::server2, nim_wire::desktop, nim_wire::channel2}) {
        CAPTURE(name_of(from));
        const auto there = translate(nim_wire::channel, from,
                                     R"({"sessionId":"7","sessionType":"team","messageType":"text","fromAccount":"a",)"
                                     R"("memberPushOption":{"isForcePush":true}})",
                                     "given");
        REQUIRE(there);
        const auto back = nimpush::read_message(from, there->text);
        REQUIRE(back);
        REQUIRE(back->message.member_push_option);
        CHECK(back->message.member_push_option->is_force_push);
        CHECK_FALSE(back->message.member_push_option->force_push_list.has_value());
    }
}

TEST_CASE("a number in a text is that number, or told") {
    const auto v1 = [](std::string_view type, std::string_view body) {
        return outcome(
            nim_wire::server, nim_wire::server2,
            R"({"from":"a","ope":0,"to":"b","type":)" + std::string(type) + R"(,"body":)" + std::string(body) + "}");
    };
    const auto holds = [](const std::string& all, std::string_view what) { return all.find(what) != all.npos; };
    CHECK(holds(v1("4", R"({"title":"t","lng":"120.19","lat":"-30.18"})"), R"("lat":-30.18,"lng":120.19)"));
    CHECK(holds(v1("4", R"({"lng":"1e2","lat":"30"})"), R"("lat":30,"lng":100)"));
    CHECK(holds(v1("1", R"({"url":"u","w":"640","h":480.0,"size":"9007199254740993"})"),
                R"("size":9007199254740993,"w":640,"h":480)"));
    for (const std::string_view lat :
         {R"("30.18.1")", R"("N30")", R"(" 30")", R"("")", "true", R"("+30")", R"("3.")"}) {
        CAPTURE(lat);
        const std::string made = v1("4", R"({"title":"t","lng":1,"lat":)" + std::string(lat) + "}");
        CHECK_FALSE(holds(made, R"("lat")"));
        CHECK(holds(made, "\nbody.lat"));
    }
    for (const std::string_view dur : {R"("4551.5")", "4551.5", R"("4s")", R"("1e3")", "[]"}) {
        CAPTURE(dur);
        const std::string desktop = R"({"to_type":0,"to_accid":"b","from_id":"a","client_msg_id":"m","msg_type":2,)"
                                    R"("msg_attach":{"url":"u","dur":)" +
                                    std::string(dur) + "}}";
        const std::string made = outcome(nim_wire::desktop, nim_wire::server2, desktop);
        CHECK_FALSE(holds(made, R"("dur")"));
        CHECK((holds(made, "\nmsg_attach.dur") || dur == "[]"));
    }
    for (const std::string_view type : {"true", "1.0", "x7", "%207"})
        CHECK(holds(outcome(nim_wire::server, nim_wire::server2,
                            "from=a&ope=0&to=b&type=0&body=%7B%22msg%22%3A%22x%22%7D&subType=" + std::string(type)),
                    "\nsubType"));
}

TEST_CASE("v1's message as a form or as parameters, by the names of the documents or of the SDKs") {
    constexpr std::string_view made =
        R"({"conversation_id":"a|2|7","message":{"message_type":0,"text":"x"},"push_config":{"push_content":"p",)"
        R"("push_forcepush_enable":true,"push_forcepush_ids":["b"],"push_forcepush_content":"f"}})";
    constexpr std::string_view forms[] = {
        "from=a&ope=1&to=7&type=0&body=%7B%22msg%22%3A%22x%22%7D&pushcontent=p&forcepushlist=%5B%22b%22%5D"
        "&forcepushcontent=f",
        "from=a&ope=1&to=7&type=0&body=%7B%22msg%22%3A%22x%22%7D&pushContent=p&forcePushList=%5B%22b%22%5D"
        "&forcePushContent=f",
        R"({"from":"a","ope":1,"to":"7","type":0,"body":{"msg":"x"},"pushcontent":"p","forcepushlist":["b"],)"
        R"("forcepushcontent":"f"})",
        R"({"from":"a","ope":"1","to":7,"type":"0","body":"{\"msg\":\"x\"}","pushContent":"p",)"
        R"("forcePushList":"[\"b\"]","forcePushContent":"f"})",
    };
    for (const std::string_view form : forms) CHECK(outcome(nim_wire::server, nim_wire::server2, form) == made);
    CHECK(outcome(nim_wire::server, nim_wire::server2,
                  R"({"from":"a","ope":0,"to":"b","type":0,"body":{"msg":"x"},"pushcontent":"p","pushContent":"q"})") ==
          R"({"conversation_id":"a|1|b","message":{"message_type":0,"text":"x"},"push_config":{"push_content":"p"}})"
          "\npushContent");
    CHECK(outcome(nim_wire::server, nim_wire::server2, "{").starts_with("error "));
}

TEST_CASE("a forced push of v1 is carried or told, and no spoilt list forces everybody") {
    const auto of = [](nim_wire to, std::string_view force) {
        return outcome(nim_wire::server, to,
                       "from=a&ope=1&to=7&type=0&body=%7B%22msg%22%3A%22x%22%7D&" + std::string(force));
    };
    const auto holds = [](const std::string& all, std::string_view what) { return all.find(what) != all.npos; };
    for (const std::string_view on : {"true", "True", "TRUE", "1"})
        CHECK(holds(of(nim_wire::server2, "forcepushall=" + std::string(on)), R"("push_forcepush_all":true)"));
    for (const std::string_view odd : {"yes", "2", "on", ""}) {
        const std::string made = of(nim_wire::server2, "forcepushall=" + std::string(odd));
        CHECK_FALSE(holds(made, "push_forcepush_all"));
        CHECK(holds(made, "\nforcepushall"));
    }
    for (const std::string_view numbers : {"%5B1%2C2%5D", "[1,\"2\"]", "[ 1, 2 ]"})
        CHECK(holds(of(nim_wire::server2, "forcepushlist=" + std::string(numbers)),
                    R"("push_forcepush_enable":true,"push_forcepush_ids":["1","2"])"));
    for (const std::string_view spoilt : {"bob", "[null]", "[\"\"]", "[true]", "[1.5]", "{}", "\"[]\""})
        for (const nim_wire to : {nim_wire::server2, nim_wire::desktop, nim_wire::channel, nim_wire::channel2}) {
            CAPTURE(spoilt);
            const std::string made = of(to, "forcepushlist=" + std::string(spoilt));
            CHECK(holds(made, "\nforcepushlist"));
            for (const std::string_view is_on : {R"("push_forcepush_enable":true)", R"("is_force_push":1)",
                                                 R"("isForcePush":true)", R"("forcePush":true)"})
                CHECK_FALSE(holds(made, is_on));
        }
    const std::string off = R"({"conversation_id":"a|2|7","message":{"message_type":0,"text":"x"},)"
                            R"("push_config":{"push_forcepush_enable":false,"push_forcepush_all":true}})";
    CHECK(outcome(nim_wire::server2, nim_wire::server, off) ==
          "from=a&ope=1&to=7&type=0&body=%7B%22msg%22%3A%22x%22%7D\npush_config.push_forcepush_all");
}

TEST_CASE("what is made is what the target takes, or is told") {
    const auto sub_type = [](std::string_view n) {
        return outcome(nim_wire::desktop, nim_wire::server,
                       R"({"to_type":0,"to_accid":"b","from_id":"a","msg_type":0,"msg_body":"x","msg_sub_type":)" +
                           std::string(n) + "}");
    };
    constexpr std::string_view plain = "from=a&ope=0&to=b&type=0&body=%7B%22msg%22%3A%22x%22%7D";
    CHECK(sub_type("0") == plain);
    CHECK(sub_type("-1") == std::string(plain) + "\nmsg_sub_type");
    CHECK(sub_type("7") == std::string(plain) + "&subType=7");
    for (const std::string_view ope : {"", "&ope=", "&ope=2", "&ope=00", "&ope=x"})
        CHECK(outcome(nim_wire::server, nim_wire::server2, "from=a&to=7&type=0" + std::string(ope)) ==
              "error ope: must be 0 or 1");
    for (const std::string_view id : {"a|2|7|x", "a|1|b|", "a|2||7", "a|4|7", "a|2|", "a"})
        CHECK(outcome(nim_wire::server2, nim_wire::server,
                      R"({"message":{"message_type":0,"text":"x"},"conversation_id":")" + std::string(id) + R"("})")
                  .starts_with("error conversation_id"));
    constexpr std::string_view nobody[] = {R"({"messageType":"text","fromAccount":"a","content":"x"})",
                                           R"({"sessionType":"p2p","messageType":"text","content":"x"})",
                                           R"({"sessionId":"","messageType":"text","content":"x"})"};
    for (const std::string_view one : nobody)
        for (const nim_wire to : wires) {
            CAPTURE(one);
            CAPTURE(name_of(to));
            if (to == nim_wire::desktop)
                CHECK(outcome(nim_wire::channel, to, one).starts_with("error session"));
            else
                CHECK(outcome(nim_wire::channel, to, one).find("\nsessionId") != std::string::npos);
        }
}

TEST_CASE("an account with a bar would make another conversation of it") {
    for (const nim_wire to : {nim_wire::server2, nim_wire::channel2}) {
        CHECK(outcome(nim_wire::server, to, "from=a|b&ope=0&to=c&type=0").starts_with("error from: `a|b` has a bar"));
        CHECK(outcome(nim_wire::server, to, "from=a&ope=1&to=7|1&type=0").starts_with("error to: `7|1` has a bar"));
        CHECK(
            outcome(nim_wire::desktop, to, R"({"to_type":0,"to_accid":"b","from_id":"|","msg_type":0,"msg_body":"x"})")
                .starts_with("error from_id: "));
        CHECK(outcome(nim_wire::channel, to,
                      R"({"sessionId":"b|","sessionType":"p2p","messageType":"text",)"
                      R"("fromAccount":"a","content":"x"})")
                  .starts_with("error "));
    }
}

TEST_CASE("why a part is not carried stands beside its path") {
    struct row {
        nim_wire from, to;
        std::string_view message, path, why;
    };
    const std::string long_text(501, 'y');
    const std::string too_long = "from=a&ope=0&to=b&type=0&pushcontent=" + long_text;
    const row rows[] = {
        {nim_wire::server, nim_wire::server2, "from=a&ope=0&to=b&type=0&subType=yes", "subType",
         "the text `yes`, must be a whole"},
        {nim_wire::server, nim_wire::server2, R"(from=a&ope=0&to=b&type=4&body={"lat":"30,1","lng":1})", "body.lat",
         "must be a number"},
        {nim_wire::server, nim_wire::server2, "from=a&ope=1&to=7&type=0&forcepushall=yes", "forcepushall",
         "true or false"},
        {nim_wire::server, nim_wire::server2, "from=a&ope=1&to=7&type=0&forcepushlist=a,b", "forcepushlist",
         "a list of accounts"},
        {nim_wire::server, nim_wire::server2, too_long, "pushcontent", "501 characters, at most 500"},
        {nim_wire::server, nim_wire::server2, "from=a&ope=1&to=7&type=0&forcePshAll=true", "forcePshAll", ""},
        {nim_wire::server, nim_wire::server2, "ope=0&to=b&type=0", "to", "there is no sender"},
        {nim_wire::desktop, nim_wire::server,
         R"({"to_type":5,"to_accid":"7","from_id":"a","msg_type":0,"msg_body":"x"})", "to_accid", "super team"},
        {nim_wire::desktop, nim_wire::server,
         R"({"to_type":0,"to_accid":"7","from_id":"a","msg_type":0,"msg_body":"x","msg_sub_type":-1})", "msg_sub_type",
         "1 or more"},
    };
    for (const row& one : rows) {
        CAPTURE(one.message);
        const auto made = translate(one.from, one.to, one.message, "given");
        REQUIRE(made);
        REQUIRE(made->reasons.size() == made->not_carried.size());
        std::string_view why = "not told";
        for (std::size_t i = 0; i < made->reasons.size(); ++i)
            if (made->not_carried[i] == one.path) why = made->reasons[i].view();
        CAPTURE(why);
        CHECK((one.why.empty() ? why.empty() : why.find(one.why) != std::string_view::npos));
    }
}

TEST_CASE("a whole double is a number on every wire, and faults have the names of the message's own") {
    constexpr std::string_view before = R"({"to_type":0,"to_accid":"b","from_id":"a","msg_type":0,"msg_body":"x",)";
    const auto to_channel = [&](std::string_view part) {
        return outcome(nim_wire::desktop, nim_wire::channel, std::string(before) + std::string(part) + "}");
    };
    CHECK(to_channel(R"("msg_sub_type":7.0)").find(R"("messageSubType":7,)") != std::string::npos);
    CHECK(to_channel(R"("time":1.7e12)").find(R"("timestamp":1700000000000,)") != std::string::npos);
    CHECK(to_channel(R"("msg_sub_type":7.5)").find("\nmsg_sub_type") != std::string::npos);
    CHECK(to_channel(R"("time":1e300)").find("\ntime") != std::string::npos);
    CHECK(outcome(nim_wire::server, nim_wire::desktop, "from=a&ope=0&to=&type=0").starts_with("error to: missing"));
    CHECK(outcome(nim_wire::server, nim_wire::channel, R"(from=a&ope=0&to=b&type=4&body={"lat":1})")
              .starts_with("error body.lng: "));
    CHECK(outcome(nim_wire::server2, nim_wire::channel,
                  R"({"conversation_id":"a|1|b","message":{"message_type":4,"attachment":{"lat":1}}})")
              .starts_with("error message.attachment.lng: "));
}

TEST_CASE("an empty list forces nobody, where the desktop would force everybody") {
    for (const std::string_view force :
         {"forcepushlist=[]", "forcepushlist=[]&forcepushcontent=f", "forcePushList=[]"}) {
        const std::string made = outcome(nim_wire::server, nim_wire::desktop,
                                         "from=a&ope=1&to=7&type=0&body={\"msg\":\"x\"}&" + std::string(force));
        CAPTURE(made);
        CHECK(made.find(R"("is_force_push":1)") == std::string::npos);
        CHECK(made.find("\nforcepushlist") != std::string::npos);
    }
    const auto of_channel = [](std::string_view list) {
        return outcome(nim_wire::channel, nim_wire::desktop,
                       R"({"sessionId":"7","sessionType":"team","messageType":"text","content":"x","uuid":"u",)"
                       R"("memberPushOption":{"isForcePush":true,"forcePushList":)" +
                           std::string(list) + "}}");
    };
    CHECK(of_channel("[]").find(R"("is_force_push":1)") != std::string::npos);  // as the plugin does, and told
    CHECK(of_channel("[]").find("\nmemberPushOption.forcePushList") != std::string::npos);
    CHECK(of_channel("null").find(R"("is_force_push":1)") != std::string::npos);
    CHECK(of_channel(R"(["b"])").find(R"("is_force_push":1)") != std::string::npos);
}

TEST_CASE("a text message without its text is told") {
    for (const nim_wire to : {nim_wire::server, nim_wire::server2}) {
        CHECK(outcome(nim_wire::server, to, "from=a&ope=0&to=b&type=0").find("\nbody.msg") != std::string::npos);
        CHECK(outcome(nim_wire::server, to, R"(from=a&ope=0&to=b&type=0&body={"msg":null})").find("\nbody.msg") !=
              std::string::npos);
        CHECK(outcome(nim_wire::channel2, to, R"({"conversationId":"a|1|b","messageType":0})").find("\ntext") !=
              std::string::npos);
        CHECK(outcome(nim_wire::server, to, R"(from=a&ope=0&to=b&type=0&body={"msg":""})").find("\nbody.msg") ==
              std::string::npos);
        CHECK(outcome(nim_wire::server, to, "from=a&ope=0&to=b&type=1").find("\nbody.msg") == std::string::npos);
    }
}

TEST_CASE("a thread of nobody is none") {
    const auto made = [](nim_wire to, std::string_view thread) {
        return outcome(nim_wire::desktop, to,
                       R"({"to_type":0,"to_accid":"b","from_id":"a","msg_type":0,"msg_body":"x","msg_sub_type":0,)"
                       R"("thread_info":{)" +
                           std::string(thread) + "}}");
    };
    constexpr std::string_view plain = R"({"conversation_id":"a|1|b","message":{"message_type":0,"text":"x"}})";
    constexpr std::string_view empty =
        R"("deleted":0,"reply_msg_from_account":"","reply_msg_id_client":"","reply_msg_id_server":0,"reply_msg_time":0,)"
        R"("replymsg_to_account":"","thread_msg_from_account":"","thread_msg_id_client":"","thread_msg_id_server":0)";
    CHECK(made(nim_wire::server2, "") == plain);
    CHECK(made(nim_wire::server2, empty) == plain);
    CHECK(made(nim_wire::channel2, empty).find("thread") == std::string::npos);
    const std::string reply = made(nim_wire::server2, R"("reply_msg_from_account":"c","thread_msg_time":0)");
    CHECK(reply.find(R"("thread_reply":{"sender_id":"c"})") != std::string::npos);
    CHECK(reply.find("thread_root") == std::string::npos);
}

TEST_CASE("what the server would refuse is left out and told") {
    const auto of = [](nim_wire to, std::string_view part) {
        return outcome(
            nim_wire::channel, to,
            R"({"sessionId":"7","sessionType":"team","messageType":"text","fromAccount":"a","content":"x",)" +
                std::string(part) + "}");
    };
    constexpr std::string_view plain = "from=a&ope=1&to=7&type=0&body=%7B%22msg%22%3A%22x%22%7D";
    const auto text_of = [](std::size_t n) { return "\"" + std::string(n, 'y') + "\""; };
    CHECK(of(nim_wire::server, R"("pushContent":)" + text_of(501)) == std::string(plain) + "\npushContent");
    CHECK(of(nim_wire::server, R"("pushContent":)" + text_of(500)) ==
          std::string(plain) + "&pushcontent=" + std::string(500, 'y'));
    CHECK(of(nim_wire::server, R"("remoteExtension":{"k":)" + text_of(1024) + "}") ==
          std::string(plain) + "\nremoteExtension");
    CHECK(of(nim_wire::server, R"("pushPayload":{"notifyId":"7"})") == std::string(plain) + "\npushPayload");
    std::string many = R"("a0")";
    for (int i = 1; i <= 100; ++i) many += R"(,"a)" + std::to_string(i) + "\"";
    const std::string list = R"("memberPushOption":{"isForcePush":true,"forcePushList":[)" + many + "]}";
    CHECK(of(nim_wire::server, list) == std::string(plain) + "\nmemberPushOption.forcePushList");
    CHECK(of(nim_wire::server2, list) == R"({"conversation_id":"a|2|7","message":{"message_type":0,"text":"x"},)"
                                         R"("push_config":{"push_forcepush_enable":false}})"
                                         "\nmemberPushOption.forcePushList");
    for (const nim_wire to : {nim_wire::server, nim_wire::server2})
        CHECK(outcome(nim_wire::channel, to,
                      R"({"sessionId":"7","sessionType":"team","messageType":"text","fromAccount":"a","content":)" +
                          text_of(5001) + "}")
                  .starts_with("error "));
    CHECK(outcome(nim_wire::channel, nim_wire::server,
                  R"({"sessionId":)" + text_of(33) + R"(,"messageType":"text","fromAccount":"a","content":"x"})")
              .ends_with("\nsessionId\nsessionType"));
}

TEST_CASE("a message in types is written as its JSON would be translated") {
    nimpush::flutter_channel::message m{.session_id = "7",
                                        .session_type = nimpush::flutter_channel::session_type::team,
                                        .message_type = nimpush::flutter_channel::message_type::text,
                                        .from_account = "a",
                                        .content = "hello"};
    m.push_content = "@you";
    m.push_payload = {{"sessionId", "7"}};
    m.member_push_option = {.force_push_list = {{"b"}}};
    const auto json = nimpush::json::to_string(m);
    REQUIRE(json);
    for (const nim_wire to :
         {nim_wire::channel, nim_wire::channel2, nim_wire::desktop, nim_wire::server, nim_wire::server2}) {
        CAPTURE(name_of(to));
        const auto written = nimpush::write_message(to, m, "given");
        const auto translated = translate(nim_wire::channel, to, *json, "given");
        REQUIRE(written);
        REQUIRE(translated);
        CHECK(written->text == translated->text);
        CHECK(written->not_carried == translated->not_carried);
        CHECK(written->text.find(to == nim_wire::server ? "%40you" : "@you") != std::string::npos);
    }
    // What JSON would have as a text or a list is one on the desktop, too.
    const std::uint8_t two[] = {1, 2};
    m.remote_extension = {{"k", value::bytes(two)}};
    const auto bytes = nimpush::write_message(nim_wire::desktop, m, "given");
    REQUIRE(bytes);
    CHECK(bytes->text == translate(nim_wire::channel, nim_wire::desktop, *nimpush::json::to_string(m), "given")->text);
    CHECK(bytes->text.find("0102") != std::string::npos);
    m.message_type = nimpush::flutter_channel::message_type::robot;
    CHECK_FALSE(nimpush::write_message(nim_wire::server, m));
}

TEST_CASE("what cannot be read, or sent, says where") {
    struct row {
        nim_wire from, to;
        std::string_view message, says;
    };
    const row rows[] = {
        {nim_wire::channel, nim_wire::server, "", "error the text ends too early at offset 0"},
        {nim_wire::channel, nim_wire::server, "[]", "error a message is a map"},
        {nim_wire::channel, nim_wire::server, "{}", "error messageType: missing: no kind of message"},
        {nim_wire::desktop, nim_wire::server, R"({"msg_type":99})", "error msg_type: there is no such kind of message"},
        {nim_wire::channel2, nim_wire::server, R"({"message":{"messageType":-1}})",
         "error message.messageType: there is no such kind of message"},
        {nim_wire::server, nim_wire::channel, "ope=2&to=b&type=0", "error ope: must be 0 or 1"},
        {nim_wire::server, nim_wire::channel, "a=%zz", "error two hexadecimal digits must follow %"},
        {nim_wire::server2, nim_wire::channel, R"({"conversation_id":"x","message":{"message_type":0}})",
         "error conversation_id: must be sender|type|receiver, its type 1, 2 or 3"},
        {nim_wire::channel, nim_wire::server2, R"({"messageType":"notification","sessionId":"b","sessionType":"p2p"})",
         "error server2 sends no message of the kind notification"},
        {nim_wire::channel, nim_wire::desktop, R"({"messageType":"text","sessionId":"b","sessionType":"none"})",
         "error sessionType: neither p2p, team nor superTeam"},
    };
    for (const row& r : rows) CHECK(outcome(r.from, r.to, r.message) == r.says);
}

namespace {

/// A message as its builder makes it, with anything set on it that can be set.
class any_message {
    test::random& chance_;
    value made_ = value::map();

    void maybe(std::string_view key, value v) {
        if (chance_.one_in(2)) made_.append(value::string(nimpush::detail::unchecked{}, key), std::move(v));
    }
    value account() {
        value made = text();
        return made.size() == 0 ? value("a") : made;
    }
    value text(std::size_t most = 5) { return value::string(nimpush::detail::unchecked{}, chance_.text(most)); }
    value natural() { return static_cast<std::int64_t>(chance_.below(100000)); }
    value object() {
        value made = value::map();
        for (std::size_t n = 1 + chance_.below(3); n != 0; --n)
            made.set(value::string(nimpush::detail::unchecked{}, "k" + std::to_string(n)),
                     test::random_json(chance_, 2));
        // The smallest limit of an extension is 1,024.
        return *nimpush::json::size(made) <= 1024 ? made : value::map({{"long", true}});
    }
    value switches(std::initializer_list<std::string_view> keys) {
        value made = value::map();
        for (const std::string_view key : keys)
            if (chance_.one_in(2)) made.append(value::string(nimpush::detail::unchecked{}, key), chance_.one_in(2));
        return made;
    }

  public:
    explicit any_message(test::random& chance) : chance_(chance) {}
    value operator()(nimpush::flutter_channel::message_type type) {
        made_ = value::map();
        constexpr std::string_view sessions[] = {"p2p", "team", "superTeam"};
        made_.append("sessionId", value::string(nimpush::detail::unchecked{}, "s" + std::to_string(chance_.below(9))));
        made_.append("sessionType", value::string(nimpush::detail::unchecked{}, sessions[chance_.below(3)]));
        made_.append("messageType", value::string(nimpush::detail::unchecked{}, nimpush::name_of(type)));
        made_.append("messageDirection", value::string(nimpush::detail::unchecked{}, "outgoing"));
        made_.append("timestamp", natural());
        maybe("fromAccount", value::string(nimpush::detail::unchecked{}, "alice"));
        maybe("content", text());
        made_.append("uuid", value::string(nimpush::detail::unchecked{}, "u" + chance_.text(3)));
        maybe("messageSubType", natural());
        maybe("serverId", natural());
        maybe("pushContent", text());
        maybe("pushPayload", object());
        maybe("config", switches({"enableHistory", "enableRoaming", "enableSelfSync", "enablePush", "enablePushNick",
                                  "enableUnreadCount", "enableRoute", "enablePersist"}));
        if (chance_.one_in(2)) {
            value force = switches({"isForcePush"});
            if (chance_.one_in(2)) force.append("forcePushContent", text());
            if (chance_.one_in(2)) {
                value list = value::list();
                for (std::size_t n = chance_.below(3); n != 0; --n) list.push_back(account());
                force.append("forcePushList", std::move(list));
            }
            made_.append("memberPushOption", std::move(force));
        }
        maybe("remoteExtension", object());
        maybe("localExtension", object());
        maybe("callbackExtension", text());
        maybe("yidunAntiCheating", object());
        maybe("env", text());
        maybe("sessionUpdate", chance_.one_in(2));
        maybe("messageAck", chance_.one_in(2));
        maybe("hasSendAck", chance_.one_in(2));
        maybe("unAckCount", natural());
        maybe("clientAntiSpam", chance_.one_in(2));
        maybe("isDeleted", chance_.one_in(2));
        maybe("fromNickname", text());
        maybe("antiSpamOption",
              value::map({{"enable", chance_.one_in(2)}, {"content", text()}, {"antiSpamConfigId", text()}}));
        maybe("robotInfo",
              value::map({{"function", text()}, {"topic", text()}, {"customContent", text()}, {"account", text()}}));
        maybe("messageThreadOption", value::map({{"replyMessageFromAccount", text()},
                                                 {"replyMessageToAccount", text()},
                                                 {"replyMessageTime", natural()},
                                                 {"replyMessageIdServer", natural()},
                                                 {"replyMessageIdClient", text()},
                                                 {"threadMessageFromAccount", text()},
                                                 {"threadMessageToAccount", text()},
                                                 {"threadMessageTime", natural()},
                                                 {"threadMessageIdServer", natural()},
                                                 {"threadMessageIdClient", text()}}));
        value file = value::map();
        switch (type) {
            case nimpush::flutter_channel::message_type::text:
            case nimpush::flutter_channel::message_type::tip: return made_;
            case nimpush::flutter_channel::message_type::location:
                file = value::map({{"lat", 30.25}, {"lng", -120.5}, {"title", text()}});
                break;
            case nimpush::flutter_channel::message_type::custom: file = object(); break;
            default:
                file = value::map({{"path", text()}, {"size", natural()}, {"name", text()}, {"ext", text()}});
                if (chance_.one_in(2)) file.append("url", text());
                if (chance_.one_in(2)) file.append("md5", text());
                file.append("sen", value::string(nimpush::detail::unchecked{}, chance_.one_in(2)   ? "defaultIm"
                                                                               : chance_.one_in(2) ? "defaultProfile"
                                                                                                   : "own"));
                file.append("force_upload", chance_.one_in(2));
                if (type != nimpush::flutter_channel::message_type::file &&
                    type != nimpush::flutter_channel::message_type::image)
                    file.append("dur", natural());
                if (type == nimpush::flutter_channel::message_type::image ||
                    type == nimpush::flutter_channel::message_type::video) {
                    file.append("w", natural());
                    file.append("h", natural());
                }
        }
        file.append("messageType", value::string(nimpush::detail::unchecked{}, nimpush::name_of(type)));
        made_.append("messageAttachment", std::move(file));
        return made_;
    }
};

/// The channel's paths of what was lost at a path of a wire.
void add_lost(std::vector<std::string>& to, nim_wire wire, const nimpush::text& path) {
    using namespace nimpush::detail::translation;
    bool found = false;
    const auto look = [&](const auto& rows) {
        for (const place_row<nim_wires>& row : rows)
            for (const bool alone : {false, true})
                if (!found && spelt(row.at[static_cast<std::size_t>(wire)].path, alone) == path.view()) {
                    to.emplace_back(row.at[0].path);
                    found = true;
                }
    };
    look(places<nim_wires>);
    look(text_places<nim_wires>);
    look(custom_places<nim_wires>);
    look(file_places<nim_wires>);
    const std::string_view s = path.view();
    if (s == "forcepushlist") to.emplace_back("memberPushOption.isForcePush");  // v1 forces by its list
    if (!found && (s == "to_accid" || s == "to" || s == "conversation_id" || s == "conversationId" ||
                   s == "sessionId" || s == "sessionType")) {
        to.emplace_back("sessionId");
        to.emplace_back("sessionType");
        to.emplace_back("fromAccount");  // which stands in the conversation alone
    } else if (!found) {
        to.emplace_back(s);
    }
}
/// Takes out what stands at a path, so that two trees are equal but for it.
void forget(value& tree, std::string_view path) {
    const std::size_t dot = path.find('.');
    value* here = tree.find(path.substr(0, dot));
    if (here == nullptr) return;
    if (dot == path.npos || !here->is(nimpush::value::kind::map))
        *here = value();
    else
        forget(*here, path.substr(dot + 1));
}
/// The whole map of a message, sorted; without what is null or as good as it: empty texts, maps of nothing.
value sorted(const value& v, bool drops) {
    if (v.is(nimpush::value::kind::float64)) {  // the desktop writes whole ones without a point
        const double d = *v.as_double();
        return d > -9e18 && d < 9e18 && d == static_cast<double>(static_cast<std::int64_t>(d))
                   ? value(static_cast<std::int64_t>(d))
                   : v;
    }
    if (v.is(nimpush::value::kind::list)) {
        value made = value::list();
        for (const value& one : v.items()) made.push_back(sorted(one, false));
        return made;
    }
    if (!v.is(nimpush::value::kind::map)) return v;
    std::vector<std::string> keys;
    for (const nimpush::value::member& one : v.members()) keys.emplace_back(one.key.chars());
    std::sort(keys.begin(), keys.end());
    value made = value::map();
    for (const std::string& key : keys) {
        constexpr std::string_view own[] = {"pushPayload", "remoteExtension", "localExtension", "yidunAntiCheating"};
        const bool is_own = std::find(std::begin(own), std::end(own), key) != std::end(own);
        value inner = sorted(*v.find(key), drops && !is_own);
        if (key == "config") {  // all of it is on where it is absent
            value off = value::map();
            for (const nimpush::value::member& one : inner.members())
                if (one.val != value(true)) off.append(one.key, one.val);
            inner = off;
        }
        const bool is_nothing = inner.is_null() || (inner.is(nimpush::value::kind::string) && inner.size() == 0) ||
                                (inner.is(nimpush::value::kind::map) && inner.size() == 0);
        // What is off, and says nothing more, is none.
        const bool is_off = (key == "memberPushOption" && inner == value::map({{"isForcePush", false}})) ||
                            (key == "antiSpamOption" && inner == value::map({{"enable", false}}));
        if (!drops || !(is_nothing || is_off))
            made.append(value::string(nimpush::detail::unchecked{}, key), std::move(inner));
    }
    return made;
}
value plain(const value& tree) {
    const auto whole = nimpush::read_wire<nimpush::flutter_channel::message>(tree);
    REQUIRE(whole);
    return parsed(*nimpush::json::to_string(*whole));
}

}  // namespace

TEST_CASE("any message through any two wires and back, equal but for what the lists tell") {
    constexpr std::uint64_t seed = 20261124;
    MESSAGE("seed " << seed);
    test::random chance(seed);
    any_message any(chance);
    using kind = nimpush::flutter_channel::message_type;
    constexpr kind types[] = {kind::text,     kind::image, kind::audio, kind::video,
                              kind::location, kind::file,  kind::tip,   kind::custom};
    std::size_t lists = 0, whole_ways = 0;
    for (int round = 0; round < 40; ++round) {
        for (const auto type : types) {
            const value first = any(type);
            const std::string json = *nimpush::json::to_string(first);
            for (const nim_wire a : wires) {
                for (const nim_wire b : wires) {
                    CAPTURE(json);
                    CAPTURE(name_of(a));
                    CAPTURE(name_of(b));
                    std::vector<std::string> lost;
                    std::string now = json;
                    nim_wire from = nim_wire::channel;
                    bool arrives = true;
                    for (const nim_wire to : {a, b, nim_wire::channel}) {
                        const auto made = translate(from, to, now, "given");
                        // The desktop writes to nobody; the session was lost on the way, and told.
                        arrives = made || std::find(lost.begin(), lost.end(), "sessionId") == lost.end();
                        if (!arrives) break;
                        if (!made) MESSAGE(std::string(to_text(made.error()).view()));
                        REQUIRE(made);
                        for (const nimpush::text& path : made->not_carried) add_lost(lost, from, path);
                        now = made->text;
                        from = to;
                    }
                    if (!arrives) continue;
                    ++whole_ways;
                    value wanted = plain(first);
                    value found = plain(parsed(now));
                    for (const std::string& path : lost) {
                        forget(wanted, path);
                        forget(found, path);
                    }
                    lists += lost.size();
                    wanted = sorted(wanted, true);
                    found = sorted(found, true);
                    CHECK(wanted == found);
                    if (wanted != found) {
                        MESSAGE(*nimpush::json::to_string(wanted) << " became " << *nimpush::json::to_string(found));
                        return;  // one is enough
                    }
                }
            }
        }
    }
    MESSAGE(whole_ways << " ways, " << lists << " paths were told");
    CHECK(whole_ways > 5000);
}

TEST_CASE("a number is digits, and all of them") {
    constexpr std::string_view texts[] = {"", "-", "9:", "12kB", "1x", "+1", " 1", "1.0", "0x1", "--1"};
    for (const std::string_view n : texts) {
        CAPTURE(n);
        const std::string quoted = "\"" + std::string(n) + "\"";
        const auto type = R"({"msg_type":)" + quoted + R"(,"to_type":0,"to_accid":"bob","msg_body":"x"})";
        CHECK(outcome(nim_wire::desktop, nim_wire::channel, type) ==
              "error msg_type: there is no such kind of message");
        if (!n.empty()) {
            const auto to = R"({"msg_type":0,"to_type":)" + quoted + R"(,"to_accid":"bob","msg_body":"x"})";
            CHECK(outcome(nim_wire::desktop, nim_wire::channel, to) == "error to_type: must be 0, 1 or 5");
        }
        const auto time = R"({"msg_type":0,"to_type":0,"to_accid":"bob","msg_body":"x","time":)" + quoted + "}";
        const std::string told = outcome(nim_wire::desktop, nim_wire::channel, time);
        CAPTURE(told);
        CHECK(told.find(R"("timestamp":0)") != std::string::npos);
        CHECK((told.find("\ntime") != std::string::npos) == !n.empty());
    }
}

TEST_CASE("a number beyond int64 keeps its value on every wire") {
    constexpr std::string_view message =
        R"({"messageType":"text","sessionId":"bob","sessionType":"p2p","content":"hi","fromAccount":"alice",)"
        R"("uuid":"u","remoteExtension":{"n":18446744073709551615,"m":9223372036854775808}})";
    for (const nim_wire to : wires) {
        CAPTURE(static_cast<int>(to));
        const std::string made = outcome(nim_wire::channel, to, message);
        CAPTURE(made);
        CHECK(made.find("18446744073709551615") != std::string::npos);
        CHECK(made.find("9223372036854775808") != std::string::npos);
        CHECK(made.find("ffffffff") == std::string::npos);
    }
    // No place but a free one takes it.
    const std::string told =
        outcome(nim_wire::channel, nim_wire::channel,
                R"({"messageType":"text","sessionId":"bob","sessionType":"p2p","content":18446744073709551615})");
    CAPTURE(told);
    CHECK(told.ends_with("\ncontent"));
    CHECK(told.find("ffffffff") == std::string::npos);
}

TEST_CASE("each value of a wrong kind appears or is told, or the message is refused") {
    constexpr std::string_view marks[] = {
        R"("a lone mark")", "777", "[777]", R"({"a":777})", "true", "-777", "7.25", "18446744073709551615", "1e300"};
    struct row {
        nim_wire wire;
        std::string_view before, after;
        std::vector<std::string_view> keys;
    };
    const row rows[] = {
        {nim_wire::channel,
         R"({"messageType":"custom","uuid":"u")",
         "}",
         {"sessionId", "sessionType", "fromAccount", "content", "messageAttachment", "config", "memberPushOption",
          "remoteExtension", "pushPayload", "messageSubType", "env", "messageThreadOption", "antiSpamOption"}},
        {nim_wire::desktop,
         R"({"msg_type":100,"client_msg_id":"c")",
         "}",
         {"to_accid", "to_type", "from_id", "msg_body", "msg_attach", "push_payload", "server_ext", "time",
          "force_push_list", "msg_sub_type", "env_config", "thread_info", "push_enable"}},
        {nim_wire::server2,
         R"({"message":{"message_type":100})",
         "}",
         {"conversation_id", "extension", "push_config", "message_config", "route_config", "robot_config"}},
        {nim_wire::channel2, R"({"message":{"messageType":100})", "}", {"conversationId", "params"}},
    };
    for (const row& r : rows)
        for (const std::string_view key : r.keys)
            for (const std::string_view mark : marks)
                for (const nim_wire to : wires) {
                    const std::string given = std::string(r.before) + ",\"" + std::string(key) +
                                              "\":" + std::string(mark) + std::string(r.after);
                    const auto made = translate(r.wire, to, given, "c");
                    if (!made) continue;
                    CAPTURE(given);
                    CAPTURE(made->text);
                    CAPTURE(static_cast<int>(to));
                    bool is_told = false;
                    for (const nimpush::text& path : made->not_carried)
                        is_told = is_told || path.view().substr(0, key.size()) == key || path.view() == "a";
                    const bool appears = made->text.find("777") != std::string::npos ||
                                         made->text.find("lone") != std::string::npos ||
                                         made->text.find("7.25") != std::string::npos ||
                                         made->text.find("1e+300") != std::string::npos ||
                                         made->text.find("18446744073709551615") != std::string::npos ||
                                         (mark == "true" && made->text.find(":true") != std::string::npos) ||
                                         (mark == "true" && made->text.find("%3Atrue") != std::string::npos) ||
                                         (mark == "true" && made->text.find(":1") != std::string::npos);
                    CHECK((is_told || appears));
                }
}

TEST_CASE("every kind of message has its number on V2, and a call of V1 is 7") {
    static_assert(nimpush::number_of(nimpush::message_kind::avchat) == 7);
    const auto made =
        outcome(nim_wire::channel, nim_wire::channel2,
                R"({"messageType":"avchat","sessionId":"bob","sessionType":"p2p","fromAccount":"alice","uuid":"u"})");
    CHECK(made.find(R"("messageType":7)") != std::string::npos);
    const auto back = outcome(nim_wire::channel2, nim_wire::channel, R"({"message":{"messageType":7}})");
    CHECK(back.find(R"("messageType":"avchat")") != std::string::npos);
}
