// sendMessage and a long list in the bytes of Flutter's codec.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/span.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "table.hpp"
#include "work.hpp"

namespace bench {

namespace {

using nimpush::value;
using octets = std::vector<std::uint8_t>;

bytes show(const octets& o) { return {reinterpret_cast<const char*>(o.data()), o.size()}; }
nimpush::span<const std::uint8_t> octets_of(std::string_view s) {
    return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()};
}

/// Maps in any order: the wrapper's sort their keys.
bool is_same(const value& a, const value& b) {
    if (a.is(value::kind::map) && b.is(value::kind::map)) {
        if (a.size() != b.size()) return false;
        for (const value::member& one : a.members()) {
            const value* other = b.find(one.key.chars());
            if (other == nullptr || !is_same(one.val, *other)) return false;
        }
        return true;
    }
    if (a.is(value::kind::list) && b.is(value::kind::list)) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!is_same(a.items()[i], b.items()[i])) return false;
        return true;
    }
    return a == b;
}

constexpr std::size_t list_size = 10'000;

/// Integers of both sizes, numbers, texts, maps, lists and octets, as events of a busy app bring them.
value mixed_list() {
    value items = value::list();
    for (std::size_t i = 0; i < list_size; ++i) {
        const auto n = static_cast<std::int64_t>(i);
        switch (i % 8) {
            case 0: items.push_back(n); break;
            case 1: items.push_back(n * 5'000'000'000); break;
            case 2: items.push_back(static_cast<double>(i) / 7); break;
            case 3: items.push_back(value(run_time_text("message " + std::to_string(i)))); break;
            case 4: items.push_back(i % 16 == 4); break;
            case 5: items.push_back(value::map({{"id", n}, {"text", "hello"}})); break;
            case 6: items.push_back(value::list({n, "爱丽丝", nullptr})); break;
            default: items.push_back(nullptr); break;
        }
    }
    return items;
}

struct subject {
    channel::send_message call = message_to_send();
    octets message = expected(channel::encode(call));
    nimpush::standard_codec::method_call tree = expected(nimpush::standard_codec::decode_method_call(message));
    octets list = expected(nimpush::standard_codec::encode(mixed_list()));
    nimpush::value_tree list_tree = decode_tree(list);
};
const subject& all() {
    static const subject made;
    return made;
}

std::array<std::uint8_t, 2048> buffer{};

void add_encoding(table& t) {
    const std::size_t size = encode_message(all().call, buffer);
    table::same_or_abort(octets(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(size)) == all().message,
                         "nimpush", t.id);
    t.add("nimpush", "from a struct", [] {
        keep(all().call);
        keep(encode_message(all().call, buffer));
        keep(buffer);
    });
    for (const peer* other : peers())
        t.add(other->encode_call, "from a struct", show(all().message), [](std::string_view made) {
            const auto again = nimpush::standard_codec::decode_method_call(octets_of(made));
            return made.size() == all().message.size() && again && is_same(again->arguments, all().tree.arguments);
        });
    t.add("memcpy", "from a struct", [] {
        keep(all().message);
        std::memcpy(buffer.data(), all().message.data(), all().message.size());
        keep(buffer);
    });
}

/// What nimpush makes of the bytes is a column of its own; beside each stands the wrapper's tree.
template <class F> void add_decoding(table& t, const std::string& into, F&& decode) {
    t.add("nimpush", into, [decode] {
        keep(all().message);
        keep(decode(nimpush::span<const std::uint8_t>(all().message)));
    });
    for (const peer* other : peers())
        t.add(other->decode_call, into, show(all().message), [](std::string_view made) {
            const auto again = nimpush::standard_codec::decode_method_call(octets_of(made));
            return again && is_same(again->arguments, all().tree.arguments);
        });
}

template <class F> void add_list(table& t, const std::string& into, F&& decode) {
    t.add(
        "nimpush", into,
        [decode] {
            keep(all().list);
            keep(decode(nimpush::span<const std::uint8_t>(all().list)));
        },
        list_size);
    for (const peer* other : peers())
        t.add(
            other->decode_message, into, show(all().list),
            [](std::string_view made) {
                const auto again = nimpush::standard_codec::decode(octets_of(made));
                return again && is_same(*again, *all().list_tree);
            },
            list_size);
}

}  // namespace

void add_codec_rows() {
    add_encoding(
        new_table("encode", "sendMessage, " + std::to_string(all().message.size()) + " bytes, encoded", "nimpush"));
    table& decoding = new_table("decode", "sendMessage decoded", "nimpush");
    table::same_or_abort(decode_message_struct(all().message).message == all().call.message, "nimpush", "struct");
    add_decoding(decoding, "owning tree", [](auto message) { return decode_message_tree(message); });
    add_decoding(decoding, "borrowed tree", [](auto message) { return borrow_message(message); });
    add_decoding(decoding, "struct", [](auto message) { return decode_message_struct(message); });
    table& list = new_table("list", "a list of 10,000 mixed values decoded, one of them", "nimpush");
    add_list(list, "owning tree", [](auto message) { return decode_tree(message); });
    add_list(list, "borrowed tree", [](auto message) { return borrow_tree(message); });
}

}  // namespace bench
