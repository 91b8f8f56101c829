// A notification read from its JSON.
#include <string_view>

#include <nimpush/apns/notification.hpp>
#include <nimpush/wire/json_reader.hpp>

bool is_silent(std::string_view body) {
    const auto tree = nimpush::json::read(body);
    if (!tree) return false;
    const auto read = nimpush::apns::read_notification(*tree);
    return read.ok() && read.made.content_available.has_value();
}
