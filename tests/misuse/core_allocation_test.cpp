#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/base64.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/octets.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/to_value.hpp>
#include <nimpush/core/value_tree.hpp>
#include <nimpush/model/cert_name.hpp>
#include <nimpush/model/clock_time.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/model/device_token_rows.hpp>
#include <nimpush/model/push_payload.hpp>
#include <nimpush/model/session.hpp>
#include <nimpush/model/storage_scene.hpp>
#include <nimpush/wire/form.hpp>
#include <nimpush/wire/json.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../support/allocation_table.hpp"

namespace {

using namespace nimpush;
using test::long_text;

// Nested, with escapes, and of so many keys that they are indexed.
constexpr std::string_view json_text =
    R"({"a":[1,2.5,"text \n with an escape and more of it",{"deep":[[],{},null,true,"long enough to be owned 123"]}],
    "k1":1,"k2":2,"k3":3,"k4":4,"k5":5,"k6":6,"k7":7,"k8":8,"k9":9,"k10":10,"k11":11,"k12":12,"k13":13,"k14":14,
    "k15":15,"k16":16,"k17":17,"k18":18,"k19":19,"k20":20,"u":18446744073709551615})";

value tree() {
    value made = value::map({{"text", text(long_text)}, {"list", value::list({1, 2.5, "three", nullptr})}});
    made.set("bytes", value::bytes(std::vector<std::uint8_t>{1, 2, 3}));
    made.set("ints", value::int32_list(std::vector<std::int32_t>{1, 2, 3}));
    made.set("longs", value::int64_list(std::vector<std::int64_t>{1, 2, 3}));
    made.set("floats", value::float32_list(std::vector<float>{1, 2, 3}));
    made.set("doubles", value::float64_list(std::vector<double>{1, 2, 3}));
    made.set("big", *value::bigint("-7fffffffffffffffffff"));
    return made;
}

constexpr std::string_view hex_text = "11aa01229f15f0f0c52029d8cf8cd0aeaf2365fe4cebc4af26cd6d76b7919ef7";
constexpr std::array<std::uint8_t, 40> token_bytes{1, 2, 3};

const std::vector<std::uint8_t>& message() {
    static const std::vector<std::uint8_t> made = *standard_codec::encode(tree());
    return made;
}
const std::vector<std::uint8_t>& call_message() {
    static const std::vector<std::uint8_t> made = *standard_codec::encode_method_call("login", tree());
    return made;
}
const std::vector<std::uint8_t>& error_reply() {
    static const std::vector<std::uint8_t> made =
        *standard_codec::encode_error({.code = text(long_text), .message = text(long_text), .details = tree()});
    return made;
}

constexpr test::trial table[] = {
    {"any_text::demand", [] { any_text::demand(long_text); }},
    {"basic_text::basic_text",
     [] {
         text one(long_text);
         text two(std::string_view("\xff\xff\xff and more of it, so that it is longer"));
         text three = one;
         two = three;
         one = std::move(two);
         value held(one);
     }},
    {"basic_text::from",
     [] {
         (void)text::from(long_text);
         (void)text::from("\xff");
         (void)cert_name::from("a name that has more than thirty-two characters");
     }},
    {"base64_decoded_size", [] { (void)base64_decoded_size("AAAA"); }},
    {"base64_fault", [] { (void)base64_fault("AAA*"); }},
    {"read_base64",
     [] {
         std::array<std::uint8_t, 8> out{};
         (void)read_base64("AAAA", out.data());
     }},
    {"write_base64",
     [] {
         std::array<char, 64> out{};
         (void)write_base64(token_bytes, out.data());
     }},
    {"hex_fault", [] { (void)hex_fault("0g"); }},
    {"read_hex",
     [] {
         std::array<std::uint8_t, 8> out{};
         (void)read_hex("00ff", out.data());
     }},
    {"write_hex",
     [] {
         std::array<char, 96> out{};
         (void)write_hex(token_bytes, out.data());
     }},
    {"clock_minutes", [] { (void)clock_minutes("22:30"); }},
    {"conversation_id::from",
     [] {
         (void)conversation_id::from("alice|1|a_conversation_with_a_name_of_some_length");
         (void)conversation_id::from("alice");
     }},
    {"conversation_id::split", [] { (void)conversation_id::split("alice|1|bob"); }},
    {"count_characters", [] { (void)count_characters(long_text); }},
    {"count_utf16_units", [] { (void)count_utf16_units(long_text); }},
    {"is_utf8", [] { (void)is_utf8(long_text); }},
    {"utf8_fault", [] { (void)utf8_fault(long_text); }},
    {"device_token::from",
     [] {
         (void)device_token::from(token_bytes);
         (void)device_token::from(span<const std::uint8_t>());
     }},
    {"device_token::from_base64",
     [] {
         (void)device_token::from_base64("EaoBIp8V8PDFICnYz4zQrq8jZf5M68SvJs1tdreRnvc=");
         (void)device_token::from_base64("*");
     }},
    {"device_token::from_description", [] { (void)device_token::from_description("<11aa0122 9f15f0f0>"); }},
    {"device_token::from_hex",
     [] {
         const auto token = device_token::from_hex(hex_text);
         (void)token->to_hex();
         (void)token->to_base64();
         (void)device_token::from_hex("0g");
     }},
    {"device_token_rows::of",
     [] {
         (void)device_token_rows::of(token_bytes, 1);
         (void)device_token_rows::of(token_bytes, 101);
     }},
    {"device_token::parse",
     [] {
         (void)device_token::parse(hex_text);
         (void)device_token::parse("deviceToken: {length = 2, bytes = 0x11aa}");
         (void)device_token::parse("0x11aa0122 ... 9f15f0f0");
         (void)device_token::parse("OPPO_CN_00112233445566778899aabbccddeeff");
         (void)device_token::parse("11aa0122\xFFg15f0f0");
     }},
    {"form::append",
     [] {
         std::string made;
         form::append("a key", long_text, made);
     }},
    {"form::append_escaped",
     [] {
         std::string made;
         form::append_escaped(long_text, made);
     }},
    {"form::read",
     [] {
         (void)form::read("a=a+text+that+is+longer+than+the+room+inside+of+a+string&b=%E4%BD%A0&c");
         (void)form::read("a=%zz");
     }},
    {"form::find", [] { (void)form::find({}, "a"); }},
    {"free_map::find",
     [] {
         (void)free_map({{"a", 1}}).find("a");
     }},
    {"free_map::from", [] { (void)free_map::from(tree()); }},
    {"free_map::set",
     [] {
         free_map made;
         for (int i = 0; i < 40; ++i) made.set(text("key " + std::to_string(i)), i % 8 == 0 ? tree() : value(i));
         made.set("key 7", nullptr);
         const free_map copy = made;
         free_map other = std::move(made);
         other.set("new", 1);
     }},
    {"from_name",
     [] {
         session_kind kind{};
         (void)nimpush::detail::take_name("team", kind);
     }},
    {"is_of_vendor", [] { (void)is_of_vendor("oppoField"); }},
    {"json::read",
     [] {
         (void)json::read(json_text);
         (void)json::read(json_text, {.integers = json::integers::of_uint64});
         (void)json::read(R"({"k":{"a":[1,2,{"b":tru}]}})");
         (void)json::read(R"({"a text that is longer than the room":1,"a text that is longer than the room":2})");
     }},
    {"json::read_as",
     [] {
         (void)json::read_as<push_payload>(json_text);
         (void)json::read_as<push_payload>(R"({"pushTitle":"a text that is longer than the room inside of a string"})");
         (void)json::read_as<push_payload>("{");
         std::string lent(json_text);
         (void)json::read_in_place<push_payload>(span<char>(lent.data(), lent.size()));
     }},
    {"json::read_tree",
     [] {
         (void)json::read_tree(json_text);
         (void)json::read_tree("[1,2,{}]");
         (void)json::read_tree("[1,2,{}");
         std::string large = "[";
         for (int i = 0; i < 700; ++i) large += R"({"k":["t\n"]},)";
         (void)json::read_tree(large + "1]");
     }},
    {"value_tree::value_tree", [] { const value_tree made(detail::array<std::uint8_t>::of(100), value(1)); }},
    {"octets::octets", [] { const octets made(token_bytes); }},
    {"read_int64", [] { (void)read_int64("12"); }},
    {"read_natural", [] { (void)read_natural("12"); }},
    {"read_parameters",
     [] {
         (void)read_parameters<push_payload>(
             *json::read(R"({"sessionId":"alice","apsField":{"badge":1},"hwField":5,"x":[]})"));
     }},
    {"read_push_payload",
     [] { (void)read_push_payload(*json::read(R"({"sessionId":"alice","apsField":{"badge":1},"hwField":5})")); }},
    {"check of a payload",
     [] {
         const auto read = read_push_payload(*json::read(
             R"({"fcmfieldv1":1,"fcmFieldV1":{"message":{"data":{"k":1},"android":{"ttl":"a","notification":{"colour":1}}}},)"
             R"("honorField":{"notification":{"importance":"HIGH","buttons":[{}]}}})"));
         (void)nimpush::check(read.made);
     }},
    {"read_wire",
     [] { (void)read_wire<push_payload>(*json::read(R"({"oppoField":{"channel_id":"a long channel"}})")); }},
    {"reading::lenient::is_text", [] { (void)reading::lenient::is_text("a"); }},
    {"reading::part::part", [] { const reading::part<push_payload> part(value::map()); }},
    {"reading::parts::parts",
     [] { const reading::parts<push_payload, &push_payload::push_title> parts(value::map()); }},
    {"schema::all_of::demand", [] { schema::all_of<schema::at_most<900, schema::bytes>>::demand(long_text); }},
    {"schema::all_of::test", [] { (void)schema::all_of<schema::at_most<9, schema::bytes>>::test(long_text); }},
    {"schema::among::demand", [] { schema::among<"a", "b">::demand("b"); }},
    {"schema::among::has", [] { (void)schema::among<"a", "b">::has(long_text); }},
    {"schema::among::none_of", [] { (void)schema::among<"a", "b">::none_of("c"); }},
    {"schema::among::test", [] { (void)schema::among<"a", "b">::test(long_text); }},
    {"schema::bytes::count", [] { (void)schema::bytes::count(long_text); }},
    {"schema::characters::count", [] { (void)schema::characters::count(long_text); }},
    {"schema::trimmed::demand", [] { schema::trimmed::demand(long_text); }},
    {"schema::trimmed::holds", [] { (void)schema::trimmed::holds(long_text); }},
    {"schema::trimmed::of", [] { (void)schema::trimmed::of(" a "); }},
    {"schema::trimmed::test", [] { (void)schema::trimmed::test(" a"); }},
    {"schema::utf16_units::count", [] { (void)schema::utf16_units::count(long_text); }},
    {"standard_codec::decode_tree",
     [] {
         (void)standard_codec::decode_tree(message());
         (void)standard_codec::decode_tree(span<const std::uint8_t>(message()).first(message().size() - 1));
     }},
    {"standard_codec::borrow_tree", [] { (void)standard_codec::borrow_tree(message()); }},
    {"standard_codec::decode_call_tree",
     [] {
         (void)standard_codec::decode_call_tree(call_message());
         (void)standard_codec::decode_call_tree(message());
     }},
    {"standard_codec::borrow_call_tree", [] { (void)standard_codec::borrow_call_tree(call_message()); }},
    {"standard_codec::read_as", [] { (void)standard_codec::read_as<push_payload>(message()); }},
    {"standard_codec::decode",
     [] {
         (void)standard_codec::decode(message());
         (void)standard_codec::decode(span<const std::uint8_t>(message()).first(message().size() - 1));
     }},
    {"standard_codec::decode_envelope", [] { (void)standard_codec::decode_envelope(error_reply()); }},
    {"standard_codec::decode_method_call", [] { (void)standard_codec::decode_method_call(call_message()); }},
    {"standard_codec::encode_method_call",
     [] {
         (void)standard_codec::encode_method_call("login", tree());
         (void)standard_codec::encode_method_call("\xff", tree());
     }},
    {"storage_scene::from_sdk", [] { (void)storage_scene::from_sdk("nim_default_im"); }},
    {"storage_scene::to_sdk", [] { (void)storage_scene::to_sdk("im"); }},
    {"value::append",
     [] {
         value made;
         for (int i = 0; i < 9; ++i) made.append(tree(), tree());
     }},
    {"value::bigint", [] { (void)value::bigint("-7fffffffffffffffffffffffffffffffffff"); }},
    {"value::bytes", [] { (void)value::bytes(token_bytes); }},
    {"value::find", [] { (void)tree().find("text"); }},
    {"value::push_back",
     [] {
         value made;
         for (int i = 0; i < 9; ++i) made.push_back(tree());
         value copy = made;
         copy = tree();
     }},
    {"value::set",
     [] {
         value made = tree();
         made.set("text", tree());
         made.set("new", tree());
     }},
    {"value::string", [] { (void)value::string(detail::unchecked{}, long_text); }},
    {"value::value", [] { const value made(text::from(long_text).value()); }},
    // Of any type, and so not found by the types that they take.
    {"json::to_string", [] { (void)json::to_string(tree()); }},
    {"json::append",
     [] {
         std::string made = "{";
         (void)json::append(tree(), made);
         (void)json::append(std::vector<value>{value::list({tree()})}, made, {.max_depth = 1});
     }},
    {"to_value", [] { (void)to_value(push_payload{.push_title = text(long_text)}); }},
    {"to_text", [] { (void)to_text(text::from("\xff").error()); }},
};

constexpr test::excuse excuses[] = {
    {"nearest", "looks at views alone"},
    {"reading::lenient::whole", "called by read_wire"},
    {"schema::read_version", "looks at a view alone"},
    {"schema::trimmed::of", "a view of its text"},
};

}  // namespace

TEST_CASE("core, wires and models: no call leaks or frees twice, whichever of its allocations fails") {
    CHECK(test::run_table(table) > 200);
}

TEST_CASE("core, wires and models: every public function that takes bytes or text is in the table") {
    test::check_complete(table, excuses, {"core", "wire", "model"});
}
