// A message made and encoded: what most programs do. It reads nothing, so it must instantiate no reader.
#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>

std::vector<std::uint8_t> send(std::string_view to, std::string_view words) {
    nimpush::flutter_channel::message m;
    m.session_id = nimpush::text(to);
    m.content = nimpush::text(words);
    m.push_content = nimpush::push_text::from(words).value();
    m.push_payload = {{"sessionId", nimpush::text(to)}, {"sessionType", "p2p"}};
    return nimpush::flutter_channel::encode(nimpush::flutter_channel::send_message{m}).value();
}
