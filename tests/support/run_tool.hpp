#pragma once

// Runs the tool as the shell would: words and standard input in, status and both outputs back.

#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../../tools/nimpush/command.hpp"

namespace test {

struct ran {
    int status = 0;
    std::string out{};
    std::string err{};
};

inline ran run_tool(const std::vector<std::string_view>& words, const std::string& input = {}) {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    auto* const old_in = std::cin.rdbuf(in.rdbuf());
    auto* const old_out = std::cout.rdbuf(out.rdbuf());
    auto* const old_err = std::cerr.rdbuf(err.rdbuf());
    const int status = nimpush_tool::dispatch(words);
    std::cin.rdbuf(old_in);
    std::cout.rdbuf(old_out);
    std::cerr.rdbuf(old_err);
    return {status, out.str(), err.str()};
}

/// The same with the command's name apart.
inline ran run_command(std::string_view name, std::vector<std::string_view> words, const std::string& input = {}) {
    words.insert(words.begin(), name);
    return run_tool(words, input);
}

}  // namespace test
