#pragma once

// Bytes of any length, owned.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {

namespace detail {

/// The sentence for hex_fault().
constexpr text hex_fault_text(std::string_view s, std::size_t at) {
    if (at == s.size()) return "an odd number of hexadecimal digits";
    return join("no hexadecimal digit at byte ", count_text(at));
}

}  // namespace detail

/// Bytes of any length: raw where the wire has bytes, hexadecimal text where text is asked for.
class octets {
    std::vector<std::uint8_t> bytes_{};

  public:
    constexpr octets() = default;
    constexpr octets(span<const std::uint8_t> b) : bytes_(b.begin(), b.end()) {}

    constexpr span<const std::uint8_t> bytes() const noexcept { return bytes_; }
    constexpr std::size_t size() const noexcept { return bytes_.size(); }

    template <class Out> constexpr void emit_to(Out& out) const { out.bytes(bytes()); }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        if constexpr (!Policy::is_input) {
            if (!v.is(value::kind::bytes)) return faults.wrong_type(here, v, "bytes");
            *this = octets(v.as_bytes());
        } else {
            if (!v.is(value::kind::string)) return faults.wrong_type(here, v, "bytes as hexadecimal text");
            if (const std::size_t at = hex_fault(v.chars()); at != npos)
                return faults.add(here, errc::not_hex, detail::hex_fault_text(v.chars(), at));
            bytes_.clear();
            for (std::size_t i = 0; i < v.size(); i += 2)
                bytes_.push_back(static_cast<std::uint8_t>(hex_value(v.chars()[i]) * 16 + hex_value(v.chars()[i + 1])));
        }
    }

    friend constexpr bool operator==(const octets&, const octets&) = default;
};

}  // namespace nimpush::v1
