#pragma once

// The headers of a push, and the bundle id that one of them names: nothing but what a header may hold gets in.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/ascii.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// Letters, digits, dots and hyphens: what Apple allows in a bundle id, and nothing that could leave a
/// path or a header.
struct bundle_id_characters {
    static constexpr std::string_view name = "letters, digits, dots and hyphens";
    static constexpr bool has(char c) noexcept {
        return schema::digits::has(c) || nimpush::detail::is_letter(c) || c == '.' || c == '-';
    }
};
using bundle_id = basic_text<schema::all_of<schema::at_least<1, schema::bytes>, schema::at_most<155, schema::bytes>,
                                            schema::only<bundle_id_characters>>>;

/// How HPACK should treat a header ("Sending notification requests to APNs").
enum class hpack : std::uint8_t {
    never_index,  // literal without indexing: it changes with each request
    index_once,   // incremental the first time, afterwards without indexing
    always,       // incremental indexing
};

/// One header; the views live as long as the list that they come from.
struct header {
    std::string_view name;
    std::string_view value;
    hpack treatment = hpack::always;
};

/// The headers of one request, in a fixed order and in room of its own: nothing is allocated, and without a
/// pointer in it a constant one lies in read-only data in position-independent programs too.
class header_list {
    struct entry {
        std::uint16_t at;  // of the name; the value follows
        std::uint16_t name_size;
        std::uint16_t size;
        hpack treatment;
    };
    std::array<entry, 10> entries_{};
    std::size_t size_ = 0;
    std::array<char, 768> chars_{};
    std::size_t used_ = 0;

  public:
    constexpr std::size_t size() const noexcept { return size_; }
    constexpr header operator[](std::size_t i) const noexcept {
        const entry& e = entries_[i];
        const char* name = chars_.data() + e.at;
        return {{name, e.name_size}, {name + e.name_size, e.size}, e.treatment};
    }
    /// The value of a header, empty where it is not there.
    constexpr std::string_view find(std::string_view name) const noexcept {
        for (std::size_t i = 0; i < size_; ++i)
            if ((*this)[i].name == name) return (*this)[i].value;
        return {};
    }
    /// Appends pieces as one value; the types of the pieces see to it that they fit and are printable.
    template <class... Pieces>
    constexpr void add(std::string_view name, hpack treatment, const Pieces&... pieces) noexcept {
        const std::size_t start = used_;
        const auto put = [&](std::string_view piece) {
            for (const char c : piece)
                if (used_ < chars_.size()) chars_[used_++] = c;
        };
        put(name);
        const std::size_t middle = used_;
        (put(std::string_view(pieces)), ...);
        entries_[size_++] = {static_cast<std::uint16_t>(start), static_cast<std::uint16_t>(middle - start),
                             static_cast<std::uint16_t>(used_ - middle), treatment};
    }
    constexpr void add_number(std::string_view name, hpack treatment, std::int64_t n) noexcept {
        char digits_of[longest_int64]{};
        const char* end = write_decimal(n, digits_of);
        add(name, treatment, std::string_view(digits_of, static_cast<std::size_t>(end - digits_of)));
    }
};

namespace detail {

/// What each push has: kind and topic, then its priority.
template <class... Pieces>
constexpr void add_type_and_topic(header_list& list, push_type type, const Pieces&... topic) noexcept {
    list.add("apns-push-type", hpack::always, name_of(type));
    list.add("apns-topic", hpack::always, topic...);
}
constexpr void add_priority(header_list& list, priority p) noexcept {
    list.add_number("apns-priority", hpack::always, static_cast<std::int64_t>(p));
}

}  // namespace detail
}  // namespace apns
}  // namespace nimpush::v1
