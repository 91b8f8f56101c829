#pragma once

// The gateway's page: the last pushes as a lock screen and a list, live, by plain HTTP on 127.0.0.1.
//
// What came is untrusted: the screen is an image, whose SVG runs nothing, texts reach the page as text alone, and only a
// page of this host is served (another site that points its name at 127.0.0.1 gets nothing).

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/interop/apns_server.hpp>

#include "../lock_screen.hpp"

namespace nimpush_tool {

/// A row of the page's list.
struct page_row {
    std::int64_t number = 0;
    nimpush::text time{};  // of the day, here
    nimpush::text topic{};
    nimpush::text type{};
    nimpush::text token{};
    nimpush::text answer{};  // status and reason, or the fault

    using described_by =
        nimpush::field_list<nimpush::field<"number", &page_row::number>, nimpush::field<"time", &page_row::time>,
                            nimpush::field<"topic", &page_row::topic>, nimpush::field<"type", &page_row::type>,
                            nimpush::field<"token", &page_row::token>, nimpush::field<"answer", &page_row::answer>>;
};

class gateway_page {
    struct daemon;
    std::unique_ptr<daemon> daemon_;
    std::deque<page_row> rows_{};           // the last first
    std::deque<lock_screen_card> cards_{};  // likewise, of alerts that were accepted
    std::string clock_{}, date_{};          // of the last push
    std::uint64_t changes_ = 0;

    explicit gateway_page(std::unique_ptr<daemon> taken);

  public:
    /// On this port, 0: one that is free. Null, with the problem printed, where it cannot be had.
    static std::unique_ptr<gateway_page> open(std::uint16_t port);
    gateway_page(const gateway_page&) = delete;
    gateway_page& operator=(const gateway_page&) = delete;
    ~gateway_page();

    std::uint16_t port() const;
    /// To be waited for; then work() answers whoever asks.
    int descriptor() const;
    void work();
    void take(const nimpush::interop::served& one);

    /// What the page asks for: the list as JSON, and the screen as SVG.
    std::string list() const;
    std::string screen() const;
};

}  // namespace nimpush_tool
