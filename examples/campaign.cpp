// A campaign: one notification for a million devices, and a push that was rendered while compiling.
//
//     c++ -std=c++20 -O2 -Iinclude examples/campaign.cpp -o campaign && ./campaign
//
// Headers and body are rendered once, per device only the path is written, and nothing is allocated. The
// greeting at the end is in the binary as the bytes that are sent; nothing renders it at run time:
//
//     strings -t x ./campaign | grep '{"aps"'
//     objdump -s -j .rodata ./campaign | grep -A 4 '{"aps"'

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string_view>

#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/static_push.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/model/device_token.hpp>

namespace {

namespace apns = nimpush::apns;

/// Stands for the table of tokens that a provider has: any type with size() and operator[] will do.
struct made_up_tokens {
    std::size_t count;

    std::size_t size() const { return count; }
    nimpush::device_token operator[](std::size_t i) const {
        std::array<std::uint8_t, 32> token{};
        std::uint64_t word = i + 1;
        for (std::size_t k = 0; k < token.size(); ++k) {
            if (k % 8 == 0) word *= 0x9E3779B97F4A7C15u;
            token[k] = static_cast<std::uint8_t>(word >> (8 * (k % 8)));
        }
        return *nimpush::device_token::from(token);
    }
};

/// Stands for the connections: counts what they would carry, before HPACK.
struct counting_sink {
    std::size_t pushes = 0;
    std::size_t bytes = 0;

    bool operator()(const apns::device_push& one) {
        ++pushes;
        bytes += one.path.size() + one.body.size();
        for (const auto& [name, value, treatment] : one.headers) bytes += name.size() + value.size();
        return true;
    }
};

apns::campaign greeting() {
    return apns::prepare<[] {
        return apns::request{.bundle_id = "com.example.acme",
                             .collapse_id = "greeting",
                             .payload = {.alert = {.title = "Acme", .body = "Welcome aboard"}, .sound = "default"}};
    }>();
}

void print(std::string_view s) { std::fwrite(s.data(), 1, s.size(), stdout); }

}  // namespace

int main() {
    const apns::request news{
        .bundle_id = "com.example.acme",
        .priority = apns::priority::power_aware,
        .expiration = 1'800'000'000,
        .collapse_id = "news-42",
        .payload = {
            .alert = {.title = "News", .body = "Version 42 is out"}, .badge = 1, .custom = {{"page", "releases/42"}}}};
    const auto push = apns::prepare(news);
    if (!push) {
        print(nimpush::to_text(push.error()).view());
        print("\n");
        return 1;
    }

    const made_up_tokens tokens{1'000'000};
    counting_sink sink;
    std::size_t position = 0;  // all that a campaign has to store to go on after a restart
    const auto began = std::chrono::steady_clock::now();
    while (position < tokens.size()) {
        // An error is about the device at the position, which one more leaves out.
        if (!apns::fan_out(*push, tokens, position, 10'000, sink)) ++position;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::printf("%zu pushes, %zu bytes, %.3f s: %.1f million pushes a second\n", sink.pushes, sink.bytes, took.count(),
                static_cast<double>(sink.pushes) / took.count() / 1e6);

    std::size_t next = 0;
    const auto greeted = apns::fan_out(greeting(), tokens, next, 1, [](const apns::device_push& one) {
        print("POST ");
        print(one.path);
        for (const auto& [name, value, treatment] : one.headers) {
            print("\n");
            print(name);
            print(": ");
            print(value);
        }
        print("\n\n");
        print(one.body);
        print("\n");
        return true;
    });
    return greeted.has_value() ? 0 : 1;
}
