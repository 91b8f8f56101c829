#pragma once

// What the calls of V2 share with those of 1.7.7: how they are named, written and answered.

#include <string_view>

#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/reply.hpp>

namespace nimpush::inline v1 {

/// The method channel of NIM's Flutter plugin nim_core_v2 10.3.1.
///
/// The bytes of a call are made by encode(), what Dart makes of an answer by read_reply(), as in 1.7.7; nothing
/// is answered in Dart itself, and no call reads a clock. Whole numbers of a model may come as doubles, as iOS
/// sends times; plain results may not.
namespace flutter_channel_v2 {

using flutter_channel::answered_locally, flutter_channel::encode, flutter_channel::read_reply, flutter_channel::reply;
using flutter_channel::call_fields, flutter_channel::call_info, flutter_channel::data_of, flutter_channel::info_of;
using flutter_channel::name;

using flutter_channel::anything, flutter_channel::cast, flutter_channel::looked_up, flutter_channel::nothing;
template <class T> using converted = flutter_channel::converted<T, manner::wire_num>;
template <fixed_string Key, class T, bool Required = false>
using under_key = flutter_channel::under_key<Key, T, Required, manner::wire_num>;

/// Text of at most 32 characters that the account's other clients see (nim_sdk_pc_options.dart:85).
using tag_text = basic_text<at_most<32, characters>>;

/// A parameter that must be given, perhaps as null; and one that takes no null.
template <fixed_string Name, auto Member> using given = field<Name, Member, required>;
template <fixed_string Name, auto Member> using needed = field<Name, Member, required, not_null>;

namespace detail {

using flutter_channel::detail::after_dot, flutter_channel::detail::before_dot;
using nimpush::detail::count_text, nimpush::detail::fault_list, nimpush::detail::join, nimpush::detail::place;

}  // namespace detail

/// A call with a conversation alone.
template <fixed_string Api, class Data> struct conversation_call {
    text conversation_id{};
    using described_by = call_fields<Api, Data, needed<"conversationId", &conversation_call::conversation_id>>;
};
/// A call with an account alone.
template <fixed_string Api, class Data> struct account_call {
    text account_id{};
    using described_by = call_fields<Api, Data, needed<"accountId", &account_call::account_id>>;
};

/// Two models, or two calls, are the same where all of their fields are.
template <described T> constexpr bool operator==(const T& a, const T& b) { return nimpush::detail::same_members(a, b); }

}  // namespace flutter_channel_v2
}  // namespace nimpush::v1
