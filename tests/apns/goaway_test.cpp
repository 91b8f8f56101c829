#include <nimpush/apns/goaway.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/response.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/schema.hpp>

#include "../support/print.hpp"
#include "../support/random.hpp"

namespace {

using namespace nimpush;
using apns::connection_end;
using apns::goaway;
using apns::highest_stream_id;
using apns::http2_error;
using apns::make_goaway;
using apns::read_goaway;
using apns::stream_fate;

using bytes_of = std::vector<std::uint8_t>;
bytes_of frame(std::uint32_t last, std::uint32_t code, std::string_view debug) {
    bytes_of made;
    for (const std::uint32_t number : {last, code})
        for (const int shift : {24, 16, 8, 0}) made.push_back(static_cast<std::uint8_t>(number >> shift));
    made.insert(made.end(), debug.begin(), debug.end());
    return made;
}

// RFC 9113, 7.
static_assert(number_of(http2_error::no_error) == 0x0 && number_of(http2_error::refused_stream) == 0x7);
static_assert(number_of(http2_error::enhance_your_calm) == 0xB && number_of(http2_error::http_1_1_required) == 0xD);
static_assert(name_of(http2_error::settings_timeout) == "SETTINGS_TIMEOUT" &&
              name_of(http2_error::connect_error) == "CONNECT_ERROR");
static_assert(std::size(names<http2_error>::list) == 14 && !from_number<http2_error>(14));

constexpr bool reads_while_compiling() {
    constexpr std::uint8_t payload[] = {0x80, 0, 0, 5, 0, 0, 0, 0xB, '{', '}'};
    const auto read = read_goaway(payload);
    if (!read || read->last_stream_id != 5 || read->error_code != 11 || read->said.malformed_body.has_value())
        return false;
    connection_end end;
    end.take(*read);
    return end.fate_of(5) == stream_fate::unsure && end.fate_of(7) == stream_fate::not_processed;
}
static_assert(reads_while_compiling());

constexpr connection_end ended_with(std::initializer_list<std::uint32_t> lasts) {
    connection_end made;
    for (const std::uint32_t last : lasts) made.take({.last_stream_id = last});
    return made;
}
constexpr auto not_processed = stream_fate::not_processed;
constexpr auto unsure = stream_fate::unsure;
static_assert(!connection_end().is_ending() && !connection_end().last_stream_id());
static_assert(ended_with({3}).is_ending() && ended_with({3}).last_stream_id() == 3u);
static_assert(ended_with({3}).fate_of(3) == unsure && ended_with({3}).fate_of(5) == not_processed);
static_assert(ended_with({0}).fate_of(1) == not_processed, "none was processed");
static_assert(ended_with({highest_stream_id}).fate_of(highest_stream_id) == unsure, "it only asks to send no more");
static_assert(ended_with({highest_stream_id, 9}).fate_of(11) == not_processed, "a gentle end, in two steps");
static_assert(ended_with({9, highest_stream_id}).fate_of(11) == not_processed, "a later one raises nothing");
static_assert(ended_with({9, 5, 7}).last_stream_id() == 5u);

}  // namespace

TEST_CASE("a GOAWAY is read with what its debug data say") {
    struct good_row {
        std::string_view why;
        bytes_of given;
        std::uint32_t last;
        std::uint32_t code;
        apns::reason reason = apns::reason::none;
        std::string_view malformed{};
    };
    const good_row rows[] = {
        {"no data", frame(7, 0, ""), 7, 0},
        {"a gentle end", frame(0x7FFFFFFF, 0, ""), highest_stream_id, 0},
        {"the reserved bit", frame(0x80000001, 0, ""), 1, 0},
        {"a reason", frame(0, 0, R"({"reason":"BadCertificate"})"), 0, 0, apns::reason::bad_certificate},
        {"a reason that nobody knows", frame(1, 2, R"({"reason":"NewOne"})"), 1, 2, apns::reason::unknown},
        {"another code", frame(1, 0xFFFFFFFF, ""), 1, 0xFFFFFFFF},
        {"words", frame(3, 11, "too_many_pings"), 3, 11, apns::reason::none, "too_many_pings"},
        {"a zero", frame(3, 0, std::string_view("\0", 1)), 3, 0, apns::reason::none, "?"},
    };
    for (const good_row& r : rows) {
        CAPTURE(r.why);
        const auto read = read_goaway(r.given);
        REQUIRE(read);
        CHECK(read->last_stream_id == r.last);
        CHECK(read->error_code == r.code);
        CHECK(read->said.reason == r.reason);
        CHECK(read->said.status == 0);
        CHECK(read->said.should_reopen());
        if (r.malformed.empty()) CHECK_FALSE(read->said.malformed_body.has_value());
        if (r.malformed.size() > 1) CHECK(read->said.malformed_body == text(r.malformed));
        CHECK(*read == make_goaway(r.last, r.code,
                                   std::string(r.given.begin() + 8, r.given.end())));  // as an HTTP/2 library has it
    }
    const auto dead = read_goaway(frame(1, 0, R"({"reason":"Unregistered","timestamp":1712800000000})"));
    CHECK(dead->said.timestamp_ms == 1712800000000);
    for (std::size_t n = 0; n < 8; ++n) {
        const auto cut = read_goaway(bytes_of(n, 0xFF));
        REQUIRE_FALSE(cut);
        CHECK(cut.error() == error{errc::truncated, {}, "a GOAWAY has eight bytes and the debug data", n});
    }
}

TEST_CASE("a refused stream was not processed, whatever else is known") {
    const auto code = [](http2_error e) { return static_cast<std::uint32_t>(number_of(e)); };
    const connection_end whole;
    CHECK(whole.fate_of(1) == unsure);
    CHECK(whole.fate_of(1, code(http2_error::refused_stream)) == not_processed);
    for (const http2_error other :
         {http2_error::no_error, http2_error::cancel, http2_error::internal_error, http2_error::enhance_your_calm})
        CHECK(whole.fate_of(1, code(other)) == unsure);
    const connection_end ended = ended_with({5});
    CHECK(ended.fate_of(3, code(http2_error::refused_stream)) == not_processed);
    CHECK(ended.fate_of(3, code(http2_error::cancel)) == unsure);
    CHECK(ended.fate_of(7, code(http2_error::cancel)) == not_processed);
}

TEST_CASE("what is no stream of a client is never said to be safe") {
    for (const std::uint32_t none : {0u, 2u, 6u, 0x7FFFFFFEu, 0x80000000u, 0x80000001u, 0xFFFFFFFFu}) {
        CAPTURE(none);
        CHECK(ended_with({0}).fate_of(none) == unsure);
        CHECK(ended_with({0}).fate_of(none, 7) == unsure);
    }
}

TEST_CASE("what is sent again is never processed twice") {
    constexpr std::uint64_t seed = 20261129;
    CAPTURE(seed);
    test::random random(seed);
    for (int round = 0; round < 2'000; ++round) {
        CAPTURE(round);
        // A server that processes streams in order up to a point, refuses some before it, and ends in some steps.
        const std::size_t streams = 1 + random.below(40);
        const std::size_t done = random.below(streams + 1);
        std::vector<bool> processed(streams);
        std::vector<std::optional<std::uint32_t>> reset(streams);
        for (std::size_t i = 0; i < streams; ++i) {
            processed[i] = i < done;
            if (random.one_in(6)) {
                reset[i] = static_cast<std::uint32_t>(random.below(14));
                if (*reset[i] == 7) processed[i] = false;
            }
        }
        const auto id_of = [](std::size_t i) { return static_cast<std::uint32_t>(2 * i + 1); };
        connection_end end;
        std::uint32_t last = highest_stream_id;
        for (std::size_t step = random.below(4); step != 0; --step) {
            // Never below what was processed, and never above what was said before.
            const std::uint32_t least = done == 0 ? 0 : id_of(done - 1);
            if (last > least) last -= static_cast<std::uint32_t>(random.below(last - least + 1));
            end.take(*read_goaway(frame(last, 0, "")));
        }
        std::size_t again = 0;
        for (std::size_t i = 0; i < streams; ++i) {
            if (end.fate_of(id_of(i), reset[i]) == unsure) continue;
            ++again;
            REQUIRE_FALSE(processed[i]);
        }
        if (end.is_ending())
            for (std::size_t i = 0; i < streams; ++i)
                if (id_of(i) > *end.last_stream_id()) REQUIRE(end.fate_of(id_of(i)) == not_processed);
        REQUIRE(again <= streams);
    }
}
