#pragma once

// What the receivers of a scenario's message see: its verdicts as a lock screen.

#include <string>
#include <string_view>

#include <nimpush/core/span.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/scenario.hpp>

#include "lock_screen.hpp"

namespace nimpush_tool {

/// `com.example.acme` is Acme.
std::string app_name(std::string_view bundle_id);

/// `Monday, November 23` or `11月23日 星期一`, where the scenario's clock hangs.
std::string date_of(const nimpush::delivery::moment& now,
                    nimpush::delivery::language in = nimpush::delivery::language::en);
/// `14:00`.
std::string clock_of(const nimpush::delivery::moment& now);

/// The screen with a card for each device that shows the push, up to five; each has a caption where there
/// are more than one. `app` is the name on the cards, by default the end of the bundle id.
lock_screen screen_of(const nimpush::delivery::scenario& scenario,
                      nimpush::span<const nimpush::delivery::verdict> verdicts, std::string_view app = {},
                      nimpush::delivery::language in = nimpush::delivery::language::en);

}  // namespace nimpush_tool
