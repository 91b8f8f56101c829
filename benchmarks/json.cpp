// A push of some 200 bytes to JSON and back.

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include <nimpush/apns/notification.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/wire/json.hpp>

#include "table.hpp"
#include "work.hpp"

namespace bench {

namespace {

/// The values as the program has them, and how nimpush writes them.
struct subject {
    std::string name;
    push_words words;
    apns::notification aggregate = notification_of(words);
    std::string json = expected(nimpush::json::to_string(aggregate));

    subject(std::string column, const push_words& of) : name(std::move(column)), words(of) {}

    push for_peers() const {
        const auto show = [](std::string_view s) { return bytes{s.data(), s.size()}; };
        return {show(words.title),      show(words.body),         show(words.sound), show(words.thread_id),
                show(words.session_id), show(words.session_type), words.badge,       show(json)};
    }
    /// What a peer answers that has read it.
    std::string lines() const {
        std::string all;
        for (const std::string_view one :
             {words.title, words.body, words.sound, words.thread_id, words.session_id, words.session_type})
            all += std::string(one) + '\n';
        return all + std::to_string(words.badge);
    }
};

/// These live as long as the program: the cells show them.
std::array<subject, 2>& subjects() {
    static std::array<subject, 2> all{subject("ASCII", plain_words), subject("quotes and Chinese", chinese_words)};
    return all;
}

/// What nimpush can at best come near: the same aggregate and the same routine for texts, no list of fields.
[[gnu::noinline]] std::size_t write_by_hand(const apns::notification& push, char* begin) {
    char* at = begin;
    const auto literal = [&](std::string_view s) {
        std::memcpy(at, s.data(), s.size());
        at += s.size();
    };
    const auto text = [&](std::string_view s) { at = nimpush::detail::json::write_string(s, at); };
    literal(R"({"aps":{"alert":{"title":)");
    text(push.alert.title.plain().view());
    literal(R"(,"body":)");
    text(push.alert.body.plain().view());
    literal(R"(},"badge":)");
    at = nimpush::write_decimal(push.badge.value(), at);
    literal(R"(,"sound":)");
    text(push.sound.name().view());
    literal(R"(,"thread-id":)");
    text(push.thread_id.view());
    literal("}");
    for (const nimpush::value::member& own : push.custom.keys().members()) {
        literal(",");
        text(own.key.chars());
        literal(":");
        text(own.val.chars());
    }
    literal("}");
    return static_cast<std::size_t>(at - begin);
}

std::array<char, 4096> buffer{};

std::string_view written(std::size_t size) { return {buffer.data(), size}; }

void add_writing(table& t, const subject& one) {
    for (const std::size_t room : {std::size_t{4096}, std::size_t{512}}) {
        const nimpush::span<char> to(buffer.data(), room);
        table::same_or_abort(written(write_push(one.aggregate, to)) == one.json, "nimpush", one.name);
        t.add(room == 512 ? "nimpush, a buffer of 512 bytes" : "nimpush", one.name, [&one, to] {
            keep(one.aggregate);
            keep(write_push(one.aggregate, to));
            keep(buffer);
        });
    }
    table::same_or_abort(written(write_by_hand(one.aggregate, buffer.data())) == one.json, "by hand", one.name);
    t.add("by hand, same routine for texts", one.name, [&one] {
        keep(one.aggregate);
        keep(write_by_hand(one.aggregate, buffer.data()));
        keep(buffer);
    });
    for (const peer* other : peers())
        t.add(other->write, one.name, one.for_peers(), [&](std::string_view made) { return made == one.json; });
    t.add("memcpy", one.name, [&one] {
        keep(one.json);
        std::memcpy(buffer.data(), one.json.data(), one.json.size());
        keep(buffer);
    });
}

void add_reading(table& t, const subject& one) {
    table::same_or_abort(read_push(one.json).made == one.aggregate, "nimpush", one.name);
    t.add("nimpush", one.name, [&one] {
        keep(one.json);
        keep(read_push(one.json));
    });
    t.add("nimpush, in place", one.name, [&one] {
        std::memcpy(buffer.data(), one.json.data(), one.json.size());
        keep(buffer);
        keep(read_push_in_place({buffer.data(), one.json.size()}));
    });
    for (const peer* other : peers())
        t.add(other->read, one.name, one.for_peers(), [&](std::string_view lines) { return lines == one.lines(); });
}

void add_trees(table& t, const subject& one) {
    const nimpush::value_tree made = read_json_tree(one.json);
    table::same_or_abort(expected(nimpush::json::to_string(*made)) == one.json, "nimpush", one.name);
    t.add("nimpush", one.name, [&one] {
        keep(one.json);
        keep(read_json_tree(one.json));
    });
    for (const peer* other : peers())
        t.add(other->tree, one.name, one.for_peers(), [&](std::string_view again) { return again == one.json; });
}

}  // namespace

void add_json_rows() {
    table& writing = new_table("write", "a push of 203 or 207 bytes into a buffer", "nimpush");
    for (const subject& one : subjects()) add_writing(writing, one);
    table& reading = new_table("read", "the same bytes into a struct", "nimpush");
    for (const subject& one : subjects()) add_reading(reading, one);
    table& trees = new_table("tree", "the same bytes into a tree", "nimpush");
    for (const subject& one : subjects()) add_trees(trees, one);
}

}  // namespace bench
