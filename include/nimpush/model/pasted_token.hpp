#pragma once

// What people paste as a device token, read: the one rule behind device_token::parse().
//
// Logs, consoles and mails put much around a token: labels, quotes, brackets, blanks, 0x, line ends. That is taken
// away. But nothing is taken for a token that may be another one: what is cut, damaged, two tokens, or the id of
// another push service is told as such.

#include <array>
#include <cstddef>
#include <string_view>

#include <nimpush/core/base64.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/pasted_token/around.hpp>
#include <nimpush/model/pasted_token/foreign_id.hpp>

namespace nimpush::inline v1 {
namespace detail {

/// A token's letters without what stood around them: whole bytes as hexadecimal digits, or Base64, both without fault.
struct pasted_token {
    std::array<char, 2 * limits::device_token> letters{};
    std::size_t size = 0;
    bool is_base64 = false;

    constexpr bool fits() const noexcept { return size <= letters.size(); }
    constexpr std::string_view view() const noexcept { return {letters.data(), fits() ? size : letters.size()}; }
    /// Keeps no more than fits; size counts all the same.
    constexpr void add(char c) noexcept {
        if (size < letters.size()) letters[size] = c;
        ++size;
    }
};

class token_paste_reader {
    std::string_view all_;
    std::size_t begin_ = 0;  // of what is left to read
    std::size_t end_ = 0;

    using answer = result<pasted_token>;

    static constexpr std::string_view how_to_log =
        "log the whole token with deviceToken.map { String(format: \"%02x\", $0) }.joined()";

  public:
    constexpr explicit token_paste_reader(std::string_view s) noexcept : all_(s), end_(s.size()) {}

    constexpr answer read() {
        if (const described_bytes found = described_in(all_); found.at != npos) return read_description(found);
        if (const foreign_id id = foreign_id_in(all_); id.is_known()) return of_another_service(id);
        if (take_path()) return read_words();
        begin_ = token_label_end(all_);
        if (const std::size_t end = end_of_json_value(all_, begin_); end != npos) end_ = end;
        for (std::size_t i = begin_; i < end_; ++i)
            if (is_ellipsis(all_, i)) return cut(i);
        const std::size_t unpaired = bracket_fault();
        trim();
        const std::string_view rest = all_.substr(begin_, end_ - begin_);
        if (stands_for_nothing(rest)) return none(rest.empty());
        if (is_size_of_data(rest))
            return fail(errc::truncated, join("that is the size of the token, not the token: ", how_to_log), begin_);
        if (const foreign_id id = foreign_id_in(rest); id.is_known()) return of_another_service(id);
        if (unpaired != npos)
            return fail(errc::not_hex,
                        join("a description stands between one < and one >, which do not match at byte ",
                             count_text(unpaired), ": give one whole token"),
                        unpaired);
        return read_words();
    }

  private:
    /// The path of a request to Apple, as a provider's log has it: the digits behind it are all.
    constexpr bool take_path() noexcept {
        constexpr std::string_view path = "/3/device/";
        const std::size_t at = all_.find(path);
        if (at == npos) return false;
        begin_ = at + path.size();
        end_ = begin_;
        while (end_ < all_.size() && hex_value(all_[end_]) >= 0) ++end_;
        return end_ != begin_;
    }
    /// Whether a whole token stands among what is left, with something else round it.
    constexpr bool has_whole_one() const noexcept {
        std::size_t run = 0;
        for (std::size_t i = begin_; i <= end_; ++i) {
            if (i < end_ && hex_value(all_[i]) >= 0) {
                ++run;
            } else {
                if (run == usual_digits) return true;
                run = 0;
            }
        }
        return false;
    }
    static constexpr answer one_and_more() {
        return fail(errc::trailing_bytes,
                    "a whole token of 64 digits and something else: give the token alone, on one line");
    }
    static constexpr answer of_another_service(const foreign_id& id) {
        return fail(errc::wrong_type, join("that ", id.is_sure ? "is " : "looks like ", id.what,
                                           ", no token of APNs: on an iPhone the app gets its token in "
                                           "didRegisterForRemoteNotificationsWithDeviceToken"));
    }
    static constexpr answer none(bool is_empty) {
        return fail(errc::missing,
                    join(is_empty ? "no token is there" : "that is what is printed where there is no token",
                         ": the app sent none, as it did not register or could not"));
    }
    static constexpr answer cut(std::size_t at) {
        return fail(errc::truncated,
                    join("bytes are missing where `...` stands, at byte ", count_text(at),
                         ": from iOS 13 on a description leaves out what is in the middle; ", how_to_log),
                    at);
    }
    static constexpr answer wrong_size(std::size_t bytes) {
        return fail(errc::out_of_range,
                    join(count_text(bytes), " bytes, from 1 to ", count_text(limits::device_token)));
    }
    static constexpr answer odd(std::size_t digits) {
        return fail(errc::not_hex, join("an odd number of hexadecimal digits: ", count_text(digits),
                                        ", and two are a byte (the usual ",
                                        "token has 64): one is missing or too many, paste it once more"));
    }
    /// A letter that is no digit.
    constexpr answer damaged(std::size_t at) const {
        const char c = all_[at];
        const std::size_t length = sequence_length(all_, at);
        const std::string_view meant = c == 'O' || c == 'o'               ? " (the letter O for the digit 0?)"
                                       : c == 'l' || c == 'I' || c == 'i' ? " (a letter for the digit 1?)"
                                                                          : "";
        return fail(errc::not_hex,
                    join("no hexadecimal digit at byte ", count_text(at), ": `",
                         printable(all_.substr(at, length == 0 ? 1 : length)).view(), "`", meant,
                         ", where 0 to 9 and a to f are allowed: the token is damaged, paste it once more"),
                    at);
    }

    constexpr void trim() noexcept {
        while (begin_ < end_) {
            const std::size_t length = decoration_at(all_, begin_);
            if (length == 0) break;
            begin_ += length;
        }
        for (std::size_t n = 1; n <= 3 && n <= end_ - begin_;)  // what stands behind is one to three bytes long
            if (trailing_at(all_, end_ - n) == n) {
                end_ -= n;
                n = 1;
            } else {
                ++n;
            }
    }

    /// Where < and > do not stand as one pair, npos where they do or there is none.
    constexpr std::size_t bracket_fault() const noexcept {
        std::size_t opened = 0;
        bool is_open = false;
        for (std::size_t i = begin_; i < end_; ++i) {
            if (all_[i] == '<' && ++opened > 1) return i;
            if (all_[i] == '>' && !is_open) return i;
            if (all_[i] == '<' || all_[i] == '>') is_open = all_[i] == '<';
        }
        return is_open ? end_ : npos;
    }

    /// iOS 13's `{length = 32, bytes = 0x0b30557a 9fc4e90e }`.
    constexpr answer read_description(const described_bytes& found) const {
        if (looks_like_token(all_.substr(0, found.at)))
            return fail(errc::too_many, "a token stands before the description too: give one token");
        if (!has_prefix(all_, found.bytes)) {
            if (found.bytes < end_ && is_ellipsis(all_, found.bytes)) return cut(found.bytes);
            return fail(errc::not_hex,
                        join("the bytes of a description begin with 0x and a digit, at byte ", count_text(found.bytes),
                             ": the token is damaged, paste it once more"),
                        found.bytes);
        }
        pasted_token made;
        std::size_t i = found.bytes + 2;
        while (i < end_ && all_[i] != '}') {
            if (is_ellipsis(all_, i)) return cut(i);
            const std::size_t around = is_bracket(all_[i]) ? 0 : decoration_at(all_, i);
            if (around == 0) {
                if (hex_value(all_[i]) < 0) return damaged(i);
                made.add(all_[i]);
            }
            i += around == 0 ? 1 : around;
        }
        while (i < end_) {
            const std::size_t length = trailing_at(all_, i);
            if (length == 0)
                return fail(
                    errc::trailing_bytes,
                    join("something stands behind the description, at byte ", count_text(i), ": give one token"), i);
            i += length;
        }
        if (made.size % 2 != 0) return odd(made.size);
        if (made.size / 2 != found.length)
            return fail(errc::wrong_length, join("the description says ", count_text(found.length), " bytes and has ",
                                                 count_text(made.size / 2), ": it is cut or damaged; ", how_to_log));
        if (!made.fits()) return wrong_size(made.size / 2);
        return made;
    }

    /// What the words between separators come to.
    struct tally {
        pasted_token digits{};            // the hexadecimal digits, without 0x
        std::size_t letters = 0;          // they and what is none
        std::size_t first_wrong = npos;   // the first letter that is no digit
        std::size_t split = npos;         // a comma, colon or hyphen inside a byte
        std::size_t words = 0;            // between separators
        std::size_t prefixed = 0;         // words with 0x in front
        std::size_t prefix = npos;        // the last 0x
        std::size_t odd_prefixed = npos;  // a word with 0x and half a byte
        std::size_t whole = 0;            // words or lines of 64 digits
        std::size_t base64_words = 0;     // words as long as the Base64 of 32 bytes
    };

    constexpr tally count_words() const noexcept {
        tally t;
        std::size_t line_digits = 0;
        std::size_t line_letters = 0;
        const auto end_line = [&]() noexcept {
            if (line_digits == usual_digits && line_letters == usual_digits) ++t.whole;
            line_digits = line_letters = 0;
        };
        for (std::size_t i = begin_; i < end_;) {
            if (const std::size_t length = separator_at(all_, i); length != 0) {
                if (parts_tokens(all_, i)) end_line();
                if (all_[i] == ',' && t.letters % 2 != 0 && t.split == npos) t.split = i;
                i += length;
                continue;
            }
            const std::size_t start = i;
            const bool is_prefixed = has_prefix(all_, i);
            if (is_prefixed) {
                ++t.prefixed;
                t.prefix = i;
                i += 2;
            }
            ++t.words;
            const std::size_t digits_before = t.digits.size;
            const std::size_t letters_before = t.letters;
            for (; i < end_ && separator_at(all_, i) == 0; ++i) {
                if (is_joint(all_[i])) {
                    if (t.letters % 2 != 0 && t.split == npos) t.split = i;
                    continue;
                }
                ++t.letters;
                if (hex_value(all_[i]) >= 0)
                    t.digits.add(all_[i]);
                else if (t.first_wrong == npos)
                    t.first_wrong = i;
            }
            const std::size_t digits = t.digits.size - digits_before;
            const std::size_t letters = t.letters - letters_before;
            if (is_prefixed && letters % 2 != 0 && t.odd_prefixed == npos) t.odd_prefixed = start;
            const bool is_whole = letters == digits && digits == usual_digits;
            if (is_whole) end_line();
            line_digits += digits;
            line_letters += letters;
            if (is_whole) end_line();
            if (i - start == 43 || i - start == 44) ++t.base64_words;
        }
        end_line();
        return t;
    }

    constexpr answer read_words() const {
        const tally t = count_words();
        if (t.letters == 0) return none(true);
        const bool all_digits = t.letters == t.digits.size;
        if (t.whole > 1 || (t.base64_words > 1 && !all_digits))
            return fail(errc::too_many, join(count_text(t.whole > 1 ? t.whole : t.base64_words),
                                             " whole tokens of 32 bytes, which are not one: give one alone"));
        if (t.whole == 1 && t.letters != usual_digits) return one_and_more();
        if (all_digits) return read_digits(t);
        return read_letters(t);
    }

    constexpr answer read_digits(const tally& t) const {
        const std::size_t digits = t.digits.size;
        if (t.prefixed == 1 && digits == usual_digits - 2)
            return fail(errc::not_hex,
                        "0x and 62 hexadecimal digits: two are missing, or the x stands for a digit; the usual token "
                        "has 64 besides 0x",
                        t.prefix);
        if (t.prefixed != 0 && t.prefixed != t.words && (t.prefixed > 1 || t.prefix != begin_))
            return fail(errc::not_hex,
                        "0x stands in front of the first group alone or of each: here an x may stand for a "
                        "hexadecimal digit",
                        t.prefix);
        if (t.odd_prefixed != npos && t.prefixed > 1)
            return fail(errc::not_hex,
                        join("half a byte behind 0x, at byte ", count_text(t.odd_prefixed),
                             ": two hexadecimal digits are a byte, print it with %02x"),
                        t.odd_prefixed);
        if (t.split != npos)
            return fail(errc::not_hex,
                        join("`", all_.substr(t.split, 1), "` inside a byte, at byte ", count_text(t.split),
                             ": two hexadecimal digits are a byte, and decimal numbers are not read; ", how_to_log),
                        t.split);
        if (digits % 2 != 0) return odd(digits);
        if (!t.digits.fits()) return wrong_size(digits / 2);
        const std::string_view all = t.digits.view();
        if (digits == 2 * usual_digits && all.substr(0, usual_digits) == all.substr(usual_digits))
            return fail(errc::too_many, "the same token of 64 digits twice, one behind the other: give it once");
        return t.digits;
    }

    /// Base64, or damaged digits: of Base64 a third are hexadecimal digits, of what is damaged nearly all.
    constexpr answer read_letters(const tally& t) const {
        pasted_token made;
        made.is_base64 = true;
        std::size_t wrong = npos;
        for (std::size_t i = begin_; i < end_;) {
            std::size_t around = blank_at(all_, i);
            if (around == 0) around = quote_at(all_, i);
            if (around == 0) {
                if (wrong == npos && base64_value(all_[i]) < 0 && all_[i] != '=') wrong = i;
                made.add(all_[i]);
            }
            i += around == 0 ? 1 : around;
        }
        const bool is_fine = wrong == npos && (!made.fits() || base64_fault(made.view()) == npos);
        const std::size_t bytes = made.fits() ? base64_decoded_size(made.view()) : made.size / 4 * 3;
        // Padding says what it is, but at the end of 64 letters it may stand for a digit.
        const bool is_padded = is_fine && made.size < usual_digits && made.view().back() == '=';
        if (end_ < all_.size() && all_[end_] == '>') return damaged(t.first_wrong);
        if (!is_padded && t.digits.size >= t.letters - t.letters / 4)
            return has_whole_one() ? one_and_more() : damaged(t.first_wrong);
        if (!is_fine)
            return fail(errc::not_base64,
                        join("neither hexadecimal digits nor base64, at byte ",
                             count_text(wrong != npos ? wrong : t.first_wrong),
                             ": a token is written as digits, <digits> or Base64; ", how_to_log),
                        wrong != npos ? wrong : t.first_wrong);
        if (bytes == 0 || bytes > limits::device_token) return wrong_size(bytes);
        return made;
    }
};

}  // namespace detail
}  // namespace nimpush::v1
