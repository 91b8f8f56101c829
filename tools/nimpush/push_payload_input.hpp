#pragma once

// Push payloads of NIM, judged: alone for `check payload`, and where they stand in a call's parameters.

#include <nimpush/core/error.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush_tool {

/// All that is wrong with a push payload, paths inside of it.
nimpush::problems judge_push_payload(const nimpush::value& payload);

/// What vendors would make of the push payloads in the parameters of a call, each a warning with its path: NIM itself
/// takes the call.
void warn_of_push_payloads(const nimpush::value& parameters);

}  // namespace nimpush_tool
