#pragma once

// How Dart's generated code reads what the native side sent, as policies of the walk inwards (core/read.hpp).
//
// A cast that would throw in Dart is a fault of the same kind: wrong_type for TypeError, bad_enumerator for
// ArgumentError, not_representable for UnsupportedError.

#include <cstdint>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {

/// What both versions of NIM's Flutter plugin share.
namespace plugin {

/// Dart's generated `fromMap`.
struct dart : reading::lenient {
    /// Tag 5 of the codec is a text for Dart (message_codecs.dart).
    static constexpr bool is_text(const value& v) noexcept {
        return v.is(value::kind::string) || v.is(value::kind::bigint);
    }
    static constexpr nimpush::text missing() { return "missing: Dart demands a value here"; }
};

/// The same with whole numbers by `(x as num).toInt()`: a double is cut towards zero, kept to what 64 bits hold;
/// NaN and infinity throw.
struct dart_num : dart {
    static constexpr maybe<std::int64_t> whole(const value& v, const nimpush::detail::place& here,
                                               nimpush::detail::fault_list& faults) {
        if (!v.is(value::kind::float64)) {
            if (!v.is(value::kind::int64)) faults.wrong_type(here, v, "a number");
            return v.as_int();
        }
        const double d = *v.as_double();
        constexpr double most = 0x1.fffffffffffffp1023;
        if (!(d >= -most && d <= most)) {
            faults.add(here, errc::not_representable, "not finite: Dart makes no whole number of it");
            return {};
        }
        if (d >= 0x1p63) return INT64_MAX;
        return d < -0x1p63 ? INT64_MIN : static_cast<std::int64_t>(d);
    }
};

}  // namespace plugin
}  // namespace nimpush::v1
