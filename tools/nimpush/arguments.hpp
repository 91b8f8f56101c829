#pragma once

// How a command is called, and the words that somebody called it with.
//
// The list of a form's options is the one that parsing, usage and help go by: what is not in it is refused.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/span.hpp>

namespace nimpush_tool {

enum exit_status { fine = 0, input_at_fault = 1, wrong_usage = 2 };

struct option {
    std::string_view name;     // with its dashes
    std::string_view value;    // what the usage calls its value; none: it stands alone
    std::string_view meaning;  // lines of help
    bool is_required = false;
};

class arguments;

/// One way to call a command: `channel call CALL [--now MS] [FILE]`.
struct form {
    std::string_view verb{};  // the word that chooses this form
    std::string_view name{};  // what the usage calls the word behind it
    nimpush::span<const option> options{};
    std::string_view operand =
        "[FILE]";  // what may stand at the end; `[TEXT...]` is any number of words, `FILE...` of files
    int (*run)(const arguments&) = nullptr;

    /// Any words are its text: an option that it does not know is one of them.
    constexpr bool takes_text() const { return operand.ends_with("...]"); }
    /// Any number of files.
    constexpr bool takes_many() const { return operand.ends_with("..."); }
};

/// The words behind the verb, sorted by a form.
class arguments {
    nimpush::span<const option> known_{};
    std::vector<std::pair<std::string_view, std::string_view>> given_{};  // options and their values
    std::string_view name_{};
    std::vector<std::string_view> operands_{};
    std::string fault_{};
    bool asks_for_help_ = false;
    bool is_strict_ = false;

    bool take_option(std::string_view word, const std::string_view*& next, const std::string_view* end);
    void sort(const form& how, nimpush::span<const std::string_view> words);
    void find_missing(const form& how);

  public:
    /// fault() says what is wrong with them, asks_for_help() whether `--help` is among them.
    arguments(const form& how, nimpush::span<const std::string_view> words);

    const std::string& fault() const { return fault_; }
    bool asks_for_help() const { return asks_for_help_; }
    /// `--strict`, which every form takes that reads no text of its words: a warning makes it exit with 1.
    bool is_strict() const { return is_strict_; }

    std::string_view name() const { return name_; }
    const std::vector<std::string_view>& operands() const { return operands_; }

    bool has(const option& which) const;
    /// What was given for the option, or else the other.
    std::string_view value(const option& which, std::string_view otherwise = {}) const;
};

}  // namespace nimpush_tool
