#include <nimpush/wire/standard_codec.hpp>

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/span.hpp>
#include <nimpush/wire/json.hpp>

#include "../../tools/nimpush/tagged_json.hpp"
#include "../support/flutter_vectors.hpp"
#include "../support/guarded_buffer.hpp"
#include "../support/print.hpp"
#include "../support/random_value.hpp"

namespace {

using namespace nimpush;
namespace codec = nimpush::standard_codec;
using test::byte_vector;
using test::flutter_row;
using test::message_kind;

/// Rows of the file by list, read once.
const std::vector<flutter_row>& vectors() {
    static const auto rows = test::flutter_rows("vectors");
    return rows;
}
const std::vector<flutter_row>& malformed() {
    static const auto rows = test::flutter_rows("malformed");
    return rows;
}

/// Bytes of a subject in tagged JSON.
result<byte_vector> encode(message_kind kind, const value& subject) {
    switch (kind) {
        case message_kind::value:
            return nimpush_tool::from_tagged(subject).and_then([](const value& v) { return codec::encode(v); });
        case message_kind::method_call:
            return nimpush_tool::call_from_tagged(subject).and_then([](const codec::method_call& call) {
                return codec::encode_method_call(call.method.view(), call.arguments);
            });
        case message_kind::envelope:
            return nimpush_tool::envelope_from_tagged(subject).and_then(
                [](const codec::envelope& reply) { return codec::encode_envelope(reply); });
    }
    return byte_vector();
}

/// The subject of bytes, as tagged JSON.
result<value> decode(message_kind kind, nimpush::span<const std::uint8_t> message) {
    const auto tagged = [](const auto& x) { return nimpush_tool::to_tagged(x); };
    switch (kind) {
        case message_kind::value: return codec::decode(message).transform(tagged);
        case message_kind::method_call: return codec::decode_method_call(message).transform(tagged);
        case message_kind::envelope: return codec::decode_envelope(message).transform(tagged);
    }
    return value();
}

/// The bytes again, without tagged JSON between: NaN keeps its bits, a key that stands twice does.
result<byte_vector> encode_again(message_kind kind, nimpush::span<const std::uint8_t> message) {
    switch (kind) {
        case message_kind::value:
            return codec::decode(message).and_then([](const value& v) { return codec::encode(v); });
        case message_kind::method_call:
            return codec::decode_method_call(message).and_then([](const codec::method_call& call) {
                return codec::encode_method_call(call.method.view(), call.arguments);
            });
        case message_kind::envelope:
            return codec::decode_envelope(message).and_then(
                [](const codec::envelope& reply) { return codec::encode_envelope(reply); });
    }
    return byte_vector();
}

/// Equal, where a double may be written 1 or 1.0 and hexadecimal digits in either case.
bool alike(const value& a, const value& b) {
    if (a.as_double() && b.as_double() && a.type() != b.type()) return *a.as_double() == *b.as_double();
    if (a.size() != b.size() || a.type() != b.type()) return false;
    for (std::size_t i = 0; i < a.items().size(); ++i)
        if (!alike(a.items()[i], b.items()[i])) return false;
    for (const value::member& one : a.members())
        if (b.find(one.key.chars()) == nullptr || !alike(one.val, *b.find(one.key.chars()))) return false;
    return a.is(value::kind::list) || a.is(value::kind::map) || a == b;
}

std::string shown(const value& v) {
    return json::to_string(v, nimpush_tool::write_tagged_json).value().substr(0, 2000);
}

/// A message in a room of exactly its size, so that the address sanitizer sees every byte read behind it.
byte_vector exact(nimpush::span<const std::uint8_t> message) { return byte_vector(message.begin(), message.end()); }

}  // namespace

TEST_CASE("the file has as many rows as it says") {
    CHECK(vectors().size() == 251);
    CHECK(malformed().size() == 198);
    CHECK(test::flutter_rows("encode_errors").size() == 27);
}

TEST_CASE("vectors: the value is encoded to the bytes") {
    for (const flutter_row& row : vectors()) {
        CAPTURE(row.id);
        const auto made = encode(row.kind, row.subject);
        REQUIRE(made.has_value());
        const bool same = *made == (row.non_canonical ? row.canonical_hex : row.hex);
        CHECK(same);
        if (!same && made->size() < 200) CHECK(test::hex_of(*made) == test::hex_of(row.hex));
    }
}

TEST_CASE("vectors: the bytes are decoded to the value") {
    for (const flutter_row& row : vectors()) {
        CAPTURE(row.id);
        const auto made = decode(row.kind, exact(row.hex));
        REQUIRE(made.has_value());
        const bool same = alike(*made, row.subject);
        CHECK(same);
        if (!same) CHECK(shown(*made) == shown(row.subject));
    }
}

TEST_CASE("vectors: bytes that a writer sends come back exactly") {
    for (const flutter_row& row : vectors()) {
        CAPTURE(row.id);
        const auto made = encode_again(row.kind, row.hex);
        REQUIRE(made.has_value());
        if (!row.non_canonical) CHECK((*made == row.hex));
    }
}

TEST_CASE("malformed: the reason and the offset") {
    for (const flutter_row& row : malformed()) {
        CAPTURE(row.id);
        const auto made = decode(row.kind, exact(row.hex));
        REQUIRE_FALSE(made.has_value());
        CHECK(name_of(made.error().code) == row.reason);
        CHECK(made.error().offset == row.offset);
        CHECK(to_text(made.error()) == row.reason + " at offset " + std::to_string(row.offset));
    }
}

TEST_CASE("encode_errors: text that no encoder takes") {
    for (const flutter_row& row : test::flutter_rows("encode_errors")) {
        CAPTURE(row.id);
        const auto text = json::read(row.json, nimpush_tool::read_tagged_json);
        CHECK_FALSE(text.and_then([&](const value& v) { return encode(row.kind, v); }).has_value());
    }
}

TEST_CASE("vectors: buffers of the exact size, one more, one less") {
    for (const flutter_row& row : vectors()) {
        if (row.non_canonical || row.kind == message_kind::envelope) continue;
        CAPTURE(row.id);
        codec::method_call call;
        if (row.kind == message_kind::value)
            call.arguments = codec::decode(row.hex).value();
        else
            call = codec::decode_method_call(row.hex).value();
        const auto write = [&](nimpush::span<std::uint8_t> buffer) {
            return row.kind == message_kind::value
                       ? codec::encode(call.arguments, buffer)
                       : codec::encode_method_call(call.method.view(), call.arguments, buffer);
        };
        for (const std::size_t room : {row.hex.size(), row.hex.size() + 1}) {
            test::guarded_buffer<std::uint8_t> buffer(room);
            const auto written = write(buffer.span());
            REQUIRE(written.has_value());
            CHECK(*written == row.hex.size());
            CHECK_FALSE(buffer.is_overrun());
            CHECK((exact(buffer.span().first(*written)) == row.hex));
            if (room > *written) CHECK(buffer.span()[*written] == 0xA5);
        }
        test::guarded_buffer<std::uint8_t> buffer(row.hex.size() - 1);
        const auto written = write(buffer.span());
        REQUIRE_FALSE(written.has_value());
        CHECK(written.error().code == errc::buffer_too_small);
        CHECK_FALSE(buffer.is_overrun());
    }
}

// A cut map of 65,535 pairs is read to its end each time, so the large messages are cut at some places only.
TEST_CASE("vectors: cut at every byte they are refused, with an offset inside") {
    for (const flutter_row& row : vectors()) {
        CAPTURE(row.id);
        const std::size_t step = row.hex.size() > 4000 ? row.hex.size() / 37 : 1;
        for (std::size_t size = 0; size < row.hex.size();
             size += size < 300 || size + 300 > row.hex.size() ? 1 : step) {
            CAPTURE(size);
            const byte_vector cut = exact(nimpush::span(row.hex).first(size));
            const auto made = decode(row.kind, cut);
            if (row.kind == message_kind::envelope) {
                if (size == 0) {
                    REQUIRE(made.value() == value::map({{"not_implemented", true}}));
                    continue;
                }
                if (made && row.hex[0] == 1) continue;  // the fourth value, cut off whole
            }
            REQUIRE_FALSE(made.has_value());
            REQUIRE(made.error().offset <= size);
            const errc code = made.error().code;
            REQUIRE((code == errc::truncated || code == errc::size_past_end));
        }
    }
}

TEST_CASE("vectors: a byte behind them is refused where it stands") {
    for (const flutter_row& row : vectors()) {
        if (row.hex.size() > 4000) continue;
        CAPTURE(row.id);
        byte_vector longer = row.hex;
        longer.push_back(0xFF);
        const auto made = decode(row.kind, exact(longer));
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().offset == (row.hex.empty() ? 0 : row.hex.size()));
        // Behind an error of three values a fourth may stand, but not of this type.
        if (!row.hex.empty() && made.error().code != errc::unknown_type)
            CHECK(made.error().code == errc::trailing_bytes);
    }
}

TEST_CASE("random mutations of the vectors are read or refused, and what is read comes back") {
    constexpr std::uint64_t seed = 5;
    CAPTURE(seed);
    test::random random(seed);
    std::vector<const flutter_row*> rows;
    for (const auto* list : {&vectors(), &malformed()})
        for (const flutter_row& row : *list)
            if (row.hex.size() < 1000) rows.push_back(&row);
    std::size_t read = 0;
    for (int round = 0; round < 60000; ++round) {
        const flutter_row& row = *rows[random.below(rows.size())];
        CAPTURE(row.id);
        CAPTURE(round);
        byte_vector message = row.hex;
        for (std::size_t changes = 1 + random.below(4); changes != 0 && !message.empty(); --changes) {
            const std::size_t at = random.below(message.size());
            const auto place = message.begin() + static_cast<std::ptrdiff_t>(at);
            switch (random.below(6)) {
                case 0: message.resize(at); break;
                case 1: message.erase(place); break;
                case 2: *place = static_cast<std::uint8_t>(random.below(16)); break;
                case 3: *place = random.byte(); break;
                case 4: *place ^= static_cast<std::uint8_t>(1u << random.below(8)); break;
                default: message.insert(place, random.one_in(4) ? std::uint8_t{255} : random.byte()); break;
            }
        }
        const byte_vector given = exact(message);
        const auto kind = random.one_in(8) ? static_cast<message_kind>(random.below(3)) : row.kind;
        const auto made = encode_again(kind, given);
        if (!made) {
            REQUIRE(made.error().offset <= given.size());
            REQUIRE(made.error().detail ==
                    std::string(name_of(made.error().code)) + " at offset " + std::to_string(made.error().offset));
            continue;
        }
        ++read;
        REQUIRE(made->size() <= given.size());  // longer size forms and int64 forms get shorter, padding may as well
        REQUIRE(encode_again(kind, *made).value() == *made);
        const auto tagged = decode(kind, given);
        REQUIRE(tagged.has_value());
        REQUIRE(encode(kind, *tagged).has_value());
    }
    CHECK(read > 3000);
}

TEST_CASE("a random value comes back, bit for bit") {
    constexpr std::uint64_t seed = 6;
    CAPTURE(seed);
    test::random random(seed);
    for (int round = 0; round < 4000; ++round) {
        CAPTURE(round);
        const value given = test::random_message(random);
        const byte_vector message = codec::encode(given).value();
        REQUIRE(codec::encoded_size(given).value() == message.size());
        REQUIRE(codec::decode(message).value() == given);

        const auto call = codec::decode_method_call(codec::encode_method_call("m\u00e9thod", given).value());
        REQUIRE(call.value() == codec::method_call{"m\u00e9thod", given});

        codec::envelope reply{.what = codec::envelope::outcome::success, .data = given};
        REQUIRE(codec::decode_envelope(codec::encode_envelope(reply).value()).value() == reply);
        reply = {.what = codec::envelope::outcome::error, .error = {"code", {}, given, {}}};
        if (random.one_in(2)) reply.error.message = "message";
        if (random.one_in(2)) reply.error.stacktrace = random.one_in(2) ? text("trace") : text();
        REQUIRE(codec::decode_envelope(codec::encode_envelope(reply).value()).value() == reply);
    }
}
