// Device tokens by the million: digits and bytes, and a campaign fanned out to them, beside a copy of the same bytes in
// the same run. Times are of one token. Read the ratios: a shared machine's nanoseconds drift.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/fit.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/model/device_token_rows.hpp>

#include <benchmark/benchmark.h>

namespace {

using nimpush::device_token;
using nimpush::device_token_rows;
using nimpush::span;

constexpr std::size_t most = 1'000'000;
constexpr std::size_t width = device_token::usual;

/// The same random tokens in every run.
const std::vector<std::uint8_t>& all_bytes() {
    static const std::vector<std::uint8_t> made = [] {
        std::vector<std::uint8_t> bytes(most * width);
        std::uint64_t state = 1;
        for (std::uint8_t& byte : bytes) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            byte = static_cast<std::uint8_t>(state >> 56);
        }
        return bytes;
    }();
    return made;
}
const std::vector<char>& all_digits() {
    static const std::vector<char> made = [] {
        std::vector<char> digits(2 * all_bytes().size());
        nimpush::write_hex(all_bytes(), digits.data());
        return digits;
    }();
    return made;
}
const std::vector<device_token>& all_tokens() {
    static const std::vector<device_token> made = [] {
        std::vector<device_token> tokens;
        tokens.reserve(most);
        const auto rows = *device_token_rows::of(all_bytes());
        for (std::size_t i = 0; i < most; ++i) tokens.push_back(rows[i]);
        return tokens;
    }();
    return made;
}
span<const std::uint8_t> row(std::size_t i) { return {all_bytes().data() + i * width, width}; }
std::string_view digits(std::size_t i) { return {all_digits().data() + i * 2 * width, 2 * width}; }

/// Runs f(i) over all tokens, over and over.
template <class F> void for_each_token(benchmark::State& state, F&& f) {
    for (auto _ : state) {
        for (std::size_t i = 0; i < most; ++i) f(i);
        benchmark::ClobberMemory();
    }
    state.counters["token"] = benchmark::Counter(
        static_cast<double>(most), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void copy_64_bytes(benchmark::State& state) {
    std::vector<char> to(all_digits().size());
    for_each_token(state, [&](std::size_t i) {
        std::memcpy(to.data() + i * 2 * width, digits(i).data(), 2 * width);
        benchmark::DoNotOptimize(to.data());
    });
}
void copy_device_token(benchmark::State& state) {
    std::vector<device_token> to(most);
    const auto& from = all_tokens();
    for_each_token(state, [&](std::size_t i) { to[i] = from[i]; });
}
void digits_into_rows(benchmark::State& state) {
    std::vector<std::uint8_t> to(all_bytes().size());
    for_each_token(state, [&](std::size_t i) { nimpush::read_hex(digits(i), to.data() + i * width); });
}
void digits_into_device_tokens(benchmark::State& state) {
    std::vector<device_token> to(most);
    for_each_token(state, [&](std::size_t i) { to[i] = *device_token::from_hex(digits(i)); });
}
void parsed_device_tokens(benchmark::State& state) {
    std::vector<device_token> to(most);
    for_each_token(state, [&](std::size_t i) { to[i] = *device_token::parse(digits(i)); });
}
void rows_into_digits(benchmark::State& state) {
    std::vector<char> to(all_digits().size());
    for_each_token(state, [&](std::size_t i) { nimpush::write_hex(row(i), to.data() + i * 2 * width); });
}
BENCHMARK(copy_64_bytes);
BENCHMARK(copy_device_token);
BENCHMARK(digits_into_rows);
BENCHMARK(digits_into_device_tokens);
BENCHMARK(parsed_device_tokens);
BENCHMARK(rows_into_digits);

nimpush::apns::campaign news() {
    return nimpush::apns::prepare({.bundle_id = "com.example.acme",
                                   .expiration = 1'800'000'000,
                                   .collapse_id = "news-42",
                                   .payload = {.alert = {.title = "News", .body = "Version 42 is out"},
                                               .badge = 1,
                                               .custom = {{"page", "releases/42"}}}})
        .value();
}

/// The first tokens of a range.
template <class Tokens> struct first_of {
    const Tokens& all;
    std::size_t count;

    std::size_t size() const { return count; }
    decltype(auto) operator[](std::size_t i) const { return all[i]; }
};

/// A push of state.range(0): the time is of one.
template <class Tokens, class Personal>
void fan_out(benchmark::State& state, const Tokens& tokens, Personal&& personal_of) {
    const nimpush::apns::campaign push = news();
    const first_of<Tokens> some{tokens, static_cast<std::size_t>(state.range(0))};
    std::size_t bytes = 0;
    for (auto _ : state) {
        std::size_t position = 0;
        const auto taken = nimpush::apns::fan_out(push, some, position, some.count, personal_of,
                                                  [&](const nimpush::apns::device_push& one) {
                                                      bytes += one.path.size() + one.body.size();
                                                      benchmark::DoNotOptimize(one.path.data());
                                                      return true;
                                                  });
        if (taken.value() != some.count) state.SkipWithError("some were not taken");
    }
    benchmark::DoNotOptimize(bytes);
    state.counters["push"] = benchmark::Counter(
        static_cast<double>(some.count), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
nimpush::apns::personal nothing_of_its_own(std::size_t) { return {}; }
nimpush::apns::personal id_and_badge(std::size_t i) {
    return {"3f2504e0-4f89-11d3-9a0c-0305e82c3301", nimpush::natural::unchecked(static_cast<std::int64_t>(i % 100))};
}
void fan_out_device_tokens(benchmark::State& state) { fan_out(state, all_tokens(), nothing_of_its_own); }
void fan_out_rows(benchmark::State& state) { fan_out(state, *device_token_rows::of(all_bytes()), nothing_of_its_own); }
void fan_out_with_id_and_badge(benchmark::State& state) { fan_out(state, all_tokens(), id_and_badge); }
BENCHMARK(fan_out_device_tokens)->Arg(1'000)->Arg(100'000)->Arg(1'000'000);
BENCHMARK(fan_out_rows)->Arg(1'000)->Arg(100'000)->Arg(1'000'000);
BENCHMARK(fan_out_with_id_and_badge)->Arg(1'000)->Arg(1'000'000);

/// A body of 6,000 bytes shortened to the limit of an alert: the time is of a byte that is kept.
void fit(benchmark::State& state, std::string_view piece) {
    std::string body;
    while (body.size() < 6000) body += piece;
    const nimpush::text shown(body);
    std::size_t size = 1;
    for (auto _ : state) {
        nimpush::apns::notification n{.alert = {.title = "News"}};
        n.alert.body = nimpush::apns::alert_text(shown);
        size = nimpush::apns::fit(n, nimpush::apns::push_type::alert).value();
    }
    state.counters["byte"] = benchmark::Counter(
        static_cast<double>(size), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
void fit_ascii(benchmark::State& state) { fit(state, "y"); }
void fit_chinese(benchmark::State& state) { fit(state, "中"); }
BENCHMARK(fit_ascii);
BENCHMARK(fit_chinese);

}  // namespace
