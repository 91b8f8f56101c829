#pragma once

// The characters of GBK that the tables of the doctor and of `why` are written in.

#include <string_view>

namespace nimpush_tool {

/// In UTF-8 the character of a pair of bytes, `lead * 256 + trail`; U+FFFD for one that no table has.
std::string_view gbk_character(unsigned pair);

}  // namespace nimpush_tool
