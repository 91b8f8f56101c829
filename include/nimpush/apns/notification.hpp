#pragma once

// The payload of a push: every key of `aps`, and the app's own beside it.
//
//     apns::notification{.alert = {.title = "Bob", .body = "hello"}, .badge = 3,
//                        .custom = {{"sessionId", "bob"}}}
//
// It renders to JSON while compiling (`render`) or into a caller's buffer, and reading a payload back
// gives the same aggregate, with keys that nobody knows kept in `other` at every level.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/apns/alert.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// How much a notification may interrupt.
enum class interruption_level : std::uint8_t { passive, active, time_sensitive, critical };
/// What happens to a Live Activity.
enum class event : std::uint8_t { start, update, end };

}  // namespace apns

template <> struct names<apns::interruption_level> {
    static constexpr std::string_view list[] = {"passive", "active", "time-sensitive", "critical"};
};
template <> struct names<apns::event> { static constexpr std::string_view list[] = {"start", "update", "end"}; };

namespace apns {

namespace detail {

inline void a_custom_key_cannot_be_aps() {}

}  // namespace detail

/// The app's own keys, beside `aps`, which none of them may be: a literal `aps` does not compile in a
/// constant expression, and at run time check() and rendering refuse it.
class custom_keys {
    free_map keys_{};

  public:
    constexpr custom_keys() noexcept = default;
    constexpr custom_keys(std::initializer_list<free_map::entry> entries) : keys_(entries) {
        if (std::is_constant_evaluated() && has_reserved_key()) detail::a_custom_key_cannot_be_aps();
    }
    constexpr custom_keys(free_map keys) : keys_(std::move(keys)) {}

    constexpr const free_map& keys() const noexcept { return keys_; }
    constexpr value& set(const text& key, value item) { return keys_.set(key, std::move(item)); }
    constexpr bool has_reserved_key() const noexcept { return keys_.find("aps") != nullptr; }

    friend constexpr bool operator==(const custom_keys&, const custom_keys&) = default;
};

/// One payload. Nothing is written that was not set; 0 and absent are different things, and so are no `aps` (what Wallet
/// takes, and many a VoIP push is) and an empty one, which `.other = free_map::empty_map()` gives.
struct notification {
    apns::alert alert{};
    natural badge{};  // 0 clears it
    apns::sound sound{};
    text thread_id{};
    text category{};
    number_switch content_available{};
    number_switch mutable_content{};
    text target_content_id{};
    maybe<apns::interruption_level> interruption_level{};
    maybe<double> relevance_score{};  // 0 to 1; of a Live Activity any number
    text filter_criteria{};
    maybe<std::int64_t> stale_date{};      // seconds since 1970, as all dates here
    maybe<std::int64_t> timestamp{};       // Live Activity
    maybe<apns::event> event{};            // Live Activity
    maybe<std::int64_t> dismissal_date{};  // Live Activity, end
    free_map content_state{};              // Live Activity; dates in it count from 2001
    text attributes_type{};                // Live Activity, start
    free_map attributes{};                 // Live Activity, start
    text input_push_channel{};             // Live Activity, start, iOS 18; or the next
    number_switch input_push_token{};
    maybe<bool> content_changed{};        // widgets and controls: true
    maybe<std::vector<text>> url_args{};  // Safari, legacy
    free_map other{};                     // keys of aps that are not listed here; {}: an aps of none
    text mdm{};                           // MDM: the PushMagic, and nothing else
    custom_keys custom{};

    using aps_fields = field_list<field<"alert", &notification::alert, schema::omit_null>,
                                  field<"badge", &notification::badge, schema::omit_null>,
                                  field<"sound", &notification::sound, schema::omit_null>,
                                  field<"thread-id", &notification::thread_id, schema::omit_null>,
                                  field<"category", &notification::category, schema::omit_null>,
                                  field<"content-available", &notification::content_available, schema::omit_null>,
                                  field<"mutable-content", &notification::mutable_content, schema::omit_null>,
                                  field<"target-content-id", &notification::target_content_id, schema::omit_null>,
                                  field<"interruption-level", &notification::interruption_level, schema::omit_null>,
                                  field<"relevance-score", &notification::relevance_score, schema::omit_null>,
                                  field<"filter-criteria", &notification::filter_criteria, schema::omit_null>,
                                  field<"stale-date", &notification::stale_date, schema::omit_null>,
                                  field<"timestamp", &notification::timestamp, schema::omit_null>,
                                  field<"event", &notification::event, schema::omit_null>,
                                  field<"dismissal-date", &notification::dismissal_date, schema::omit_null>,
                                  field<"content-state", &notification::content_state, schema::omit_null>,
                                  field<"attributes-type", &notification::attributes_type, schema::omit_null>,
                                  field<"attributes", &notification::attributes, schema::omit_null>,
                                  field<"input-push-channel", &notification::input_push_channel, schema::omit_null>,
                                  field<"input-push-token", &notification::input_push_token, schema::omit_null>,
                                  field<"content-changed", &notification::content_changed, schema::omit_null>,
                                  field<"url-args", &notification::url_args, schema::omit_null>>;

    /// Keys of `aps` that would be written.
    constexpr std::size_t aps_size() const {
        return nimpush::detail::count_all<false>(*this, aps_fields{}) + other.size();
    }
    /// Whether `aps` would be written.
    constexpr bool has_aps() const {
        return other.has_value() || nimpush::detail::has_pairs<false>(*this, aps_fields{});
    }
    /// The app's own keys that would stand twice beside a member.
    constexpr bool has_reserved_key() const noexcept {
        return custom.has_reserved_key() || (mdm.has_value() && custom.keys().find("mdm") != nullptr);
    }

    template <class Out> constexpr void emit_to(Out& out) const {
        if (has_reserved_key()) return out.fault(errc::duplicate_key);
        const bool with_aps = has_aps();
        auto mark = out.begin_map(mdm.has_value() + with_aps + custom.keys().size());
        if (with_aps) {
            out.template key<"aps">();
            schema::write_open(out, *this, aps_fields{});
        }
        if (mdm.has_value()) {
            out.template key<"mdm">();
            out.string(mdm.view());
        }
        nimpush::detail::emit_pairs(out, custom.keys());
        out.end_map(mark);
    }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (!faults.is_fresh && (has_aps() || mdm.has_value() || custom.keys().has_value())) *this = {};
        if (!v.is(value::kind::map)) return faults.wrong_type(here, v, "a map");
        const auto is_mdm = [](const value::member& one) {
            return one.key.chars() == "mdm" && one.val.is(value::kind::string);
        };
        for (const value::member& one : v.members()) {
            const std::string_view name = one.key.chars();
            if (name == "aps")
                this->template read_aps<Policy>(one.val, here.at(name), faults);
            else if (is_mdm(one))
                nimpush::detail::read_into<Policy>(one.val, mdm, here.at(name), faults);
        }
        free_map beside = nimpush::detail::pairs_but(
            v, faults, [&](const value::member& one) { return one.key.chars() == "aps" || is_mdm(one); });
        if (beside.size() != 0) custom = custom_keys(std::move(beside));
    }
    using own_check = void;
    friend constexpr bool operator==(const notification&, const notification&) = default;

  private:
    template <class Policy>
    constexpr void read_aps(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (!v.is(value::kind::map)) return faults.wrong_type(here, v, "a map");
        const bool is_all = nimpush::detail::read_all<Policy>(v, *this, here, faults, aps_fields{});
        detail::tell_nulls(v, nimpush::detail::names_of<aps_fields, Policy>(), here, faults);
        if (!is_all) other = nimpush::detail::unknown_pairs(v, nimpush::detail::names_of<aps_fields, Policy>(), faults);
        if (v.size() == 0) other = free_map::empty_map();
    }
};

/// Reads a payload; every wrong type comes back with its path. Rules are check()'s business.
template <class N = notification> [[nodiscard]] constexpr parsed<N> read_notification(const value& payload) {
    return nimpush::detail::read_whole<reading::lenient, N>(payload);
}

}  // namespace apns
}  // namespace nimpush::v1
