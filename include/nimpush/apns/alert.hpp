#pragma once

// What a push shows and plays: alert and sound, each as text or as an object.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {
namespace apns {

namespace detail {

inline void number_is_not_from_0_to_1() {}

/// Apple's pages have no null: a known key that holds one counts as absent and is not written, which is told.
constexpr void tell_nulls(const value& object, span<const std::string_view> known, const nimpush::detail::place& here,
                          nimpush::detail::fault_list& faults, std::string_view but = {}) {
    for (const value::member& one : object.members()) {
        if (!one.val.is_null() || one.key.chars() == but) continue;
        for (const std::string_view name : known)
            if (one.key.chars() == name)
                faults.add(here.at(name), nimpush::error{errc::null_value, {}, "null: it counts as absent"},
                           degree::warning);
    }
}

}  // namespace detail

/// A text of the app's own string tables: `{"loc-key": …, "loc-args": […]}`.
struct localized {
    text key{};
    maybe<std::vector<text>> args{};
    free_map other{};  // keys that are not listed here

    using open_fields = field_list<field<"loc-key", &localized::key, schema::strict, schema::omit_null>,
                                   field<"loc-args", &localized::args, schema::omit_null>>;
    friend constexpr bool operator==(const localized&, const localized&) = default;
};

/// Title or body of an alert: text, or for Live Activities an object from the app's string tables
/// ("Starting and updating Live Activities": unlike every other type).
class alert_text {
    text plain_{};
    maybe<localized> object_{};

  public:
    constexpr alert_text() noexcept = default;
    constexpr alert_text(std::nullptr_t) noexcept {}
    template <std::size_t N> consteval alert_text(const char (&literal)[N]) : plain_(literal) {}
    constexpr alert_text(text plain) : plain_(std::move(plain)) {}
    constexpr alert_text(localized object) : object_(std::move(object)) {}

    constexpr bool has_value() const noexcept { return plain_.has_value() || object_.has_value(); }
    constexpr bool is_localized() const noexcept { return object_.has_value(); }
    /// The text; null for an object.
    constexpr const text& plain() const noexcept { return plain_; }
    constexpr const maybe<localized>& object() const noexcept { return object_; }

    template <class Out> constexpr void emit_to(Out& out) const {
        if (object_.has_value())
            schema::write(out, *object_);
        else
            schema::write(out, plain_);
    }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (!faults.is_fresh) *this = {};
        if (v.is(value::kind::map))
            read_object<Policy>(v, here, faults);
        else
            nimpush::detail::read_into<Policy>(v, plain_, here, faults);
    }
    friend constexpr bool operator==(const alert_text&, const alert_text&) = default;

  private:
    template <class Policy>
    constexpr void read_object(const value& v, const nimpush::detail::place& here,
                               nimpush::detail::fault_list& faults) {
        nimpush::detail::read_into<Policy>(v, object_.emplace(), here, faults);
        detail::tell_nulls(v, nimpush::detail::names_of<localized::open_fields, Policy>(), here, faults,
                           "loc-key");  // which is an error already
    }
};

/// Nullable number from 0 to 1; a literal outside does not compile.
class fraction {
    double number_ = 0;
    bool has_value_ = false;

  public:
    constexpr fraction() noexcept = default;
    constexpr fraction(std::nullptr_t) noexcept {}
    consteval fraction(double d) : number_(d), has_value_(true) {
        if (!(d >= 0 && d <= 1)) detail::number_is_not_from_0_to_1();
    }
    static constexpr result<fraction> from(double d) {
        if (!(d >= 0 && d <= 1)) return nimpush::detail::fail(errc::out_of_range, "outside 0 to 1");
        return unchecked(d);
    }
    /// A number that came from elsewhere, kept as it is; check() looks at it.
    static constexpr fraction unchecked(double d) noexcept {
        fraction f;
        f.number_ = d;
        f.has_value_ = true;
        return f;
    }
    constexpr bool has_value() const noexcept { return has_value_; }
    constexpr double value() const noexcept { return number_; }
    constexpr bool holds() const noexcept { return !has_value_ || (number_ >= 0 && number_ <= 1); }

    template <class Out> constexpr void emit_to(Out& out) const { has_value_ ? out.real(number_) : out.null(); }
    template <class Policy>
    constexpr void read_from(const nimpush::value& v, const nimpush::detail::place& here,
                             nimpush::detail::fault_list& faults) {
        const auto d = v.as_double();
        if (!d) return faults.wrong_type(here, v, "a number");
        *this = unchecked(*d);
    }
    friend constexpr bool operator==(const fraction&, const fraction&) = default;
};

/// A switch that Apple writes as the number 1 (`content-available`, `mutable-content`, `critical`).
/// Absent by default, which is not 0.
class number_switch {
    maybe<bool> on_{};

  public:
    constexpr number_switch() noexcept = default;
    constexpr number_switch(std::same_as<bool> auto on) noexcept : on_(on) {}

    constexpr bool has_value() const noexcept { return on_.has_value(); }
    constexpr bool is_on() const noexcept { return on_.value_or(false); }

    template <class Out> constexpr void emit_to(Out& out) const { on_.has_value() ? out.integer(*on_) : out.null(); }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        const auto i = v.as_int();
        if (!i || *i < 0 || *i > 1) return faults.wrong_type(here, v, "the number 1 or 0");
        on_ = *i == 1;
    }
    friend constexpr bool operator==(const number_switch&, const number_switch&) = default;
};

/// A sound: the name of a file (`"default"` is the system's), or a critical one with its volume.
///
/// A name alone never makes it critical, which needs an entitlement (sideshow/apns2#114).
class sound {
    // In this order: clang 14 forgets the last member of a consteval result that has padding inside.
    text name_{};
    free_map other_{};
    fraction volume_{};
    number_switch critical_{};
    bool is_object_ = false;

  public:
    constexpr sound() noexcept = default;
    constexpr sound(std::nullptr_t) noexcept {}
    template <std::size_t N> consteval sound(const char (&literal)[N]) : name_(literal) {}
    constexpr sound(text name) : name_(std::move(name)) {}
    /// A critical alert's sound: plays even when the phone is silent.
    static constexpr sound critical(text name, fraction volume = nullptr) {
        sound s;
        s.name_ = std::move(name);
        s.critical_ = true;
        s.volume_ = volume;
        s.is_object_ = true;
        return s;
    }

    constexpr bool has_value() const noexcept { return is_object_ || name_.has_value(); }
    constexpr bool is_object() const noexcept { return is_object_; }
    constexpr bool is_critical() const noexcept { return critical_.is_on(); }
    constexpr const text& name() const noexcept { return name_; }
    constexpr const fraction& volume() const noexcept { return volume_; }
    /// Keys of the object that are not listed here.
    constexpr const free_map& other() const noexcept { return other_; }

    using object_fields = field_list<field<"critical", &sound::critical_, schema::omit_null>,
                                     field<"name", &sound::name_, schema::omit_null>,
                                     field<"volume", &sound::volume_, schema::omit_null>>;

    template <class Out> constexpr void emit_to(Out& out) const {
        if (!is_object_) return schema::write(out, name_);
        auto mark = out.begin_map(nimpush::detail::count_all<Out::api>(*this, object_fields{}) + other_.size());
        nimpush::detail::emit_all(out, *this, object_fields{});
        nimpush::detail::emit_pairs(out, other_);
        out.end_map(mark);
    }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (!faults.is_fresh) *this = {};
        if (v.is(value::kind::string)) return nimpush::detail::read_into<Policy>(v, name_, here, faults);
        if (!v.is(value::kind::map)) return faults.wrong_type(here, v, "a text or a map");
        is_object_ = true;
        nimpush::detail::read_all<Policy>(v, *this, here, faults, object_fields{});
        detail::tell_nulls(v, nimpush::detail::names_of<object_fields, Policy>(), here, faults);
        other_ = nimpush::detail::unknown_pairs(v, nimpush::detail::names_of<object_fields, Policy>(), faults);
    }
    friend constexpr bool operator==(const sound&, const sound&) = default;
};

/// What is shown: `{.title = "Bob", .body = "hello"}`, or `{.plain = "hello"}` for the text form, which
/// means the body. Keys without a comment are those of "Generating a remote notification".
struct alert {
    text plain{};
    alert_text title{};
    text subtitle{};
    alert_text body{};
    text launch_image{};
    text title_loc_key{};
    maybe<std::vector<text>> title_loc_args{};
    text subtitle_loc_key{};
    maybe<std::vector<text>> subtitle_loc_args{};
    text loc_key{};
    maybe<std::vector<text>> loc_args{};
    apns::sound sound{};           // Live Activities alone: inside the alert
    text action{};                 // legacy
    maybe<text> action_loc_key{};  // legacy; null inside hides the button
    text summary_arg{};            // legacy, ignored since iOS 15
    maybe<std::int64_t> summary_arg_count{};
    free_map other{};  // keys that are not listed here; an empty map where the object has none at all

    constexpr bool has_value() const noexcept { return plain.has_value() || is_object(); }
    /// Whether something of the object form is set, which `plain` excludes.
    constexpr bool is_object() const noexcept {
        return other.has_value() || nimpush::detail::has_pairs<false>(*this, object_fields{});
    }

    using object_fields = field_list<
        field<"title", &alert::title, schema::omit_null>, field<"subtitle", &alert::subtitle, schema::omit_null>,
        field<"body", &alert::body, schema::omit_null>, field<"launch-image", &alert::launch_image, schema::omit_null>,
        field<"title-loc-key", &alert::title_loc_key, schema::omit_null>,
        field<"title-loc-args", &alert::title_loc_args, schema::omit_null>,
        field<"subtitle-loc-key", &alert::subtitle_loc_key, schema::omit_null>,
        field<"subtitle-loc-args", &alert::subtitle_loc_args, schema::omit_null>,
        field<"loc-key", &alert::loc_key, schema::omit_null>, field<"loc-args", &alert::loc_args, schema::omit_null>,
        field<"sound", &alert::sound, schema::omit_null>, field<"action", &alert::action, schema::omit_null>,
        field<"action-loc-key", &alert::action_loc_key, schema::omit_null>,
        field<"summary-arg", &alert::summary_arg, schema::omit_null>,
        field<"summary-arg-count", &alert::summary_arg_count, schema::omit_null>>;

    template <class Out> constexpr void emit_to(Out& out) const {
        if (plain.has_value()) return out.string(plain.view());
        schema::write_open(out, *this, object_fields{});
    }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (!faults.is_fresh && has_value()) *this = {};
        if (v.is(value::kind::string)) return nimpush::detail::read_into<Policy>(v, plain, here, faults);
        if (!v.is(value::kind::map)) return faults.wrong_type(here, v, "a text or a map");
        const bool is_all = nimpush::detail::read_all<Policy>(v, *this, here, faults, object_fields{});
        detail::tell_nulls(v, nimpush::detail::names_of<object_fields, Policy>(), here, faults, "action-loc-key");
        if (!is_all)
            other = nimpush::detail::unknown_pairs(v, nimpush::detail::names_of<object_fields, Policy>(), faults);
        if (v.size() == 0) other = free_map::empty_map();
        if (const value* hidden = v.find("action-loc-key"); hidden != nullptr && hidden->is_null())
            action_loc_key.emplace();
    }
    friend constexpr bool operator==(const alert&, const alert&) = default;
};

}  // namespace apns
}  // namespace nimpush::v1
