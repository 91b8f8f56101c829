#pragma once

// What the parameters of the server API are made of: limited texts, lists of accounts, numbers of a set,
// and texts that hold JSON.
//
// A text that holds JSON is made of a tree, or given as text and sent as it came, byte for byte.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/ascii.hpp>
#include <nimpush/core/check.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/message_kind.hpp>
#include <nimpush/wire/json_reader.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace server_api {

/// Text of at most Limit characters, which is how NIM's documents count.
template <std::size_t Limit> using limited = basic_text<schema::at_most<Limit, schema::characters>>;
/// An accid or a team id; nobody is called by an empty one.
using account = basic_text<
    schema::all_of<schema::at_least<1, schema::characters>, schema::at_most<limits::account, schema::characters>>>;
using push_string = limited<limits::push_text>;  // what a push shows
using flag = maybe<bool>;                        // absent: the server's default
using number = maybe<std::int64_t>;
inline constexpr std::size_t no_limit = static_cast<std::size_t>(-1);

// A parameter that may be absent, one that must be there, and one that stands in the path alone.
template <schema::fixed_string Name, auto Member, class... Options>
using may = field<Name, Member, schema::omit_null, Options...>;
template <schema::fixed_string Name, auto Member, class... Options>
using must = field<Name, Member, schema::omit_null, schema::required, schema::not_null, schema::demanded, Options...>;
template <schema::fixed_string Name, auto Member> using in_path = must<Name, Member, schema::api_only>;

namespace detail {

using nimpush::detail::count_text;
using nimpush::detail::fault_list;
using nimpush::detail::join;
using nimpush::detail::number_text;
using nimpush::detail::place;
using nimpush::detail::read_into;

inline void number_is_none_of_those_allowed() {}
inline void text_does_not_hold_what_this_parameter_needs() {}

/// A whole number, or the text of its digits. As a double (`414.0`, `1.7e12`) it is one where no other was meant: from
/// 2^53 on a double stands for several.
constexpr number whole_number(const value& v) noexcept {
    if (v.is(value::kind::string)) return read_int64(v.chars());
    if (!v.is(value::kind::float64)) return v.as_int();
    constexpr double exact = 0x1p53;
    const double d = *v.as_double();
    if (!(d > -exact && d < exact)) return {};
    const auto n = static_cast<std::int64_t>(d);
    return static_cast<double>(n) == d ? number(n) : number();
}
/// Says of a text what the reader of JSON found, and that JSON is wanted.
constexpr nimpush::error no_json(std::string_view given, nimpush::error why) {
    why.detail = join(given.empty() ? "empty, must be JSON: " : "no JSON, which it must hold: ", why.detail.view());
    return why;
}

struct accid_characters {
    static constexpr std::string_view name = "letters, digits and _@.-";
    static constexpr bool has(char c) noexcept {
        return schema::digits::has(c) || nimpush::detail::is_letter(c) || c == '_' || c == '@' || c == '.' || c == '-';
    }
};
/// `.` and `..` would lead to another path.
struct no_dots {
    static constexpr void demand(std::string_view s) {
        if (test(s)) text_does_not_hold_what_this_parameter_needs();
    }
    static constexpr maybe<nimpush::error> test(std::string_view s) {
        if (s != "." && s != "..") return {};
        return nimpush::error{errc::bad_character, {}, "a step of a path, which no account can be", 0};
    }
};

}  // namespace detail

/// An accid that is created, or stands in a path: 1 to limits::account of letters, digits and `_@.-`. The server stores it
/// in lower case. A slash would name another path, and neither SDK escapes it.
using accid = basic_text<
    schema::all_of<schema::at_least<1, schema::characters>, schema::at_most<limits::account, schema::characters>,
                   schema::only<detail::accid_characters>, detail::no_dots>>;

/// A nullable number that is one of a few. A literal that is none of them does not compile.
template <std::int64_t... Allowed> class among {
    number held_{};

  public:
    constexpr among() noexcept = default;
    consteval among(std::int64_t n) : held_(n) {
        if (!is_allowed(n)) detail::number_is_none_of_those_allowed();
    }
    static constexpr bool is_allowed(std::int64_t n) noexcept { return ((n == Allowed) || ...); }
    constexpr bool has_value() const noexcept { return held_.has_value(); }
    constexpr std::int64_t value() const noexcept { return held_.value_or(0); }

    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, held_); }
    /// From a number or its digits: the Java SDK has a text for `ignoreTime`.
    template <class Policy>
    constexpr void read_from(const nimpush::value& v, const detail::place& here, detail::fault_list& faults) {
        held_ = detail::whole_number(v);
        if (!held_) return faults.wrong_type(here, v, "a whole number");
        if (is_allowed(*held_)) return;
        text all;
        ((all = detail::join(all.view(), all.empty() ? "" : ", ", detail::number_text(Allowed).view())), ...);
        faults.add(here, errc::out_of_range,
                   detail::join(detail::number_text(*held_).view(), ", must be one of ", all.view()));
    }
    friend constexpr bool operator==(const among&, const among&) = default;
};

/// Of the kinds that a server sends, all but notifications, robots and calls: `.type = 0` is a text.
template <nimpush::message_kind... Kinds> using among_kinds = among<number_of(Kinds)...>;
using message_kind =
    among_kinds<nimpush::message_kind::text, nimpush::message_kind::image, nimpush::message_kind::audio,
                nimpush::message_kind::video, nimpush::message_kind::location, nimpush::message_kind::file,
                nimpush::message_kind::tip, nimpush::message_kind::custom>;

/// A nullable list of Least to Most accounts: there is no call for nobody.
template <std::size_t Most, std::size_t Least = 1> class accounts {
    maybe<std::vector<account>> list_{};

  public:
    constexpr accounts() = default;
    constexpr accounts(std::initializer_list<account> list) : list_(list) {}
    constexpr accounts(std::vector<account> list) : list_(std::move(list)) {}
    constexpr bool has_value() const noexcept { return list_.has_value(); }
    constexpr span<const account> items() const noexcept {
        return list_ ? span<const account>(*list_) : span<const account>();
    }

    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, list_); }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        detail::read_into<Policy>(v, list_, here, faults);
    }
    constexpr void add_faults(const detail::place& here, detail::fault_list& faults) const {
        if (const std::size_t size = items().size(); size > Most)
            faults.add(here, errc::too_many,
                       detail::join(detail::count_text(size), " accounts, at most ", detail::count_text(Most)));
        if (has_value() && items().size() < Least)
            faults.add(here, errc::missing, "empty: there must be at least one account");
        nimpush::detail::check_into<schema::spelling::api>(list_, here, faults);
    }
    friend constexpr bool operator==(const accounts&, const accounts&) = default;
};
/// More than these answer 811 on v1, 107316 on v2; an empty list is sent as one.
using forced_accounts = accounts<limits::forced_accounts, 0>;

/// A nullable text that holds a T as JSON, of at most Limit characters. With T = value it may be any text.
///
/// What was given as text goes out as it is, a T as compact JSON.
template <class T, std::size_t Limit = no_limit> class json_text {
    maybe<T> tree_{};
    text spelt_{};
    static constexpr bool any = std::is_same_v<T, value>;

  public:
    constexpr json_text() = default;
    constexpr json_text(T tree) : tree_(std::move(tree)) {}
    /// A literal that holds no such JSON, or is too long, does not compile. {{"a"}} is a list of accounts.
    template <std::size_t N>
    consteval json_text(const char (&literal)[N]) requires(!requires(T t) { t.items(); } || any) : spelt_(literal) {
        schema::at_most<Limit, schema::characters>::demand(spelt_.view());
        if (fault_of(spelt_.view())) detail::text_does_not_hold_what_this_parameter_needs();
    }
    static constexpr result<json_text> from(std::string_view s) {
        if (auto bad = fault_of(s)) return unexpected(*std::move(bad));
        json_text made;
        made.spelt_ = text(nimpush::detail::unchecked{}, s);
        return made;
    }
    constexpr bool has_value() const noexcept { return tree_.has_value() || spelt_.has_value(); }
    /// What the text holds; nothing for null, and for a text that is no JSON.
    constexpr maybe<T> tree() const {
        if (tree_ || !spelt_.has_value()) return tree_;
        const auto read = json::read(spelt_.view());
        if (!read) return {};
        auto made = read_parameters<T>(*read);
        if (!made.found.empty()) return {};
        return std::move(made.made);
    }
    /// The text as it goes out. Fails for a tree that JSON has no text for.
    result<std::string> chars() const {
        return tree_ ? json::to_string(*tree_) : result<std::string>(std::string(spelt_.view()));
    }

    template <class Out> constexpr void emit_to(Out& out) const {
        if (!has_value()) return out.null();
        const auto made = chars();
        made ? out.string(*made) : out.fault(made.error().code);
    }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        if (any && !v.is(value::kind::string) && !v.is(value::kind::map) && !v.is(value::kind::list))
            return faults.wrong_type(here, v, "a text, a map or a list");
        if (!v.is(value::kind::string)) return detail::read_into<reading::parameters>(v, tree_.emplace(), here, faults);
        auto made = from(v.chars());
        if (!made) return faults.add(here, std::move(made).error());
        *this = *std::move(made);
    }
    constexpr void add_faults(const detail::place& here, detail::fault_list& faults) const {
        if (auto bad = tree_ ? fault_of_tree(*tree_) : fault_of(spelt_.view()); bad && has_value())
            faults.add(here, *std::move(bad));
        // It may be any text; but this one is what JSON.stringify and json_encode make of nothing.
        if (any && schema::trimmed::of(spelt_.view()) == "null")
            faults.add(here, nimpush::error{errc::null_value, {}, "the text null, which is nothing", npos},
                       degree::warning);
    }
    friend constexpr bool operator==(const json_text&, const json_text&) = default;

  private:
    static constexpr maybe<nimpush::error> fault_of(std::string_view s) {
        if (const auto fine = limited<Limit>::from(s); !fine) return fine.error();
        if constexpr (!any) {
            const auto tree = json::read(s);
            if (!tree) return detail::no_json(s, tree.error());
            // What JSON.stringify and json_encode make of nothing.
            if (tree->is_null()) return nimpush::error{errc::null_value, {}, "the text null, which is nothing", npos};
            T read{};
            detail::fault_list faults;
            detail::read_into<reading::parameters>(*tree, read, {}, faults);
            nimpush::detail::check_into<schema::spelling::api>(read, {}, faults);
            if (!faults.empty()) return faults.all().front().what;
        }
        return {};
    }
    /// The same of a tree: what JSON cannot carry, then its length, then what is in it.
    static constexpr maybe<nimpush::error> fault_of_tree(const T& tree) {
        const auto size = json::size(tree);
        if (!size) return size.error();
        if (Limit != no_limit && *size > Limit)  // of bytes, which is more than characters are
            if (const auto spelt = json::to_string(tree); spelt)
                if (const auto fine = limited<Limit>::from(*spelt); !fine) return fine.error();
        detail::fault_list faults;
        const auto refuse_nulls = [&](const auto& items) {
            for (std::size_t i = 0; i < items.size(); ++i)
                if (nimpush::detail::is_null(items[i])) faults.wrong_type(detail::place{}.at(i), value(), "no null");
        };
        if constexpr (nimpush::detail::is_vector<T>)
            refuse_nulls(tree);
        else if constexpr (!any && requires { tree.items(); })
            refuse_nulls(tree.items());
        nimpush::detail::check_into<schema::spelling::api>(tree, {}, faults);
        if (!faults.empty()) return faults.all().front().what;
        return {};
    }
};

/// The vendors' push fields (`pushTitle`, `apsField`, `hwField` …): an object, not the payload of APNs.
struct vendor_fields : free_map {
    using free_map::free_map;
    constexpr vendor_fields(free_map map) : free_map(std::move(map)) {}
    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, as_value()); }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        detail::read_into<Policy>(v, static_cast<free_map&>(*this), here, faults);
    }
    constexpr void add_faults(const detail::place& here, detail::fault_list& faults) const {
        if (const value* id = find("notifyId"); id != nullptr && !id->as_double())
            faults.add(here.at("notifyId"), errc::wrong_type, "must be a number: the call was seen to end in 500");
    }
};
/// `payload`, `pushPayload`, `push_payload`: at most limits::push_payload characters as JSON.
using push_fields = json_text<vendor_fields, limits::push_payload>;
/// A JSON object as a text.
template <std::size_t Limit> using json_object = json_text<free_map, Limit>;
/// Any text, or a tree as its JSON.
template <std::size_t Limit = no_limit> using json_or_text = json_text<value, Limit>;

}  // namespace server_api
}  // namespace nimpush::v1
