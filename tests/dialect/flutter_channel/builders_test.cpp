#include <nimpush/dialect/flutter_channel/builders.hpp>

#include <string>
#include <string_view>

#include "../../support/print.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::flutter_channel;
namespace channel = nimpush::flutter_channel;

constexpr std::int64_t now = 1712800000000;

/// What every builder sets.
message outgoing(message_type type) {
    return {.session_id = "bob",
            .session_type = session_type::p2p,
            .message_type = type,
            .status = message_status::sending,
            .timestamp = now};
}
message with(message_type type, attachment a) {
    message m = outgoing(type);
    m.message_attachment = std::move(a);
    return m;
}

struct extension_row {
    std::string_view path;
    std::string_view extension;
};
constexpr extension_row extension_rows[] = {
    {"/a/b.jpg", "jpg"},       {"/a/b.tar.gz", "gz"}, {"/a/b", "/a/b"},         {"", ""},
    {"/a.b/photo", "b/photo"}, {"/a/b.", ""},         {"/a/.hidden", "hidden"}, {"/图/片.图片", "图片"},
};
constexpr bool extensions_hold() {
    for (const extension_row& r : extension_rows)
        if (channel::detail::extension_of(text(nimpush::detail::unchecked{}, r.path)).view() != r.extension)
            return false;
    return true;
}
static_assert(extensions_hold());

constexpr bool builds_while_compiling() {
    const channel::create_text_message text_builder{"bob", session_type::team, "hi"};
    const message m = text_builder.build(5);
    return m.content == "hi" && m.timestamp == 5 && m.attachment_status == attachment_status::transferred;
}
static_assert(builds_while_compiling());

}  // namespace

TEST_CASE("each builder sets the session, the time, sending and outgoing, and its own") {
    message text_one = outgoing(message_type::text);
    text_one.content = "hi";
    text_one.attachment_status = attachment_status::transferred;
    CHECK(channel::create_text_message{"bob", session_type::p2p, "hi"}.build(now) == text_one);

    CHECK(channel::create_image_message{"bob", session_type::p2p, "/p/a.jpg", 9, "name", "b64", "scene"}.build(now) ==
          with(message_type::image, image_attachment{.path = "/p/a.jpg",
                                                     .size = 9,
                                                     .display_name = "name",
                                                     .extension = "jpg",
                                                     .nos_scene = "scene",
                                                     .base64 = "b64"}));
    CHECK(channel::create_video_message{"bob", session_type::p2p, "/p/a.mp4", {}, {}, 5, 6, 7, "name"}.build(now) ==
          with(message_type::video, video_attachment{.path = "/p/a.mp4",
                                                     .display_name = "name",
                                                     .extension = "mp4",
                                                     .duration = 5,
                                                     .width = 6,
                                                     .height = 7}));
    CHECK(
        channel::create_file_message{"bob", session_type::p2p, "/p/a", 9, "b64", "name"}.build(now) ==
        with(message_type::file,
             file_attachment{.path = "/p/a", .base64 = "b64", .size = 9, .display_name = "name", .extension = "/p/a"}));
    message place = with(message_type::location, location_attachment{31.5, -0.5, "West Lake"});
    place.attachment_status = attachment_status::transferred;
    CHECK(channel::create_location_message{"bob", session_type::p2p, 31.5, -0.5, "West Lake"}.build(now) == place);

    message tip = outgoing(message_type::tip);
    CHECK(channel::create_tip_message{"bob", session_type::p2p, nullptr}.build(now) == tip);
    tip.content = "…";
    CHECK(channel::create_tip_message{"bob", session_type::p2p, "…"}.build(now) == tip);

    message custom = with(message_type::custom, custom_attachment{{{"k", 1}}});
    custom.content = "c";
    custom.config = message_config{.enable_push = false};
    CHECK(channel::create_custom_message{"bob", session_type::p2p, "c", custom_attachment{{{"k", 1}}},
                                         message_config{.enable_push = false}}
              .build(now) == custom);
    CHECK(channel::create_custom_message{"bob", session_type::p2p}.build(now) == outgoing(message_type::custom));
}

TEST_CASE("a voice message lasts a second at least, and has no name") {
    struct row {
        std::int64_t given, sent;
    };
    for (const row& r : {row{0, 1000}, row{999, 1000}, row{1000, 1000}, row{1001, 1001}, row{-5, 1000}}) {
        channel::create_audio_message voice{"bob", session_type::p2p, "/p/a.aac", 9};
        voice.duration = natural::unchecked(r.given);
        voice.display_name = "dropped";
        CHECK(voice.build(now) ==
              with(message_type::audio,
                   audio_attachment{
                       .path = "/p/a.aac", .size = 9, .extension = "aac", .duration = natural::unchecked(r.sent)}));
    }
}

TEST_CASE("the extension is what follows the last dot, even if that belongs to a folder") {
    for (const extension_row& r : extension_rows) {
        CAPTURE(r.path);
        const channel::create_file_message file{
            .session_id = "bob", .file_path = text::from(r.path).value(), .display_name = "n"};
        const message m = file.build(now);
        CHECK(m.message_attachment.get_if<file_attachment>()->extension == r.extension);
    }
}

TEST_CASE("an empty message is answered in Dart, with its own time and without a status") {
    const channel::create_empty_message empty{"bob", session_type::team, 42};
    message expected{
        .session_id = "bob", .session_type = session_type::team, .timestamp = 42, .callback_extension = "empty"};
    for (const platform p : {platform::ios, platform::android, platform::windows, platform::macos})
        CHECK(answered_locally(empty, p) == channel::reply<message>{0, expected, {}});
}

TEST_CASE("a builder sends what createMessage sends with the message that it builds") {
    const channel::create_tip_message tip{"bob", session_type::p2p, "…"};
    const channel::context world{platform::android, now};
    CHECK(*channel::encode(tip, world) == *channel::encode(channel::create_message{tip.build(now)}, world));
    std::vector<std::uint8_t> room(4096);
    CHECK(*channel::encode(tip, room, world) == channel::encode(tip, world)->size());
}
