#pragma once

// What came to the gateway as lines of JSON.

#include <string>

#include <nimpush/core/result.hpp>
#include <nimpush/interop/apns_server.hpp>

namespace nimpush_tool {

/// One line, without its end: what came, and what it was answered with. A body that is no JSON is a text of it.
nimpush::result<std::string> line_of(const nimpush::interop::served& one);

}  // namespace nimpush_tool
