#pragma once

// A sink that writes down what the walk hands it, to see the walk alone without a wire.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>

namespace test {

/// `{2 "a":1 "b":[1 null ] }`: maps and lists with the count that they announce, keys that are no text in parentheses.
template <nimpush::schema::spelling Spelling> struct transcript {
    static constexpr bool api = Spelling == nimpush::schema::spelling::api;
    static constexpr std::size_t max_depth = 4;
    std::size_t depth = 0;
    nimpush::errc failure{};
    std::string all{};

    void fault(nimpush::errc code) {
        failure = code;
        all += "fault ";
    }
    void null() { all += "null "; }
    void boolean(bool b) { all += b ? "true " : "false "; }
    void integer(std::int64_t i) { all += std::to_string(i) + " "; }
    void real(double d) { all += std::to_string(d) + " "; }
    void string(std::string_view s) { all += "\"" + std::string(s) + "\" "; }
    void bigint(std::string_view s) { all += "#" + std::string(s) + " "; }
    void bytes(nimpush::span<const std::uint8_t> b) { typed_list(b); }
    template <class T> void typed_list(nimpush::span<const T> elements) {
        all += "<";
        for (const T one : elements) all += std::to_string(one) + ",";
        all += "> ";
    }
    template <nimpush::schema::fixed_string Key> static constexpr auto spelt = Key;
    template <std::size_t N> void rendered(const nimpush::schema::fixed_string<N>& name) { key(name.view()); }
    template <nimpush::schema::fixed_string Key> void key() { key(Key.view()); }
    void key(std::string_view s) { all += "\"" + std::string(s) + "\":"; }
    template <class F> void odd_key(F&& write) {
        all += "(";
        write(*this);
        all += "):";
    }
    int begin_map(std::size_t pairs) {
        ++depth;
        all += "{" + std::to_string(pairs) + " ";
        return static_cast<int>(pairs);
    }
    void end_map(int) {
        --depth;
        all += "} ";
    }
    long begin_list(std::size_t items) {
        ++depth;
        all += "[" + std::to_string(items) + " ";
        return static_cast<long>(items);
    }
    void item() {}
    void end_list(long) {
        --depth;
        all += "] ";
    }
};

template <nimpush::schema::spelling Spelling = nimpush::schema::spelling::wire, class T>
std::string transcript_of(const T& x) {
    transcript<Spelling> out;
    nimpush::schema::write(out, x);
    return out.all;
}

}  // namespace test
