#pragma once

// A result as its line of JSON.

#include <cstdint>
#include <string>
#include <string_view>

#include <nimpush/apns/client.hpp>
#include <nimpush/core/span.hpp>

#include "token_list.hpp"

namespace nimpush_tool {

/// Whether a token is done with by this result. It is not where nobody has the push and another time may do: what Apple
/// was asked to repeat in vain, what it has not looked at, what it refused because of who asked.
bool is_final(const nimpush::apns::push_result& one);

/// Appends the line of a push that was begun, with its end.
void append_result(const recipient& of, nimpush::span<const std::uint8_t> token, const nimpush::apns::push_result& one,
                   std::string& to);
/// The same of one that never was; `token` may be empty.
void append_fault(std::uint32_t line, nimpush::span<const std::uint8_t> token, std::string_view why, std::string& to);

}  // namespace nimpush_tool
