// As C++17: EncodableValue is no C++20 for g++ 12.

#include <cstdint>
#include <memory>
#include <vector>

#include <flutter/encodable_value.h>
#include <flutter/method_call.h>
#include <flutter/standard_message_codec.h>
#include <flutter/standard_method_codec.h>

#include "job.hpp"

namespace {

using namespace bench;
using octets = std::vector<std::uint8_t>;

const std::uint8_t* octets_of(bytes b) { return reinterpret_cast<const std::uint8_t*>(b.data); }
bytes show(const octets& o) { return {reinterpret_cast<const char*>(o.data()), o.size()}; }

struct calls {
    static auto decode(bytes message) {
        return flutter::StandardMethodCodec::GetInstance().DecodeMethodCall(octets_of(message), message.size);
    }
    template <class Call> static auto encode(const Call& call) {
        return flutter::StandardMethodCodec::GetInstance().EncodeMethodCall(call);
    }
};
struct messages {
    static auto decode(bytes message) {
        return flutter::StandardMessageCodec::GetInstance().DecodeMessage(octets_of(message), message.size);
    }
    static auto encode(const flutter::EncodableValue& value) {
        return flutter::StandardMessageCodec::GetInstance().EncodeMessage(value);
    }
};

/// The tree stands already, as a program has it that uses the wrapper.
struct encoding {
    decltype(calls::decode({})) from;
    std::unique_ptr<octets> last{};

    explicit encoding(const bytes& message) : from(calls::decode(message)) {}
    void run() {
        keep(*from);
        last = calls::encode(*from);
        keep(last);
    }
    bytes made() { return show(*last); }
};

template <class Codec> struct decoding {
    bytes message;
    std::unique_ptr<octets> again{};

    explicit decoding(const bytes& subject) : message(subject) {}
    void run() {
        keep(message);
        const auto all = Codec::decode(message);
        keep(all);
    }
    bytes made() {
        again = Codec::encode(*Codec::decode(message));
        return show(*again);
    }
};

}  // namespace

extern "C" const bench::peer* flutter_peer() {
    static const peer all{"of the checkout",
                          {},
                          {},
                          {},
                          {"Flutter's wrapper", prepare<encoding>},
                          {"Flutter's wrapper, tree", prepare<decoding<calls>>},
                          {"Flutter's wrapper, tree", prepare<decoding<messages>>}};
    return &all;
}
