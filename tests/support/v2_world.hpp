#pragma once

// A simulator with three accounts and a team, apps of V2 that speak to it, and what they hear.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <nimpush/core/hex.hpp>
#include <nimpush/delivery/simulator.hpp>
#include <nimpush/dialect/flutter_channel.hpp>
#include <nimpush/dialect/flutter_channel_v2.hpp>
#include <nimpush/wire/json.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "print.hpp"

namespace test {

namespace channel = nimpush::flutter_channel;
namespace v2 = nimpush::flutter_channel_v2;
namespace delivery = nimpush::delivery;
using delivery::device_platform, delivery::rule;
using nimpush::value;
using bytes = std::vector<std::uint8_t>;
using version = nimpush::plugin::plugin_version;

inline bytes from_hex(std::string_view digits) {
    bytes all(digits.size() / 2);
    nimpush::read_hex(digits, all.data());
    return all;
}

inline const nimpush::device_token token = *nimpush::device_token::from_hex("d5c1f1a0");
inline const nimpush::device_token other_token = *nimpush::device_token::from_hex("0102030405");
inline constexpr auto production = delivery::environment::production;

/// What the events of a device say, one a line.
struct heard {
    std::vector<std::string> lines{};

    void take(delivery::simulator& nim, std::size_t device, bool is_v2) {
        for (const bytes& one : nim.take_events(device)) {
            const auto event = nimpush::plugin::decode_event(one);
            REQUIRE(event);
            const auto write = [&](const auto& e) {
                if constexpr (requires { e.info; }) {
                    const auto json =
                        nimpush::json::to_string(nimpush::plugin::event_view<std::decay_t<decltype(e)>>{e});
                    REQUIRE(json);
                    lines.push_back(*json);
                }
            };
            const auto read = is_v2 ? v2::read_event(*event, write) : channel::read_event(*event, write);
            CHECK_MESSAGE(read, event->method.c_str(), read ? "" : read.error().what.detail.c_str());
        }
    }
};

struct world {
    delivery::simulator nim{{.app_key = "key",
                             .apns = {{"acme_prod", "com.example.acme", production}},
                             .custom_content_keys = {{"quiet", "Something new"}}},
                            *delivery::moment::from("2026-11-23T12:00:00+08:00")};
    std::vector<version> speaks{};

    world() {
        nim.add_account("alice", {.nickname = "Alice"});
        nim.add_account("bob", {.nickname = "Bob"});
        nim.add_account("carol", {});
        nim.add_team("7001", {.members = {"alice", "bob", "carol"}});
    }
    std::size_t device(version plugin, device_platform on = device_platform::ios) {
        const std::size_t id = nim.add_device(on, production, plugin);
        speaks.resize(id + 1);
        speaks[id] = plugin;
        return id;
    }
    template <class Call> bytes send(std::size_t id, const Call& one) {
        const auto message = v2::encode(one, {.plugin = speaks[id]});
        REQUIRE(message);
        return nim.handle(id, v2::name, *message);
    }
    /// What Dart gets.
    template <class Call> auto call(std::size_t id, const Call& one) {
        auto reply = v2::read_reply<Call>(send(id, one), {.plugin = speaks[id]});
        REQUIRE_MESSAGE(reply, reply.error().what.path.c_str(), " ", reply.error().what.detail.c_str());
        return *std::move(reply);
    }
    bytes raw(std::size_t id, std::string_view method, value arguments) {
        return nim.handle(id, v2::name, *nimpush::standard_codec::encode_method_call(method, arguments));
    }
    static v2::initialize<v2::ios_sdk_options> options(bool auto_update = true) {
        return {.options = {
                    .common = {.app_key = "key"}, .apns_cername = "acme_prod", .auto_update_apns_token = auto_update}};
    }
    /// An iPhone whose app is awake and logged in, and whose token NIM has.
    std::size_t phone_of(nimpush::text account, version plugin = v2::v10_9_90) {
        const std::size_t id = device(plugin);
        CHECK(call(id, options()).ok());
        if (plugin >= version{10, 9, 6})
            CHECK(nim.register_device_token(id, token));
        else
            CHECK(call(id, v2::update_apns_token{nimpush::octets(token.bytes())}).ok());
        CHECK(call(id, v2::login{account, "secret"}).ok());
        return id;
    }
    std::size_t old_phone_of(nimpush::text account) {
        const std::size_t id = nim.add_device();
        const auto say = [&](const auto& one) {
            const auto reply = nim.handle(id, channel::name, *channel::encode(one, {.now = 1}));
            CHECK(channel::read_reply<std::decay_t<decltype(one)>>(reply)->ok());
        };
        say(channel::initialize<channel::ios_sdk_options>{{.common = {.app_key = "key"}, .apns_cername = "acme_prod"}});
        say(channel::update_apns_token{other_token});
        say(channel::login{{.account = account, .token = "secret"}});
        return id;
    }
    v2::message created(std::size_t from, nimpush::text words = "hello") {
        auto made = call(from, v2::create_text_message{std::move(words)});
        REQUIRE(made.data);
        return *std::move(made.data);
    }
    auto send_text(std::size_t from, nimpush::text to, const std::optional<v2::send_message_params>& params = {}) {
        return call(from, v2::send_message{created(from), std::move(to), params});
    }
    rule last_rule() const {
        REQUIRE(nim.verdicts().size() == 1);
        return nim.verdicts()[0].rule;
    }
};

}  // namespace test
