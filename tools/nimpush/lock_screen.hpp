#pragma once

// Notifications as the lock screen of an iPhone shows them, drawn as SVG.
//
// The measures are those of a phone of 393 points. Title and subtitle have one line, the text has four
// (https://www.braze.com/docs/user_guide/channels/push/platform_specific_resources/ios/rich_notifications/,
// "Lock screen or notification center"); a title that goes on behind a line break is cut there
// (https://zenn.dev/tatsuhama/articles/856f461d7a9784). Two things are ours: an iPhone shows the badge on
// its home screen, here it stands at the icon; and whoever has no title is shown under the name of the app
// (unverified). No text reaches the drawing but through fit_text() and escaped().

#include <cstdint>
#include <string>
#include <vector>

namespace nimpush_tool {

/// What one notification shows. Any bytes will do: what a drawing cannot hold is replaced.
struct lock_screen_card {
    std::string app{};  // its first character stands on the icon
    std::string title{};
    std::string subtitle{};
    std::string body{};
    std::int64_t badge = 0;  // none below 1
    std::string time = "now";
    std::string caption{};  // above the card: whose it is
};

struct lock_screen {
    std::string clock{};
    std::string date{};
    std::vector<lock_screen_card> cards{};
    std::string footer{};  // below the cards
};

/// The drawing: an SVG document of its own, well-formed and without script or reference whatever the texts
/// are.
std::string draw(const lock_screen& screen);

}  // namespace nimpush_tool
