#pragma once

// How far a campaign is: a line on a terminal that is written over, and the sentence at its end.

#include <cstddef>
#include <cstdint>
#include <string>

#include <nimpush/apns/client_stats.hpp>

namespace nimpush_tool {

/// `12 Unregistered, 3 BadDeviceToken`; empty where nothing was refused.
std::string listed_refusals(const nimpush::apns::client_stats& stats);

class progress {
    bool is_shown_;
    std::size_t width_ = 0;
    std::int64_t shown_at_ms_ = 0, began_ms_;
    std::size_t all_;

  public:
    /// Of `all` pushes; shown where standard error is a terminal.
    progress(std::size_t all, std::int64_t now_ms);
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;
    ~progress() { clear(); }

    void show(const nimpush::apns::client_stats& stats, std::int64_t now_ms);
    /// Takes the line away, so that something else can stand there.
    void clear();
    std::int64_t rate(const nimpush::apns::client_stats& stats, std::int64_t now_ms) const;
};

}  // namespace nimpush_tool
