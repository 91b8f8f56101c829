// A reply read.
#include <cstdint>

#include <nimpush/core/span.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>

bool arrived(nimpush::span<const std::uint8_t> bytes) {
    const auto reply = nimpush::flutter_channel::read_reply<nimpush::flutter_channel::send_message>(bytes);
    return reply && reply->ok();
}
