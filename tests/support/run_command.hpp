#pragma once

// Runs a command of the tool as the shell would: words and standard input in, status and both outputs back.

#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../../examples/support/command_line.hpp"

namespace test {

struct ran {
    int status = 0;
    std::string out{};
    std::string err{};
};

inline ran run_command(int (*command)(nimpush_examples::arguments&), std::vector<std::string_view> words,
                       const std::string& input = {}) {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    auto* const old_in = std::cin.rdbuf(in.rdbuf());
    auto* const old_out = std::cout.rdbuf(out.rdbuf());
    auto* const old_err = std::cerr.rdbuf(err.rdbuf());
    nimpush_examples::arguments args{std::move(words)};
    const int status = command(args);
    std::cin.rdbuf(old_in);
    std::cout.rdbuf(old_out);
    std::cerr.rdbuf(old_err);
    return {status, out.str(), err.str()};
}

}  // namespace test
