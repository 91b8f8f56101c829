#pragma once

// What people find in their logs when a push did not come: what it is, why, and what to do.
//
// Sources, named above the rows: [guide] NetEase's Flutter guide "implement APNs offline push" and its
// questions; [plugin] the code of nim_core 1.7.7 and of nim_core_v2 10.3.1, 10.9.2 and 10.9.90; [codes] the
// server API's status page and NIMResCode, meanings in model/result_code.hpp; [RESP], [ERR] Apple's pages,
// meanings in apns/response.hpp; else a public issue, where somebody found it. What is our own reading is unverified.

#include <array>
#include <cstddef>

#include <nimpush/delivery/diagnosis/apns_failures.hpp>      // IWYU pragma: export
#include <nimpush/delivery/diagnosis/code_families.hpp>      // IWYU pragma: export
#include <nimpush/delivery/diagnosis/device_failures.hpp>    // IWYU pragma: export
#include <nimpush/delivery/diagnosis/failure.hpp>            // IWYU pragma: export
#include <nimpush/delivery/diagnosis/nim_failures.hpp>       // IWYU pragma: export
#include <nimpush/delivery/diagnosis/plugin_failures.hpp>    // IWYU pragma: export
#include <nimpush/delivery/diagnosis/question_failures.hpp>  // IWYU pragma: export

namespace nimpush::inline v1 {
namespace delivery {

/// Every known failure; rows for the same code stand in the order in which they are told.
inline constexpr auto known_failures = [] {
    std::array<known_failure, std::size(device_failures) + std::size(plugin_failures) + std::size(nim_failures) +
                                  std::size(apns_failures) + std::size(question_failures)>
        all{};
    std::size_t n = 0;
    for (const known_failure& row : device_failures) all[n++] = row;
    for (const known_failure& row : plugin_failures) all[n++] = row;
    for (const known_failure& row : nim_failures) all[n++] = row;
    for (const known_failure& row : apns_failures) all[n++] = row;
    for (const known_failure& row : question_failures) all[n++] = row;
    return all;
}();

}  // namespace delivery
}  // namespace nimpush::v1
