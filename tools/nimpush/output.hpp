#pragma once

// What every command says: results on standard output, problems on standard error as `path: what is wrong`, and those
// that are no fault as `warning: path: what is wrong`.

#include <cstdint>
#include <string>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/wire/json.hpp>

#include "terminal.hpp"

namespace nimpush_tool {

/// `$.options.apnsCername`, `$[1]`, `$`.
std::string whole_path(const nimpush::text& path);

void print_problem(const nimpush::error& e, nimpush::degree how = nimpush::degree::error);

/// Whether a warning was printed since the last dispatch() began.
bool has_warned();
void forget_warnings();

/// Prints all of them; true where none is an error.
bool print_problems(const nimpush::problems& found);

/// Prints a line, or what kept it from being made.
int print_line(const nimpush::result<std::string>& made);

/// Bytes as hexadecimal digits, likewise.
int print_hex(const nimpush::result<std::vector<std::uint8_t>>& bytes);

/// Prints x as JSON on a line of its own.
template <class T> int print(const T& x, nimpush::json::write_options options = {}) {
    return print_line(nimpush::json::to_string<nimpush::schema::spelling::api>(x, options).transform(shown_json));
}

}  // namespace nimpush_tool
