#include "log_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nimpush/core/ascii.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/utf8.hpp>

#include "gbk.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace {

constexpr unsigned byte(char c) { return static_cast<unsigned char>(c); }

enum class order { none, little, big };

/// By its mark, or where every other byte of the beginning is zero, as in ASCII.
order utf16_order(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return order::little;
    if (bytes.starts_with("\xFE\xFF")) return order::big;
    const std::string_view head = bytes.substr(0, 256);
    std::size_t zeros[2] = {0, 0};
    for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == '\0';
    const auto is_high_half = [&](std::size_t i) {  // of a few characters the low byte is zero, such as of 一
        return zeros[i] * 4 >= head.size() && zeros[1 - i] * 8 <= zeros[i];
    };
    if (head.size() < 8) return order::none;
    if (is_high_half(1)) return order::little;
    return is_high_half(0) ? order::big : order::none;
}

std::string from_utf16(std::string_view bytes, order which) {
    const auto unit = [&](std::size_t i) -> std::uint32_t {
        const unsigned first = byte(bytes[i]), second = byte(bytes[i + 1]);
        return which == order::little ? first | second << 8U : first << 8U | second;
    };
    std::string made;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        std::uint32_t c = unit(i);
        if (c == 0xFEFF) continue;
        const bool is_high = c >= 0xD800 && c < 0xDC00;
        if (is_high && i + 3 < bytes.size() && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10U) + (unit(i + 2) - 0xDC00);
            i += 2;
        } else if (c >= 0xD800 && c < 0xE000) {
            c = 0xFFFD;
        }
        char room[4];
        made.append(room, nimpush::write_utf8(static_cast<char32_t>(c), room));
    }
    return made;
}

/// Whether all that is not ASCII comes in pairs as GBK has them.
bool looks_like_gbk(std::string_view bytes) {
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (byte(bytes[i]) < 0x80) continue;
        const unsigned next = i + 1 < bytes.size() ? byte(bytes[i + 1]) : 0;
        // GB18030 has pairs of a byte and a digit too.
        const unsigned third = i + 2 < bytes.size() ? byte(bytes[i + 2]) : 0;
        if (byte(bytes[i]) > 0x80 && next >= '0' && next <= '9' && third > 0x80) continue;
        if (byte(bytes[i]) < 0x81 || byte(bytes[i]) == 0xFF || next < 0x40 || next == 0x7F || next == 0xFF)
            return false;
        ++pairs;
        ++i;
    }
    return pairs > 1;
}

constexpr std::string_view secret_names[] = {"secret",        "secretkey", "secret_key", "password", "passwd",
                                             "passphrase",    "pwd",       "token",      "apikey",   "api_key",
                                             "authorization", "cookie",    "checksum",   "密码",     "密钥"};
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// Whether the name stands at `at`, alone or as the end of a longer one: `clientSecret`, `im_token`.
bool is_named(std::string_view line, std::size_t at, std::string_view name) {
    if (line.size() - at < name.size() || !nimpush::detail::same_but_for_case(line.substr(at, name.size()), name))
        return false;
    const std::size_t end = at + name.size();
    if (end < line.size() && nimpush::detail::is_letter(name[0]) && name.back() != ' ' &&
        nimpush::detail::is_letter(line[end]))
        return false;
    return at == 0 || !nimpush::detail::is_letter(line[at - 1]) || name.size() > 5 || is_upper(line[at]);
}

constexpr std::string_view value_ends = " \t\"'\\,;&)}]<";
std::size_t value_end(std::string_view line, std::size_t from) {
    const std::size_t end = line.find_first_of(value_ends, from);
    return end == line.npos ? line.size() : end;
}

/// Where the value begins behind a name that ends at `at`; npos where no sign stands between.
std::size_t value_behind(std::string_view line, std::size_t at) {
    bool has_sign = false;
    for (std::size_t i = at; i < line.size();) {
        const std::string_view rest = line.substr(i);
        std::size_t size = 0;
        for (const std::string_view sign : {":", "=", ">", "<", "：", "＝", "为", "是"})
            if (rest.starts_with(sign)) size = sign.size();
        has_sign = has_sign || size != 0;
        if (size == 0 && std::string_view(" \t\"'\\-").find(rest[0]) != rest.npos) size = 1;
        if (size == 0) return has_sign ? i : line.npos;
        i += size;
    }
    return line.npos;
}

/// Whether a value says that there is none, or is another key with its value: `token: code=302`.
bool says_nothing(std::string_view value) {
    for (const std::string_view one : {"null", "(null", "nil", "none", "true", "false", "undefined", "empty", "error"})
        if (nimpush::detail::same_but_for_case(value, one)) return true;
    const std::size_t sign = value.find_first_of("=:");
    return sign != value.npos && sign + 1 < value.size() && value[sign + 1] != '=' && sign < 12;
}

/// Bytes of a long number in hexadecimal, whole or in groups as iOS prints it; 0: none begins at `at`.
std::size_t hex_at(std::string_view line, std::size_t at) {
    constexpr std::size_t least = 40;  // a CheckSum; a device token has 64, an app key 32
    const auto is_hex = [](char c) { return nimpush::hex_value(c) >= 0; };
    std::size_t digits = 0, end = at;
    for (std::size_t i = at; i < line.size(); ++i) {
        const bool is_gap =
            line[i] == ' ' && digits != 0 && digits % 8 == 0 && i + 1 < line.size() && is_hex(line[i + 1]);
        if (!is_gap && !is_hex(line[i])) break;
        digits += is_gap ? 0 : 1;
        if (!is_gap) end = i + 1;
    }
    return digits >= least ? end - at : 0;
}

/// Bytes from `at` on of a value that is not to be shown, and of the name before it; 0 where none begins there.
std::size_t secret_at(std::string_view line, std::size_t at, std::size_t& shown) {
    const auto size_of_value = [&](std::size_t from) { return value_end(line, from) - at; };
    const bool starts_word = at == 0 || !nimpush::detail::is_letter(line[at - 1]);
    shown = 0;
    if (starts_word && line.substr(at).starts_with("eyJ") && size_of_value(at) > 16) return size_of_value(at);
    if (starts_word && (at == 0 || line[at - 1] < '0' || line[at - 1] > '9'))
        if (const std::size_t size = hex_at(line, at); size != 0) return size;
    if (line.substr(at).starts_with("://")) {
        const std::size_t end = line.find_first_of("/ \"@", at + 3);
        if (end == line.npos || line[end] != '@') return 0;
        shown = 3;
        return end - at;
    }
    if (is_named(line, at, "bearer ")) return size_of_value(at + (shown = 7));
    if (is_named(line, at, "PRIVATE KEY")) return line.size() - at;
    for (const std::string_view name : secret_names) {
        if (!is_named(line, at, name)) continue;
        std::size_t value = value_behind(line, at + name.size());
        if (value == line.npos) continue;
        if (is_named(line, value, "basic ")) value += 6;
        const std::size_t end = value_end(line, value);
        const std::string_view told = line.substr(value, end - value);
        const bool is_pair = name == "cookie" || name == "authorization";  // `key=…`
        if (told.size() < 4 || is_named(line, value, "bearer ") || (!is_pair && says_nothing(told))) continue;
        shown = value - at;
        return end - at;
    }
    return 0;
}

}  // namespace

log_encoding encoding_of(std::string_view bytes) {
    const order which = utf16_order(bytes);
    if (which != order::none) return which == order::little ? log_encoding::utf16_little : log_encoding::utf16_big;
    return !nimpush::is_utf8(bytes) && looks_like_gbk(bytes) ? log_encoding::gbk : log_encoding::utf8;
}

std::string to_utf8(std::string_view bytes, log_encoding from) {
    if (from == log_encoding::utf16_little) return from_utf16(bytes, order::little);
    if (from == log_encoding::utf16_big) return from_utf16(bytes, order::big);
    if (from == log_encoding::utf8) return std::string(bytes);
    std::string made;
    made.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (byte(bytes[i]) < 0x80 || i + 1 == bytes.size() || byte(bytes[i + 1]) < 0x40) {
            made += byte(bytes[i]) < 0x80 ? bytes.substr(i, 1) : std::string_view("\xEF\xBF\xBD");
            continue;
        }
        made += gbk_character(byte(bytes[i]) << 8U | byte(bytes[i + 1]));
        ++i;
    }
    return made;
}

std::string in_utf8(std::string bytes) {
    if (const order which = utf16_order(bytes); which != order::none) return from_utf16(bytes, which);
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
    if (!nimpush::is_utf8(bytes) && looks_like_gbk(bytes))
        print_problem({nimpush::errc::bad_utf8,
                       {},
                       "the log is no UTF-8 but GBK, it seems: only what is ASCII was read; "
                       "convert it with iconv -f GBK -t UTF-8"},
                      nimpush::degree::warning);
    return bytes;
}

std::string without_secrets(std::string_view line, std::size_t& at) {
    std::string made;
    std::size_t moved = line.size();
    for (std::size_t i = 0; i < line.size();) {
        std::size_t shown = 0;
        const std::size_t secret = secret_at(line, i, shown), size = secret == 0 ? 1 : secret;
        if (at >= i && at < i + size) moved = made.size();
        made += line.substr(i, secret == 0 ? 1 : shown);
        if (secret != 0) made += "***";
        i += size;
    }
    at = moved < made.size() ? moved : made.size();
    return made;
}

}  // namespace nimpush_tool
