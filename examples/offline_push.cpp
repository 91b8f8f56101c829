// The main job: an app's offline push, from the SDK's first call to the request that leaves for APNs.
//
//     c++ -std=c++20 -Iinclude examples/offline_push.cpp -o offline_push && ./offline_push
//
// Without arguments it goes through NetEase's guide "implement APNs offline push" step by step, with the
// bytes of the channel of nim_core 1.7.7; with --plugin 10.9.90, or another version, with those of nim_core_v2, whose
// plugin takes the device token itself since 10.9.6. With a scenario (examples/scenarios/) it says what `nimpush explain`
// says: who is pushed, who is not, and why. Exit 0 with verdicts, 1 for a scenario at fault, 2 for wrong usage.

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/octets.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/version.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/rule.hpp>
#include <nimpush/delivery/simulator.hpp>
#include <nimpush/dialect/flutter_channel/apns_token_sync.hpp>
#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/creators.hpp>
#include <nimpush/dialect/flutter_channel_v2/initialize.hpp>
#include <nimpush/dialect/flutter_channel_v2/login.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/dialect/flutter_channel_v2/settings.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/reply.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include <nimpush/delivery/scenario/read.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include "../tools/nimpush/verdict_text.hpp"

namespace {

namespace channel = nimpush::flutter_channel;
namespace channel2 = nimpush::flutter_channel_v2;
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

/// What a NIMResult says, and its success.
bool print_result(std::int64_t code, bool ok, std::string_view details) {
    std::printf("   NIMResult: code %lld, %.*s\n", static_cast<long long>(code),
                static_cast<int>(ok ? 7 : details.size()), ok ? "success" : details.data());
    return ok;
}

/// One phone with the app on it: the Dart side, whose calls the simulator answers as the native side.
class phone {
    delivery::simulator& nim_;
    delivery::simulator::device_id id_;
    nimpush::plugin::plugin_version plugin_{};

  public:
    explicit phone(delivery::simulator& nim) : nim_(nim), id_(nim.add_device()) {}
    phone(delivery::simulator& nim, nimpush::plugin::plugin_version plugin)
        : nim_(nim), id_(nim.add_device(delivery::device_platform::ios, delivery::environment::production, plugin)),
          plugin_(plugin) {}

    delivery::simulator::device_id id() const { return id_; }

    /// Sends a call, prints both ways and gives back what Dart gets: a NIMResult.
    template <class Call> nimpush::plugin::reply<nimpush::plugin::data_of<Call>> call(const Call& one) {
        const nimpush::plugin::context world{.now = nim_.now().milliseconds(), .plugin = plugin_};
        const auto message = encode(one, world);
        if (!message) {
            print("   cannot be sent: ");
            print_line(message.error().detail.view());
            return {.code = -1};
        }
        print_bytes(std::string(">  ").append(nimpush::plugin::info_of<Call>.method), *message);
        const auto answer = nim_.handle(id_, nimpush::plugin::name, *message);
        print_bytes("<  reply", answer);
        auto reply = nimpush::plugin::read_reply<Call>(answer, world);
        if (!reply) {
            const std::string_view thrown = nimpush::plugin::exception_name(reply.error().kind);
            std::printf("   Dart throws %.*s\n", static_cast<int>(thrown.size()), thrown.data());
            return {.code = -1};
        }
        print_result(reply->code, reply->ok(), reply->error_details.view());
        return *std::move(reply);
    }
};

delivery::simulator world() {
    delivery::simulator nim({.app_key = "45c6af3c98409b18a84451215d0bdd6e",
                             .apns = {{"acme_prod", "com.example.acme", delivery::environment::production}}},
                            *delivery::moment::from("2026-11-23T14:00:00+08:00"));
    nim.add_account("alice", {.nickname = "Alice"});
    nim.add_account("bob", {.nickname = "Bob"});
    return nim;
}

constexpr nimpush::plugin::ios_sdk_options options{
    .common = {.app_key = "45c6af3c98409b18a84451215d0bdd6e"},
    .apns_cername = "acme_prod",     // more than 32 characters do not compile
    .enabled_https_for_info = true,  // iOS would read a null as NO
    .enabled_https_for_message = true,
};
constexpr auto token_of_bob = "d5c1f1a02b8e4d6f9a0b1c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f5a6b"_token;

/// Exit 0 where Bob's phone is pushed.
int print_outcome(const delivery::simulator& nim) {
    print_step("What NIM does for each device of Bob's, and the request that leaves");
    print_verdicts(nim.verdicts(), "   ");
    return nim.verdicts().size() == 1 && nim.verdicts()[0].outcome == delivery::outcome::apns ? 0 : 1;
}

int guide() {
    delivery::simulator nim = world();

    print_step("Bob's app wakes the SDK up, with the name of its push certificate");
    phone bobs(nim);
    nimpush::flutter_channel::apns_token_sync token(nimpush::flutter_channel::platform::ios);
    if (bobs.call(channel::initialize<nimpush::plugin::ios_sdk_options>{options}).ok()) token.initialized();

    print_step("iOS has registered the device: the native side hands the token over on the app's own channel");
    const auto handed_over =
        *nimpush::standard_codec::encode_method_call("updateAPNsToken", nimpush::octets(token_of_bob));
    print_bytes(std::string(">  updateAPNsToken on ").append(token.channel()), handed_over);
    print_bytes("<  reply", token.on_message(handed_over));

    print_step("The SDK is awake and a token is there, so it goes to NIM");
    if (const auto due = token.next()) bobs.call(*due);

    print_step("Bob logs in, then kills the app");
    bobs.call(channel::login{{.account = "bob", .token = "bobs-secret"}});
    nim.kill(bobs.id());

    print_step("Alice's app does the same and stays open");
    phone alices(nim);
    alices.call(channel::initialize<nimpush::plugin::ios_sdk_options>{options});
    alices.call(channel::login{{.account = "alice", .token = "alices-secret"}});

    print_step("Alice writes to Bob: first the SDK creates the message");
    auto created = alices.call(channel::create_text_message{.session_id = "bob", .text = "hello"});
    if (!created.data) return 1;

    print_step("Then it gets its push payload and is sent");
    nimpush::flutter_channel::message& message = *created.data;
    message.push_payload = {{"sessionId", "alice"}, {"sessionType", "p2p"}};
    alices.call(channel::send_message{message});

    return print_outcome(nim);
}

/// The same with nim_core_v2 of this version.
int guide2(nimpush::plugin::plugin_version plugin) {
    delivery::simulator nim = world();

    print_step("Bob's app wakes the SDK up, with the name of its push certificate");
    phone bobs(nim, plugin);
    bobs.call(channel2::initialize<nimpush::plugin::ios_sdk_options>{options});

    print_step("iOS has registered the device, and gives its token to the app delegate");
    nim.register_device_token(bobs.id(), token_of_bob);

    print_step("The SDK is awake and a token is there, so it goes to NIM");
    if (nim.device(bobs.id()).token.has_value())
        print_line("   the plugin has handed it over itself: autoUpdateApnsToken, since 10.9.6");
    else
        bobs.call(channel2::update_apns_token{nimpush::octets(token_of_bob)});

    print_step("Bob logs in, then kills the app");
    bobs.call(channel2::login{.account_id = "bob", .token = "bobs-secret"});
    nim.kill(bobs.id());

    print_step("Alice's app does the same and stays open");
    phone alices(nim, plugin);
    alices.call(channel2::initialize<nimpush::plugin::ios_sdk_options>{options});
    alices.call(channel2::login{.account_id = "alice", .token = "alices-secret"});

    print_step("Alice writes to Bob: first the SDK creates the message");
    auto created = alices.call(channel2::create_text_message{.text = "hello"});
    if (!created.data) return 1;

    print_step("Then it is sent, with its push payload");
    channel2::send_message_params with;
    with.push_config.emplace().push_payload = R"({"sessionId":"alice","sessionType":"p2p"})";
    alices.call(channel2::send_message{*std::move(created.data), "alice|1|bob", std::move(with)});
    return print_outcome(nim);
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
    if (count == 3 && arguments[1] == std::string_view("--plugin")) {
        if (arguments[2] == std::string_view("1.7.7")) return guide();
        for (const auto& one : channel2::known_versions)
            if (nimpush::schema::version_chars(one).view() == arguments[2]) return guide2(one);
        std::fprintf(stderr, "offline_push: the bytes of version %s are not known\n", arguments[2]);
    }
    std::fputs("usage: offline_push [--plugin 1.7.7|10.3.1|10.9.2|10.9.90 | SCENARIO.json]\n", stderr);
    return 2;
}
