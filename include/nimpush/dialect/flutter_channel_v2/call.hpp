#pragma once

// What the calls of V2 share with those of 1.7.7: how they are named, written and answered.

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/dart.hpp>
#include <nimpush/dialect/plugin/reply.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {

/// The method channel of NIM's Flutter plugin nim_core_v2, 10.3.1 to 10.9.90: `encode(call, {.plugin = v10_3_1})`.
///
/// Fields, calls, events and enumerators say since which version they are there; what the version that speaks does not
/// have is refused, with the version named. Where no version is said, it is the newest. One between those below has
/// what is known to be there since it or before (docs/facts/flutter_channel_v2.md, Versions).
///
/// The bytes of a call are made by encode(), what Dart makes of an answer by read_reply(), as in 1.7.7; nothing
/// is answered in Dart itself, and no call reads a clock. Whole numbers of a model may come as doubles, as iOS
/// sends times; plain results may not.
namespace flutter_channel_v2 {

using plugin::answered_locally, plugin::check, plugin::context, plugin::encode, plugin::has_call,
    plugin::plugin_version;
using plugin::call_fields, plugin::call_info, plugin::data_of, plugin::info_of;
using plugin::name;
using plugin::platform, plugin::session_type;
using plugin::read_reply, plugin::reply;

namespace detail {

using nimpush::detail::count_text, nimpush::detail::fault_list, nimpush::detail::join, nimpush::detail::place;
using plugin::detail::after_dot, plugin::detail::before_dot;

}  // namespace detail

/// The versions that were read: the one of 2024, the last before the fork for HarmonyOS came in, and the newest.
inline constexpr plugin_version v10_3_1{10, 3, 1}, v10_9_2{10, 9, 2}, v10_9_90{10, 9, 90};
inline constexpr plugin_version known_versions[] = {v10_3_1, v10_9_2, v10_9_90};

/// The version that is said, else the newest.
template <class Call> constexpr plugin_version spoken_version(const Call*, plugin_version said) noexcept {
    return said.is_said() ? said : v10_9_90;
}

using plugin::anything, plugin::cast, plugin::looked_up, plugin::nothing;
template <class T> using converted = plugin::converted<T, plugin::dart_num>;
template <schema::fixed_string Key, class T, bool Required = false>
using under_key = plugin::under_key<Key, T, Required, plugin::dart_num>;

/// The fields of a call that came later than the dialect, with its first version; and where its method is called
/// otherwise, or Dart sends it on one platform alone.
template <class Since, schema::fixed_string Api, class Data, class... F>
struct later_call : call_fields<Api, Data, F...> {
    static constexpr call_info info{
        Api.view(),  detail::before_dot(Api.view()), detail::after_dot(Api.view()), plugin::guard::none, {},
        Since::first};
};

/// Text that the account's other clients see (limits::custom_tag).
using tag_text = basic_text<schema::at_most<limits::custom_tag, schema::characters>>;

/// A parameter that must be given, perhaps as null; and one that takes no null.
template <schema::fixed_string Name, auto Member, class... Options>
using given = field<Name, Member, schema::required, Options...>;
template <schema::fixed_string Name, auto Member>
using needed = field<Name, Member, schema::required, schema::not_null>;

/// A call with a conversation alone.
template <schema::fixed_string Api, class Data> struct conversation_call {
    text conversation_id{};
    using described_by = call_fields<Api, Data, needed<"conversationId", &conversation_call::conversation_id>>;
};
/// A call with an account alone.
template <schema::fixed_string Api, class Data> struct account_call {
    text account_id{};
    using described_by = call_fields<Api, Data, needed<"accountId", &account_call::account_id>>;
};

/// Two models, or two calls, are the same where all of their fields are.
template <schema::described T> constexpr bool operator==(const T& a, const T& b) {
    return nimpush::detail::same_members(a, b);
}

}  // namespace flutter_channel_v2
}  // namespace nimpush::v1
