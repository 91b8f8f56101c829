#pragma once

// What the commands of Apple's leg share: headers as JSON, and --push-type.

#include <optional>
#include <vector>

#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/value.hpp>

#include "arguments.hpp"

namespace nimpush_tool {

inline constexpr option push_type_option = {
    "--push-type", "TYPE", "Apple's apns-push-type, such as alert, background or voip; alert where none is given"};

/// The type of --push-type, if there is one; false where Apple has none of this name.
bool read_push_type(const arguments& args, std::optional<nimpush::apns::push_type>& to);

/// The headers of the input; a null is one that is not there. False, with the problems printed, where a
/// value is no text.
bool read_headers(const nimpush::free_map& map, std::vector<nimpush::apns::header>& to);

nimpush::value headers_as_value(const nimpush::apns::header_list& list);

}  // namespace nimpush_tool
