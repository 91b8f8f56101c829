#pragma once

// What every command of the tool shares: arguments, input, and problems as `path: what is wrong`.

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>

namespace nimpush_examples {

enum exit_status { fine = 0, input_at_fault = 1, wrong_usage = 2 };

/// The words behind the program's name; a command that cannot use them returns wrong_usage.
struct arguments {
    std::vector<std::string_view> words{};

    /// Takes the first word, empty where there is none.
    std::string_view next() {
        if (words.empty()) return {};
        const std::string_view first = words.front();
        words.erase(words.begin());
        return first;
    }
    /// Takes an option that stands alone.
    bool flag(std::string_view name) {
        for (auto it = words.begin(); it != words.end(); ++it) {
            if (*it != name) continue;
            words.erase(it);
            return true;
        }
        return false;
    }
    /// Takes an option and its value; false where the value is missing.
    bool option(std::string_view name, std::string_view& to) {
        for (auto it = words.begin(); it != words.end(); ++it) {
            if (*it != name) continue;
            if (it + 1 == words.end()) return false;
            to = *(it + 1);
            words.erase(it, it + 2);
            return true;
        }
        return true;
    }
};

/// The rest of the words: at most one file, `-` or none is standard input. False for anything else.
inline bool read_input(arguments& args, std::string& to, bool& readable) {
    readable = true;
    const std::string_view file = args.next();
    if (!args.words.empty() || (file.size() > 1 && file.front() == '-')) return false;
    if (file.empty() || file == "-") {
        to.assign(std::istreambuf_iterator<char>(std::cin), {});
    } else {
        std::ifstream in(std::string(file), std::ios::binary);
        readable = static_cast<bool>(in);
        if (!readable) std::cerr << "cannot read " << nimpush::detail::printable(file, 300).view() << '\n';
        to.assign(std::istreambuf_iterator<char>(in), {});
    }
    return true;
}

/// `$.options.apnsCername`, `$[1]`, `$`.
inline std::string whole_path(const nimpush::text& path) {
    std::string whole = "$";
    if (!path.empty() && path.view()[0] != '[') whole += '.';
    return whole += path.view();
}

inline void print_problem(const nimpush::error& e, nimpush::degree how = nimpush::degree::error) {
    std::cerr << whole_path(e.path) << ": " << (how == nimpush::degree::warning ? "warning: " : "") << e.detail.view()
              << '\n';
}

/// Prints all of them; true where none is an error.
inline bool print_problems(const nimpush::problems& found) {
    for (const auto& one : found) print_problem(one.what, one.how);
    return !nimpush::has_errors(found);
}

/// Text without the white space around it.
inline std::string_view trimmed(std::string_view s) {
    constexpr std::string_view space = " \t\r\n";
    const auto first = s.find_first_not_of(space);
    return first == s.npos ? std::string_view() : s.substr(first, s.find_last_not_of(space) - first + 1);
}

inline std::string to_hex(const std::vector<std::uint8_t>& bytes) {
    std::string digits(bytes.size() * 2, '0');
    nimpush::write_hex(bytes, digits.data());
    return digits;
}

/// Bytes of hexadecimal text; white space may stand anywhere. False, with the problem printed.
inline bool from_hex(std::string_view s, std::vector<std::uint8_t>& to) {
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

}  // namespace nimpush_examples
