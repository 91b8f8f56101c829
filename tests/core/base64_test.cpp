#include <nimpush/core/base64.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/utf8.hpp>

#include "../support/print.hpp"
#include "../support/random.hpp"

namespace {

using namespace nimpush;

struct vector {
    std::string_view bytes;
    std::string_view standard;
    std::string_view url;
};
// RFC 4648, section 10, and the two characters in which the alphabets differ.
constexpr vector vectors[] = {
    {"", "", ""},
    {"f", "Zg==", "Zg"},
    {"fo", "Zm8=", "Zm8"},
    {"foo", "Zm9v", "Zm9v"},
    {"foob", "Zm9vYg==", "Zm9vYg"},
    {"fooba", "Zm9vYmE=", "Zm9vYmE"},
    {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
    {"\xfb\xff\xfe", "+//+", "-__-"},
    {std::string_view("\0\0\0\0", 4), "AAAAAA==", "AAAAAA"},
    {"\xff\xff\xff\xff", "/////w==", "_____w"},
};

constexpr bool holds(const vector& v, base64_alphabet a, std::string_view expected) {
    std::uint8_t bytes[8]{};
    for (std::size_t i = 0; i < v.bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(v.bytes[i]);
    char out[16]{};
    const char* end = write_base64({bytes, v.bytes.size()}, out, a);
    const std::string_view made(out, static_cast<std::size_t>(end - out));
    if (made != expected || made.size() != base64_size(v.bytes.size(), a)) return false;
    if (base64_fault(expected) != npos || base64_decoded_size(expected) != v.bytes.size()) return false;
    std::uint8_t back[8]{};
    if (read_base64(expected, back) != back + v.bytes.size()) return false;
    for (std::size_t i = 0; i < 8; ++i)
        if (back[i] != bytes[i]) return false;
    return true;
}
constexpr bool all_vectors_hold() {
    for (const vector& v : vectors)
        if (!holds(v, base64_alphabet::standard, v.standard) || !holds(v, base64_alphabet::url, v.url)) return false;
    return true;
}
static_assert(all_vectors_hold());

struct row {
    std::string_view why;
    std::string_view given;
    std::size_t fault;
};
constexpr row rows[] = {
    {"padding may be left out whole", "Zg", npos},
    {"but not half of it", "Zg=", 3},
    {"padding where none is due", "Zm9v=", 5},
    {"two where none is due", "Zm9v==", 6},
    {"two where one is due", "Zm8==", 5},
    {"padding alone", "=", 1},
    {"two of it alone", "==", 2},
    {"four of it", "====", 0},
    {"padding inside", "Zg==Zg==", 2},
    {"one character is six bits, no byte", "Z", 1},
    {"five characters", "Zm9vY", 5},
    {"one and padding", "A===", 1},
    {"bits behind the last byte, of two characters: the lowest", "Zh==", 1},
    {"the highest", "Zo==", 1},
    {"no such bit", "Zw==", npos},
    {"bits behind the last byte, of three: the lowest", "Zm9=", 2},
    {"the highest", "Zm+=", 2},
    {"no such bit", "Zm8=", npos},
    {"the same without padding", "Zm9", 2},
    {"a space", "Zm 9v", 2},
    {"a line end", "Zm9v\nZm9v", 4},
    {"a dot", "....", 0},
    {"not ASCII", "Zm9\xc3", 3},
    {"a zero byte", std::string_view("Zm9\0", 4), 3},
};
constexpr bool all_rows_hold() {
    for (const row& r : rows)
        if (base64_fault(r.given) != r.fault) return false;
    return true;
}
static_assert(all_rows_hold());

}  // namespace

TEST_CASE("RFC 4648: the vectors, both alphabets, both ways") {
    for (const vector& v : vectors) {
        CAPTURE(v.standard);
        CHECK(holds(v, base64_alphabet::standard, v.standard));
        CHECK(holds(v, base64_alphabet::url, v.url));
    }
}

TEST_CASE("each sequence of bytes has one text: what else there is has its fault at an offset") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        CAPTURE(r.given);
        CHECK(base64_fault(r.given) == r.fault);
    }
}

TEST_CASE("any bytes come back") {
    constexpr std::uint64_t seed = 4648;
    CAPTURE(seed);
    test::random random(seed);
    for (std::size_t size = 0; size < 200; ++size) {
        CAPTURE(size);
        std::vector<std::uint8_t> bytes(size);
        for (auto& byte : bytes) byte = random.byte();
        for (const auto alphabet : {base64_alphabet::standard, base64_alphabet::url}) {
            std::string made(base64_size(size, alphabet), '?');
            CHECK(write_base64(bytes, made.data(), alphabet) == made.data() + made.size());
            CHECK(base64_fault(made) == npos);
            REQUIRE(base64_decoded_size(made) == size);
            std::vector<std::uint8_t> back(size);
            CHECK(read_base64(made, back.data()) == back.data() + size);
            CHECK(back == bytes);
        }
    }
}
