#pragma once

// What StandardMessageCodec and StandardMethodCodec carry, as trees that are looked at or read into a type: one
// allocation for all of it.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/array.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/value_tree.hpp>
#include <nimpush/wire/codec_reader.hpp>

namespace nimpush::inline v1 {

namespace detail::codec {

/// What into(reader, root) makes of a message as a tree, with a copy of the message in its block or without.
template <class Into>
constexpr result<value_tree> read_tree(span<const std::uint8_t> message, bool borrows, Into&& into) {
    value root;
    if (std::is_constant_evaluated()) {
        reader in(message, nullptr, 0);
        if (!into(in, root)) return unexpected(in.failure());
        return value_tree({}, std::move(root));
    }
    // A call has a value in seven bytes; what has more is counted.
    std::size_t places = message.size() / 5 + 8;
    for (;;) {
        auto block = array<std::uint8_t>::blank(places * sizeof(value) + (borrows ? 0 : message.size()));
        span<const std::uint8_t> from = message;
        if (!borrows && !message.empty()) {
            std::uint8_t* const copy = block.data() + places * sizeof(value);
            std::memcpy(copy, message.data(), message.size());
            from = {copy, message.size()};
        }
        reader in(from, reinterpret_cast<value*>(block.data()), places);
        if (into(in, root)) return value_tree(std::move(block), std::move(root));
        if (!in.is_full()) return unexpected(in.failure());
        places = in.wanted();
        if (places != npos) continue;
        reader look(message);
        (void)into(look, root);
        return unexpected(look.failure());
    }
}

inline constexpr auto one_value = [](reader& in, value& root) { return in.read(root) && in.at_end(); };

/// Name and arguments of a call as a list of the two.
inline constexpr auto one_call = [](reader& in, value& root) {
    if (std::is_constant_evaluated()) {
        root = value::list({nullptr, nullptr});
        return standard_codec::detail::read_name(in, root.items()[0]) && in.read(root.items()[1]) && in.at_end();
    }
    value* parts = nullptr;
    if (!in.reserve(2, parts)) return false;
    value passed[2];
    value& name = parts == nullptr ? passed[0] : parts[0];
    value& arguments = parts == nullptr ? passed[1] : parts[1];
    root = borrowed_value::list(parts, parts == nullptr ? 0 : 2);
    return standard_codec::detail::read_name(in, name) && in.read(arguments) && in.at_end();
};

}  // namespace detail::codec

namespace standard_codec {

/// Reads one value that is the whole message, as decode() does, as a tree that is not edited: one allocation for all of
/// it, a copy of the message among it.
constexpr result<value_tree> decode_tree(span<const std::uint8_t> message) {
    return nimpush::detail::codec::read_tree(message, false, nimpush::detail::codec::one_value);
}
/// The same with its texts and bytes in the message, which must outlast it.
constexpr result<value_tree> borrow_tree(span<const std::uint8_t> message) {
    return nimpush::detail::codec::read_tree(message, true, nimpush::detail::codec::one_value);
}

/// A call as a tree: its method and arguments, which end with it.
class call_tree {
    value_tree both_{};

  public:
    constexpr call_tree() noexcept = default;
    constexpr explicit call_tree(value_tree both) noexcept : both_(std::move(both)) {}

    /// Empty for a call that was made of nothing.
    constexpr std::string_view method() const& noexcept {
        return both_->size() == 2 ? both_->items()[0].chars() : std::string_view();
    }
    void method() const&& = delete;
    /// Null for a call that was made of nothing.
    constexpr const value& arguments() const& noexcept { return both_->size() == 2 ? both_->items()[1] : *both_; }
    void arguments() const&& = delete;
};

/// Reads a call, as decode_method_call() does, as a tree.
constexpr result<call_tree> decode_call_tree(span<const std::uint8_t> message) {
    auto both = nimpush::detail::codec::read_tree(message, false, nimpush::detail::codec::one_call);
    if (!both) return unexpected(std::move(both).error());
    return call_tree(*std::move(both));
}
/// The same with its texts and bytes in the message, which must outlast it.
constexpr result<call_tree> borrow_call_tree(span<const std::uint8_t> message) {
    auto both = nimpush::detail::codec::read_tree(message, true, nimpush::detail::codec::one_call);
    if (!both) return unexpected(std::move(both).error());
    return call_tree(*std::move(both));
}

}  // namespace standard_codec

namespace detail::codec {

/// One that needs more room than most.
inline result<standard_codec::call_tree> large_call(span<const std::uint8_t> message) {
    return standard_codec::borrow_call_tree(message);
}
/// Calls f(method, arguments) with what a call is made of, which ends with the message, and with f; not while compiling.
/// What is wrong with the message otherwise. A call of usual size costs no allocation.
template <class F> errc with_call(span<const std::uint8_t> message, F&& f) {
    value_places<256> room;
    reader in(message, room.begin(), room.size);
    value name;
    value arguments;
    if (standard_codec::detail::read_name(in, name) && in.read(arguments) && in.at_end()) {
        f(name.chars(), arguments);
        return {};
    }
    if (!in.is_full()) return in.code();
    const auto tree = large_call(message);
    if (!tree) return tree.error().code;
    f(tree->method(), tree->arguments());
    return {};
}

}  // namespace detail::codec
}  // namespace nimpush::v1
