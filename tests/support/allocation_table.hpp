#pragma once

// A table of calls, each run with every one of its allocations failing in turn, and held against the public
// functions that take bytes or text.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "failing_new.hpp"
#include "print.hpp"
#include "public_functions.hpp"

namespace test {

struct trial {
    std::string_view name;
    void (*run)();
};
/// A name that is not tried by itself, and where it is tried.
struct excuse {
    std::string_view name;
    std::string_view why;
};

/// Longer than what std::string keeps inside of itself.
inline constexpr std::string_view long_text = "a text that is longer than the room inside of a string, \u4f60\u597d";

/// Every call frees what it asked for, whichever of its allocations fails. Returns how many failed.
template <std::size_t N> std::size_t run_table(const trial (&table)[N]) {
    std::size_t failed = 0;
    for (const trial& one : table) {
        CAPTURE(std::string(one.name));
        one.run();  // what a first call keeps for good is no leak
        std::int64_t unfreed = 0;
        failed += fail_each_allocation(one.run, unfreed);
        CHECK(unfreed == 0);
    }
    return failed;
}

/// The table and the excuses together are the public functions of these folders.
template <std::size_t N, std::size_t M>
void check_complete(const trial (&table)[N], const excuse (&excuses)[M], const std::vector<std::string>& folders) {
    const std::set<std::string> wanted = public_functions(std::string(NIMPUSH_SOURCE_DIR) + "/include", folders);
    CHECK(wanted.size() > 10);
    std::set<std::string> known;
    for (const trial& one : table) known.emplace(one.name);
    for (const excuse& one : excuses) {
        known.emplace(one.name);
        CHECK_MESSAGE(wanted.count(std::string(one.name)) == 1, std::string(one.name), " is excused, and is not there");
    }
    for (const std::string& name : wanted) {
        const std::size_t last = name.rfind("::");
        // Tried by read_wire and read_parameters, which call it.
        if (last != std::string::npos && name.substr(last) == "::read_from") continue;
        CHECK_MESSAGE(known.count(name) == 1, name, " takes bytes or text, and is not in the table");
    }
}

}  // namespace test
