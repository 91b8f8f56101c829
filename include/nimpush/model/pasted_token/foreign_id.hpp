#pragma once

// What other push services call a device by, and what else is taken for a device token.

#include <cstddef>
#include <string_view>

#include <nimpush/core/base64.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/model/pasted_token/around.hpp>

namespace nimpush::inline v1 {
namespace detail {

/// An id that is no token of APNs.
struct foreign_id {
    std::string_view what{};  // empty: none is known
    bool is_sure = true;

    constexpr bool is_known() const noexcept { return !what.empty(); }
};

/// Is it 8-4-4-4-12 hexadecimal digits?
constexpr bool is_uuid(std::string_view s) noexcept {
    if (s.size() != 36) return false;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_hyphen ? s[i] != '-' : hex_value(s[i]) < 0) return false;
    }
    return true;
}

/// OPPO_CN_ and 32 digits; OnePlus and realme have the form too, and old ids begin with the country.
constexpr bool is_of_oppo(std::string_view s) noexcept {
    if (says_at(s, 0, "oppo_")) return true;
    const std::size_t line = s.rfind('_');
    if (line == npos || line < 2 || s.size() - line != 33 || hex_fault(s.substr(line + 1)) != npos) return false;
    for (std::size_t i = 0; i < line; ++i)
        if (!is_latin(s[i]) && s[i] != '_') return false;
    return s[line - 1] <= 'Z' && s[line - 2] <= 'Z';
}

/// What this text is where it is another service's. The forms are those seen in the field; the services document none.
constexpr foreign_id foreign_id_in(std::string_view s) noexcept {
    if (s.find(":APA91") != npos || s.substr(0, 6) == "APA91b") return {"a registration token of FCM (Google's)"};
    if (s.find("ExponentPushToken[") != npos || s.find("ExpoPushToken[") != npos) return {"a token of Expo"};

    std::size_t digits = 0;
    std::size_t decimals = 0;
    std::size_t base64 = 0;
    bool has_upper = false;
    bool has_lower = false;
    for (const char c : s) {
        const bool is_digit = hex_value(c) >= 0;
        if (!is_digit && base64_value(c) < 0 && c != '=' && c != '.') return {};  // more than a word
        digits += is_digit ? 1u : 0u;
        decimals += is_decimal(c) ? 1u : 0u;
        base64 += base64_value(c) >= 0 ? 1u : 0u;
        has_upper = has_upper || (c > 'F' && c <= 'Z');
        has_lower = has_lower || (c > 'f' && c <= 'z');
    }
    if (is_uuid(s)) return {"a UUID, as an apns-id or identifierForVendor is"};
    if (is_of_oppo(s)) return {"a registration id of OPPO"};
    if (s.substr(0, 6) == "IQAAAA" || (s.size() == 32 && s.substr(28) == "CN01"))
        return {"a token of HUAWEI Push (HMS, older HONOR phones too)", false};
    if (s.substr(0, 6) == "MAMzLg") return {"a token of HarmonyOS Push Kit", false};
    // Those seen have 23 digits; so many decimal ones by chance, none of a to f, no token has.
    constexpr std::size_t few = 17;
    constexpr std::size_t many = 25;
    if (decimals == s.size() && s.size() >= few && s.size() <= many) return {"a registration id of vivo", false};
    if (s.size() == 64 && base64 + 2 >= 64 && has_upper && has_lower && digits < 48)
        return {"a registration id of Xiaomi (64 letters of Base64)", false};
    return {};
}

/// Does a program print this where it has no token?
constexpr bool stands_for_nothing(std::string_view s) noexcept {
    for (const std::string_view word : {"", "null", "nil", "undefined", "none"})
        if (s.size() == word.size() && says_at(s, 0, word)) return true;
    return false;
}
/// Swift's `32 bytes`, printed for data.
constexpr bool is_size_of_data(std::string_view s) noexcept {
    std::size_t i = 0;
    while (i < s.size() && is_decimal(s[i])) ++i;
    return i != 0 && i <= 3 && (s.substr(i) == " bytes" || s.substr(i) == " byte");
}

}  // namespace detail
}  // namespace nimpush::v1
