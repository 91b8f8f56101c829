#pragma once

// What every command reads: its one file or standard input, as text, JSON, bytes or parameters.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/read.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json.hpp>

#include "arguments.hpp"
#include "output.hpp"

namespace nimpush_tool {

/// The file that the words name; `-` or none is standard input. False, with the problem printed.
bool read_input(const arguments& args, std::string& to);

/// The bytes of a file. False, with the problem printed.
bool read_file(std::string_view file, std::string& to);

/// A number in digits alone.
bool read_digits(std::string_view s, std::int64_t& to);

/// Text without the white space around it.
std::string_view trimmed(std::string_view s);

/// Bytes of hexadecimal text; white space may stand anywhere. False, with the problem printed.
bool from_hex(std::string_view s, std::vector<std::uint8_t>& to);

/// Reads the input and hands it on; the last thing that every command does.
template <class F> int with_input(const arguments& args, F&& use) {
    std::string input;
    return read_input(args, input) ? use(input) : input_at_fault;
}
template <class F> int with_bytes(const arguments& args, F&& use) {
    return with_input(args, [&](const std::string& input) -> int {
        std::vector<std::uint8_t> bytes;
        return from_hex(input, bytes) ? use(bytes) : input_at_fault;
    });
}
template <class F> int with_json(const arguments& args, nimpush::json::read_options options, F&& use) {
    return with_input(args, [&](const std::string& input) -> int {
        const auto read = nimpush::json::read(input, options);
        if (read) return use(*read);
        print_problem(read.error());
        return input_at_fault;
    });
}
/// Prints what was wrong with what was read; false where it is to be refused.
template <class T> bool take(nimpush::parsed<T> read, T& to) {
    to = std::move(read.made);
    return print_problems(read.found);
}

/// The same for JSON that is to be a T.
template <class T, class F> int with_parameters(const arguments& args, F&& use) {
    return with_json(args, {}, [&](const nimpush::value& json) -> int {
        T made{};
        return take(nimpush::read_parameters<T>(json), made) ? use(made) : input_at_fault;
    });
}

}  // namespace nimpush_tool
