#include "redact.hpp"

#include <cstddef>
#include <string>
#include <string_view>

#include <nimpush/core/ascii.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/diagnosis/matching.hpp>
#include <nimpush/delivery/doctor/fields.hpp>

namespace nimpush_tool {

namespace {

namespace doc = nimpush::delivery::doctor::detail;
using nimpush::npos;
using nimpush::delivery::detail::is_digit;

bool is_word(char c) {
    return nimpush::detail::is_letter(c) || is_digit(c) || c == '_' || static_cast<signed char>(c) < 0;
}
char at(std::string_view s, std::size_t i) { return i < s.size() ? s[i] : ' '; }
char before(std::string_view s, std::size_t i) { return i == 0 ? ' ' : s[i - 1]; }

constexpr std::string_view people_keys =
    "account|accountId|account_id|accid|accId|userId|user_id|uid|user|from|to|fromAccount|fromAccid|toAccid|toAccount|"
    "sender|senderId|receiver|receiverId|sessionId|session|nickname|owner|operator|muted|target|targetId|accounts|"
    "toAccids|"
    "fromNick|username|user_name|loginId|账号|账户";
/// Values of those keys that name nobody.
bool names_nobody(std::string_view s) {
    for (const std::string_view one :
         {"true",      "false", "null", "nil", "p2p", "team", "superTeam", "Z",     "YES",    "NO",    "none",
          "undefined", "text",  "all",  "0",   "1",   "P2P",  "TEAM",      "(null", "system", "server"})
        if (s == one) return true;
    return s.size() < 2;
}
template <class F> void each_line(std::string_view block, F f) {
    for (std::size_t begin = 0; begin < block.size();) {
        const std::size_t end = block.find('\n', begin);
        f(block.substr(begin, end == npos ? npos : end - begin), end != npos);
        begin = end == npos ? block.size() : end + 1;
    }
}

std::string padded(std::size_t n, std::size_t size, std::string_view digits) {
    std::string made(size, digits[0]);
    for (std::size_t i = size; i > 0 && n != 0; n /= digits.size()) made[--i] = digits[n % digits.size()];
    return made;
}

/// Bytes of a number in hexadecimal of at least 32 digits, whole or in groups of eight, from `i` on; 0 for none.
std::size_t hex_size(std::string_view line, std::size_t i) {
    if (is_word(before(line, i))) return 0;
    const auto run = [&](std::size_t from) {
        std::size_t k = from;
        while (nimpush::hex_value(at(line, k)) >= 0) ++k;
        return is_word(at(line, k)) ? 0 : k - from;
    };
    std::size_t digits = run(i), end = i + digits;
    if (digits == 8)
        while (at(line, end) == ' ' && run(end + 1) == 8) digits += 8, end += 9;
    return digits >= 32 ? end - i : 0;
}
/// Of a phone number: a Chinese mobile one, or one with a plus.
std::size_t phone_size(std::string_view line, std::size_t i) {
    if (is_word(before(line, i)) || before(line, i) == '.') return 0;
    const bool has_plus = at(line, i) == '+';
    // The offset of a time, `+0800`, is none.
    std::size_t digits = 0, k = i + (has_plus ? 1 : 0), last = k;
    for (; k < line.size() && digits < 16; ++k) {
        if (is_digit(line[k])) {
            ++digits;
            last = k + 1;
        } else if (!((line[k] == '-' || line[k] == ' ') && digits != 0 && is_digit(at(line, k + 1)) && has_plus)) {
            break;
        }
    }
    if (is_word(at(line, last))) return 0;
    if (has_plus) return digits >= 8 && digits <= 15 ? last - i : 0;
    const bool is_mobile = digits == 11 && line[i] == '1' && at(line, i + 1) >= '3';
    return is_mobile && at(line, last) != '.' ? last - i : 0;
}
std::size_t ip_size(std::string_view line, std::size_t i) {
    if (is_word(before(line, i)) || before(line, i) == '.') return 0;
    std::size_t k = i;
    for (int part = 0; part < 4; ++part) {
        if (part != 0 && at(line, k++) != '.') return 0;
        unsigned n = 0;
        std::size_t digits = 0;
        for (; is_digit(at(line, k)) && digits < 4; ++k, ++digits) n = n * 10 + static_cast<unsigned>(line[k] - '0');
        if (digits == 0 || digits > 3 || n > 255) return 0;
    }
    return is_word(at(line, k)) || (at(line, k) == '.' && is_digit(at(line, k + 1))) ? 0 : k - i;
}
/// With at least five groups or a `::`, as no time has.
std::size_t ip6_size(std::string_view line, std::size_t i) {
    if (is_word(before(line, i)) || before(line, i) == ':') return 0;
    std::size_t k = i, colons = 0, letters = 0;
    bool has_gap = false;
    for (; k < line.size() && (nimpush::hex_value(line[k]) >= 0 || line[k] == ':'); ++k) {
        colons += line[k] == ':';
        letters += nimpush::hex_value(line[k]) >= 0;
        has_gap = has_gap || (line[k] == ':' && at(line, k + 1) == ':');
    }
    const bool is_one = colons >= 4 || (has_gap && colons >= 2 && letters >= 2);
    return is_one && colons <= 8 && !is_word(at(line, k)) ? k - i : 0;
}
std::size_t mail_size(std::string_view line, std::size_t i) {
    const auto is_part = [](char c) { return is_word(c) || c == '.' || c == '-' || c == '+'; };
    if (is_part(before(line, i))) return 0;
    std::size_t k = i;
    while (is_part(at(line, k))) ++k;
    if (k == i || at(line, k) != '@') return 0;
    const std::size_t host = ++k;
    bool has_dot = false;
    for (; is_part(at(line, k)); ++k) has_dot = has_dot || line[k] == '.';
    while (k > host && (line[k - 1] == '.' || line[k - 1] == '-')) --k;
    return has_dot && k > host ? k - i : 0;
}

}  // namespace

std::string redactor::stand_in(kind of, std::string_view value) {
    auto& known = of == account ? names_ : others_;
    if (const auto found = known.find(value); found != known.end()) return found->second;
    const std::size_t n = ++counts_[of];
    std::string made;
    switch (of) {
        case account: made = "person" + std::to_string(n); break;
        case hex: made = padded(n, value.size() < 64 ? 32 : 64, "0123456789abcdef"); break;
        case phone: made = "10000" + padded(n, 6, "0123456789"); break;
        case address: made = "192.0.2." + std::to_string(n % 254 + 1); break;
        case mail: made = "mail" + std::to_string(n) + "@example.com"; break;
        case secret: made = "secret" + padded(n, 10, "0123456789"); break;
    }
    known.emplace(std::string(value), made);
    return made;
}

void redactor::learn(std::string_view block) {
    constexpr std::size_t most = 200000;
    each_line(block, [&](std::string_view line, bool) {
        line = line.substr(0, 65536);
        doc::any_part(people_keys, [&](std::string_view key) {
            for (std::size_t from = 0; names_.size() < most;) {
                const std::size_t value = doc::value_of(line, key, from);
                if (value == npos) break;
                const std::string_view name = doc::word_at(line, value);
                from = value + 1;
                if (!names_nobody(name) && ip_size(name, 0) != name.size()) stand_in(account, name);
            }
            return false;
        });
        // `1|1|vip_88`: whose conversation it is, and with whom.
        if (const std::size_t at = doc::value_of(line, "conversationId"); at != npos) {
            const std::string_view id = doc::word_at(line, at);
            const std::size_t first = id.find('|'), last = id.rfind('|');
            if (first != npos && first != 0) stand_in(account, id.substr(0, first));
            if (last != npos && last + 1 < id.size()) stand_in(account, id.substr(last + 1));
        }
    });
}

/// Bytes of a secret behind its name, which is written; 0 for none.
std::size_t redactor::secret_at(std::string_view line, std::size_t i, std::string& to) {
    if (is_word(before(line, i))) return 0;
    if (line.substr(i).starts_with("eyJ")) {
        std::size_t k = i;
        while (is_word(at(line, k)) || at(line, k) == '.' || at(line, k) == '-') ++k;
        if (k - i > 16) {
            to += stand_in(secret, line.substr(i, k - i));
            return k - i;
        }
    }
    constexpr std::string_view keys[] = {"password",    "passwd",      "pwd",    "secret",   "appSecret",
                                         "app_secret",  "token",       "cookie", "checksum", "authorization",
                                         "pushToken",   "deviceToken", "apikey", "api_key",  "access_token",
                                         "accessToken", "密码",        "密钥"};
    for (const std::string_view key : keys) {
        if (!nimpush::detail::same_but_for_case(line.substr(i, key.size()), key) || is_word(at(line, i + key.size())))
            continue;
        std::size_t value = doc::value_of(line.substr(i), key);
        if (value == npos || value > key.size() + 8) continue;
        value += i;
        if (nimpush::detail::same_but_for_case(line.substr(value, 7), "bearer ")) value += 7;
        const std::string_view told = doc::word_at(line, value);
        if (told.size() < 6 || doc::is_nothing(told) || hex_size(line, value) != 0 || told == "Uint8List") continue;
        to += line.substr(i, value - i);
        to += stand_in(secret, told);
        return value - i + told.size();
    }
    return 0;
}

std::size_t redactor::special_at(std::string_view line, std::size_t i, std::string& to) {
    if (const std::size_t size = hex_size(line, i); size != 0) {
        std::string digits;
        for (const char c : line.substr(i, size))
            if (c != ' ') digits += nimpush::detail::lower(c);
        to += stand_in(hex, digits);
        return size;
    }
    if (const std::size_t size = phone_size(line, i); size != 0)
        return to += stand_in(phone, line.substr(i, size)), size;
    if (const std::size_t size = ip_size(line, i); size != 0)
        return to += stand_in(address, line.substr(i, size)), size;
    if (const std::size_t size = ip6_size(line, i); size != 0)
        return to += stand_in(address, line.substr(i, size)), size;
    if (const std::size_t size = mail_size(line, i); size != 0) return to += stand_in(mail, line.substr(i, size)), size;
    return secret_at(line, i, to);
}

void redactor::write_line(std::string_view line, std::string& to) {
    for (std::size_t i = 0; i < line.size();) {
        if (const std::size_t size = special_at(line, i, to); size != 0) {
            i += size;
            continue;
        }
        if (!is_word(line[i]) || is_word(before(line, i))) {
            to += line[i++];
            continue;
        }
        // The longest of the names that begin here, whole.
        std::size_t size = 0;
        for (std::size_t end = i; end <= line.size() && end - i <= 128; ++end) {
            const bool is_end = end > i && !is_word(at(line, end)) && is_word(before(line, end));
            if (is_end && names_.find(line.substr(i, end - i)) != names_.end()) size = end - i;
            if (end < line.size() && !is_word(line[end]) && line[end] != '-' && line[end] != '.' && line[end] != '@')
                break;
        }
        if (size != 0) {
            to += names_.find(line.substr(i, size))->second;
            i += size;
        } else {
            to += line[i++];
        }
    }
}

std::string redactor::redacted(std::string_view block) {
    std::string made;
    made.reserve(block.size());
    each_line(block, [&](std::string_view line, bool has_end) {
        write_line(line, made);
        if (has_end) made += '\n';
    });
    return made;
}

}  // namespace nimpush_tool
