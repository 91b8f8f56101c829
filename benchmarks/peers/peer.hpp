#pragma once

// What another library offers for the same work. Each has an object of its own and knows nothing of nimpush, so that
// neither compiles the other: glaze wants C++23 and another standard library, Flutter's wrapper C++17. Hence no type of
// the standard library crosses here.

#include <cstddef>
#include <cstdint>

namespace bench {

struct bytes {
    const char* data;
    std::size_t size;
};

/// What is written and read: the values of a push and its JSON.
struct push {
    bytes title, body, sound, thread_id, session_id, session_type;
    std::int64_t badge;
    bytes json;
};

/// Work that is prepared. Its state lives until the program ends.
struct job {
    void* state;
    void (*run)(void* state);
    /// What the last run made: the bytes written; of a read the values in the order of push, a line each.
    bytes (*made)(void* state);
};

template <class Subject> struct offer {
    const char* how = nullptr;  // null: it has none
    job (*prepare)(const Subject&) = nullptr;
};

struct peer {
    const char* version;
    offer<push> write{};            // into a buffer or a string that is used again
    offer<push> read{};             // its JSON into a struct of its own
    offer<push> tree{};             // its JSON into a tree
    offer<bytes> encode_call{};     // a method call of Flutter's codec from the tree that these bytes give
    offer<bytes> decode_call{};     // its bytes into a tree
    offer<bytes> decode_message{};  // the same of a message of one value
};

}  // namespace bench
