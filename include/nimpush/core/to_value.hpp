#pragma once

// A described type as a tree of values: what a wire would write, before it is bytes.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {

namespace detail {

/// Builds the tree. What is open lies in the marks, so nothing is held twice.
template <schema::spelling Spelling> class tree_sink {
    value made_{};
    value key_{};

  public:
    struct mark {
        value around;
        value key;
    };
    static constexpr bool api = Spelling == schema::spelling::api;
    schema::version spoken{};
    template <schema::fixed_string Key> static constexpr auto spelt = Key;
    std::size_t depth = 0;
    std::size_t max_depth = 128;
    errc failure{};

    constexpr value take() { return std::move(made_); }

    constexpr void null() { put({}); }
    constexpr void boolean(bool b) { put(b); }
    constexpr void integer(std::int64_t i) { put(i); }
    constexpr void real(double d) { put(d); }
    constexpr void string(std::string_view s) { put(value::string(unchecked{}, s)); }
    constexpr void bytes(span<const std::uint8_t> b) { put(value::bytes(b)); }
    constexpr void bigint(std::string_view digits) { put(*value::bigint(digits)); }
    template <class T> constexpr void typed_list(span<const T> elements) { put(list_of(elements)); }
    constexpr void fault(errc code) {
        if (failure == errc{}) failure = code;
        null();
    }
    template <std::size_t N> constexpr void rendered(const schema::fixed_string<N>& name) { key(name.view()); }
    template <schema::fixed_string Key> constexpr void key() { key(Key.view()); }
    constexpr void key(std::string_view s) { key_ = value::string(unchecked{}, s); }
    template <class F> constexpr void odd_key(F&& write) {
        tree_sink inner;
        write(inner);
        key_ = inner.take();
    }
    constexpr mark begin_map(std::size_t) { return begin(value::map()); }
    constexpr mark begin_list(std::size_t) { return begin(value::list()); }
    constexpr void item() {}
    constexpr void end_map(mark m) { end(std::move(m)); }
    constexpr void end_list(mark m) { end(std::move(m)); }

  private:
    static constexpr value list_of(span<const std::int32_t> a) { return value::int32_list(a); }
    static constexpr value list_of(span<const std::int64_t> a) { return value::int64_list(a); }
    static constexpr value list_of(span<const float> a) { return value::float32_list(a); }
    static constexpr value list_of(span<const double> a) { return value::float64_list(a); }
    constexpr mark begin(value container) {
        enter(*this);
        mark m{std::exchange(made_, std::move(container)), std::move(key_)};
        return m;
    }
    constexpr void end(mark m) {
        --depth;
        value whole = std::exchange(made_, std::move(m.around));
        key_ = std::move(m.key);
        put(std::move(whole));
    }
    constexpr void put(value v) {
        if (depth == 0)
            made_ = std::move(v);
        else if (made_.is(value::kind::map))
            made_.append(std::move(key_), std::move(v));
        else
            made_.push_back(std::move(v));
    }
};

}  // namespace detail

/// x as a tree; too_deep beyond 128 containers in each other.
template <schema::spelling Spelling = schema::spelling::wire, class T> constexpr result<value> to_value(const T& x) {
    detail::tree_sink<Spelling> sink;
    schema::write(sink, x);
    if (sink.failure != errc{}) return detail::fail(sink.failure, "this is no tree of values");
    return sink.take();
}

}  // namespace nimpush::v1
