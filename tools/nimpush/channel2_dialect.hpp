#pragma once

// nim_core_v2 for `nimpush channel2`. Its verbs are compiled in a file each: all in one are too much for an object file
// of Windows, whose names of sections end at 10 MB of text (MinGW without optimization).

#include <string_view>

#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/events.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/flutter_channel_v2.hpp>

#include "channel_verbs.hpp"  // IWYU pragma: export
#include "command.hpp"        // IWYU pragma: export

namespace nimpush_tool {

/// nim_core_v2.
struct v2_dialect {
    using calls = nimpush::flutter_channel_v2::all_calls;
    template <class F> static bool with_call(std::string_view api, nimpush::flutter_channel::platform p, F&& f) {
        return nimpush::flutter_channel_v2::with_call(api, p, f);
    }
    static constexpr const auto& versions = nimpush::flutter_channel_v2::known_versions;
    template <class Visitor>
    static auto read_event(const nimpush::flutter_channel::event_call& call, Visitor&& visit,
                           const nimpush::flutter_channel::context& world) {
        return nimpush::flutter_channel_v2::read_event(call, visit, world);
    }
};

extern template int channel_call<v2_dialect>(const arguments&);
extern template int channel_reply<v2_dialect>(const arguments&);

}  // namespace nimpush_tool
