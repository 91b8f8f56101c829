// Runs one piece of work a few times, for callgrind to count: instructions NAME. Without a name it lists them.
//
// What is counted is what counted_work() calls. The first run stands before it, since it binds what is linked and asks
// the system for memory.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "work.hpp"

namespace {

using namespace bench;

constexpr int times = 20;  // .ci/instructions divides by it

struct work {
    std::string_view name;
    void (*run)();
};

// Subjects and rooms are where they are in every run: how a block lies decides how it is copied.
alignas(64) std::array<char, 4096> chars{};
alignas(64) std::array<std::uint8_t, 4096> octets{};

template <const push_words& Words> void write() {
    static const apns::notification push = notification_of(Words);
    keep(push);
    keep(write_push(push, chars));
}
template <const push_words& Words> const std::string& json_of() {
    static const std::string json = expected(nimpush::json::to_string(notification_of(Words)));
    return json;
}
template <const push_words& Words> void read() { keep(read_push(json_of<Words>())); }
const std::vector<std::uint8_t>& message() {
    static const std::vector<std::uint8_t> bytes = expected(channel::encode(message_to_send()));
    return bytes;
}

constexpr work all[] = {
    {"write-ascii", write<plain_words>},
    {"write-chinese", write<chinese_words>},
    {"read-ascii", read<plain_words>},
    {"read-chinese", read<chinese_words>},
    {"tree-ascii", [] { keep(read_json_tree(json_of<plain_words>())); }},
    {"encode-message",
     [] {
         static const channel::send_message call = message_to_send();
         keep(call);
         keep(encode_message(call, octets));
     }},
    {"decode-message-tree", [] { keep(decode_message_tree(message())); }},
    {"borrow-message", [] { keep(borrow_message(message())); }},
    {"decode-message-struct", [] { keep(decode_message_struct(message())); }},
};

}  // namespace

extern "C" [[gnu::noinline]] void counted_work(void (*run)()) {
    for (int i = 0; i < times; ++i) run();
}

int main(int count, char** words) {
    for (const work& one : all) {
        if (count == 1) {
            std::printf("%.*s\n", static_cast<int>(one.name.size()), one.name.data());
        } else if (words[1] == one.name) {
            one.run();
            counted_work(one.run);
            return 0;
        }
    }
    return count == 1 ? 0 : 2;
}
