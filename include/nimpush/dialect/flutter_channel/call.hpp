#pragma once

// The method channel of nim_core 1.7.7: its calls are written and answered as plugin/ says.

#include <nimpush/core/faults.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/reply.hpp>
#include <nimpush/dialect/plugin/session.hpp>

namespace nimpush::inline v1 {

/// The method channel of NIM's Flutter plugin nim_core 1.7.7.
namespace flutter_channel {

using plugin::answered_locally, plugin::call, plugin::call_fields, plugin::call_info, plugin::context, plugin::data_of,
    plugin::encode, plugin::find_call, plugin::guard, plugin::info_of, plugin::name;
using plugin::anything, plugin::cast, plugin::converted, plugin::nothing, plugin::under_key;
using plugin::exception_name, plugin::failure, plugin::failure_kind, plugin::read_reply, plugin::read_result,
    plugin::reply, plugin::reply_view;

/// The one version that this dialect speaks, whatever is asked for.
template <class Call> constexpr plugin::plugin_version spoken_version(const Call*, plugin::plugin_version) noexcept {
    return {1, 7, 7};
}

namespace detail {

using nimpush::detail::fault_list, nimpush::detail::join, nimpush::detail::place;
using plugin::detail::add_missing, plugin::detail::is_dart_map, plugin::detail::read_nullable;

}  // namespace detail
}  // namespace flutter_channel
}  // namespace nimpush::v1
