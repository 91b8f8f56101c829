#pragma once

// The headers of a push, and the bundle id that one of them names: nothing but what a header may hold gets in.

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/array.hpp>
#include <nimpush/core/ascii.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/transport/http.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// Letters, digits, dots and hyphens, which Apple's documentation has, and underscores, which ids in use have
/// (bazelbuild/rules_apple#2411); nothing that could leave a path or a header.
struct bundle_id_characters {
    static constexpr std::string_view name = "letters, digits, dots, hyphens and underscores";
    static constexpr bool has(char c) noexcept {
        return schema::digits::has(c) || nimpush::detail::is_letter(c) || c == '.' || c == '-' || c == '_';
    }
};
inline constexpr std::size_t longest_bundle_id = 155;  // bytes: what App Store Connect takes
inline constexpr std::size_t longest_topic = [] {
    std::size_t suffix = 0;
    for (std::size_t i = 0; i < std::size(names<push_type>::list); ++i) {
        const std::size_t size = rules_of(static_cast<push_type>(i)).topic_suffix.size();
        if (size > suffix) suffix = size;
    }
    return longest_bundle_id + suffix;
}();

/// The app's bundle id, bare: what hangs on the push type is added. An underscore earns a warning of check().
using bundle_id =
    basic_text<schema::all_of<schema::at_least<1, schema::bytes>, schema::at_most<longest_bundle_id, schema::bytes>,
                              schema::only<bundle_id_characters>>>;
/// A whole topic (`apns-topic`), suffix and all.
using push_topic =
    basic_text<schema::all_of<schema::at_least<1, schema::bytes>, schema::at_most<longest_topic, schema::bytes>,
                              schema::only<bundle_id_characters>>>;

/// "Sending notification requests to APNs" says how HPACK should treat each.
using http::header, http::hpack, http::is_named;

namespace detail {

class device_room;

}  // namespace detail

/// Printable ASCII with inner spaces: what a header may hold.
struct header_characters {
    static constexpr std::string_view name = "printable ASCII";
    static constexpr bool has(char c) noexcept { return c >= 0x20 && c < 0x7F; }
};

/// The headers of one request, in a fixed order and in room of its own: nothing is allocated, and without a
/// pointer in it a constant one lies in read-only data in position-independent programs too.
///
/// A range of header: `for (const auto& [name, value, treatment] : list)`. Copies share nothing.
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
    bool ok_ = true;

    /// Another value for the header that was added last, as long as the one that is there and looked at before.
    constexpr void overwrite_last(std::string_view value) noexcept {
        nimpush::detail::copy_chars(value.data(), value.size(), chars_.data() + used_ - value.size());
    }
    friend class detail::device_room;

  public:
    class iterator {
        const header_list* list_ = nullptr;
        std::size_t at_ = 0;

      public:
        using value_type = header;
        using difference_type = std::ptrdiff_t;

        constexpr iterator() noexcept = default;
        constexpr iterator(const header_list& list, std::size_t at) noexcept : list_(&list), at_(at) {}
        constexpr header operator*() const noexcept { return (*list_)[at_]; }
        constexpr iterator& operator++() noexcept {
            ++at_;
            return *this;
        }
        constexpr iterator operator++(int) noexcept { return {*list_, at_++}; }
        friend constexpr bool operator==(const iterator&, const iterator&) = default;
    };
    using value_type = header;
    using const_iterator = iterator;

    constexpr std::size_t size() const noexcept { return size_; }
    constexpr bool empty() const noexcept { return size_ == 0; }
    constexpr iterator begin() const noexcept { return {*this, 0}; }
    constexpr iterator end() const noexcept { return {*this, size_}; }
    /// One of size().
    constexpr header operator[](std::size_t i) const noexcept {
        const entry& e = entries_[i];
        const char* name = chars_.data() + e.at;
        return {nimpush::detail::chars_at(name, e.name_size), nimpush::detail::chars_at(name + e.name_size, e.size),
                e.treatment};
    }
    /// The value of a header, empty where it is not there.
    constexpr std::string_view find(std::string_view name) const noexcept {
        for (std::size_t i = 0; i < size_; ++i)
            if ((*this)[i].name == name) return (*this)[i].value;
        return {};
    }
    /// False once add() has refused something: this list is not to be sent.
    constexpr bool ok() const noexcept { return ok_; }

    /// Appends pieces as one value. False, with the list as it was but for ok(), where this is no header: a name that
    /// is empty or not in visible ASCII, a value with CR, LF or another character that is no printable ASCII, or with
    /// a blank at an end; or where there is no room: ten headers of together 768 bytes, twice of what Apple takes.
    template <class... Pieces>
    constexpr bool add(std::string_view name, hpack treatment, const Pieces&... pieces) noexcept {
        const std::size_t start = used_;
        bool good =
            size_ < entries_.size() && !name.empty() && schema::only<schema::visible_ascii>::fault(name) == npos;
        const auto put = [&](std::string_view piece) {
            good =
                good && schema::only<header_characters>::fault(piece) == npos && piece.size() <= chars_.size() - used_;
            if (!good) return;
            nimpush::detail::copy_chars(piece.data(), piece.size(), chars_.data() + used_);
            used_ += piece.size();
        };
        put(name);
        const std::size_t middle = used_;
        (put(std::string_view(pieces)), ...);
        if (!good || !schema::trimmed::holds(nimpush::detail::chars_at(chars_.data() + middle, used_ - middle))) {
            used_ = start;
            return ok_ = false;
        }
        entries_[size_++] = {static_cast<std::uint16_t>(start), static_cast<std::uint16_t>(middle - start),
                             static_cast<std::uint16_t>(used_ - middle), treatment};
        return true;
    }
    constexpr bool add_number(std::string_view name, hpack treatment, std::int64_t n) noexcept {
        char digits_of[longest_int64]{};
        const char* end = write_decimal(n, digits_of);
        return add(name, treatment, nimpush::detail::chars_at(digits_of, static_cast<std::size_t>(end - digits_of)));
    }
};

namespace detail {

/// A range whose elements are a name and a value of text: headers, pairs, a map.
template <class R>
concept header_range = requires(const R& range) {
    range.begin() != range.end();
}
&&(
    requires(const R& range) {
        std::string_view((*range.begin()).name);
        std::string_view((*range.begin()).value);
    } ||
    requires(const R& range) {
        std::string_view((*range.begin()).first);
        std::string_view((*range.begin()).second);
    });

}  // namespace detail

/// The headers of a request or an answer, however they are kept: an array of header or a header_list, a std::map or a
/// vector of pairs, a list in braces. Their texts must outlive it; the elements are copied where they are no header.
class header_views {
    span<const header> shown_{};
    std::vector<header> made_{};

  public:
    constexpr header_views() = default;
    constexpr header_views(std::initializer_list<header> list) {
        for (const header& one : list) made_.push_back(one);
    }
    template <std::size_t N> constexpr header_views(const header (&list)[N]) : shown_(list) {}
    template <class R>
    requires(!std::is_same_v<R, header_views> && detail::header_range<R>) constexpr header_views(const R& range) {
        if constexpr (requires { span<const header>(range); }) {
            shown_ = span<const header>(range);
        } else {
            for (const auto& one : range) {
                if constexpr (std::is_same_v<std::remove_cvref_t<decltype(one)>, header>)
                    made_.push_back(one);
                else if constexpr (requires { one.name; })
                    made_.push_back({one.name, one.value});
                else
                    made_.push_back({one.first, one.second});
            }
        }
    }

    constexpr std::size_t size() const noexcept { return elements().size(); }
    constexpr const header* begin() const noexcept { return elements().begin(); }
    constexpr const header* end() const noexcept { return elements().end(); }
    constexpr const header& operator[](std::size_t i) const noexcept { return elements()[i]; }

  private:
    constexpr span<const header> elements() const noexcept {
        return made_.empty() ? shown_ : span<const header>(made_);
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
