#pragma once

// V2 for support/channel_rows.hpp, in the version that a test says.

#include <string_view>

#include <nimpush/dialect/flutter_channel_v2/all_calls.hpp>
#include <nimpush/dialect/flutter_channel_v2/events.hpp>

#include "channel_rows.hpp"

namespace test {

struct v2_calls {
    static inline nimpush::plugin::plugin_version plugin{};
    template <class F> static bool with_call(std::string_view api, nimpush::plugin::platform p, F&& f) {
        return nimpush::flutter_channel_v2::with_call(api, p, f);
    }
};
struct v2_events {
    static inline nimpush::plugin::plugin_version plugin{};
    template <class Visitor>
    static auto read_event(const nimpush::flutter_channel_v2::event_call& call, Visitor&& visit) {
        return nimpush::flutter_channel_v2::read_event(call, visit, {.plugin = plugin});
    }
};

/// The rows of a version.
struct v2_rows {
    nimpush::plugin::plugin_version plugin;
    const char* file;
    std::size_t calls, replies, events, refused;
};
inline constexpr v2_rows rows_of_v2[] = {
    {nimpush::flutter_channel_v2::v10_3_1, "nim2_calls.json", 116, 66, 52, 68},
    {nimpush::flutter_channel_v2::v10_9_90, "nim2_10.9.90_calls.json", 108, 41, 32, 32},
};

}  // namespace test
