#pragma once

// Files that are there whole or not at all.

#include <string>
#include <string_view>

#include <nimpush/core/result.hpp>

namespace nimpush_tool {

enum class readers { owner, all };

/// Writes a file under another name and gives it its own at the end, so that nobody reads half of it.
nimpush::result<void> write_whole(const std::string& path, std::string_view contents, readers whose);

/// The same where there is none yet; another that came first stays.
nimpush::result<void> write_first(const std::string& path, std::string_view contents);

/// The contents; an error that says what the system says.
nimpush::result<std::string> read_whole(const std::string& path);

/// Whether others than its owner may read it.
bool is_open_to_others(const std::string& path);

}  // namespace nimpush_tool
