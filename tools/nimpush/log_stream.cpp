#include "log_stream.hpp"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>

#include <nimpush/core/error.hpp>

#include "log_text.hpp"

namespace nimpush_tool {

namespace {

constexpr std::size_t piece = std::size_t{1} << 20U;

bool is_ascii(std::string_view s) {
    return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Bytes up to behind the last line end; 0 where there is none.
std::size_t whole_lines(std::string_view bytes, log_encoding how) {
    if (how == log_encoding::utf8 || how == log_encoding::gbk) return bytes.rfind('\n') + 1;  // npos + 1 is 0
    const std::size_t low = how == log_encoding::utf16_little ? 0 : 1;
    for (std::size_t end = bytes.size() & ~std::size_t{1}; end >= 2; end -= 2)
        if (bytes[end - 2 + low] == '\n' && bytes[end - 1 - low] == '\0') return end;
    return 0;
}

}  // namespace

void each_block(std::istream& in, const std::function<void(std::string_view)>& f) {
    std::string bytes, fresh(piece, '\0');
    log_encoding how = log_encoding::utf8;
    bool is_first = true, skips = false;
    for (bool is_over = false; !is_over;) {
        in.read(fresh.data(), static_cast<std::streamsize>(piece));
        const auto got = static_cast<std::size_t>(in.gcount());
        is_over = got < piece;
        bytes.append(fresh, 0, got);
        if (is_first) {
            how = encoding_of(std::string_view(bytes).substr(0, 4096));
            if (how == log_encoding::gbk) how = log_encoding::utf8;  // each piece is looked at
            if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
            is_first = false;
        }
        std::size_t end = is_over ? bytes.size() : whole_lines(bytes, how);
        if (end == 0 && bytes.size() < 2 * piece) continue;
        const bool is_cut = end == 0;
        if (is_cut) end = bytes.size() & ~std::size_t{1};
        std::string_view whole = std::string_view(bytes).substr(0, end);
        if (skips) {  // the rest of a line whose beginning was given
            const std::size_t first = whole.find('\n');
            const std::size_t past =
                first == whole.npos ? whole.size() : first + 1 + (how == log_encoding::utf16_little);
            whole.remove_prefix(std::min(past, whole.size()));
            skips = first == std::string_view::npos;
        }
        std::string made;
        if (how == log_encoding::utf8 && !is_ascii(whole) && encoding_of(whole) == log_encoding::gbk)
            whole = made = to_utf8(whole, log_encoding::gbk);
        else if (how != log_encoding::utf8)
            whole = made = to_utf8(whole, how);
        if (is_cut && !skips) {
            made.assign(whole);
            whole = made += '\n';
            skips = true;
        }
        if (!whole.empty()) f(whole);
        bytes.erase(0, end);
    }
}

bool each_block_of(std::string_view file, const std::function<void(std::string_view)>& f) {
    if (file == "-") {
        each_block(std::cin, f);
        return true;
    }
    std::ifstream in(std::string(file), std::ios::binary);
    if (in.peek(); !in && !in.eof()) {
        std::cerr << "cannot read " << nimpush::detail::printable(file, 300).view() << '\n';
        return false;
    }
    each_block(in, f);
    return true;
}

}  // namespace nimpush_tool
