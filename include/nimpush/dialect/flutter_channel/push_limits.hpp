#pragma once

// The limits of a push that NIM refuses to send past, for check() and for scenarios alike.

#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel::detail {

/// `pushPayload`: bytes as JSON. For schema::checked_by.
struct payload_limit {
    template <class T>
    static constexpr void at(const T&, const free_map& payload, const nimpush::detail::place& here,
                             nimpush::detail::fault_list& faults) {
        if (!payload.has_value()) return;
        const auto size = nimpush::json::size(payload);
        if (!size)
            faults.add(here, errc::not_representable, "JSON cannot carry this payload: the push would be lost");
        else if (*size > limits::push_payload)
            faults.add(
                here, errc::too_long,
                nimpush::detail::join(nimpush::detail::count_text(*size), " bytes as JSON, at most ",
                                      nimpush::detail::count_text(limits::push_payload), ": NIM refuses the message"));
    }
};

/// `forcePushList`: accounts. For schema::checked_by.
struct forced_accounts_limit {
    template <class T>
    static constexpr void at(const T&, const maybe<std::vector<text>>& accounts, const nimpush::detail::place& here,
                             nimpush::detail::fault_list& faults) {
        if (accounts.has_value() && accounts->size() > limits::forced_accounts)
            faults.add(
                here, errc::too_many,
                nimpush::detail::join(nimpush::detail::count_text(accounts->size()), " accounts, at most ",
                                      nimpush::detail::count_text(limits::forced_accounts), ": NIM answers 811"));
    }
};

}  // namespace flutter_channel::detail
}  // namespace nimpush::v1
