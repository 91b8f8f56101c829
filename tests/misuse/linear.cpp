// Work of a given size, for checks/linear.cmake, which counts its instructions: `linear CASE N`.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/apns/gateway.hpp>
#include <nimpush/apns/header.hpp>
#include <nimpush/apns/notification.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/dialect/translate.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/wire/json.hpp>

namespace {

// Keys that a table by FNV-1a puts into one slot in 64.
std::vector<std::string> colliding_keys(std::size_t n) {
    std::vector<std::string> made;
    for (std::size_t i = 0; made.size() < n; ++i) {
        std::string key = "k" + std::to_string(i);
        unsigned long long h = 14695981039346656037u;
        for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
        if (((h ^ (h >> 29)) & 63u) == 0) made.push_back(key);
    }
    return made;
}

std::string json_object(const std::vector<std::string>& keys, std::string_view item) {
    std::string made = "{";
    for (const std::string& key : keys) made += (made.size() == 1 ? "\"" : ",\"") + key + "\":" + std::string(item);
    return made += "}";
}

bool json_with_colliding_keys(std::size_t n) {
    return nimpush::json::read(json_object(colliding_keys(n), "1")).has_value();
}

bool custom_keys_set(std::size_t n) {
    nimpush::free_map made;
    for (std::size_t i = 0; i < n; ++i) made.set(nimpush::text("key" + std::to_string(i)), 1);
    for (std::size_t i = 0; i < n; ++i) made.set(nimpush::text("key" + std::to_string(i)), 2);
    return made.size() == n;
}

bool custom_keys_of_a_notification(std::size_t n) {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < n; ++i) keys.push_back("key" + std::to_string(i));
    return nimpush::apns::read_notification(*nimpush::json::read(json_object(keys, "1"))).ok();
}

nimpush::device_token numbered(std::size_t i) {
    const std::uint8_t bytes[] = {static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)};
    return *nimpush::device_token::from(bytes);
}

bool tokens_in_descending_order(std::size_t n) {
    nimpush::apns::gateway apple;
    for (std::size_t i = n; i-- > 0;) apple.register_token(numbered(i), "com.example.acme");
    return true;
}

bool headers_of_different_names(std::size_t n) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < n; ++i) names.push_back("x-" + std::to_string(i));
    std::vector<nimpush::apns::header> headers;
    for (const std::string& name : names) headers.push_back({name, "y"});
    nimpush::apns::gateway apple;
    return apple.answer({"POST", "/3/device/00ff", headers, "{}"}, 0).status == 400;
}

/// A scenario of a team with these members, one account for each of `names`, and what stands behind it.
bool explained(const std::string& accounts, const std::string& members, const std::string& console) {
    const std::string scenario = R"({"now":"2026-11-23T12:00:00+08:00","console":{"apns":[)" + console +
                                 R"(]},"accounts":{"alice":{})" + accounts +
                                 R"(},"teams":{"7001":{"members":["alice")" + members +
                                 R"(]}},"send":{"from":"alice","message":{"sessionId":"7001",)"
                                 R"("sessionType":"team","messageType":"text","content":"hi"}}})";
    const auto read = nimpush::delivery::read_scenario(scenario);
    if (!read) return false;
    return nimpush::delivery::explain(*read).has_value();
}

bool accounts_with_colliding_names(std::size_t n) {
    std::string accounts, members;
    for (const std::string& key : colliding_keys(n)) {
        accounts += ",\"" + key + "\":{\"devices\":[{\"platform\":\"ios\"}]}";
        members += ",\"" + key + "\"";
    }
    return explained(accounts, members, "");
}

bool one_receiver_among_accounts(std::size_t n) {
    std::string accounts = R"(,"bob":{"devices":[{"platform":"ios"}]})";
    for (std::size_t i = 0; i < n; ++i) accounts += ",\"user-" + std::to_string(i) + "\":{}";
    return explained(accounts, ",\"bob\"", "");
}

bool team_that_names_one_member_often(std::size_t n) {
    std::string devices, members;
    for (std::size_t i = 0; i < n; ++i) {
        devices += i == 0 ? R"({"platform":"ios"})" : R"(,{"platform":"ios"})";
        members += ",\"bob\"";
    }
    return !explained(",\"bob\":{\"devices\":[" + devices + "]}", members, "");  // told
}

bool certificates_and_devices(std::size_t n) {
    std::string devices, certificates;
    for (std::size_t i = 0; i < n; ++i) {
        const std::string name = "cert" + std::to_string(i);
        devices += (i == 0 ? "" : ",") + std::string(R"({"platform":"ios","token":"00ff","options":{"apnsCername":")") +
                   name + "\"}}";
        certificates += (i == 0 ? "" : ",") + std::string(R"({"certificate":")") + name +
                        R"(","bundleId":"com.example","environment":"production"})";
    }
    return explained(",\"bob\":{\"devices\":[" + devices + "]}", ",\"bob\"", certificates);
}

bool long_key_over_many_ends(std::size_t n) {
    const std::string message = R"({"sessionId":"bob","sessionType":"p2p","messageType":"text","fromAccount":"alice",)"
                                R"("content":"hi",")" +
                                std::string(10 * n, 'k') + "\":" + json_object(colliding_keys(n), "1") + "}";
    using nimpush::nim_wire;
    const auto made = nimpush::translate(nim_wire::channel, nim_wire::server2, message);
    return made && made->not_carried.size() >= n;
}

struct known_case {
    std::string_view name;
    bool (*run)(std::size_t n);
};
constexpr known_case cases[] = {
    {"json_with_colliding_keys", json_with_colliding_keys},
    {"custom_keys_set", custom_keys_set},
    {"custom_keys_of_a_notification", custom_keys_of_a_notification},
    {"tokens_in_descending_order", tokens_in_descending_order},
    {"headers_of_different_names", headers_of_different_names},
    {"accounts_with_colliding_names", accounts_with_colliding_names},
    {"one_receiver_among_accounts", one_receiver_among_accounts},
    {"team_that_names_one_member_often", team_that_names_one_member_often},
    {"certificates_and_devices", certificates_and_devices},
    {"long_key_over_many_ends", long_key_over_many_ends},
};

}  // namespace

int main(int count, char** arguments) {
    if (count == 2 && std::string_view(arguments[1]) == "list") {
        for (const known_case& one : cases) std::printf("%s;", one.name.data());
        return 0;
    }
    for (const known_case& one : cases)
        if (count == 3 && one.name == arguments[1])
            return one.run(static_cast<std::size_t>(std::strtoul(arguments[2], nullptr, 10))) ? 0 : 2;
    return 1;
}
