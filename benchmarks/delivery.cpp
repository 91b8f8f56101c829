// The simulator, and verdicts: beside a copy of 200 bytes, which says how fast the machine is.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/delivery/simulator.hpp>
#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>

#include "table.hpp"
#include "work.hpp"

namespace bench {

namespace {

namespace delivery = nimpush::delivery;

/// Alice writes to the first of many accounts that each have a phone which does not run.
delivery::scenario world(std::size_t accounts) {
    std::string json = R"({"now":"2026-11-23T14:00:00+08:00","console":{"apns":[{"certificate":"acme_prod",)"
                       R"("bundleId":"com.example.acme","environment":"production"}]},)"
                       R"("accounts":{"alice":{"nickname":"Alice"})";
    for (std::size_t i = 0; i < accounts; ++i) {
        std::array<char, 65> token{};
        std::snprintf(token.data(), token.size(), "%064zx", i + 1);
        json += ",\"u" + std::to_string(i) +
                R"(":{"nickname":"Bob","unread":3,"devices":[{"platform":"ios","options":{"apnsCername":"acme_prod"},)"
                R"("token":")" +
                token.data() + "\"}]}";
    }
    json += R"(},"send":{"from":"alice","message":{"sessionId":"u0","sessionType":"p2p","messageType":"text",)"
            R"("content":"hello"}}})";
    return expected(delivery::read_scenario(json));
}

/// Alice's phone, logged in, and a message that it sends.
struct sender {
    delivery::simulator nim;
    delivery::simulator::device_id phone = nim.add_device();
    std::vector<std::uint8_t> message{};

    explicit sender(const delivery::scenario& s) : nim(s) {
        (void)said(channel::initialize<channel::ios_sdk_options>{
            {.common = {.app_key = "45c6af3c98409b18a84451215d0bdd6e"}, .apns_cername = "acme_prod"}});
        (void)said(channel::login{{.account = "alice", .token = "t"}});
        channel::send_message call = message_to_send();
        call.message.session_id = "u0";
        call.message.from_account = "alice";
        message = bytes_of(call);
        send();
        if (nim.pushes().size() != 1) not_expected();
    }
    template <class Call> std::vector<std::uint8_t> bytes_of(const Call& call) const {
        return expected(channel::encode(call, {.now = nim.now().milliseconds()}));
    }
    template <class Call> std::vector<std::uint8_t> said(const Call& call) {
        return nim.handle(phone, channel::name, bytes_of(call));
    }
    void send() {
        keep(nim.handle(phone, channel::name, message));
        keep(nim.take_events(phone));
    }
};

void add_copy(table& t, const std::string& column) {
    t.add("memcpy of 200 bytes", column, [] {
        static std::array<char, 200> from{};
        static std::array<char, 200> to{};
        keep(from);
        std::memcpy(to.data(), from.data(), from.size());
        keep(to);
    });
}

}  // namespace

void add_delivery_rows() {
    table& simulated =
        new_table("simulator", "a sendMessage that becomes a push in the simulator", "memcpy of 200 bytes");
    table& explained = new_table("explain", "explain() for one receiver", "memcpy of 200 bytes");
    for (const std::size_t count : {std::size_t{2}, std::size_t{1000}, std::size_t{100'000}}) {
        const std::string column = std::to_string(count) + " accounts";
        const auto scene = std::make_shared<delivery::scenario>(world(count));
        const auto from = std::make_shared<sender>(*scene);
        simulated.add("nimpush", column, [from] { from->send(); });
        add_copy(simulated, column);
        explained.add("nimpush", column, [scene] {
            keep(*scene);
            const auto verdicts = delivery::explain(*scene);
            if (!verdicts || verdicts->size() != 1) not_expected();
            keep(verdicts);
        });
        add_copy(explained, column);
    }
}

}  // namespace bench
