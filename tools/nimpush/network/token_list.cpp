#include "token_list.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/model/device_token.hpp>

#include "../input.hpp"

namespace nimpush_tool {

namespace {

/// The records of CSV (RFC 4180): cells that may stand in quotes, where they may hold separators and line ends.
class records {
    std::string_view left_;
    char separator_;

  public:
    std::vector<std::string> cells{};
    std::uint32_t line = 1, next_line = 1;
    bool is_torn = false;  // something stands behind a quote that is closed
    bool is_open = false;  // a quote is not closed, so that all behind it is inside

    records(std::string_view text, char separator) : left_(text), separator_(separator) {}

    bool next() {
        if (left_.empty()) return false;
        cells.clear();
        line = next_line;
        is_torn = false;
        while (take_cell()) {
        }
        return true;
    }

  private:
    /// False behind the last of the record.
    bool take_cell() {
        std::string& cell = cells.emplace_back();
        if (left_.starts_with('"') && !take_quoted(cell)) is_open = true;
        const std::size_t end = left_.find_first_of(separator_ == ',' ? ",\n" : separator_ == ';' ? ";\n" : "\t\n");
        const std::string_view rest = left_.substr(0, end);
        if (!cell.empty() && !trimmed(rest).empty()) is_torn = true;
        cell += rest;
        if (cell.ends_with('\r')) cell.pop_back();
        if (end == left_.npos || left_[end] == '\n') {
            ++next_line;
            left_.remove_prefix(end == left_.npos ? left_.size() : end + 1);
            return false;
        }
        left_.remove_prefix(end + 1);
        return true;
    }
    bool take_quoted(std::string& cell) {
        for (std::size_t i = 1; i < left_.size(); ++i) {
            if (left_[i] == '\n') ++next_line;
            if (left_[i] != '"') {
                cell += left_[i];
            } else if (left_.substr(i + 1).starts_with('"')) {
                cell += left_[i++];
            } else {
                left_.remove_prefix(i + 1);
                return true;
            }
        }
        left_ = {};
        return false;
    }
};

/// Of the first line: the separator where it names a column `token`; none where it is a token itself.
char separator_of(std::string_view first) {
    for (const char separator : {',', ';', '\t'}) {
        records one(first, separator);
        if (one.next() && std::any_of(one.cells.begin(), one.cells.end(),
                                      [](const std::string& cell) { return trimmed(cell) == "token"; }))
            return separator;
    }
    return '\0';
}

std::string_view without_mark(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

}  // namespace

/// Puts lines into a list.
class token_reader {
    token_list& to_;
    std::size_t token_ = nimpush::npos, badge_ = nimpush::npos, locale_ = nimpush::npos;
    std::vector<std::size_t> custom_{};
    std::size_t width_ = 0;

    /// False, with the fault kept, where the line has no token that can be sent to.
    bool take(std::uint32_t line, std::string_view text) {
        const auto token = nimpush::device_token::parse(text);
        if (!token) {
            to_.faulty.push_back({line, std::string(token.error().detail.view())});
            return false;
        }
        if (token->is_text_of_digits() && to_.warnings.size() < most_warnings)
            for (const nimpush::problem& one : check(*token))
                to_.warnings.push_back("line " + std::to_string(line) + ": " + std::string(one.what.detail.view()));
        const auto bytes = token->bytes();
        to_.all.push_back({.line = line, .at = to_.bytes_.size(), .size = static_cast<std::uint8_t>(bytes.size())});
        to_.bytes_.insert(to_.bytes_.end(), bytes.begin(), bytes.end());
        return true;
    }
    void refuse(std::uint32_t line, std::string_view why) { to_.faulty.push_back({line, std::string(why)}); }

    std::uint16_t locale_index(std::string_view name) {
        const auto found = std::find(to_.locales.begin(), to_.locales.end(), name);
        if (found != to_.locales.end()) return static_cast<std::uint16_t>(found - to_.locales.begin());
        if (to_.locales.size() == most_locales) return 0;
        to_.locales.emplace_back(name);
        return static_cast<std::uint16_t>(to_.locales.size() - 1);
    }

  public:
    static constexpr std::size_t most_warnings = 20, most_locales = 1'000;

    explicit token_reader(token_list& to) : to_(to) {}

    void read_lines(std::string_view text) {
        to_.all.reserve(text.size() / (2 * nimpush::device_token::usual + 1));
        to_.bytes_.reserve(text.size() / 2);
        for (std::uint32_t line = 1; !text.empty(); ++line) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            const std::string_view one = text.substr(0, end);
            if (one.size() == 2 * nimpush::device_token::usual || !trimmed(one).empty()) take(line, one);
            text.remove_prefix(end == text.size() ? end : end + 1);
        }
    }
    nimpush::result<void> read_columns(const std::vector<std::string>& names) {
        width_ = names.size();
        std::vector<std::string_view> seen;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string_view name = trimmed(names[i]);
            if (std::find(seen.begin(), seen.end(), name) != seen.end())
                return nimpush::detail::fail(
                    nimpush::errc::duplicate_key,
                    nimpush::detail::join("the column ", nimpush::detail::printable(name), " stands there twice"));
            seen.push_back(name);
            constexpr std::string_view custom = "custom.";
            if (name == "token") {
                token_ = i;
            } else if (name == "badge") {
                badge_ = i;
            } else if (name == "locale") {
                locale_ = i;
            } else if (name.starts_with(custom) && name.size() > custom.size()) {
                if (name == "custom.aps" || !nimpush::is_utf8(name))
                    return nimpush::detail::fail(nimpush::errc::unknown_key,
                                                 nimpush::detail::join("the column ", nimpush::detail::printable(name),
                                                                       " is no key of an app's own"));
                custom_.push_back(i);
                to_.custom_keys.emplace_back(name.substr(custom.size()));
            } else {
                to_.unread.emplace_back(name);
            }
        }
        return {};
    }
    void read_record(const records& one) {
        if (one.cells.size() == 1 && trimmed(one.cells[0]).empty()) return;
        if (one.is_torn) return refuse(one.line, "text behind a quote that is closed");
        if (one.cells.size() != width_)
            return refuse(one.line, std::to_string(one.cells.size()) + " cells, where the header line has " +
                                        std::to_string(width_));
        std::int32_t badge = -1;
        if (badge_ != nimpush::npos)
            if (const std::string_view digits = trimmed(one.cells[badge_]); !digits.empty()) {
                const auto n = nimpush::read_natural(digits);
                if (!n || *n > std::numeric_limits<std::int32_t>::max())
                    return refuse(one.line, "badge: must be a whole number from 0 to 2147483647, or empty");
                badge = static_cast<std::int32_t>(*n);
            }
        bool has_own = false;
        for (const std::size_t at : custom_) {
            if (!nimpush::is_utf8(one.cells[at])) return refuse(one.line, "a cell that is not UTF-8");
            has_own = has_own || !one.cells[at].empty();
        }
        if (!take(one.line, one.cells[token_])) return;
        recipient& made = to_.all.back();
        made.badge = badge;
        if (locale_ != nimpush::npos) made.locale = locale_index(trimmed(one.cells[locale_]));
        if (!has_own) return;
        made.own_row = static_cast<std::uint32_t>(to_.cells.size() / custom_.size());
        for (const std::size_t at : custom_) to_.cells.push_back(one.cells[at]);
    }
};

nimpush::result<token_list> token_list::read(std::string_view text) {
    token_list made;
    token_reader reader(made);
    text = without_mark(text);
    const char separator = separator_of(text.substr(0, text.find('\n')));
    if (separator == '\0') {
        reader.read_lines(text);
        return made;
    }
    records all(text, separator);
    all.next();
    if (const auto fine = reader.read_columns(all.cells); !fine) return nimpush::unexpected(fine.error());
    while (all.next() && !all.is_open) reader.read_record(all);
    if (!all.is_open) return made;
    return nimpush::detail::fail(
        nimpush::errc::truncated,
        nimpush::detail::join("line ", nimpush::detail::count_text(all.line),
                              ": a quote that is not closed, so that all lines behind it are inside of it"));
}

token_list::repeated token_list::find_repeated() const {
    std::vector<std::pair<std::size_t, std::uint32_t>> hashes;
    hashes.reserve(all.size());
    const auto chars = [&](std::uint32_t i) {
        const auto bytes = token(all[i]);
        return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    };
    for (std::uint32_t i = 0; i < all.size(); ++i) hashes.emplace_back(std::hash<std::string_view>{}(chars(i)), i);
    std::sort(hashes.begin(), hashes.end());
    repeated found;
    for (std::size_t i = 1; i < hashes.size(); ++i) {
        const auto [hash, at] = hashes[i];
        if (hash != hashes[i - 1].first || chars(at) != chars(hashes[i - 1].second)) continue;
        ++found.count;
        if (found.line == 0 || all[at].line < found.line) {
            found.line = all[at].line;
            found.first = all[hashes[i - 1].second].line;
        }
    }
    return found;
}

}  // namespace nimpush_tool
