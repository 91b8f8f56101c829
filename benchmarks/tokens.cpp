// Device tokens by the million, a campaign for them, and a body that is shortened: beside a copy of the same bytes.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/fit.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/model/device_token_rows.hpp>

#include "table.hpp"
#include "work.hpp"

namespace bench {

namespace {

using nimpush::device_token;
using nimpush::device_token_rows;
using nimpush::span;

constexpr std::size_t million = 1'000'000;
constexpr std::size_t most = 10 * million;
constexpr std::size_t width = device_token::usual;

/// The same random tokens in every run.
const std::vector<std::uint8_t>& all_bytes() {
    static const std::vector<std::uint8_t> made = [] {
        std::vector<std::uint8_t> all(most * width);
        std::uint64_t state = 1;
        for (std::uint8_t& byte : all) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            byte = static_cast<std::uint8_t>(state >> 56);
        }
        return all;
    }();
    return made;
}
device_token_rows all_rows() { return expected(device_token_rows::of(all_bytes())); }
const std::vector<char>& all_digits() {
    static const std::vector<char> made = [] {
        std::vector<char> digits(2 * million * width);
        nimpush::write_hex(span<const std::uint8_t>(all_bytes()).first(million * width), digits.data());
        return digits;
    }();
    return made;
}
const std::vector<device_token>& all_tokens() {
    static const std::vector<device_token> made = [] {
        std::vector<device_token> tokens;
        tokens.reserve(million);
        const auto rows = all_rows();
        for (std::size_t i = 0; i < million; ++i) tokens.push_back(rows[i]);
        return tokens;
    }();
    return made;
}
span<const std::uint8_t> row(std::size_t i) { return {all_bytes().data() + i * width, width}; }
std::string_view digits(std::size_t i) { return {all_digits().data() + i * 2 * width, 2 * width}; }

/// Where the rows of the tables of tokens write.
std::vector<char> made_digits(2 * million * width);
std::vector<std::uint8_t> made_bytes(million* width);
std::vector<device_token> made_tokens(million);

/// f(i) for each of a million tokens: the time is of one.
template <class F> void add_each(table& t, std::string name, const std::string& column, F f) {
    t.add(
        std::move(name), column,
        [f] {
            for (std::size_t i = 0; i < million; ++i) f(i);
            keep(made_bytes);
        },
        million);
}
void add_copy(table& t, const std::string& column) {
    add_each(t, "memcpy of the 64 digits", column, [](std::size_t i) {
        std::memcpy(made_digits.data() + i * 2 * width, digits(i).data(), 2 * width);
        keep(made_digits);
    });
}

void add_hexadecimal(table& t) {
    add_each(t, "nimpush, rows of bytes", "from digits",
             [](std::size_t i) { nimpush::read_hex(digits(i), made_bytes.data() + i * width); });
    table::same_or_abort(
        (t.cells.back().run(), std::memcmp(made_bytes.data(), all_bytes().data(), million * width) == 0), "nimpush",
        "from digits");
    add_each(t, "nimpush, device_tokens", "from digits",
             [](std::size_t i) { made_tokens[i] = expected(device_token::from_hex(digits(i))); });
    add_each(t, "nimpush, any form (parse)", "from digits",
             [](std::size_t i) { made_tokens[i] = expected(device_token::parse(digits(i))); });
    table::same_or_abort((t.cells.back().run(), made_tokens == all_tokens()), "nimpush", "device_tokens");
    add_copy(t, "from digits");
    add_each(t, "nimpush, rows of bytes", "to digits",
             [](std::size_t i) { nimpush::write_hex(row(i), made_digits.data() + i * 2 * width); });
    table::same_or_abort((t.cells.back().run(), made_digits == all_digits()), "nimpush", "to digits");
    add_copy(t, "to digits");
}

const apns::campaign& news() {
    static const apns::campaign made = expected(apns::prepare(apns::request{
        .bundle_id = "com.example.acme",
        .expiration = 1'800'000'000,
        .collapse_id = "news-42",
        .payload = {.alert = {.title = "News",
                              .body = "Version 42 is out: what is new, what is gone, and how to come back to "
                                      "the one before, in room four at five"},
                    .badge = 1,
                    .sound = "default",
                    .custom = {{"page", "releases/42"}}}}));
    return made;
}

/// The first tokens of a range.
template <class Tokens> struct first_of {
    const Tokens& all;
    std::size_t count;

    std::size_t size() const { return count; }
    decltype(auto) operator[](std::size_t i) const { return all[i]; }
};

template <class Tokens, class Personal> void fan_out(const Tokens& tokens, std::size_t count, Personal&& personal_of) {
    std::size_t position = 0;
    std::size_t size = 0;
    const auto taken = apns::fan_out(news(), first_of<Tokens>{tokens, count}, position, count, personal_of,
                                     [&](const apns::device_push& one) {
                                         size += one.path.size() + one.body.size();
                                         keep(*one.path.data());
                                         return true;
                                     });
    if (!taken || *taken != count) not_expected();
    keep(size);
}

apns::personal nothing_of_its_own(std::size_t) { return {}; }
apns::personal id_and_badge(std::size_t i) {
    return {"3f2504e0-4f89-11d3-9a0c-0305e82c3301", nimpush::natural::unchecked(static_cast<std::int64_t>(i % 100))};
}

std::string with_commas(std::size_t n) {
    std::string text = std::to_string(n);
    for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
    return text;
}

void add_fan_out(table& t) {
    static const device_token_rows rows = all_rows();
    for (std::size_t count = 1000; count <= most; count *= 10) {
        const std::string column = with_commas(count);
        const auto units = static_cast<double>(count);
        t.add(
            "nimpush, rows of 32 bytes", column, [count] { fan_out(rows, count, nothing_of_its_own); }, units);
        if (count <= million)
            t.add(
                "nimpush, device_tokens", column, [count] { fan_out(all_tokens(), count, nothing_of_its_own); }, units);
        t.add(
            "nimpush, each with an id and badge", column, [count] { fan_out(rows, count, id_and_badge); }, units);
        t.add(
            "memcpy of 32 bytes", column,
            [count] {
                for (std::size_t i = 0; i < count; ++i) {
                    std::memcpy(made_bytes.data(), row(i).data(), width);
                    keep(made_bytes);
                }
            },
            units);
    }
}

/// A body of 6,000 bytes shortened to the limit of an alert: the time is of a byte that is kept.
void add_fit(table& t, const std::string& column, std::string_view piece) {
    std::string body;
    while (body.size() < 6000) body += piece;
    const nimpush::text shown = run_time_text(body);
    const auto shortened = [shown] {
        apns::notification n{.alert = {.title = "News"}};
        n.alert.body = apns::alert_text(shown);
        const std::size_t size = expected(apns::fit(n, apns::push_type::alert));
        keep(n);
        return size;
    };
    const auto kept = static_cast<double>(shortened());
    t.add("nimpush", column, shortened, kept);
    t.add(
        "memcpy", column,
        [shown] {
            keep(shown);
            std::memcpy(made_bytes.data(), shown.view().data(), 4096);
            keep(made_bytes);
        },
        4096);
}

}  // namespace

void add_token_rows() {
    add_hexadecimal(new_table("tokens", "a million random device tokens, one of them", "memcpy of the 64 digits"));
    add_fan_out(new_table("fan-out", "a campaign of " + std::to_string(news().body().size()) + " bytes, one push",
                          "memcpy of 32 bytes"));
    table& shortening = new_table("fit", "a body of 6,000 bytes shortened to 4,096, one byte that is kept", "memcpy");
    add_fit(shortening, "ASCII", "y");
    add_fit(shortening, "Chinese", "中");
}

}  // namespace bench
