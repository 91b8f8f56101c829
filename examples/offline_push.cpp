// The main job: an app's offline push, from the SDK's first call to the request that leaves for APNs.
//
//     c++ -std=c++20 -Iinclude examples/offline_push.cpp -o offline_push && ./offline_push
//
// Without arguments it goes through NetEase's guide "implement APNs offline push" step by step, with the
// bytes of the Flutter plugin's channel. With a scenario (examples/scenarios/) it says what `nimpush explain`
// says: who is pushed, who is not, and why. Exit 0 with verdicts, 1 for a scenario at fault, 2 for wrong usage.

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/octets.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/simulator.hpp>
#include <nimpush/dialect/flutter_channel/apns_token_sync.hpp>
#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include <nimpush/delivery/scenario/read.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include "../tools/nimpush/verdict_text.hpp"

namespace {

namespace channel = nimpush::flutter_channel;
namespace delivery = nimpush::delivery;
using namespace nimpush::literals;

using bytes = nimpush::span<const std::uint8_t>;

void print(std::string_view s) { std::fwrite(s.data(), 1, s.size(), stdout); }
void print_line(std::string_view s) {
    print(s);
    print("\n");
}

void print_step(std::string_view what) {
    static int number = 0;
    std::printf("\n%d. ", ++number);
    print_line(what);
}

/// Thirty-two bytes a line.
void print_bytes(std::string_view what, bytes message) {
    print("   ");
    print(what);
    std::printf(", %zu bytes\n", message.size());
    for (std::size_t i = 0; i < message.size(); i += 32) {
        char digits[64];
        const auto row = message.subspan(i, message.size() - i < 32 ? message.size() - i : 32);
        print("     ");
        print_line({digits, static_cast<std::size_t>(nimpush::write_hex(row, digits) - digits)});
    }
}

void print_verdicts(nimpush::span<const delivery::verdict> verdicts, std::string_view indent = {}) {
    for (const delivery::verdict& one : verdicts) print(nimpush_tool::verdict_text(one, indent));
}

/// One phone with the app on it: the Dart side, whose calls the simulator answers as the native side.
class phone {
    delivery::simulator& nim_;
    delivery::simulator::device_id id_;

  public:
    explicit phone(delivery::simulator& nim) : nim_(nim), id_(nim.add_device()) {}

    delivery::simulator::device_id id() const { return id_; }

    /// Sends a call, prints both ways and gives back what Dart gets: a NIMResult.
    template <class Call> channel::reply<channel::data_of<Call>> call(const Call& one) {
        const auto message = channel::encode(one, {.now = nim_.now().milliseconds()});
        print_bytes(std::string(">  ").append(channel::info_of<Call>.method), *message);
        const auto answer = nim_.handle(id_, channel::name, *message);
        print_bytes("<  reply", answer);
        auto reply = channel::read_reply<Call>(answer);
        if (!reply) {
            const std::string_view thrown = channel::exception_name(reply.error().kind);
            std::printf("   Dart throws %.*s\n", static_cast<int>(thrown.size()), thrown.data());
            return {.code = -1};
        }
        std::printf("   NIMResult: code %lld, %s\n", static_cast<long long>(reply->code),
                    reply->is_success() ? "success" : reply->error_details.c_str());
        return *std::move(reply);
    }
};

int guide() {
    delivery::simulator nim({.app_key = "45c6af3c98409b18a84451215d0bdd6e",
                             .apns = {{"acme_prod", "com.example.acme", delivery::environment::production}}},
                            *delivery::moment::from("2026-11-23T14:00:00+08:00"));
    nim.add_account("alice", {.nickname = "Alice"});
    nim.add_account("bob", {.nickname = "Bob"});

    constexpr nimpush::flutter_channel::ios_sdk_options options{
        .common = {.app_key = "45c6af3c98409b18a84451215d0bdd6e"},
        .apns_cername = "acme_prod",     // more than 32 characters do not compile
        .enabled_https_for_info = true,  // iOS would read a null as NO
        .enabled_https_for_message = true,
    };

    print_step("Bob's app wakes the SDK up, with the name of its push certificate");
    phone bobs(nim);
    nimpush::flutter_channel::apns_token_sync token(nimpush::flutter_channel::platform::ios);
    if (bobs.call(channel::initialize<nimpush::flutter_channel::ios_sdk_options>{options}).is_success())
        token.initialized();

    print_step("iOS has registered the device: the native side hands the token over on the app's own channel");
    const auto given = "d5c1f1a02b8e4d6f9a0b1c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f5a6b"_token;
    const auto handed_over = *nimpush::standard_codec::encode_method_call("updateAPNsToken", nimpush::octets(given));
    print_bytes(std::string(">  updateAPNsToken on ").append(token.channel()), handed_over);
    print_bytes("<  reply", token.on_message(handed_over));

    print_step("The SDK is awake and a token is there, so it goes to NIM");
    if (const auto due = token.next()) bobs.call(*due);

    print_step("Bob logs in, then kills the app");
    bobs.call(channel::login{{.account = "bob", .token = "bobs-secret"}});
    nim.kill(bobs.id());

    print_step("Alice's app does the same and stays open");
    phone alices(nim);
    alices.call(channel::initialize<nimpush::flutter_channel::ios_sdk_options>{options});
    alices.call(channel::login{{.account = "alice", .token = "alices-secret"}});

    print_step("Alice writes to Bob: first the SDK creates the message");
    auto created = alices.call(channel::create_text_message{.session_id = "bob", .text = "hello"});
    if (!created.data) return 1;

    print_step("Then it gets its push payload and is sent");
    nimpush::flutter_channel::message& message = *created.data;
    message.push_payload = {{"sessionId", "alice"}, {"sessionType", "p2p"}};
    alices.call(channel::send_message{message});

    print_step("What NIM does for each device of Bob's, and the request that leaves");
    print_verdicts(nim.verdicts(), "   ");
    return nim.verdicts().size() == 1 && nim.verdicts()[0].outcome == delivery::outcome::apns ? 0 : 1;
}

/// The whole file; false where it cannot be read.
bool read_file(const char* name, std::string& to) {
    std::FILE* file = std::fopen(name, "rb");
    if (file == nullptr) return false;
    char piece[65536];
    for (std::size_t n = 0; (n = std::fread(piece, 1, sizeof piece, file)) != 0;) to.append(piece, n);
    const bool good = std::ferror(file) == 0;
    std::fclose(file);
    return good;
}

/// Each problem as `$.path: what`.
int print_problems(const nimpush::problems& found) {
    for (const auto& [what, how] : found)
        std::fprintf(stderr, "$%s%s: %s\n", what.path.empty() || what.path.view()[0] == '[' ? "" : ".",
                     what.path.c_str(), what.detail.c_str());
    return 1;
}

int explain(const char* name) {
    std::string json;
    if (!read_file(name, json)) {
        std::fprintf(stderr, "cannot read %s\n", name);
        return 1;
    }
    const auto scenario = delivery::read_scenario(std::string_view(json));
    if (!scenario) return print_problems(scenario.error());
    const auto verdicts = delivery::explain(*scenario);
    if (!verdicts) return print_problems(verdicts.error());
    for (const delivery::verdict& one : *verdicts)
        print(nimpush_tool::verdict_text(one, {}, delivery::language::en, true));
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count == 1) return guide();
    if (count == 2 && arguments[1][0] != '-') return explain(arguments[1]);
    std::fputs("usage: offline_push [SCENARIO.json]\n", stderr);
    return 2;
}
