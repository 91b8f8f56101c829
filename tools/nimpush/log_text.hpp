#pragma once

// Logs as they lie on disks: in UTF-16 or GBK, with secrets in them.

#include <cstddef>
#include <string>
#include <string_view>

namespace nimpush_tool {

/// UTF-16 with a mark or without, as PowerShell writes it, in UTF-8; other bytes as they are, with a warning where they
/// are GBK's.
std::string in_utf8(std::string bytes);

/// A line with `***` in place of JWTs and of what stands behind names such as password, token or AppSecret. `at`, a
/// place in the line, becomes the same one in what is made.
std::string without_secrets(std::string_view line, std::size_t& at);

}  // namespace nimpush_tool
