#include "progress.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <unistd.h>

#include <nimpush/apns/client_stats.hpp>
#include <nimpush/apns/reason.hpp>
#include <nimpush/core/schema.hpp>

namespace nimpush_tool {

namespace {

namespace apns = nimpush::apns;

/// Not by std::cerr, which may go elsewhere than to the terminal.
void write_all(std::string_view s) {
    while (!s.empty()) {
        const auto size = ::write(STDERR_FILENO, s.data(), s.size());
        if (size <= 0) return;
        s.remove_prefix(static_cast<std::size_t>(size));
    }
}

}  // namespace

std::string listed_refusals(const apns::client_stats& stats) {
    std::string made;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(apns::reason::unknown); ++i) {
        const auto one = static_cast<apns::reason>(i);
        const std::uint64_t count = stats.answers.count(one);
        if (count == 0) continue;
        const std::string_view name = one == apns::reason::none      ? "without a reason"
                                      : one == apns::reason::unknown ? "of an unknown reason"
                                                                     : nimpush::name_of(one);
        made += (made.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(name);
    }
    return made;
}

progress::progress(std::size_t all, std::int64_t now_ms)
    : is_shown_(::isatty(STDERR_FILENO) == 1), began_ms_(now_ms), all_(all) {}

std::int64_t progress::rate(const apns::client_stats& stats, std::int64_t now_ms) const {
    const std::int64_t took = std::max<std::int64_t>(now_ms - began_ms_, 1);
    return static_cast<std::int64_t>(stats.answers.answered()) * 1'000 / took;
}

void progress::show(const apns::client_stats& stats, std::int64_t now_ms) {
    constexpr std::int64_t every_ms = 100;
    if (!is_shown_ || now_ms - shown_at_ms_ < every_ms) return;
    shown_at_ms_ = now_ms;
    const std::uint64_t done = stats.begun - stats.in_flight - stats.waiting;
    constexpr std::size_t bar_size = 20, most = 110;
    const std::size_t filled = all_ == 0 ? bar_size : static_cast<std::size_t>(done) * bar_size / all_;
    std::string line = "[" + std::string(std::min(filled, bar_size), '#');
    line.resize(bar_size + 1, '.');
    line += "] " + std::to_string(done) + " of " + std::to_string(all_) + ", " + std::to_string(rate(stats, now_ms)) +
            " a second";
    if (const std::string refused = listed_refusals(stats); !refused.empty()) line += "; " + refused;
    if (line.size() > most) line.resize(most);
    const std::size_t size = line.size();
    if (size < width_) line.resize(width_, ' ');
    width_ = size;
    write_all("\r" + line);
}

void progress::clear() {
    if (width_ == 0) return;
    write_all("\r" + std::string(width_, ' ') + "\r");
    width_ = 0;
}

}  // namespace nimpush_tool
