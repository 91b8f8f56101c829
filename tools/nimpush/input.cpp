#include "input.hpp"

#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>

#include "arguments.hpp"

namespace nimpush_tool {

bool read_input(const arguments& args, std::string& to) {
    const std::string_view file = args.operands().empty() ? std::string_view() : args.operands().front();
    if (file.empty() || file == "-") {
        to.assign(std::istreambuf_iterator<char>(std::cin), {});
        return true;
    }
    return read_file(file, to);
}

bool read_file(std::string_view file, std::string& to) {
    std::ifstream in(std::string(file), std::ios::binary);
    if (!in) std::cerr << "cannot read " << nimpush::detail::printable(file, 300).view() << '\n';
    to.assign(std::istreambuf_iterator<char>(in), {});
    return static_cast<bool>(in);
}

bool read_digits(std::string_view s, std::int64_t& to) {
    const auto n = nimpush::read_natural(s);
    if (n) to = *n;
    return n.has_value();
}

std::string_view trimmed(std::string_view s) {
    constexpr std::string_view space = " \t\r\n";
    const auto first = s.find_first_not_of(space);
    return first == s.npos ? std::string_view() : s.substr(first, s.find_last_not_of(space) - first + 1);
}

bool from_hex(std::string_view s, std::vector<std::uint8_t>& to) {
    std::string digits;
    for (const char c : s)
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') digits += c;
    if (nimpush::hex_fault(digits) != nimpush::npos) {
        std::cerr << "$: the input is not whole bytes in hexadecimal digits\n";
        return false;
    }
    to.resize(digits.size() / 2);
    nimpush::read_hex(digits, to.data());
    return true;
}

}  // namespace nimpush_tool
