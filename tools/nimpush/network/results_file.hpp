#pragma once

// Where results go: a file that survives its writer, or standard output. A line is JSON; the first says of which tokens
// and which campaign the others are.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "token_list.hpp"

namespace nimpush_tool {

/// SHA-256 of bytes, in digits.
std::string digest_of(std::string_view bytes);

/// What results are of: both are digests.
struct results_of {
    std::string tokens{};
    std::string campaign{};
};

/// What a file had when it was taken up again.
struct earlier_results {
    std::vector<bool> done{};         // by recipient: it has a final result
    std::vector<bool> done_faulty{};  // by faulty line
    std::size_t final_count = 0;
    std::size_t refused = 0;  // of them, those that are no success
    bool had_torn_line = false;
};

class results_file {
    int fd_ = -1;  // below 0: standard output
    std::string waiting_{};
    std::string problem_{};

  public:
    results_file() = default;
    results_file(const results_file&) = delete;
    results_file& operator=(const results_file&) = delete;
    ~results_file();

    /// A new file, or with `resume` one that is there, or none yet. It is locked as long as this lives. False, with the
    /// problem printed.
    bool open(std::string_view path, const results_of& of, const token_list& tokens, bool resume,
              earlier_results& earlier);

    /// Where the next line goes, with its end; flush() writes them.
    std::string& lines() { return waiting_; }
    /// Writes what there is. False where it cannot be written, see problem(); another call tries once more.
    bool flush();
    const std::string& problem() const { return problem_; }

  private:
    bool take_up(std::string_view path, const results_of& of, const token_list& tokens, earlier_results& earlier);
    bool write_waiting();
};

}  // namespace nimpush_tool
