#include "arguments.hpp"

#include <cassert>
#include <cstddef>
#include <string>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/span.hpp>

namespace nimpush_tool {

namespace {

const option* find(nimpush::span<const option> list, std::string_view name) {
    for (const option& one : list)
        if (one.name == name) return &one;
    return nullptr;
}

std::string quoted(std::string_view word) { return "'" + std::string(nimpush::detail::printable(word).view()) + "'"; }

}  // namespace

arguments::arguments(const form& how, nimpush::span<const std::string_view> words) : known_(how.options) {
    sort(how, words);
    if (fault_.empty() && !asks_for_help_) find_missing(how);
}

/// Takes the word, and its value behind it, where it is an option that was not given yet.
bool arguments::take_option(std::string_view word, const std::string_view*& next, const std::string_view* end) {
    const option* which = find(known_, word);
    if (which == nullptr || has(*which)) return false;
    if (which->value.empty()) {
        given_.emplace_back(word, std::string_view());
    } else if (next == end) {
        fault_ = std::string(word) + " needs a value: " + std::string(which->value);
    } else {
        given_.emplace_back(word, *next++);
    }
    return true;
}

void arguments::sort(const form& how, nimpush::span<const std::string_view> words) {
    const std::size_t most = how.takes_text() || how.takes_many() ? words.size() : how.operand.empty() ? 0 : 1;
    bool is_named = how.name.empty();
    for (const std::string_view *next = words.begin(), *const end = words.end(); next != end && fault_.empty();) {
        const std::string_view word = *next++;
        if (word == "--help" && !how.takes_text()) {
            asks_for_help_ = true;
        } else if (word == "--strict" && !how.takes_text() && !is_strict_) {
            is_strict_ = true;
        } else if (!is_named) {
            name_ = word;
            is_named = true;
        } else if (take_option(word, next, end)) {
            continue;
        } else if (word.size() > 1 && word.front() == '-' && !how.takes_text()) {
            fault_ =
                (word == "--strict" || find(known_, word) != nullptr ? "twice: " : "no such option: ") + quoted(word);
        } else if (operands_.size() == most) {
            fault_ = "too many words: " + quoted(word);
        } else {
            operands_.push_back(word);
        }
    }
}

void arguments::find_missing(const form& how) {
    if (name_.empty() && !how.name.empty()) fault_ = "missing: " + std::string(how.name);
    for (const option& one : known_) {
        if (!fault_.empty()) return;
        if (one.is_required && value(one).empty())
            fault_ = "missing: " + std::string(one.name) + " " + std::string(one.value);
    }
}

bool arguments::has(const option& which) const {
    assert(find(known_, which.name) != nullptr && "the form must list each option that its function asks for");
    for (const auto& [name, value] : given_)
        if (name == which.name) return true;
    return false;
}

std::string_view arguments::value(const option& which, std::string_view otherwise) const {
    assert(find(known_, which.name) != nullptr && "the form must list each option that its function asks for");
    for (const auto& [name, value] : given_)
        if (name == which.name) return value;
    return otherwise;
}

}  // namespace nimpush_tool
