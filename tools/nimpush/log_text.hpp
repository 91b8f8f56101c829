#pragma once

// Logs as they lie on disks: in UTF-16 or GBK, with secrets in them.

#include <cstddef>
#include <string>
#include <string_view>

namespace nimpush_tool {

enum class log_encoding { utf8, utf16_little, utf16_big, gbk };

/// How the beginning of a log is encoded: UTF-16 by its mark or its zeros, GBK where it is no UTF-8 and all that is not
/// ASCII comes in pairs.
log_encoding encoding_of(std::string_view bytes);

/// Whole characters in UTF-8. Of GBK those are known that our own tables are written in; others become U+FFFD.
std::string to_utf8(std::string_view bytes, log_encoding from);

/// UTF-16 with a mark or without, as PowerShell writes it, in UTF-8; other bytes as they are, with a warning where they
/// are GBK's.
std::string in_utf8(std::string bytes);

/// A line with `***` in place of JWTs and of what stands behind names such as password, token or AppSecret. `at`, a
/// place in the line, becomes the same one in what is made.
std::string without_secrets(std::string_view line, std::size_t& at);

}  // namespace nimpush_tool
