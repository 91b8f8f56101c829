#pragma once

// SIGINT and SIGTERM as a flag, for commands that run until somebody ends them.

#include <csignal>

#include <signal.h>

namespace nimpush_tool {

/// While it lives they set any() and do nothing else; a second one ends the program at once.
class caught_signals {
    static inline volatile std::sig_atomic_t came_ = 0;
    struct sigaction before_int_ {
    }, before_term_{};

    static void take(int which) {
        if (came_ != 0) {
            (void)std::signal(which, SIG_DFL);
            (void)std::raise(which);
        }
        came_ = 1;
    }

  public:
    caught_signals() {
        came_ = 0;
        struct sigaction ours {};
        ours.sa_handler = &caught_signals::take;  // no SA_RESTART: a wait ends
        (void)::sigaction(SIGINT, &ours, &before_int_);
        (void)::sigaction(SIGTERM, &ours, &before_term_);
    }
    caught_signals(const caught_signals&) = delete;
    caught_signals& operator=(const caught_signals&) = delete;
    ~caught_signals() {
        (void)::sigaction(SIGINT, &before_int_, nullptr);
        (void)::sigaction(SIGTERM, &before_term_, nullptr);
    }
    static bool any() noexcept { return came_ != 0; }
};

}  // namespace nimpush_tool
