#include <nimpush/wire/codec_read_as.hpp>
#include <nimpush/wire/codec_reader.hpp>
#include <nimpush/wire/codec_tree.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/value_tree.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/plugin/dart.hpp>
#include <nimpush/wire/codec_writer.hpp>

#include "../support/allocations.hpp"
#include "../support/mutate.hpp"
#include "../support/print.hpp"
#include "../support/random.hpp"
#include "../support/random_value.hpp"

namespace {

using namespace nimpush;
namespace codec = nimpush::standard_codec;

flutter_channel::message message() {
    flutter_channel::message made;
    made.session_id = "bob";
    made.content = "hello";
    made.push_payload = {{"sessionId", "alice"}, {"n", 1}};
    return made;
}

}  // namespace

TEST_CASE("decode_tree and borrow_tree: what decode() gives, in one allocation") {
    constexpr std::uint64_t seed = 14;
    CAPTURE(seed);
    test::random from(seed);
    for (int i = 0; i < 500; ++i) {
        const value original = test::random_message(from);
        const std::vector<std::uint8_t> bytes = codec::encode(original).value();
        const value read = codec::decode(bytes).value();
        CHECK(read == original);
        CHECK(test::allocations_of([&] { CHECK(codec::decode_tree(bytes)->root() == original); }).count <= 2);
        const auto borrowed = codec::borrow_tree(bytes);
        REQUIRE(borrowed.has_value());
        CHECK(borrowed->root() == original);
    }
    const auto usual = codec::encode(message()).value();
    CHECK(test::allocations_of([&] { (void)codec::decode_tree(usual); }).count == 1);
    CHECK(test::allocations_of([&] { (void)codec::borrow_tree(usual); }).count == 1);
}

TEST_CASE("a call as a tree: method and arguments, and the faults of decode_method_call()") {
    const auto bytes = codec::encode_method_call("sendMessage", message()).value();
    const auto plain = codec::decode_method_call(bytes).value();
    for (const auto& call : {codec::decode_call_tree(bytes), codec::borrow_call_tree(bytes)}) {
        REQUIRE(call.has_value());
        CHECK(call->method() == "sendMessage");
        CHECK(call->arguments() == plain.arguments);
    }
    CHECK(test::allocations_of([&] { (void)codec::decode_call_tree(bytes); }).count == 1);
    const codec::call_tree none;
    CHECK(none.method().empty());
    CHECK(none.arguments().is_null());
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        const span<const std::uint8_t> cut(bytes.data(), n);
        CHECK(codec::decode_call_tree(cut).error() == codec::decode_method_call(cut).error());
    }
    const auto number = codec::encode(value(7)).value();
    CHECK(codec::borrow_call_tree(number).error() == codec::decode_method_call(number).error());
    // More values than a message of its length has by and large: it is counted first.
    value nulls = value::list();
    for (int i = 0; i < 5000; ++i) nulls.push_back(nullptr);
    const auto dense = codec::encode_method_call("m", nulls).value();
    CHECK(codec::decode_call_tree(dense)->arguments() == nulls);
}

TEST_CASE("a tree of its own outlasts the message; a borrowed one shows it") {
    std::vector<std::uint8_t> bytes = codec::encode(value("hello")).value();
    const auto own = codec::decode_tree(bytes).value();
    const auto borrowed = codec::borrow_tree(bytes).value();
    bytes[2] = 'J';
    CHECK(own->chars() == "hello");
    CHECK(borrowed->chars() == "Jello");
}

TEST_CASE("damaged messages: every reader finds the same fault, whatever room it has") {
    constexpr std::uint64_t seed = 14;
    CAPTURE(seed);
    test::random from(seed);
    for (int i = 0; i < 20'000; ++i) {
        std::vector<std::uint8_t> bytes = codec::encode(test::random_message(from)).value();
        for (std::size_t n = from.below(3) + 1; n != 0 && !bytes.empty(); --n)
            bytes[from.below(bytes.size())] = from.one_in(3) ? static_cast<std::uint8_t>(from.below(16)) : from.byte();
        if (from.one_in(4)) bytes.resize(from.below(bytes.size() + 1));
        bytes.shrink_to_fit();
        const auto plain = codec::decode(bytes);
        const auto own = codec::decode_tree(bytes);
        const auto borrowed = codec::borrow_tree(bytes);
        REQUIRE(own.has_value() == plain.has_value());
        REQUIRE(borrowed.has_value() == plain.has_value());
        detail::codec::reader look(bytes);
        value passed;
        CHECK((look.read(passed) && look.at_end()) == plain.has_value());
        if (plain) {
            CHECK(own->root() == *plain);
            CHECK(borrowed->root() == *plain);
        } else {
            CHECK(own.error() == plain.error());
            CHECK(borrowed.error() == plain.error());
            CHECK(look.failure() == plain.error());
        }
    }
}

TEST_CASE("messages that need more room than there is at once: counted, and where they are damaged the same fault") {
    constexpr std::uint64_t seed = 15;
    CAPTURE(seed);
    test::random from(seed);
    for (int i = 0; i < 3'000; ++i) {
        value dense = value::list();
        for (std::size_t n = from.below(600) + 200; n != 0; --n) dense.push_back(from.one_in(2));
        value original = value::list({test::random_message(from), dense, test::random_message(from)});
        if (from.one_in(2)) original = value::map({{"all", original}, {7, 7.5}});
        std::vector<std::uint8_t> bytes = codec::encode_method_call("name", original).value();
        if (!from.one_in(3))
            for (std::size_t n = from.below(3) + 1; n != 0; --n)
                bytes[from.below(bytes.size())] =
                    from.one_in(3) ? static_cast<std::uint8_t>(from.below(16)) : from.byte();
        if (from.one_in(6)) bytes.resize(from.below(bytes.size() + 1));
        bytes.shrink_to_fit();
        const auto plain = codec::decode_method_call(bytes);
        detail::codec::reader look(bytes);
        value passed;
        const bool is_good = codec::detail::read_name(look, passed) && look.read(passed) && look.at_end();
        REQUIRE(is_good == plain.has_value());
        for (const auto& tree : {codec::decode_call_tree(bytes), codec::borrow_call_tree(bytes)}) {
            REQUIRE(tree.has_value() == is_good);
            if (is_good)
                CHECK(tree->arguments() == plain->arguments);
            else
                CHECK(tree.error() == plain.error());
        }
        if (!is_good) CHECK(look.failure() == plain.error());
    }
}

TEST_CASE("sizes that nest and claim more than there is cost no memory") {
    // Sixty-four lists in each other, each of which claims as many items as there are bytes left.
    std::vector<std::uint8_t> bytes;
    for (int i = 0; i < 60; ++i) {
        bytes.push_back(12);
        bytes.push_back(255);
        for (int k = 0; k < 4; ++k) bytes.push_back(0);
    }
    bytes.resize(100'000, 0);
    for (std::size_t at = 0; at < 360; at += 6) {
        const std::size_t left = bytes.size() - at - 6;
        for (std::size_t k = 0; k < 4; ++k) bytes[at + 2 + k] = static_cast<std::uint8_t>(left >> (8 * k));
    }
    CHECK(test::allocations_of([&] { CHECK_FALSE(codec::decode(bytes).has_value()); }).bytes < 10'000);
    CHECK(test::allocations_of([&] { CHECK_FALSE(codec::borrow_tree(bytes).has_value()); }).bytes < 1'000'000);
}

TEST_CASE("read_as: what decode() and read_wire() give; bytes that are no message are the error") {
    const auto original = message();
    const auto bytes = codec::encode(original).value();
    const auto read = codec::read_as<flutter_channel::message, plugin::dart>(bytes);
    REQUIRE(read.has_value());
    CHECK(read->ok());
    CHECK(read->made == read_wire<flutter_channel::message, plugin::dart>(codec::decode(bytes).value()).value());
    const auto cut = codec::read_as<flutter_channel::message>(span<const std::uint8_t>(bytes).first(bytes.size() - 1));
    REQUIRE_FALSE(cut.has_value());
    CHECK(cut.error() == codec::decode(span<const std::uint8_t>(bytes).first(bytes.size() - 1)).error());
    value changed = codec::decode(bytes).value();
    changed.set("content", 7);
    const auto wrong = codec::read_as<flutter_channel::message>(codec::encode(changed).value());
    REQUIRE(wrong.has_value());
    CHECK_FALSE(wrong->ok());
    CHECK(wrong->found[0].what.path == "content");
}
