#include "tagged_json.hpp"

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/codec_reader.hpp>
#include <nimpush/wire/codec_writer.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush_tool {

using nimpush::errc;
using nimpush::result;
using nimpush::value;
using nimpush::standard_codec::envelope;
using nimpush::standard_codec::method_call;

namespace {

nimpush::text to_text(std::string_view s) { return nimpush::text::from(s).value(); }

auto fault(errc code, std::string_view path, std::string_view detail) {
    return nimpush::unexpected(nimpush::error{code, path.empty() ? nimpush::text() : to_text(path), to_text(detail)});
}

/// The same fault, seen from the container around it.
auto within(std::string step, nimpush::error inner) {
    if (!inner.path.empty() && inner.path.view()[0] != '[') step += '.';
    step += inner.path.view();
    inner.path = to_text(step);
    return nimpush::unexpected(std::move(inner));
}
auto within(std::size_t index, nimpush::error inner) {
    return within("[" + std::to_string(index) + "]", std::move(inner));
}

value decimal(std::int64_t i) {
    char digits[nimpush::longest_int64];
    return to_text({digits, static_cast<std::size_t>(nimpush::write_decimal(i, digits) - digits)});
}

value number(double d) {
    if (std::isnan(d)) return "NaN";
    if (std::isinf(d)) return d < 0 ? value("-Infinity") : value("Infinity");
    if (d == 0 && std::signbit(d)) return "-0.0";
    return d;
}

/// Two keys are one where their tagged forms are: whatever the bits of a NaN are.
std::string identity(const value& tagged_key) {
    return nimpush::json::to_string(tagged_key, write_tagged_json).value();
}

template <class Elements, class Convert> value list_of(const Elements& elements, Convert&& convert) {
    value made = value::list();
    for (const auto& one : elements) made.push_back(convert(one));
    return made;
}

value pairs_of(const value& map) {
    value made = value::list();
    std::unordered_map<std::string, std::size_t> places;
    for (const nimpush::value::member& one : map.members()) {
        value key = to_tagged(one.key);  // once: keys can have keys
        const auto [found, is_new] = places.try_emplace(identity(key), made.size());
        if (is_new) {
            made.push_back(value::list()).push_back(std::move(key));
            made.items().back().push_back(to_tagged(one.val));
        } else {
            made.items()[found->second].items()[1] = to_tagged(one.val);
        }
    }
    return made;
}

std::string hex_of(nimpush::span<const std::uint8_t> bytes) {
    std::string digits(bytes.size() * 2, '0');
    nimpush::write_hex(bytes, digits.data());
    return digits;
}

value of(value type, value content) {
    value made = value::map();
    made.append("t", std::move(type));
    made.append("v", std::move(content));
    return made;
}

/// What v may be for one t, and what it is then. Paths of faults begin at v.
struct type {
    std::string_view name;
    result<value> (*read)(const value& v, std::size_t room);
};
const type* find_type(std::string_view name);

result<value> read(const value& json, std::size_t room);

result<value> read_bool(const value& v, std::size_t) {
    if (!v.is(value::kind::boolean)) return fault(errc::wrong_type, "", "must be true or false");
    return v;
}

result<value> read_string(const value& v, std::size_t) {
    if (!v.is(value::kind::string)) return fault(errc::wrong_type, "", "must be a text");
    return v;
}

result<value> read_int(const value& v, std::size_t) {
    if (!v.is(value::kind::string)) return fault(errc::wrong_type, "", "must be a number in a text");
    const std::string_view all = v.chars();
    const std::string_view digits = all.substr(all.starts_with('-') ? 1 : 0);
    if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos || (digits[0] == '0' && all != "0"))
        return fault(errc::bad_character, "", "not in the form of -?(0|[1-9][0-9]*), or -0");
    if (const auto i = nimpush::read_int64(all)) return value(*i);
    return fault(errc::out_of_range, "", "a whole number outside 64 bits");
}

result<value> read_bigint(const value& v, std::size_t) {
    if (!v.is(value::kind::string)) return fault(errc::wrong_type, "", "must be hexadecimal digits in a text");
    if (auto made = value::bigint(v.chars())) return *std::move(made);
    return fault(errc::bad_bigint, "", "not in the form of -?[0-9a-fA-F]+");
}

result<value> read_double(const value& v, std::size_t) {
    if (const auto d = v.as_double()) return value(*d);
    if (v.is(value::kind::string)) {
        using limits = std::numeric_limits<double>;
        if (v.chars() == "NaN") return value(std::bit_cast<double>(std::uint64_t{0x7FF8000000000000}));
        if (v.chars() == "Infinity") return value(limits::infinity());
        if (v.chars() == "-Infinity") return value(-limits::infinity());
        if (v.chars() == "-0.0") return value(-0.0);
    }
    return fault(errc::wrong_type, "", "must be a number or one of NaN, Infinity, -Infinity, -0.0");
}

result<value> read_bytes(const value& v, std::size_t) {
    if (!v.is(value::kind::string)) return fault(errc::wrong_type, "", "must be hexadecimal digits in a text");
    const std::string_view digits = v.chars();
    if (const std::size_t at = nimpush::hex_fault(digits); at != nimpush::npos)
        return fault(errc::not_hex, "",
                     at == digits.size() ? std::string("an odd number of digits")
                                         : "no hexadecimal digit at " + std::to_string(at));
    std::vector<std::uint8_t> bytes(digits.size() / 2);
    nimpush::read_hex(digits, bytes.data());
    return value::bytes(bytes);
}

/// One element after the other by `convert`, which gives a result.
template <class Element, class Convert>
result<value> read_typed_list(const value& v, value (*make)(nimpush::span<const Element>), Convert&& convert) {
    if (!v.is(value::kind::list)) return fault(errc::wrong_type, "", "must be an array");
    std::vector<Element> elements;
    elements.reserve(v.size());
    for (const value& one : v.items()) {
        auto element = convert(one);
        if (!element) return within(elements.size(), std::move(element).error());
        elements.push_back(*element);
    }
    return make(elements);
}

result<value> read_int32s(const value& v, std::size_t) {
    return read_typed_list<std::int32_t>(v, &value::int32_list, [](const value& one) -> result<std::int32_t> {
        const auto i = one.as_int();
        if (!i) return fault(errc::wrong_type, "", "must be a whole number");
        if (*i < INT32_MIN || *i > INT32_MAX) return fault(errc::out_of_range, "", "a whole number outside 32 bits");
        return static_cast<std::int32_t>(*i);
    });
}

result<value> read_int64s(const value& v, std::size_t) {
    return read_typed_list<std::int64_t>(v, &value::int64_list, [](const value& one) {
        return read_int(one, 0).transform([](const value& i) { return *i.as_int(); });
    });
}

result<value> read_float32s(const value& v, std::size_t) {
    return read_typed_list<float>(v, &value::float32_list, [](const value& one) -> result<float> {
        const auto made = read_double(one, 0);
        if (!made) return nimpush::unexpected(made.error());
        const double d = *made->as_double();
        if (std::isnan(d)) return std::bit_cast<float>(std::uint32_t{0x7FC00000});
        constexpr double most = std::numeric_limits<float>::max();
        constexpr double too_much = 0x1.ffffffp127;  // half a step above it: rounds to what is no float
        if (std::isfinite(d) && std::fabs(d) >= too_much)
            return fault(errc::out_of_range, "", "beyond the largest float");
        if (std::isfinite(d) && std::fabs(d) > most) return static_cast<float>(std::copysign(most, d));
        return static_cast<float>(d);
    });
}

result<value> read_float64s(const value& v, std::size_t) {
    return read_typed_list<double>(v, &value::float64_list, [](const value& one) {
        return read_double(one, 0).transform([](const value& d) { return *d.as_double(); });
    });
}

result<value> read_list(const value& v, std::size_t room) {
    if (!v.is(value::kind::list)) return fault(errc::wrong_type, "", "must be an array");
    value made = value::list();
    for (const value& one : v.items()) {
        auto item = read(one, room);
        if (!item) return within(made.size(), std::move(item).error());
        made.push_back(*std::move(item));
    }
    return made;
}

result<value> read_map(const value& v, std::size_t room) {
    if (!v.is(value::kind::list)) return fault(errc::wrong_type, "", "must be an array of pairs");
    value made = value::map();
    std::unordered_set<std::string> keys;
    for (const value& one : v.items()) {
        const std::size_t at = made.size();
        if (!one.is(value::kind::list) || one.size() != 2)
            return within(at, fault(errc::wrong_type, "", "must be an array of a key and a value").failure);
        auto key = read(one.items()[0], room);
        if (!key) return within(at, within(std::size_t{0}, std::move(key).error()).failure);
        if (!keys.insert(identity(to_tagged(*key))).second)
            return within(at, fault(errc::duplicate_key, "[0]", "this key stands twice").failure);
        auto item = read(one.items()[1], room);
        if (!item) return within(at, within(std::size_t{1}, std::move(item).error()).failure);
        made.append(*std::move(key), *std::move(item));
    }
    return made;
}

const type* find_type(std::string_view name) {
    static constexpr type all[] = {{"bool", read_bool},
                                   {"int", read_int},
                                   {"bigint", read_bigint},
                                   {"double", read_double},
                                   {"string", read_string},
                                   {"uint8_list", read_bytes},
                                   {"int32_list", read_int32s},
                                   {"int64_list", read_int64s},
                                   {"float32_list", read_float32s},
                                   {"float64_list", read_float64s},
                                   {"list", read_list},
                                   {"map", read_map}};
    for (const type& one : all)
        if (one.name == name) return &one;
    return nullptr;
}

/// Are `required` and perhaps `optional` all the members of an object? Paths of faults begin at the object.
nimpush::problems faults_of_members(const value& json, std::initializer_list<std::string_view> required,
                                    std::string_view optional = "") {
    const auto found = [](auto bad) { return nimpush::problems{{std::move(bad.failure), {}}}; };
    if (!json.is(value::kind::map)) return found(fault(errc::wrong_type, "", "must be an object"));
    std::size_t known = optional.empty() || json.find(optional) == nullptr ? 0 : 1;
    for (const std::string_view name : required) {
        if (json.find(name) == nullptr) return found(fault(errc::missing, name, "missing"));
        ++known;
    }
    if (json.size() != known) return found(fault(errc::unknown_key, "", "a member that does not belong here"));
    return {};
}

result<value> read(const value& json, std::size_t room) {
    if (!json.is(value::kind::map)) return fault(errc::wrong_type, "", "must be an object with t and v");
    const value* t = json.find("t");
    if (t == nullptr) return fault(errc::missing, "t", "missing");
    if (!t->is(value::kind::string)) return fault(errc::wrong_type, "t", "must be a text");
    const bool is_null = t->chars() == "null";
    const type* found = find_type(t->chars());
    if (!is_null && found == nullptr) return fault(errc::bad_enumerator, "t", "no type of the codec has this name");
    if (auto bad = is_null ? faults_of_members(json, {"t"}) : faults_of_members(json, {"t", "v"}); !bad.empty())
        return nimpush::unexpected(std::move(bad.front().what));
    if (is_null) return value();
    const bool is_container = found->name == "list" || found->name == "map";
    if (is_container && room == 0) return fault(errc::too_deep, "", "more than 64 nested containers");
    auto made = found->read(*json.find("v"), is_container ? room - 1 : room);
    if (!made) return within("v", std::move(made).error());
    return made;
}

/// A text, or also null where it is `nullable`.
result<nimpush::text> read_text(const value& json, std::string_view name, bool nullable) {
    const value& v = *json.find(name);
    if (v.is(value::kind::string)) return to_text(v.chars());
    if (nullable && v.is_null()) return nimpush::text();
    return fault(errc::wrong_type, name, nullable ? "must be a text or null" : "must be a text");
}

result<value> read_member(const value& json, std::string name) {
    auto made = read(*json.find(name), deepest_value);
    if (!made) return within(std::move(name), std::move(made).error());
    return made;
}

result<nimpush::standard_codec::platform_error> read_error(const value& json) {
    if (auto bad = faults_of_members(json, {"code", "message", "details"}, "stacktrace"); !bad.empty())
        return nimpush::unexpected(std::move(bad.front().what));
    auto code = read_text(json, "code", false);
    if (!code) return nimpush::unexpected(std::move(code).error());
    auto message = read_text(json, "message", true);
    if (!message) return nimpush::unexpected(std::move(message).error());
    auto details = read_member(json, "details");
    if (!details) return nimpush::unexpected(std::move(details).error());
    nimpush::standard_codec::platform_error made{*std::move(code), *std::move(message), *std::move(details), {}};
    if (json.find("stacktrace") != nullptr) {
        auto trace = read_text(json, "stacktrace", true);
        if (!trace) return nimpush::unexpected(std::move(trace).error());
        made.stacktrace = *std::move(trace);
    }
    return made;
}

}  // namespace

value to_tagged(const value& v) {
    switch (v.type()) {
        case value::kind::null: break;
        case value::kind::boolean: return of("bool", v);
        case value::kind::int64: return of("int", decimal(*v.as_int()));
        case value::kind::float64: return of("double", number(*v.as_double()));
        case value::kind::string: return of("string", v);
        case value::kind::bigint: return of("bigint", to_text(v.chars()));
        case value::kind::bytes: return of("uint8_list", to_text(hex_of(v.as_bytes())));
        case value::kind::int32_list:
            return of("int32_list", list_of(v.int32s(), [](std::int32_t i) { return value(i); }));
        case value::kind::int64_list: return of("int64_list", list_of(v.int64s(), decimal));
        case value::kind::float32_list: return of("float32_list", list_of(v.floats(), number));
        case value::kind::float64_list: return of("float64_list", list_of(v.doubles(), number));
        case value::kind::list: return of("list", list_of(v.items(), [](const value& one) { return to_tagged(one); }));
        case value::kind::map: return of("map", pairs_of(v));
    }
    value null = value::map();
    null.append("t", "null");
    return null;
}

value to_tagged(const method_call& call) {
    value made = value::map();
    made.append("method", call.method.has_value() ? value(call.method) : value(""));
    made.append("args", to_tagged(call.arguments));
    return made;
}

value to_tagged(const envelope& reply) {
    value made = value::map();
    switch (reply.what) {
        case envelope::outcome::success: made.append("success", to_tagged(reply.data)); break;
        case envelope::outcome::not_implemented: made.append("not_implemented", true); break;
        case envelope::outcome::error: {
            value& error = made.append("error", value::map());
            error.append("code", reply.error.code.has_value() ? value(reply.error.code) : value(""));
            error.append("message", reply.error.message);
            error.append("details", to_tagged(reply.error.details));
            if (reply.error.stacktrace.has_value()) error.append("stacktrace", *reply.error.stacktrace);
        }
    }
    return made;
}

result<value> from_tagged(const value& json) { return read(json, deepest_value); }

result<method_call> call_from_tagged(const value& json) {
    if (auto bad = faults_of_members(json, {"method", "args"}); !bad.empty())
        return nimpush::unexpected(std::move(bad.front().what));
    auto method = read_text(json, "method", false);
    if (!method) return nimpush::unexpected(std::move(method).error());
    auto arguments = read_member(json, "args");
    if (!arguments) return nimpush::unexpected(std::move(arguments).error());
    return method_call{*std::move(method), *std::move(arguments)};
}

result<envelope> envelope_from_tagged(const value& json) {
    if (!json.is(value::kind::map) || json.size() != 1)
        return fault(errc::wrong_type, "", "must be an object with one of success, error, not_implemented");
    envelope made;
    if (json.find("success") != nullptr) {
        auto data = read_member(json, "success");
        if (!data) return nimpush::unexpected(std::move(data).error());
        made.what = envelope::outcome::success;
        made.data = *std::move(data);
    } else if (const value* error = json.find("error")) {
        auto read = read_error(*error);
        if (!read) return within("error", std::move(read).error());
        made.what = envelope::outcome::error;
        made.error = *std::move(read);
    } else if (const value* nothing = json.find("not_implemented")) {
        if (nothing->as_bool() != true) return fault(errc::wrong_type, "not_implemented", "must be true");
    } else {
        return fault(errc::unknown_key, "", "must have one of success, error, not_implemented");
    }
    return made;
}

}  // namespace nimpush_tool
