#pragma once

// Verdicts for people: who is pushed, who is not, why, what to do, and what leaves for APNs. In a header, for
// examples/offline_push.cpp is compiled alone.

#include <cstddef>
#include <string>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/words.hpp>
#include <nimpush/wire/json.hpp>

#include "terminal.hpp"

namespace nimpush_tool {

namespace delivery = nimpush::delivery;

/// What somebody else wrote, on one line.
inline std::string foreign(std::string_view s) { return std::string(nimpush::detail::printable(s, 300).view()); }

inline std::string json_text(const nimpush::value& tree) {
    const auto json = nimpush::json::to_string(tree, {.max_depth = 256});
    return json ? shown_json(*json) : std::string(json.error().detail);
}

namespace detail {

inline constexpr delivery::words outcomes[] = {
    {"not pushed", "不推送"},
    {"pushed through APNs", "通过 APNs 推送"},
    {"pushed by the maker of the phone", "由手机厂商通道推送"},
    {"delivered over the open connection, not pushed", "通过长连接送达，不推送"},
    {"refused, the sender is told so", "被拒绝，发送者会收到错误"},
};
inline constexpr delivery::words considerations[] = {
    {"passes", "通过"}, {"stops", "阻止"}, {"overridden", "被强制推送越过"}, {"unreached", "无从判断"}};
inline constexpr delivery::words labels[] = {{"device", "设备"},         {"no device", "没有设备"},
                                             {"unverified", "未经证实"}, {"What to do", "处理办法"},
                                             {"Code", "错误码"},         {"Rules", "规则"}};
enum label { device, no_device, unverified, what_to_do, code, rules };

inline std::string label_text(label which, delivery::language in) { return std::string(labels[which].in(in)); }

}  // namespace detail

/// `bob, device 0 (ios)`: whom a verdict is about.
inline std::string device_text(const delivery::verdict& one, delivery::language in = delivery::language::en) {
    const std::string account = foreign(one.account.view()) + ", ";
    if (!one.device.has_value()) return account + detail::label_text(detail::no_device, in);
    return account + detail::label_text(detail::device, in) + " " + std::to_string(*one.device) + " (" +
           std::string(name_of(*one.platform)) + ")";
}

/// One verdict, each line of it behind the indent. The rules where they are asked for.
inline std::string verdict_text(const delivery::verdict& one, std::string_view indent = {},
                                delivery::language in = delivery::language::en, bool with_rules = false) {
    const auto word = [in](const delivery::words& w) { return std::string(w.in(in)); };
    const auto label = [in](detail::label which) { return detail::label_text(which, in); };
    const std::string start(indent);

    std::string made = start + device_text(one, in) + ": ";
    made += word(detail::outcomes[static_cast<std::size_t>(one.outcome)]);
    if (one.outcome != delivery::outcome::apns) made += ": " + std::string(describe(one.rule, in));
    made += " [" + std::string(name_of(one.rule));
    if (one.confidence == delivery::confidence::unverified) made += ", " + label(detail::unverified);
    made += "]\n";

    const auto line = [&](std::string_view what, std::string_view rest) {
        made += start + "  " + std::string(what) + std::string(rest) + "\n";
    };
    if (one.remedy.has_value()) line(label(detail::what_to_do) + ": ", one.remedy.view());
    if (with_rules && one.code.has_value()) line(label(detail::code) + ": ", std::to_string(*one.code));
    if (one.request.has_value()) {
        const auto headers = one.request->headers.list();
        line("POST ", foreign(one.request->path.view()));
        for (const std::string_view name : {"apns-topic", "apns-push-type", "apns-priority"})
            line(std::string(name) + ": ", foreign(headers.find(name)));
        line("", json_text(one.request->payload));
    }
    if (!with_rules) return made;
    line(label(detail::rules), ":");
    for (const auto& [rule, result] : one.considered.all()) {
        line("  ", std::string(name_of(rule)) + ": " + word(detail::considerations[static_cast<std::size_t>(result)]));
    }
    return made;
}

}  // namespace nimpush_tool
