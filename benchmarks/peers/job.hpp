#pragma once

// What the objects of peers share.

#include <string>
#include <string_view>

#include "peer.hpp"

namespace bench {

inline std::string_view view(bytes b) { return {b.data, b.size}; }
inline bytes show(std::string_view s) { return {s.data(), s.size()}; }

/// The compiler takes it that x is read, or written, here.
template <class T> inline void keep(T& x) { asm volatile("" : : "r"(&x) : "memory"); }

/// A job of a State that has run() and made().
template <class State, class Subject> job prepare(const Subject& subject) {
    return {new State(subject), [](void* state) { static_cast<State*>(state)->run(); },
            [](void* state) -> bytes { return static_cast<State*>(state)->made(); }};
}

/// A push as a program has it that reads one.
struct read_push {
    std::string title{}, body{}, sound{}, thread_id{}, session_id{}, session_type{};
    std::int64_t badge = 0;

    std::string lines() const {
        std::string all;
        for (const std::string* one : {&title, &body, &sound, &thread_id, &session_id, &session_type})
            all += *one + '\n';
        return all + std::to_string(badge);
    }
};

/// Reads by `Read::into(json, push)`.
template <class Read> struct reading {
    Read how;
    read_push last{};
    std::string shown{};

    explicit reading(const push& subject) : how(view(subject.json)) {}
    void run() {
        read_push one;
        how.into(one);
        keep(one);
    }
    bytes made() {
        last = {};
        how.into(last);
        shown = last.lines();
        return show(shown);
    }
};

}  // namespace bench
