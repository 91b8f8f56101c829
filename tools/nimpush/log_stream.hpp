#pragma once

// A log of any size in pieces of whole lines, in UTF-8.

#include <functional>
#include <iosfwd>
#include <string_view>

namespace nimpush_tool {

/// Calls f with pieces of at most about a megabyte until the stream ends. Of a line that is longer the beginning is given.
void each_block(std::istream& in, const std::function<void(std::string_view)>& f);

/// The same for a file, or standard input where it is `-`. False, with the problem printed, where it cannot be read.
bool each_block_of(std::string_view file, const std::function<void(std::string_view)>& f);

}  // namespace nimpush_tool
