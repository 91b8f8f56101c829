#pragma once

// What every command of the tool shares: arguments, input, and problems as `path: what is wrong`.

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
#include <nimpush/core/read.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json.hpp>

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

/// Reads the input and hands it on; the last thing that every command does.
template <class F> int with_input(arguments& args, F&& use) {
    std::string input;
    bool readable = false;
    if (!read_input(args, input, readable)) return wrong_usage;
    return readable ? use(input) : input_at_fault;
}
template <class F> int with_json(arguments& args, nimpush::json::read_options options, F&& use) {
    return with_input(args, [&](const std::string& input) -> int {
        const auto read = nimpush::json::read(input, options);
        if (!read) {
            print_problem(read.error());
            return input_at_fault;
        }
        return use(*read);
    });
}
/// The same for JSON that is to be a T.
template <class T, class F> int with_parameters(arguments& args, F&& use) {
    return with_json(args, {}, [&](const nimpush::value& json) -> int {
        T made{};
        return print_problems(nimpush::read_parameters(json, made)) ? use(made) : input_at_fault;
    });
}

/// Prints x as JSON on a line of its own.
template <class T> int print(const T& x, nimpush::json::write_options options = {}) {
    const auto line = nimpush::json::to_string<nimpush::schema::spelling::api>(x, options);
    if (!line) {
        print_problem(line.error());
        return input_at_fault;
    }
    std::cout << *line << '\n';
    return fine;
}

/// A number in digits alone.
inline bool read_digits(std::string_view s, std::int64_t& to) {
    return !s.empty() && nimpush::schema::only<nimpush::schema::digits>::fault(s) == nimpush::npos &&
           nimpush::read_int64(s, to);
}

/// Text without the white space around it.
inline std::string_view trimmed(std::string_view s) {
    constexpr std::string_view space = " \t\r\n";
    const auto first = s.find_first_not_of(space);
    return first == s.npos ? std::string_view() : s.substr(first, s.find_last_not_of(space) - first + 1);
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
