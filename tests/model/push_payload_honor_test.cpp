#include <nimpush/model/push_payload/honor.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include <nimpush/core/check.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/push_payload.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"

namespace {

using namespace nimpush;

constexpr std::string_view second_hand = " (Honor's page at second hand, unverified)";

/// What is said of `honorField`; all of it is a warning but wrong types, which have a `!` before them.
std::string said(std::string_view field) {
    const auto read = read_push_payload(*json::read("{\"honorField\":" + std::string(field) + "}"));
    std::string all;
    const auto add = [&](const problems& found) {
        for (const auto& one : found) {
            std::string line(to_text(one.what).view());
            if (line.starts_with("honorField.")) line.erase(0, 11);
            if (line.ends_with(second_hand)) line.replace(line.size() - second_hand.size(), second_hand.size(), " *");
            all += (one.how == degree::error ? "!" : "") + line + "\n";
        }
    };
    add(read.found);
    add(check(read.made));
    return all;
}
std::string of_shown(std::string_view pairs) {
    std::string all = said("{\"notification\":{" + std::string(pairs) + "}}");
    for (std::size_t at; (at = all.find("notification.")) != all.npos;) all.erase(at, 13);
    return all;
}

constexpr honor_field acme() {
    return {.notification = honor_notification{.title = "Acme",
                                               .click_action = honor_click_action{.type = 1, .intent = "intent://im"},
                                               .importance = "NORMAL",
                                               .badge = honor_badge{.add_num = 1, .badge_class = "com.acme.Main"}}};
}
static_assert(check(push_payload{.honor = acme()}).empty());

}  // namespace

TEST_CASE("a part is written as the payload page has it") {
    CHECK(*json::to_string(push_payload{.honor = acme()}) ==
          R"({"honorField":{"notification":{"title":"Acme","clickAction":{"type":1,"intent":"intent://im"},)"
          R"("importance":"NORMAL","badge":{"addNum":1,"badgeClass":"com.acme.Main"}}}})");
}

TEST_CASE("nothing is said of what the page and NetEase's samples have") {
    for (const std::string_view fine :
         {R"({})", R"({"notification":{"importance":"LOW"}})",
          R"({"biTag":"b","data":"","notification":{"bigBody":"b","bigTitle":"t","body":"b","title":"t","buttons":)"
          R"([{"actionType":0,"data":"","intent":"","intentType":0,"name":"test"}],"clickAction":{"action":"",)"
          R"("intent":"intent://com","type":1,"url":"https://u"},"image":"https://i","importance":"NORMAL","style":0,)"
          R"("when":"2014-10-02T15:01:23.045123456Z"}})",
          R"({"ttl":"86400s","targetUserType":1,"notification":{"clickAction":{"type":3},"notifyId":-1,"tag":"t",)"
          R"("group":"g","badge":{"setNum":0,"badgeClass":"c"}}})"}) {
        CAPTURE(fine);
        CHECK(said(fine) == "");
    }
}

TEST_CASE("importance, style and time") {
    CHECK(of_shown(R"("importance":"HIGH")") == "importance: `HIGH` is none of LOW, NORMAL *\n");
    CHECK(of_shown(R"("importance":"normal")") == "importance: `normal` is none of LOW, NORMAL *\n");
    CHECK(of_shown(R"("importance":"")") == "importance: `` is none of LOW, NORMAL *\n");
    CHECK(of_shown(R"("importance":1)") == "!importance: a whole number, must be a text\n");
    CHECK(of_shown(R"("style":3)") == "style: 3, must be from 0 to 1 *\n");
    CHECK(of_shown(R"("style":"1","bigTitle":"t")") == "style: 1 needs bigTitle and bigBody *\n");
    CHECK(of_shown(R"("style":1,"bigTitle":"t","bigBody":"b")") == "");
    CHECK(of_shown(R"("when":"1700000000")") ==
          "when: `1700000000` is no moment, as in 2014-10-02T15:01:23.045123456Z *\n");
    CHECK(of_shown(R"("image":"http://i")") == "image: must begin with https:// *\n");
}

TEST_CASE("how long it is kept, and whom it is for") {
    CHECK(said(R"({"ttl":"1296000s"})") == "");
    CHECK(said(R"({"ttl":"1296001s"})") == "ttl: `1296001s`, at most 1296000s *\n");
    for (const std::string_view none : {"86400", "", "1d"})
        CHECK(said("{\"ttl\":\"" + std::string(none) + "\"}") ==
              "ttl: `" + std::string(none) + "` is no duration: seconds and an s, as in 3.5s *\n");
    CHECK(said(R"({"ttl":86400})") == "!ttl: a whole number, must be a text\n");
    CHECK(said(R"({"targetUserType":2})") == "targetUserType: 2, must be from 0 to 1 *\n");
    CHECK(said(R"({"targetUserType":-1})") == "targetUserType: -1, must be from 0 to 1 *\n");
    CHECK(said(R"({"data":{"a":1}})") == "!data: a map, must be a text\n");
}

TEST_CASE("what a tap does") {
    CHECK(of_shown(R"("clickAction":{})") == "clickAction.type: missing: 1 opens a page, 2 a URL, 3 the app *\n");
    CHECK(of_shown(R"("clickAction":{"type":4})") == "clickAction.type: 4, must be from 1 to 3 *\n");
    CHECK(of_shown(R"("clickAction":{"type":0})") == "clickAction.type: 0, must be from 1 to 3 *\n");
    CHECK(of_shown(R"("clickAction":{"type":1,"intent":""})") ==
          "clickAction.intent: type 1 needs an intent or an action *\n");
    CHECK(of_shown(R"("clickAction":{"type":1,"action":"a"})") == "");
    CHECK(of_shown(R"("clickAction":{"type":2})") == "clickAction.url: type 2 needs a url *\n");
    CHECK(of_shown(R"("clickAction":{"type":2,"url":"http://u"})") == "clickAction.url: must begin with https:// *\n");
    CHECK(of_shown(R"("clickAction":{"type":"2","url":"https://u"})") == "");
    CHECK(of_shown(R"("clickAction":[])").starts_with("!clickAction: a list, must be a map\n"));
}

TEST_CASE("buttons") {
    const auto button = [](std::string_view pairs) { return of_shown("\"buttons\":[{" + std::string(pairs) + "}]"); };
    CHECK(button(R"("name":"n","actionType":0)") == "");
    CHECK(button(R"("actionType":0)") == "buttons[0].name: missing: a button needs its name *\n");
    CHECK(button(R"("name":"n")") == "buttons[0].actionType: missing: 0 opens the app, 1 a page, 2 a URL *\n");
    CHECK(button(R"("name":"n","actionType":3,"intent":"i")") == "buttons[0].actionType: 3, must be from 0 to 2 *\n");
    CHECK(button(R"("name":"n","actionType":1,"intent":"i")") == "buttons[0].intentType: actionType 1 needs it *\n");
    CHECK(button(R"("name":"n","actionType":1,"intentType":2,"intent":"i")") ==
          "buttons[0].intentType: 2, must be from 0 to 1 *\n");
    CHECK(button(R"("name":"n","actionType":2)") == "buttons[0].intent: actionType 1 and 2 need it *\n");
    CHECK(button(R"("name":"n","actionType":"2","intent":"http://u")") ==
          "buttons[0].intent: must begin with https:// *\n");
    std::string name, data;
    for (std::size_t i = 0; i < limits::honor_button_name; ++i) name += "按";
    for (std::size_t i = 0; i < limits::honor_button_data; ++i) data += "按";
    const auto long_one = [&](std::string_view more) {
        return button("\"name\":\"" + name + std::string(more) + "\",\"actionType\":0,\"data\":\"" + data +
                      std::string(more) + "\"");
    };
    CHECK(long_one("") == "");
    CHECK(long_one("x") ==
          "buttons[0].name: 41 characters, at most 40 *\n"
          "buttons[0].data: 1025 characters, at most 1024 *\n");
    const std::string one = R"({"name":"n","actionType":0})";
    CHECK(of_shown("\"buttons\":[" + one + "," + one + "," + one + "]") == "");
    CHECK(of_shown("\"buttons\":[" + one + "," + one + "," + one + "," + one + "]") ==
          "buttons: 4 buttons, at most 3 *\n");
}

TEST_CASE("the number at the icon") {
    CHECK(of_shown(R"("badge":{"addNum":1})") == "badge.badgeClass: missing: the number needs the app's activity *\n");
    CHECK(of_shown(R"("badge":{"addNum":0,"badgeClass":"c"})") == "badge.addNum: 0, must be from 1 to 99 *\n");
    CHECK(of_shown(R"("badge":{"setNum":100,"badgeClass":"c"})") == "badge.setNum: 100, must be from 0 to 99 *\n");
    CHECK(of_shown(R"("badge":{"setNum":-1,"badgeClass":"c"})") == "badge.setNum: -1, must be from 0 to 99 *\n");
    CHECK(of_shown(R"("badge":{"addNum":1,"setNum":1,"badgeClass":"c"})") ==
          "badge.addNum: setNum wins where both are given *\n");
}

TEST_CASE("keys that are unknown, or at home elsewhere") {
    CHECK(said(R"({"importance":"NORMAL","clickAction":{"type":3},"bitag":"b","collapse_key":1})") ==
          "importance: no key of this place: it belongs in notification\n"
          "clickAction: no key of this place: it belongs in notification\n"
          "bitag: not known here: `biTag` was likely meant\n"
          "collapse_key: no key of Honor's that is known here: what it does with it is unverified\n");
    CHECK(of_shown(R"("click_action":{},"big_title":"t","channel_id":"c")") ==
          "click_action: not known here: `clickAction` was likely meant\n"
          "big_title: not known here: `bigTitle` was likely meant\n"
          "channel_id: no key of Honor's that is known here: what it does with it is unverified\n");
    CHECK(of_shown(R"("badge":{"add_num":1,"badgeClass":"c"},"clickAction":{"type":3,"uri":"u"})") ==
          "clickAction.uri: not known here: `url` was likely meant\n"
          "badge.add_num: not known here: `addNum` was likely meant\n");
}
