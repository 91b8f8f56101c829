#pragma once

// The tool as a process of its own, for commands that run until somebody ends them.

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../tools/nimpush/command.hpp"

namespace test {

class background_tool {
    pid_t child_ = -1;
    int out_ = -1;
    std::string read_{};
    int status_ = -1;  // once it has ended: what it exited with, or 128 and the signal

  public:
    /// Its standard error goes where ours does, unless it is to be silent.
    explicit background_tool(const std::vector<std::string>& words) {
        int ends[2]{};
        REQUIRE(::pipe(ends) == 0);
        std::cout.flush();
        std::cerr.flush();
        child_ = ::fork();
        REQUIRE(child_ >= 0);
        if (child_ == 0) {
            ::close(ends[0]);
            ::dup2(ends[1], STDOUT_FILENO);
            ::close(ends[1]);
            const std::vector<std::string_view> views(words.begin(), words.end());
            const int status = nimpush_tool::dispatch(views);
            std::cout.flush();
            std::_Exit(status);  // the parent's tests are not to end here
        }
        ::close(ends[1]);
        out_ = ends[0];
    }
    background_tool(const background_tool&) = delete;
    background_tool& operator=(const background_tool&) = delete;
    ~background_tool() {
        if (status_ < 0) {
            send(SIGKILL);
            (void)wait();
        }
        ::close(out_);
    }

    void send(int signal) const { (void)::kill(child_, signal); }
    /// The next line of its standard output, without the end; empty where none comes within a time.
    std::string line(int within_ms = 20'000) {
        while (true) {
            if (const std::size_t end = read_.find('\n'); end != read_.npos) {
                std::string made = read_.substr(0, end);
                read_.erase(0, end + 1);
                return made;
            }
            pollfd one{out_, POLLIN, 0};
            char room[4096];
            if (::poll(&one, 1, within_ms) <= 0) return {};
            const auto size = ::read(out_, room, sizeof room);
            if (size <= 0) return {};
            read_.append(room, static_cast<std::size_t>(size));
        }
    }
    /// What it exits with, once it has.
    int wait() {
        int status = 0;
        if (status_ < 0 && ::waitpid(child_, &status, 0) == child_)
            status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        return status_;
    }
};

}  // namespace test
