// What weighs a program down that sends a message: .ci/instructions looks at the size of this object.

#include <cstddef>
#include <cstdint>

#include <nimpush/core/result.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>

namespace bench {

nimpush::result<std::size_t> size_of_sending(const nimpush::flutter_channel::send_message& call,
                                             nimpush::span<std::uint8_t> to);

nimpush::result<std::size_t> size_of_sending(const nimpush::flutter_channel::send_message& call,
                                             nimpush::span<std::uint8_t> to) {
    return nimpush::flutter_channel::encode(call, to);
}

}  // namespace bench
