#include <nimpush/core/key_index.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "../support/print.hpp"
#include "../support/random.hpp"

namespace {

using nimpush::npos;
using nimpush::detail::key_index;

struct keyring {
    std::vector<std::string> keys{};
    key_index index{};

    auto at() const {
        return [this](std::size_t i) { return std::string_view(keys[i]); };
    }
    void add(std::string key) {
        keys.push_back(std::move(key));
        index.learn_all(keys.size(), at());
    }
    std::size_t find(std::string_view key) const { return index.find(key, keys.size(), at()); }
};

// Texts that are each other's beginnings, hold zeros, and differ in single bits.
std::string any_key(test::random& random) {
    constexpr std::string_view some(
        "\0\x01\x80\xff"
        "ab",
        6);
    std::string made;
    for (std::size_t n = random.below(7); n != 0; --n) made += some[random.below(some.size())];
    return made;
}

// The old table's hash: keys of one slot were found one after the other.
std::uint64_t fnv(std::string_view s) {
    std::uint64_t h = 14695981039346656037u;
    for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return h;
}

}  // namespace

TEST_CASE("the last position of a key is found, and no other key, against a map of the standard's") {
    test::random random(20261129);
    for (int round = 0; round < 40; ++round) {
        keyring ring;
        std::unordered_map<std::string, std::size_t> known;
        for (std::size_t i = 0; i < 400; ++i) {
            const std::string key = any_key(random);
            known[key] = i;
            ring.add(key);
            const std::string other = any_key(random);
            const auto there = known.find(other);
            REQUIRE(ring.find(other) == (there == known.end() ? npos : there->second));
            REQUIRE(ring.find(key) == i);
        }
        for (const auto& [key, position] : known) REQUIRE(ring.find(key) == position);
    }
}

TEST_CASE("a copy of the index learns again, one that was moved from too") {
    keyring ring;
    for (int i = 0; i < 100; ++i) ring.add("k" + std::to_string(i));
    const keyring copy = ring;
    CHECK(copy.find("k7") == 7);
    keyring moved = std::move(ring);
    CHECK(moved.find("k99") == 99);
    moved.add("k7");
    CHECK(moved.find("k7") == 100);
    ring.keys = {"one"};  // NOLINT(bugprone-use-after-move): that is what is tried
    CHECK(ring.find("one") == 0);
    CHECK(ring.find("k7") == npos);
}

TEST_CASE("the number of keys that a lookup looks at does not grow with keys that were chosen for it") {
    for (const std::size_t n : {std::size_t{1000}, std::size_t{4000}}) {
        keyring ring;
        for (std::size_t i = 0; ring.keys.size() < n; ++i) {
            std::string key = "collide" + std::to_string(i);
            if (fnv(key) % 64 == 0) ring.add(std::move(key));
        }
        std::size_t looked = 0;
        const auto counted = [&](std::size_t i) {
            ++looked;
            return std::string_view(ring.keys[i]);
        };
        for (const auto& key : ring.keys) CHECK(ring.index.find(key, ring.keys.size(), counted) != npos);
        CHECK(looked <= 2 * n);
    }
}
