#pragma once

// The tool in a process of its own, which can be killed, beside a server on loopback that the test steps.

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loopback_server.hpp"
#include "read_file.hpp"
#include "run_tool.hpp"
#include "scratch.hpp"

namespace test {

class forked_tool {
    const scratch& folder_;
    pid_t child_ = -1;
    int status_ = 0;
    bool is_over_ = false;

  public:
    /// Starts it; what it prints is kept in the folder.
    forked_tool(const scratch& folder, const std::vector<std::string>& words, const std::string& input = {})
        : folder_(folder) {
        const std::string in = folder.file("input", input);
        child_ = ::fork();
        REQUIRE(child_ >= 0);
        if (child_ != 0) return;
        std::ifstream from(in, std::ios::binary);
        std::ofstream out(folder.path("out"), std::ios::binary), err(folder.path("err"), std::ios::binary);
        std::cin.rdbuf(from.rdbuf());
        std::cout.rdbuf(out.rdbuf());
        std::cerr.rdbuf(err.rdbuf());
        const int status = nimpush_tool::dispatch({words.begin(), words.end()});
        out.close();
        err.close();
        ::_exit(status);
    }
    forked_tool(const forked_tool&) = delete;
    forked_tool& operator=(const forked_tool&) = delete;
    ~forked_tool() {
        if (!is_over_) kill(SIGKILL);
    }

    bool is_over() {
        if (!is_over_) is_over_ = ::waitpid(child_, &status_, WNOHANG) == child_;
        return is_over_;
    }
    void signal(int number) const { ::kill(child_, number); }
    void kill(int number) {
        signal(number);
        ::waitpid(child_, &status_, 0);
        is_over_ = true;
    }
    /// Steps the server until the tool has ended; a minute at most.
    ran finish(loopback_server& server, const loopback_server::handler& handle) {
        for (int n = 0; n < 300'000 && !is_over(); ++n) {
            server.step(handle);
            ::usleep(200);
        }
        REQUIRE(is_over());
        return {WIFEXITED(status_) ? WEXITSTATUS(status_) : -WTERMSIG(status_), read_file(folder_.path("out")),
                read_file(folder_.path("err"))};
    }
};

}  // namespace test
