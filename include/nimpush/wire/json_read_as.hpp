#pragma once

// JSON in, straight into a described type: no tree that one would have to keep, no text that is copied twice.

#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/version.hpp>
#include <nimpush/wire/json_reader.hpp>

namespace nimpush::inline v1 {

namespace detail::json {

/// How a root becomes a T, or what the text was at fault.
template <class T, class Policy> struct into {
    bool lends = false;
    schema::version spoken{};

    constexpr parsed<T> operator()(const value* root, nimpush::error* failed) const {
        parsed<T> read;
        fault_list faults(spoken);
        faults.lends = lends;
        faults.is_fresh = true;
        if (failed != nullptr)
            faults.add(place{}, std::move(*failed));
        else
            read_into<Policy>(*root, read.made, place{}, faults);
        read.found = faults.take();
        return read;
    }
};

}  // namespace detail::json

namespace json {

/// Reads a JSON text into T, by the keys of the wire: what json::read() and read_wire() do together, with every fault. A
/// text that is no JSON is the only fault then, with its offset and path. One allocation for each text that T keeps, one
/// for each of its lists, and one for each free-form map with all that is in it.
template <class T, class Policy = reading::lenient>
[[nodiscard]] constexpr parsed<T> read_as(std::string_view s, read_options options = {}, schema::version spoken = {}) {
    return detail::json::read_copy(s, options, detail::json::into<T, Policy>{false, spoken});
}

/// The same without a copy of any text: what is read borrows them from `s`, which must outlast it and is overwritten
/// (escapes become what they mean, each string ends with a zero). A copy of what was read owns its texts.
template <class T, class Policy = reading::lenient>
[[nodiscard]] constexpr parsed<T> read_in_place(span<char> s, read_options options = {}, schema::version spoken = {}) {
    return detail::json::read_in_place(s, 0, options,
                                       detail::json::into<T, Policy>{!std::is_constant_evaluated(), spoken});
}

}  // namespace json
}  // namespace nimpush::v1
