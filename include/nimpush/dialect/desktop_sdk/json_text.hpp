#pragma once

// JSON of the app's own, inside the SDK's: payloads, extensions, attachments. The SDK takes them as texts, and
// its wrapper writes those with sorted keys, 17 digits of a double and unsigned numbers of 64 bits.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/unsigned_value.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json_reader.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1::desktop_sdk {

namespace detail {

using namespace nimpush::detail;

/// Heap sort: no order of the input makes it slow, and <algorithm> costs 9,000 lines.
template <class T, class Less> constexpr void sort(std::vector<T>& all, Less less) {
    for (std::size_t end = all.size(), from = end / 2; end > 1;) {
        from > 0 ? void(--from) : std::swap(all[0], all[--end]);
        for (std::size_t top = from, child = top * 2 + 1; child < end; top = child, child = top * 2 + 1) {
            if (child + 1 < end && less(all[child], all[child + 1])) ++child;
            if (!less(all[top], all[child])) break;
            std::swap(all[top], all[child]);
        }
    }
}

/// A comma where something stands before in the same object or list.
inline void separate(std::string& out) {
    if (const char last = out.back(); last != '{' && last != '[') out += ',';
}
/// As json_writer.hpp, but for the digits of an escape: the wrapper's are upper-case (json_writer.cpp:150).
inline void put_string(std::string& out, std::string_view s) {
    const std::size_t before = out.size();
    out.resize(before + detail::json::quoted_size(s));
    detail::json::write_string(s, out.data() + before);
    for (std::size_t at = out.find('\\', before); at != std::string::npos; at = out.find('\\', at + 2))
        if (out[at + 1] == 'u' && out[at + 5] >= 'a') out[at + 5] = static_cast<char>(out[at + 5] - 'a' + 'A');
}
inline void put_key(std::string& out, std::string_view key) {
    separate(out);
    put_string(out, key);
    out += ':';
}
inline void put_number(std::string& out, std::uint64_t n) { out += std::string_view(count_text(n)); }
inline void put_number(std::string& out, std::int64_t n) { out += number_text(n).view(); }
inline void put_number(std::string& out, double d, const place& here, fault_list& faults) {
    if (!detail::json::writer<schema::spelling::wire>::is_finite(d))
        return faults.add(here, errc::not_representable, "JSON has no such number");
    char digits[longest_17_digits];
    out.append(digits, write_17_digits(d, digits));
}
template <class Items, class Put> void put_list(std::string& out, const Items& items, Put&& put) {
    out += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
        separate(out);
        put(items[i], i);
    }
    out += ']';
}

template <class Value>
void put_value(std::string& out, const Value& v, const place& here, fault_list& faults, std::size_t depth = 0);
template <class Value>
void put_map(std::string& out, const Value& map, const place& here, fault_list& faults, std::size_t depth) {
    using member = typename Value::member;
    std::vector<const member*> by_key;
    for (const member& one : map.members()) by_key.push_back(&one);
    sort(by_key, [](const member* a, const member* b) {
        const int order = a->key.chars().compare(b->key.chars());
        return order != 0 ? order < 0 : a < b;
    });
    out += '{';
    for (std::size_t i = 0; i < by_key.size(); ++i) {
        const std::string_view key = by_key[i]->key.chars();
        if (!by_key[i]->key.is(value::kind::string)) faults.add(here, errc::not_representable, "a key that is no text");
        if (i + 1 < by_key.size() && by_key[i + 1]->key.chars() == key) continue;  // the last counts
        put_key(out, key);
        put_value(out, by_key[i]->val, here.at(key), faults, depth);
    }
    out += '}';
}
template <class Value>
void put_value(std::string& out, const Value& v, const place& here, fault_list& faults, std::size_t depth) {
    // A number of a list of numbers is made a value.
    const auto item = [&](const Value& one, std::size_t i) { put_value(out, one, here.at(i), faults, depth); };
    if (++depth > nimpush::json::write_options{}.max_depth)
        return faults.add(here, errc::too_deep, "more nested containers than allowed");
    switch (v.type()) {
        case value::kind::null: out += "null"; return;
        case value::kind::boolean: out += *v.as_bool() ? "true" : "false"; return;
        case value::kind::int64: return put_number(out, *v.as_int());
        case value::kind::float64: return put_number(out, *v.as_double(), here, faults);
        case value::kind::string: return put_string(out, v.chars());
        case value::kind::bigint:
            if (const auto n = as_unsigned(v)) return put_number(out, *n);
            return faults.add(here, errc::not_representable, "a whole number of more than 64 bits");
        case value::kind::bytes: return put_list(out, v.as_bytes(), item);
        case value::kind::int32_list: return put_list(out, v.int32s(), item);
        case value::kind::int64_list: return put_list(out, v.int64s(), item);
        case value::kind::float32_list: return put_list(out, v.floats(), item);
        case value::kind::float64_list: return put_list(out, v.doubles(), item);
        case value::kind::list: return put_list(out, v.items(), item);
        case value::kind::map: return put_map(out, v, here, faults, depth);
    }
}

/// The number that a text is, all of it, as JSON writes it; else null.
inline value decimal_in(std::string_view s) {
    if (s.empty() || !(s[0] == '-' || schema::digits::has(s[0])) || !schema::digits::has(s.back())) return {};
    const auto read = nimpush::json::read(s);
    return read ? *read : value();
}
/// JSON that the SDK sent.
inline result<value> read_json(std::string_view s) {
    return nimpush::json::read(s, {.integers = nimpush::json::integers::any, .last_key_counts = true});
}

}  // namespace detail

/// JSON that the SDK takes as a text: an object of the app's, or the text itself, taken as it is. Null by
/// default; null, "" and {} are left out where the key is optional. At most Limit characters of text: the headers
/// name no unit but for push texts. ObjectOnly: no text may be given.
template <std::size_t Limit = npos, bool ObjectOnly = false> class json_text {
    value held_{};

  public:
    static constexpr bool object_only = ObjectOnly;
    constexpr json_text() noexcept = default;
    constexpr json_text(std::initializer_list<free_map::entry> entries) : held_(free_map(entries).as_value()) {}
    constexpr json_text(const free_map& object) : held_(object.as_value()) {}
    constexpr json_text(const text& as_it_is) requires(!ObjectOnly) : held_(as_it_is) {}
    template <std::size_t N>
    requires(!ObjectOnly) consteval json_text(const char (&literal)[N]) : held_(literal) {}
    /// What was read: an object, a text, or whatever else a peer sent as a payload.
    static constexpr json_text of(value v) {
        json_text made;
        made.held_ = std::move(v);
        return made;
    }
    constexpr bool empty() const noexcept {
        const auto is = [&](value::kind k) { return held_.is(k); };
        return held_.size() == 0 &&
               (is(value::kind::null) || is(value::kind::string) || is(value::kind::map) || is(value::kind::list));
    }
    constexpr const value& held() const noexcept { return held_; }
    /// The text where it is one, empty for an object.
    constexpr std::string_view view() const noexcept { return held_.chars(); }

    /// Appends the text that the SDK gets; a fault where it is over the limit or no JSON.
    void put_text(std::string& out, const detail::place& here, detail::fault_list& faults) const {
        std::string inner(held_.chars());
        if (!held_.is(value::kind::string) && !held_.is_null()) detail::put_value(inner, held_, here, faults);
        if (Limit != npos && schema::characters::count(inner) > Limit)
            faults.add(here, errc::too_long, detail::length_detail<schema::characters>(inner, "at most", Limit));
        detail::put_string(out, inner);
    }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        if (!v.is(value::kind::map) && (ObjectOnly || !(v.is(value::kind::string) || v.is(value::kind::list))))
            return faults.wrong_type(here, v, ObjectOnly ? "a JSON object" : "a text or a JSON object");
        held_ = v;
    }
    friend constexpr bool operator==(const json_text&, const json_text&) = default;
};

}  // namespace nimpush::v1::desktop_sdk
