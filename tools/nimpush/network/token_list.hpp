#pragma once

// The tokens that a campaign goes to: a file with one a line, or CSV with what each device has of its own.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/span.hpp>

namespace nimpush_tool {

/// One device, in few bytes: there may be millions.
struct recipient {
    std::uint32_t line = 0;        // in the file, from 1
    std::int32_t badge = -1;       // none below 0
    std::uint64_t at = 0;          // of its token
    std::uint32_t own_row = none;  // of the custom columns
    std::uint16_t locale = 0;      // of token_list::locales; the first is of those without one
    std::uint8_t size = 0;         // of its token

    static constexpr std::uint32_t none = UINT32_MAX;
};

/// A line that has no token to be sent to, and why.
struct faulty_line {
    std::uint32_t line = 0;
    std::string why{};
};

class token_list {
    std::vector<std::uint8_t> bytes_{};

  public:
    std::vector<recipient> all{};  // by line
    std::vector<faulty_line> faulty{};
    std::vector<std::string> locales{""};
    std::vector<std::string> custom_keys{};  // the columns `custom.KEY`
    std::vector<std::string> cells{};        // of those columns, row by row
    std::vector<std::string> unread{};       // columns that nobody reads
    std::vector<std::string> warnings{};

    /// Reads the text of a file. An error is of the file as a whole: its header line.
    static nimpush::result<token_list> read(std::string_view text);

    nimpush::span<const std::uint8_t> token(const recipient& one) const {
        return nimpush::span<const std::uint8_t>(bytes_).subspan(static_cast<std::size_t>(one.at), one.size);
    }
    nimpush::span<const std::string> cells_of(const recipient& one) const {
        return nimpush::span<const std::string>(cells).subspan(one.own_row * custom_keys.size(), custom_keys.size());
    }
    /// How many stand there again, and the lines of the first that does and of the one before.
    struct repeated {
        std::size_t count = 0;
        std::uint32_t line = 0, first = 0;
    };
    repeated find_repeated() const;

  private:
    friend class token_reader;
};

}  // namespace nimpush_tool
