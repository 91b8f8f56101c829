// What weighs a test down that uses the simulator: .ci/instructions looks at the size of this object.

#include <cstdint>
#include <vector>

#include <nimpush/core/span.hpp>
#include <nimpush/delivery/simulator.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>

namespace bench {

std::vector<std::uint8_t> size_of_simulating(nimpush::delivery::simulator& nim,
                                             nimpush::span<const std::uint8_t> message);

std::vector<std::uint8_t> size_of_simulating(nimpush::delivery::simulator& nim,
                                             nimpush::span<const std::uint8_t> message) {
    return nim.handle(0, nimpush::flutter_channel::name, message);
}

}  // namespace bench
