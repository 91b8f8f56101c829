#include <nimpush/dialect/flutter_channel/attachment.hpp>

#include <string>
#include <string_view>
#include <type_traits>

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

constexpr attachment picture = image_attachment{.path = "/p/a.jpg", .size = 9};
static_assert(picture.has_value() && picture.get_if<image_attachment>()->size.value() == 9);
static_assert(picture.get_if<file_attachment>() == nullptr && !attachment().has_value());
static_assert(picture == attachment(image_attachment{.path = "/p/a.jpg", .size = 9}) && picture != nullptr);

std::string wire(const attachment& a) { return json_of<schema::spelling::wire>(a); }
value file_map(text type) { return value::map({{"force_upload", false}, {"messageType", std::move(type)}}); }
value changed(value map, text key, value to) {
    map.set(value(key), std::move(to));
    return map;
}

}  // namespace

TEST_CASE("four kinds of file write the same keys in four orders; some nulls are left out, some written") {
    struct row {
        std::string_view why;
        attachment of;
        std::string_view json;
    };
    const row rows[] = {
        {"a file of nothing", file_attachment{},
         R"({"size":null,"name":null,"ext":null,"expire":null,"sen":"defaultIm","force_upload":false,"messageType":"file"})"},
        {"a file of everything", file_attachment{"p", "u", "b", 1, "m", "n", "e", 2, "s", true},
         R"({"path":"p","url":"u","base64":"b","size":1,"md5":"m","name":"n","ext":"e","expire":2,"sen":"s","force_upload":true,"messageType":"file"})"},
        {"a voice of nothing", audio_attachment{},
         R"({"size":null,"name":null,"ext":null,"expire":null,"sen":"defaultIm","force_upload":false,"dur":null,"autoTransform":null,"text":null,"messageType":"audio"})"},
        {"a voice of everything", audio_attachment{"p", "u", 1, "m", "b", "n", "e", 2, "s", true, 3, true, "t"},
         R"({"path":"p","url":"u","size":1,"md5":"m","base64":"b","name":"n","ext":"e","expire":2,"sen":"s","force_upload":true,"dur":3,"autoTransform":true,"text":"t","messageType":"audio"})"},
        {"a film of nothing", video_attachment{},
         R"({"size":null,"name":null,"ext":null,"expire":null,"sen":"defaultIm","force_upload":false,"dur":null,"w":null,"h":null,"thumbPath":null,"thumbUrl":null,"messageType":"video"})"},
        {"a film of everything", video_attachment{"p", "u", 1, "m", "n", "b", "e", 2, "s", true, 3, 4, 5, "tp", "tu"},
         R"({"path":"p","url":"u","size":1,"md5":"m","name":"n","base64":"b","ext":"e","expire":2,"sen":"s","force_upload":true,"dur":3,"w":4,"h":5,"thumbPath":"tp","thumbUrl":"tu","messageType":"video"})"},
        {"a picture of nothing", image_attachment{},
         R"({"size":null,"name":null,"ext":null,"expire":null,"sen":"defaultIm","force_upload":false,"w":null,"h":null,"messageType":"image"})"},
        {"a picture of everything", image_attachment{"p", "u", 1, "m", "n", "e", 2, "s", "b", true, "tp", "tu", 4, 5},
         R"({"path":"p","url":"u","size":1,"md5":"m","name":"n","ext":"e","expire":2,"sen":"s","base64":"b","force_upload":true,"thumbPath":"tp","thumbUrl":"tu","w":4,"h":5,"messageType":"image"})"},
        {"a place", location_attachment{31.5, -0.25, "西湖"},
         R"({"lat":31.5,"lng":-0.25,"title":"西湖","messageType":"location"})"},
        {"a whole number is a double", location_attachment{31, 0, ""},
         R"({"lat":31.0,"lng":0.0,"title":"","messageType":"location"})"},
        {"no data", custom_attachment{}, R"({"messageType":"custom"})"},
        {"data", custom_attachment{{{"id", 1}, {"x", nullptr}}}, R"({"id":1,"x":null,"messageType":"custom"})"},
        {"a messageType in the data keeps its place and is overwritten",
         custom_attachment{{{"a", 1}, {"messageType", "mine"}, {"b", 2}}}, R"({"a":1,"messageType":"custom","b":2})"},
        {"a notification, which never goes out", notification_attachment{{{"type", 3}}},
         R"({"type":3,"messageType":"notification"})"},
        {"none", nullptr, "null"},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(wire(r.of) == r.json);
    }
}

TEST_CASE("the API shows an attachment under its class, with all its parameters") {
    CHECK(json_of(picture) ==
          R"({"class":"NIMImageAttachment","path":"/p/a.jpg","url":null,"size":9,"md5":null,"displayName":null,)"
          R"("extension":null,"expire":null,"nosScene":"defaultIm","base64":null,"forceUpload":false,)"
          R"("thumbPath":null,"thumbUrl":null,"width":null,"height":null})");
    CHECK(json_of(attachment(location_attachment{1.5, 2.5, "a"})) ==
          R"({"class":"NIMLocationAttachment","latitude":1.5,"longitude":2.5,"address":"a"})");
    CHECK(json_of(attachment(custom_attachment{{{"k", "v"}}})) ==
          R"({"class":"NIMCustomMessageAttachment","data":{"k":"v"}})");
    CHECK(json_of(attachment()) == "null");
}

TEST_CASE("as a parameter: the class says which; anything else is an error with its path") {
    const attachment made = from_parameters<attachment>(
        value::map({{"size", nullptr}, {"class", "NIMAudioAttachment"}, {"duration", 5}, {"text", "hi"}}));
    CHECK(made == attachment(audio_attachment{.duration = 5, .text = "hi"}));
    struct row {
        std::string_view why;
        value given;
        lines expected;
    };
    const row rows[] = {
        {"no class", value::map({{"size", 1}}), {"missing class: missing: the class says which attachment it is"}},
        {"a number", value::map({{"class", 1}}), {"missing class: missing: the class says which attachment it is"}},
        {"unknown",
         value::map({{"class", "NIMTextAttachment"}}),
         {"bad_enumerator class: there is no such attachment class"}},
        {"comes in only",
         value::map({{"class", "NIMNotificationAttachment"}}),
         {"bad_enumerator class: there is no such attachment class"}},
        {"no map", "NIMFileAttachment", {"wrong_type a text, must be a map"}},
        {"the size must be given, if only as null",
         value::map({{"class", "NIMFileAttachment"}}),
         {"missing size: missing: it is required"}},
        {"wire keys are no parameters",
         value::map({{"class", "NIMImageAttachment"}, {"size", 1}, {"w", 2}}),
         {"unknown_key w: there is no such parameter"}},
        {"negative sizes",
         value::map({{"class", "NIMVideoAttachment"}, {"size", -1}, {"duration", -2}, {"width", -3}, {"height", -4}}),
         {"out_of_range size: -1, at least 0", "out_of_range duration: -2, at least 0",
          "out_of_range width: -3, at least 0", "out_of_range height: -4, at least 0"}},
        {"a scene cannot be null",
         value::map({{"class", "NIMFileAttachment"}, {"size", 1}, {"nosScene", nullptr}}),
         {"null_value nosScene: null, which it cannot be"}},
        {"a place needs all three",
         value::map({{"class", "NIMLocationAttachment"}, {"latitude", 1}}),
         {"missing longitude: missing: it is required", "missing address: missing: it is required"}},
        {"data is a map",
         value::map({{"class", "NIMCustomMessageAttachment"}, {"data", "{}"}}),
         {"wrong_type data: a text, must be a map with text keys"}},
    };
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(test::faults_of_parameters<attachment>(r.given) == r.expected);
    }
}

TEST_CASE("from the wire, as Dart's NIMMessageAttachment._fromMap reads it") {
    CHECK(from_wire<attachment, nimpush::plugin::dart>(file_map("image")) == attachment(image_attachment{}));
    CHECK(from_wire<attachment, nimpush::plugin::dart>(file_map("audio")) == attachment(audio_attachment{}));
    CHECK(from_wire<attachment, nimpush::plugin::dart>(file_map("video")) == attachment(video_attachment{}));
    CHECK(from_wire<attachment, nimpush::plugin::dart>(file_map("file")) == attachment(file_attachment{}));
    SUBCASE("a missing or null scene is defaultIm, a missing force_upload throws") {
        CHECK(from_wire<attachment, nimpush::plugin::dart>(changed(file_map("file"), "sen", nullptr)) ==
              attachment(file_attachment{}));
        CHECK(test::fault_of_wire<attachment, nimpush::plugin::dart>(value::map({{"messageType", "file"}})) ==
              "wrong_type force_upload: null, must be present");
        CHECK(test::fault_of_wire<attachment, nimpush::plugin::dart>(changed(file_map("video"), "force_upload", 0)) ==
              "wrong_type force_upload: a whole number, must be a bool");
    }
    SUBCASE("numbers are as they came: limits are for parameters") {
        CHECK(from_wire<attachment, nimpush::plugin::dart>(changed(file_map("file"), "size", -1)) ==
              attachment(file_attachment{.size = natural::unchecked(-1)}));
        CHECK(test::fault_of_wire<attachment, nimpush::plugin::dart>(changed(file_map("file"), "size", 1.0)) ==
              "wrong_type size: a double, must be a whole number");
    }
    SUBCASE("a place takes any number (as num), but needs all three") {
        const value place = value::map({{"lat", 31}, {"lng", 0.5}, {"title", ""}, {"messageType", "location"}});
        CHECK(from_wire<attachment, nimpush::plugin::dart>(place) == attachment(location_attachment{31.0, 0.5, ""}));
        CHECK(test::fault_of_wire<attachment, nimpush::plugin::dart>(changed(place, "title", nullptr)) ==
              "wrong_type title: null, must be present");
        CHECK(test::fault_of_wire<attachment, nimpush::plugin::dart>(changed(place, "lat", "31")) ==
              "wrong_type lat: a text, must be a number");
    }
    SUBCASE("custom data is the whole map, messageType included") {
        CHECK(from_wire<attachment, nimpush::plugin::dart>(value::map({{"messageType", "custom"}, {"k", 1}})) ==
              attachment(custom_attachment{{{"messageType", "custom"}, {"k", 1}}}));
    }
    SUBCASE("without a type, or with one that Dart has no class for, there is none") {
        for (const value& nothing : {value::map(), value::map({{"messageType", nullptr}}),
                                     value::map({{"messageType", "text"}}), value::map({{"messageType", "tip"}}),
                                     value::map({{"messageType", "IMAGE"}}), value::map({{"messageType", "robot"}})})
            CHECK(from_wire<attachment, nimpush::plugin::dart>(nothing) == attachment());
    }
    SUBCASE("a type that is no text throws, where an enumerator would have its fallback") {
        CHECK(test::fault_of_wire<attachment, nimpush::plugin::dart>(value::map({{"messageType", 2}})) ==
              "wrong_type messageType: a whole number, must be a text");
    }
    SUBCASE("no map throws") {
        CHECK(test::fault_of_wire<attachment, nimpush::plugin::dart>("x") == "wrong_type a text, must be a map");
    }
}

TEST_CASE("notifications: a number of a team, a chatroom or a super team, else none") {
    const auto of = [](value type) { return value::map({{"messageType", "notification"}, {"type", std::move(type)}}); };
    for (const int number : {0, 10, 301, 320, 401, 411}) {
        CAPTURE(number);
        CHECK(from_wire<attachment, nimpush::plugin::dart>(of(number)) ==
              attachment(notification_attachment{{{"messageType", "notification"}, {"type", number}}}));
    }
    for (const int number : {-1, 11, 300, 321, 400, 412}) {
        CAPTURE(number);
        CHECK(from_wire<attachment, nimpush::plugin::dart>(of(number)) == attachment());
    }
    CHECK(from_wire<attachment, nimpush::plugin::dart>(of(nullptr)) == attachment());
    CHECK(test::fault_of_wire<attachment, nimpush::plugin::dart>(of("3")) ==
          "wrong_type type: a text, must be a whole number");
}

TEST_CASE("an attachment is a regular type: it can be changed, moved and emptied") {
    attachment a = picture;
    a.get_if<image_attachment>()->url = "https://x";
    CHECK(a != picture);
    attachment b = std::move(a);
    CHECK(b.get_if<image_attachment>()->url == "https://x");
    b = nullptr;
    CHECK_FALSE(b.has_value());
    b.visit([](const auto&) { FAIL("nothing is held"); });
    b = custom_attachment{};
    int seen = 0;
    b.visit([&](const auto& one) { seen = std::is_same_v<std::remove_cvref_t<decltype(one)>, custom_attachment>; });
    CHECK(seen == 1);
}
