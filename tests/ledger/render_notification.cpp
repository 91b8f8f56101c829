// A notification rendered into a caller's buffer.
#include <cstddef>
#include <string_view>

#include <nimpush/apns/notification.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/wire/json_writer.hpp>

std::size_t render(std::string_view words, nimpush::span<char> buffer) {
    nimpush::apns::notification n{.alert = {.body = nimpush::text(words)}, .badge = 1, .sound = "default"};
    return nimpush::json::write(n, buffer).value();
}
