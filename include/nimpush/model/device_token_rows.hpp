#pragma once

// Device tokens of one length, one behind the other, as a table, a file or a column of a database has them.

#include <cstddef>
#include <cstdint>

#include <nimpush/core/error.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/model/device_token.hpp>

namespace nimpush::inline v1 {

/// A view of tokens that all have the same number of bytes, a third of the room that device_tokens take: what it shows
/// must outlive it.
class device_token_rows {
    span<const std::uint8_t> all_{};
    std::size_t width_ = device_token::usual;
    std::size_t size_ = 0;  // asked for each row, and a division takes as long as what is done with one

    constexpr device_token_rows(span<const std::uint8_t> all, std::size_t width) noexcept
        : all_(all), width_(width), size_(all.size() / width) {}

  public:
    /// One of them, shown where it stands.
    class row {
        span<const std::uint8_t> bytes_;

        constexpr explicit row(span<const std::uint8_t> bytes) noexcept : bytes_(bytes) {}
        friend device_token_rows;

      public:
        constexpr span<const std::uint8_t> bytes() const noexcept { return bytes_; }
        constexpr operator device_token() const { return *device_token::from(bytes_); }
    };

    /// None.
    constexpr device_token_rows() noexcept = default;
    /// Rows of `width` bytes, 1 to device_token::most (out_of_range otherwise); wrong_length where the bytes are no whole
    /// rows.
    static constexpr result<device_token_rows> of(span<const std::uint8_t> bytes,
                                                  std::size_t width = device_token::usual) {
        if (width == 0 || width > device_token::most)
            return detail::fail(errc::out_of_range, detail::join("rows of ", detail::count_text(width),
                                                                 " bytes, where a token has from 1 to ",
                                                                 detail::count_text(device_token::most)));
        if (bytes.size() % width != 0)
            return detail::fail(errc::wrong_length,
                                detail::join(detail::count_text(bytes.size()), " bytes are no whole rows of ",
                                             detail::count_text(width), ": the tokens behind would all be wrong"),
                                bytes.size() - bytes.size() % width);
        return device_token_rows(bytes, width);
    }

    constexpr std::size_t size() const noexcept { return size_; }
    constexpr bool empty() const noexcept { return all_.empty(); }
    /// One of size().
    constexpr row operator[](std::size_t i) const noexcept { return row(all_.subspan(i * width_, width_)); }
};

}  // namespace nimpush::v1
