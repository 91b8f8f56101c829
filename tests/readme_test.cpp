// The blocks of README.md and docs/, as checks/readme.cmake took them out of the text, run. What they are given stands
// here; what they need besides is on the page.

#include <readme_blocks.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "support/read_file.hpp"

namespace {

using bytes_of = std::vector<std::uint8_t>;

/// A native side that says yes, and gives back what it was called with.
struct native {
    std::vector<std::string> methods{};

    bytes_of operator()(nimpush::message_bytes message) {
        const auto call = nimpush::standard_codec::decode_method_call(message).value();
        methods.emplace_back(call.method.view());
        return nimpush::standard_codec::encode_success(nimpush::value::map({{"code", 0}, {"data", call.arguments}}))
            .value();
    }
};

const nimpush::device_token bobs_token = nimpush::device_token::from_hex("0b30557a9fc4e90e").value();

void a_screenful() {
    native side;
    nim::client app([&](std::string_view, nimpush::message_bytes message) { return side(message); },
                    nim::platform::ios);
    readme::a_screenful_1::start(app, bobs_token);
    CHECK(side.methods ==
          std::vector<std::string>{"initialize", "updateAPNSToken", "login", "createMessage", "sendMessage"});
}

void run_time_checks() {
    const std::string forty(40, 'x');
    const nim::ios_sdk_options options{
        .common = {.app_key = "k"},
        .apns_cername = nimpush::cert_name(nimpush::detail::unchecked{}, forty),  // as only a wire can bring it
    };
    readme::a_screenful_2::look_at(forty, options);
    const auto found = nimpush::check(options);
    REQUIRE(found.size() == 1);
    const std::string page = test::read_file(NIMPUSH_SOURCE_DIR "/README.md");
    CHECK(page.find("// " + std::string(nimpush::to_text(found[0].what).view()) + "\n") != std::string::npos);
}

void static_push() {
    const auto& body = readme::pushing_through_apple_1::welcome.body;
    CHECK(std::string_view(body.data(), body.size()).find("Welcome aboard") != std::string_view::npos);
}

void campaign() {
    struct connection {
        std::vector<std::string> paths{};
        bool post(std::string_view path, const apns::header_list&, std::string_view body) {
            CHECK(body.find("\"body\":\"It rains\"") != std::string_view::npos);
            paths.emplace_back(path);
            return paths.size() < 3;
        }
    } http;
    const std::vector<nimpush::device_token> tokens(5, bobs_token);
    std::size_t position = 1;
    CHECK(readme::pushing_through_apple_2::send_news("It rains", tokens, position, http));
    CHECK(http.paths == std::vector<std::string>(3, "/3/device/0b30557a9fc4e90e"));
    CHECK(position == 3);
    readme::pushing_through_apple_2::answered(410, {}, R"({"reason":"Unregistered","timestamp":1712800000000})");
    readme::pushing_through_apple_2::answered(200, {{"apns-id", "x"}}, "");
}

void send_again() {
    const apns::request r{.bundle_id = "com.example.acme", .payload = {.badge = 1}};
    const apns::campaign push = apns::prepare(r).value();
    apns::tally answers;
    CHECK(readme::pushing_through_apple_3::send_again(push, bobs_token, answers));
    answers.add(apns::read_response(400, {}, R"({"reason":"BadDeviceToken"})"), 200);
    CHECK_FALSE(readme::pushing_through_apple_3::send_again(push, bobs_token, answers));
}

/// Takes one request at a time and says yes.
struct one_by_one {
    std::vector<std::string> paths{};
    std::vector<std::uint64_t> taken{};

    std::size_t room() const { return taken.empty() ? 1 : 0; }
    bool submit(const nimpush::http::request& r, std::uint64_t tag) {
        paths.emplace_back(r.path);
        taken.push_back(tag);
        return true;
    }
    template <class Done> void poll(int, Done&& done) {
        for (const std::uint64_t tag : std::exchange(taken, {}))
            done(nimpush::http::outcome{.tag = tag, .fate = nimpush::http::fate::answered, .status = 200});
    }
};
void send_all() {
    const apns::request r{.bundle_id = "com.example.acme", .payload = {.badge = 1}};
    const apns::campaign push = apns::prepare(r).value();
    one_by_one to_apple;
    readme::pushing_through_apple_4::send_all(
        to_apple,
        [](nimpush::span<const std::uint8_t>) -> nimpush::result<apns::signature> { return apns::signature{}; },
        [] {
            return apns::instant{1, 1'700'000'000};
        },
        push, {bobs_token, bobs_token});
    CHECK(to_apple.paths == std::vector<std::string>(2, "/3/device/0b30557a9fc4e90e"));
}

void send_in_a_thread() {
    apns::request r{.bundle_id = "com.example.acme", .payload = {.badge = 1}};
    const auto sign = [](nimpush::span<const std::uint8_t>) -> nimpush::result<apns::signature> {
        return apns::signature{};
    };
    const auto connect = [] { return one_by_one(); };
    CHECK_FALSE(readme::pushing_through_apple_5::send_and_wait(connect, sign, r));  // without a token
    r.token = bobs_token;
    CHECK(readme::pushing_through_apple_5::send_and_wait(connect, sign, r));
}

void simulator() {
    const auto call = nim::encode(nim::logout{}, {nim::platform::ios, 0}).value();
    CHECK_FALSE(readme::why_was_there_no_push_1::try_out({}, call).empty());
    const std::string page = test::read_file(NIMPUSH_SOURCE_DIR "/README.md");
    CHECK(page.find("each of the " + std::to_string(nimpush::delivery::rule_count - 1) + " rules") !=
          std::string::npos);
}

void desktop_and_version_2() {
    std::string said;
    readme::nim_s_wires_1::say_hello(
        [&](const char* json, std::nullptr_t, std::nullptr_t, std::nullptr_t) { said = json; }, "m1");
    CHECK(said.find(R"("push_content":"@you")") != std::string::npos);
    CHECK(said.find(R"("force_push_list":"[\"bob\"]")") != std::string::npos);
    CHECK(readme::nim_s_wires_1::was_sent(R"({"rescode":200,"msg_id":"m1","talk_id":"7001","msg_timetag":1})"));
    CHECK_FALSE(readme::nim_s_wires_1::was_sent(R"({"rescode":403})"));

    native side;
    nim::client app([&](std::string_view, nimpush::message_bytes message) { return side(message); },
                    nim::platform::ios);
    readme::nim_s_wires_1::say_hello(app, v2::message{.text = "hello"});
    CHECK(side.methods == std::vector<std::string>{"sendMessage"});
}

void server_call() {
    struct http {
        std::string address{}, body{};
        std::pair<int, std::string> send(std::string_view to, const nimpush::free_map&, const nimpush::text& form) {
            address = to;
            body = form.view();
            return {200, R"({"code":811,"desc":"force push list too long"})"};
        }
    } one;
    const auto no_hash = [](std::string_view) { return std::array<std::uint8_t, 20>{}; };
    readme::nim_s_wires_2::force_on_bob(one, no_hash, "secret", server::stamp::at("a1b2", 1712800000));
    CHECK(one.address == std::string(server::china_addresses[0]) + "/msg/sendMsg.action");
    CHECK(one.body.find("pushcontent=%40you%3A+hello") != std::string::npos);
    CHECK(one.body.find("forcepushlist=%5B%22bob%22%5D") != std::string::npos);
}

void transports() {
    native side;
    int answers = 0;
    const auto count = [&](const auto& reply) { answers += reply && reply->ok(); };

    struct socket {
        native& to;
        bytes_of round_trip(std::string_view, nimpush::message_bytes message) { return to(message); }
    } tcp{side};
    auto first = readme::plugging_in_a_transport_1::over_socket(tcp);
    first.logout(count);
    CHECK(answers == 1);

    // Flutter's own messenger has this one function of the name, whose reply is a std::function.
    struct binary_messenger {
        native& to;
        std::vector<std::function<void()>> later{};
        void Send(const std::string& channel, const std::uint8_t* message, std::size_t size,
                  std::function<void(const std::uint8_t*, std::size_t)> reply) {
            CHECK(channel == nim::name);
            later.push_back([bytes = to({message, size}), reply] { reply(bytes.data(), bytes.size()); });
        }
    } flutter{side};
    auto second = readme::plugging_in_a_transport_1::over_flutter(&flutter);
    second.logout(count);
    CHECK(answers == 1);
    flutter.later.at(0)();
    CHECK(answers == 2);
}

void threads() {
    native side;
    struct pool {
        native& to;
        std::vector<std::function<void()>> jobs{};
        void send(const std::string&, const bytes_of& message, std::function<void(nimpush::message_bytes)> reply) {
            jobs.push_back([this, message, reply] { reply(to(message)); });
        }
    } workers{side};
    std::deque<nimpush::posted_reply> loop;
    struct event_loop {
        std::deque<nimpush::posted_reply>& jobs;
        void push(nimpush::posted_reply reply) { jobs.push_back(std::move(reply)); }
    } home{loop};
    int answers = 0;
    auto app = readme::plugging_in_a_transport_2::over_threads(workers, home);
    app.logout([&](const auto& reply) { answers += reply && reply->ok(); });
    workers.jobs.at(0)();
    CHECK(answers == 0);
    loop.at(0)();
    CHECK(answers == 1);
}

void what_came() {
    const auto arguments = nimpush::value::map({{"pushContent", "hello"}});
    const auto call = nimpush::standard_codec::encode_method_call("sendMessage", arguments).value();
    readme::plugging_in_a_transport_3::look_at(call, R"({"aps":{"badge":"three"}})");
}

struct row {
    std::string_view block;
    void (*run)();
};

const row rows[] = {
    {"a_screenful_1", a_screenful},
    {"a_screenful_2", run_time_checks},
    {"pushing_through_apple_1", static_push},
    {"pushing_through_apple_2", campaign},
    {"pushing_through_apple_3", send_again},
    {"pushing_through_apple_4", send_all},
    {"pushing_through_apple_5", send_in_a_thread},
    {"why_was_there_no_push_1", simulator},
    {"nim_s_wires_1", desktop_and_version_2},
    {"nim_s_wires_2", server_call},
    {"plugging_in_a_transport_1", transports},
    {"plugging_in_a_transport_2", threads},
    {"plugging_in_a_transport_3", what_came},
};

}  // namespace

TEST_CASE("every block of the pages does what the page says") {
    for (const row& r : rows) {
        CAPTURE(r.block);
        r.run();
    }
    for (const std::string_view block : readme::blocks) {
        CAPTURE(block);
        CHECK(std::count_if(std::begin(rows), std::end(rows), [&](const row& r) { return r.block == block; }) == 1);
    }
    CHECK(std::size(rows) == std::size(readme::blocks));
}
