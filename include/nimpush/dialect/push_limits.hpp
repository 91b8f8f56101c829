#pragma once

// The limits of a push that NIM refuses to send past, for check() and for scenarios alike.

#include <optional>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/push.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace detail {

/// `pushPayload`: bytes as JSON.
constexpr void check_payload(const free_map& payload, const place& here, fault_list& faults) {
    if (!payload.has_value()) return;
    const auto size = nimpush::json::size(payload);
    if (!size)
        faults.add(here, errc::not_representable, "JSON cannot carry this payload: the push would be lost");
    else if (*size > largest_push_payload)
        faults.add(here, errc::too_long,
                   join(count_text(*size), " bytes as JSON, at most ", count_text(largest_push_payload),
                        ": NIM refuses the message"));
}

/// `forcePushList`: accounts.
constexpr void check_forced_accounts(const member_push_option& option, const place& here, fault_list& faults) {
    if (option.force_push_list.has_value() && option.force_push_list->size() > most_forced_accounts)
        faults.add(here, errc::too_many,
                   join(count_text(option.force_push_list->size()), " accounts, at most ",
                        count_text(most_forced_accounts), ": NIM answers 811"));
}

}  // namespace detail
}  // namespace nimpush::v1
