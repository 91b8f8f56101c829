#pragma once

// JSON in: strict RFC 8259, every fault with its offset and its path.
//
// Integers are exact in 64 bits and refused beyond; a number with a point or an exponent is a double.
// Half a surrogate pair, ill-formed UTF-8, a key given twice and too much nesting are faults. Options let
// unsigned numbers and keys given twice pass, for peers that send them.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/core/array.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/key_index.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {

namespace json {

/// Which whole numbers are read; others are faults.
enum class integers : std::uint8_t {
    of_int64,
    of_uint64,  // beyond int64 as a bigint of 16 hexadecimal digits
    any,        // beyond that as the nearest double
};

/// How JSON is read.
struct read_options {
    /// Containers that may stand in each other; the outermost counts.
    std::size_t max_depth = 128;
    json::integers integers = json::integers::of_int64;
    /// A key that stands twice is no fault: value::find() gives the last.
    bool last_key_counts = false;
};

}  // namespace json

namespace detail::json {

class reader {
    std::string_view s_;
    std::size_t at_ = 0;
    std::size_t depth_;
    nimpush::json::read_options options_;
    nimpush::error error_{};

  public:
    constexpr reader(std::string_view s, nimpush::json::read_options options) noexcept
        : s_(s), depth_(options.max_depth), options_(options) {}

    constexpr bool whole(value& to) {
        const place root;
        skip_space();
        if (!read(to, root)) return false;
        skip_space();
        return at_ == s_.size() || fault(errc::not_json, at_, root, "something stands after the value");
    }
    constexpr nimpush::error&& failure() { return std::move(error_); }

  private:
    constexpr bool fault(errc code, std::size_t at, const place& here, std::string_view what) {
        error_ = {code, here.path(), join(what, " at offset ", count_text(at)), at};
        return false;
    }
    constexpr bool ended() const noexcept { return at_ == s_.size(); }
    constexpr char peek() const noexcept { return ended() ? '\0' : s_[at_]; }
    constexpr void skip_space() noexcept {
        while (!ended() && (s_[at_] == ' ' || s_[at_] == '\n' || s_[at_] == '\r' || s_[at_] == '\t')) ++at_;
    }
    constexpr bool unexpected_here(const place& here) {
        return ended() ? fault(errc::truncated, at_, here, "the text ends too early")
                       : fault(errc::not_json, at_, here, "this cannot stand here");
    }
    constexpr bool keyword(std::string_view w, value v, value& to, const place& here) {
        for (const char c : w) {
            if (peek() != c || ended()) return unexpected_here(here);
            ++at_;
        }
        to = std::move(v);
        return true;
    }

    constexpr bool read(value& to, const place& here) {
        switch (peek()) {
            case '{': return nested(to, here, true);
            case '[': return nested(to, here, false);
            case '"': return string(to, here);
            case 't': return keyword("true", value(true), to, here);
            case 'f': return keyword("false", value(false), to, here);
            case 'n': return keyword("null", value(), to, here);
            default:
                if (peek() == '-' || schema::digits::has(peek())) return number(to, here);
                return unexpected_here(here);
        }
    }

    constexpr bool nested(value& to, const place& here, bool is_map) {
        if (depth_ == 0) return fault(errc::too_deep, at_, here, "too many nested containers");
        --depth_;
        ++at_;
        const bool good = is_map ? pairs(to, here) : items(to, here);
        ++depth_;
        return good;
    }
    constexpr bool items(value& to, const place& here) {
        to = value::list();
        skip_space();
        if (peek() == ']') return ++at_, true;
        for (;;) {
            value item;
            skip_space();
            if (!read(item, here.at(to.size()))) return false;
            to.push_back(std::move(item));
            skip_space();
            if (peek() == ']') return ++at_, true;
            if (peek() != ',') return unexpected_here(here);
            ++at_;
        }
    }
    constexpr bool pairs(value& to, const place& here) {
        to = value::map();
        key_index keys;
        skip_space();
        if (peek() == '}') return ++at_, true;
        for (;;) {
            skip_space();
            if (peek() != '"') return unexpected_here(here);
            const std::size_t key_at = at_;
            value key;
            if (!string(key, here)) return false;
            skip_space();
            if (peek() != ':') return unexpected_here(here);
            ++at_;
            skip_space();
            value& item = to.append(std::move(key), value());
            const std::string_view name = to.members().back().key.chars();
            const auto key_of = [&to](std::size_t i) { return to.members()[i].key.chars(); };
            if (!options_.last_key_counts && keys.repeats(to.size(), key_of))
                return fault(errc::duplicate_key, key_at, here.at(name), "this key stands twice");
            if (!read(item, here.at(name))) return false;
            skip_space();
            if (peek() == '}') return ++at_, true;
            if (peek() != ',') return unexpected_here(here);
            ++at_;
        }
    }

    constexpr bool number(value& to, const place& here) {
        const std::size_t start = at_;
        const auto some_digits = [&] {
            const std::size_t first = at_;
            while (schema::digits::has(peek())) ++at_;
            return at_ != first;
        };
        if (peek() == '-') ++at_;
        if (peek() == '0')
            ++at_;
        else if (!some_digits())
            return unexpected_here(here);
        bool whole = true;
        if (peek() == '.') {
            whole = false;
            ++at_;
            if (!some_digits()) return unexpected_here(here);
        }
        if (peek() == 'e' || peek() == 'E') {
            whole = false;
            ++at_;
            if (peek() == '+' || peek() == '-') ++at_;
            if (!some_digits()) return unexpected_here(here);
        }
        const std::string_view spelt = s_.substr(start, at_ - start);
        if (whole) {
            using nimpush::json::integers;
            std::int64_t i = 0;
            std::uint64_t u = 0;
            if (scanned_int64(spelt, i)) return to = value(i), true;
            if (options_.integers != integers::of_int64 && spelt[0] != '-' && scanned_digits(spelt, UINT64_MAX, u))
                return to = unsigned_value(u), true;
            if (options_.integers != integers::any)
                return fault(errc::out_of_range, start, here, "a whole number outside 64 bits");
        }
        const auto read = scanned_double(spelt);
        if (!read.finite) return fault(errc::out_of_range, start, here, "a number beyond the largest double");
        to = value(read.value);
        return true;
    }

    constexpr bool string(value& to, const place& here) {
        const std::size_t start = ++at_;
        while (!ended() && s_[at_] != '"' && s_[at_] != '\\' && static_cast<unsigned char>(s_[at_]) >= 0x20) ++at_;
        if (peek() == '"') {  // nothing to replace: one copy
            const std::string_view plain = s_.substr(start, at_ - start);
            if (const std::size_t bad = utf8_fault(plain); bad != npos)
                return fault(errc::bad_utf8, start + bad, here, "ill-formed UTF-8");
            to = value::string(unchecked{}, plain);
            ++at_;
            return true;
        }
        // A text never gets longer by reading its escapes.
        std::size_t end = at_;
        while (end < s_.size() && s_[end] != '"') end += s_[end] == '\\' ? 2u : 1u;
        auto copy = array<char>::blank((end < s_.size() ? end : s_.size()) - start + 1);
        char* out = copy.data();
        at_ = start;
        if (!escaped(out, here)) return false;
        to = value::string(unchecked{}, {copy.data(), static_cast<std::size_t>(out - copy.data())});
        return true;
    }
    constexpr bool escaped(char*& out, const place& here) {
        while (peek() != '"' || ended()) {
            if (ended()) return fault(errc::truncated, at_, here, "the text ends inside a string");
            const char c = s_[at_];
            if (static_cast<unsigned char>(c) < 0x20)
                return fault(errc::not_json, at_, here, "a control character must be escaped");
            if (c == '\\') {
                if (!escape(out, here)) return false;
                continue;
            }
            const std::size_t length = sequence_length(s_, at_);
            if (length == 0) return fault(errc::bad_utf8, at_, here, "ill-formed UTF-8");
            copy_chars(s_.data() + at_, length, out);
            out += length;
            at_ += length;
        }
        ++at_;
        return true;
    }
    constexpr bool hex4(std::uint32_t& unit) noexcept {
        unit = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
            const int digit = hex_value(peek());
            if (digit < 0) return false;
            unit = unit * 16 + static_cast<std::uint32_t>(digit);
        }
        return true;
    }
    constexpr bool escape(char*& out, const place& here) {
        const std::size_t start = at_++;
        const char c = peek();
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
        if (!ended())
            if (const std::size_t i = letters.find(c); i != npos) {
                *out++ = meant[i];
                ++at_;
                return true;
            }
        if (c != 'u') return ended() ? unexpected_here(here) : fault(errc::not_json, start, here, "no such escape");
        ++at_;
        std::uint32_t unit = 0;
        if (!hex4(unit))
            return ended() ? unexpected_here(here)
                           : fault(errc::not_json, start, here, "four hexadecimal digits must follow \\u");
        if (unit >= 0xD800 && unit <= 0xDFFF) {
            std::uint32_t low = 0;
            bool pair = unit < 0xDC00;
            for (const char wanted : {'\\', 'u'}) {
                pair = pair && peek() == wanted;
                at_ += pair ? 1 : 0;
            }
            pair = pair && hex4(low) && low >= 0xDC00 && low <= 0xDFFF;
            if (!pair)
                return ended() && unit < 0xDC00 ? unexpected_here(here)
                                                : fault(errc::bad_utf8, start, here, "half a surrogate pair");
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
        out = write_utf8(static_cast<char32_t>(unit), out);
        return true;
    }
};

}  // namespace detail::json

namespace json {

/// Reads one JSON text. The error has the offset in bytes and the path of the value that is at fault.
constexpr result<value> read(std::string_view s, read_options options = {}) {
    detail::json::reader in(s, options);
    value v;
    if (!in.whole(v)) return unexpected(in.failure());
    return v;
}

}  // namespace json
}  // namespace nimpush::v1
