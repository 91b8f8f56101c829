#pragma once

// A described type whose enumerators are numbers on the wire.

#include <cstdint>
#include <optional>
#include <vector>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>

#include "described.hpp"

namespace test {

// Enumerators that are numbers on the wire: they count up, or have a number each.
enum class change { login, logout };
nimpush::schema::counted<1, "logged in", "logged out"> enum_names(change);
enum class client { unknown, pc, harmony };
nimpush::schema::numbered_texts<nimpush::schema::listed_numbers<-1, 4, 65>, "unknown", "pc", "harmony"> enum_names(
    client);

struct numbered_sample {
    change what = change::login;
    std::optional<client> who{};
    std::vector<client> all{};
    std::int64_t count = 0;
    std::vector<nimpush::text_or_null> accounts{};
    std::vector<std::optional<point>> points{};
    using described_by = nimpush::field_list<
        nimpush::field<"what", &numbered_sample::what>, nimpush::field<"who", &numbered_sample::who>,
        nimpush::field<"all", &numbered_sample::all>, nimpush::field<"count", &numbered_sample::count>,
        nimpush::field<"accounts", &numbered_sample::accounts>, nimpush::field<"points", &numbered_sample::points>>;
};

}  // namespace test
