#include "output.hpp"

#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>

#include "arguments.hpp"

namespace nimpush_tool {

std::string whole_path(const nimpush::text& path) {
    std::string whole = "$";
    if (!path.empty() && path.view()[0] != '[') whole += '.';
    return whole += path.view();
}

namespace {

bool any_warning = false;

}  // namespace

bool has_warned() { return any_warning; }
void forget_warnings() { any_warning = false; }

void print_problem(const nimpush::error& e, nimpush::degree how) {
    const bool is_warning = how == nimpush::degree::warning;
    any_warning = any_warning || is_warning;
    std::cerr << (is_warning ? "warning: " : "") << whole_path(e.path) << ": "
              << nimpush::detail::printable(e.detail, e.detail.size()).view() << '\n';
}

bool print_problems(const nimpush::problems& found) {
    for (const auto& one : found) print_problem(one.what, one.how);
    return !nimpush::has_errors(found);
}

int print_line(const nimpush::result<std::string>& made) {
    if (!made) {
        print_problem(made.error());
        return input_at_fault;
    }
    std::cout << *made << '\n';
    return fine;
}

int print_hex(const nimpush::result<std::vector<std::uint8_t>>& bytes) {
    return print_line(bytes.transform([](const std::vector<std::uint8_t>& all) {
        std::string digits(all.size() * 2, '0');
        nimpush::write_hex(all, digits.data());
        return digits;
    }));
}

}  // namespace nimpush_tool
