// check() and the gateway never differ: what one calls an error of a request the other refuses, and the other way
// round. Each field stands at its limit and one to either side of it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <nimpush/apns/broadcast.hpp>
#include <nimpush/apns/connection.hpp>
#include <nimpush/apns/gateway.hpp>
#include <nimpush/wire/json.hpp>

#include "../support/faults.hpp"
#include "../support/print.hpp"
#include "../support/random.hpp"

namespace {

using namespace nimpush;
using apns::authentication;
using apns::priority;
using apns::push_type;
using apns::reason;
using apns::request;

constexpr std::int64_t now_ms = 1'700'000'000'000;
constexpr std::size_t types = std::size(names<push_type>::list);
constexpr std::string_view mdm_uid = "com.apple.mgmt.External.11111111-2222-3333-4444-555555555555";

template <class Text> Text kept(std::string_view s) { return Text(nimpush::detail::unchecked{}, s); }

/// A payload that its type takes, of so many bytes, and as it leaves.
struct body {
    apns::notification payload;
    std::string json;
};
body body_of_size(push_type type, std::size_t bytes) {
    apns::notification n;
    if (type == push_type::background) n.content_available = true;
    if (type == push_type::controls || type == push_type::widgets) n.content_changed = true;
    if (type == push_type::alert) n.badge = 1;
    if (type == push_type::liveactivity) {
        n.timestamp = 1'700'000'000;
        n.event = apns::event::update;
        n.content_state = free_map::empty_map();
    }
    const bool is_mdm = type == push_type::mdm;
    const auto pad = [&](std::size_t size) {
        const std::string filler(size, 'x');
        if (is_mdm)
            n.mdm = kept<text>(filler);
        else
            n.custom.set("k", value(kept<text>(filler)));
    };
    pad(0);
    const std::size_t least = json::size(n).value();
    pad(bytes > least ? bytes - least : 0);
    return {n, json::to_string(n).value()};
}

/// The usual payload of each type, and those at its limit and one to either side.
std::vector<std::array<body, 4>> all_bodies() {
    std::vector<std::array<body, 4>> made;
    for (std::size_t i = 0; i < types; ++i) {
        const auto type = static_cast<push_type>(i);
        const std::size_t limit = apns::rules_of(type).payload_limit;
        made.push_back({body_of_size(type, 0), body_of_size(type, limit - 1), body_of_size(type, limit),
                        body_of_size(type, limit + 1)});
    }
    return made;
}

class maker {
    test::random& random_;

    template <std::size_t N> std::string_view any(const std::string_view (&list)[N]) { return list[random_.below(N)]; }

  public:
    explicit maker(test::random& r) : random_(r) {}

    std::string id() {
        switch (random_.below(9)) {
            case 0: return "";
            case 1: return "b";
            case 2: return std::string(154 + random_.below(3), 'b');
            case 3: return "com.example.my_app";
            case 4: {
                std::string made = "com.example.a";
                made += static_cast<char>(random_.below(256));
                return made + "b";
            }
            case 5: return "com.example" + std::string(suffix());
            case 6: return std::string(suffix());
            case 7: return std::string(mdm_uid);
            default: return "com.example.MyApp";
        }
    }
    std::string_view suffix() { return apns::rules_of(static_cast<push_type>(random_.below(types))).topic_suffix; }
    std::string topic(push_type type) {
        const std::string own(apns::rules_of(type).topic_suffix);
        switch (random_.below(8)) {
            case 0: return id();
            case 1: return id() + own;
            case 2: return "com.example" + std::string(suffix()) + own;
            case 3: return "com.example" + own + std::string(suffix());
            case 4: return std::string(154 + random_.below(3), 'b') + own;
            case 5: return own;
            case 6: return std::string(mdm_uid);
            default: return "com.example.MyApp" + own;
        }
    }
    std::string collapse_id() {
        static constexpr std::string_view all[] = {"",           " a",     "a ",   "a b", "caf\u00e9",
                                                   "\U0001f600", "a\r\nb", "a\tb", "~",   " "};
        if (random_.one_in(2)) return std::string(any(all));
        std::string made(63 + random_.below(3), 'c');
        made[random_.below(made.size())] = static_cast<char>(random_.below(256));
        return made;
    }
    std::string message_id() {
        std::string made = "eabeae54-14a8-11e5-b60b-1697f925ec7b";
        switch (random_.below(5)) {
            case 0: return "";
            case 1: made.pop_back(); return made;
            case 2: made += '0'; return made;
            case 3: made[random_.below(made.size())] = static_cast<char>(random_.below(256)); return made;
            default: return made;
        }
    }
    std::int64_t date() {
        constexpr std::int64_t at = apns::detail::surely_milliseconds;
        constexpr std::int64_t all[] = {-1,
                                        0,
                                        1,
                                        at - 1,
                                        at,
                                        at + 1,
                                        (std::numeric_limits<std::int64_t>::min)(),
                                        (std::numeric_limits<std::int64_t>::max)()};
        return all[random_.below(std::size(all))];
    }
    priority any_priority() { return static_cast<priority>(random_.below(13)); }
};

/// A request as its headers say it, whether or not they may be sent.
struct sent {
    std::string path;
    std::vector<std::pair<std::string, std::string>> headers;
};
sent send(const request& r) {
    sent made;
    std::array<char, apns::longest_path> path{};
    made.path.assign(path.data(), apns::write_path(r.token, path));
    const auto put = [&](std::string_view name, std::string value) {
        made.headers.emplace_back(name, std::move(value));
    };
    const bool known = static_cast<std::size_t>(r.type) < types;
    put("apns-push-type", known ? std::string(name_of(r.type)) : "none of Apple's");
    std::string topic(r.topic.view());
    if (!r.topic.has_value() && r.bundle_id.has_value())
        topic = std::string(r.bundle_id.view()) + std::string(apns::rules_of(r.type).topic_suffix);
    if (r.topic.has_value() || r.bundle_id.has_value()) put("apns-topic", topic);
    if (r.apns_id.has_value()) put("apns-id", std::string(r.apns_id.view()));
    if (r.expiration.has_value()) put("apns-expiration", std::to_string(*r.expiration));
    if (r.priority.has_value()) put("apns-priority", std::to_string(static_cast<int>(*r.priority)));
    if (r.collapse_id.has_value()) put("apns-collapse-id", std::string(r.collapse_id.view()));
    return made;
}

/// The reason that an error names: "…: Apple answers 413 PayloadTooLarge".
std::string_view named_in(const problems& found) {
    constexpr std::string_view lead = " answers ";  // behind "Apple" or "Apple likely"
    for (const problem& one : found) {
        const std::string_view detail = one.what.detail.view();
        const std::size_t at = detail.find(lead);
        if (one.how != degree::error || at == detail.npos) continue;
        std::string_view rest = detail.substr(at + lead.size());
        if (rest.starts_with("413 ")) rest.remove_prefix(4);
        return rest.substr(0, rest.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"));
    }
    return {};
}

apns::gateway gateway_for(authentication by, const std::vector<text>& topics, const std::vector<text>& ids) {
    apns::gateway_settings settings{.knows_every_token = true, .bundle_ids = ids};
    if (by == authentication::certificate) settings.certificate_topics = topics;
    apns::gateway made(std::move(settings));
    made.accept_provider_token("VALID");
    return made;
}

TEST_CASE("of 120,000 requests check() and the gateway say the same") {
    constexpr std::uint64_t seed = 20261129;
    CAPTURE(seed);
    test::random random(seed);
    maker make(random);
    const auto bodies = all_bodies();
    std::array<std::size_t, static_cast<std::size_t>(reason::unknown) + 1> seen{};
    std::size_t differ = 0;
    std::size_t of_another_type = 0;  // refused for the topic of a push type that Apple has
    for (std::size_t round = 0; round < 120'000; ++round) {
        request r;
        const std::size_t type_at = random.below(types);
        r.type = static_cast<push_type>(type_at);
        r.token = *device_token::from(std::array<std::uint8_t, 2>{1, 2});
        if (r.type == push_type::mdm)
            r.topic = kept<apns::push_topic>(mdm_uid);
        else
            r.bundle_id = "com.example.MyApp";
        r.priority = priority::power_aware;
        r.authentication = r.type == push_type::mdm ? authentication::certificate : authentication::token;
        const std::array<body, 4>& of_type = bodies[type_at];
        std::size_t body_at = 0;
        const std::size_t changes = random.below(3);
        for (std::size_t change = 0; change < changes; ++change) switch (random.below(12)) {
                case 0: r.bundle_id = kept<apns::bundle_id>(make.id()); break;
                case 1: r.bundle_id = nullptr; break;
                case 2:
                    r.bundle_id = nullptr;
                    r.topic = kept<apns::push_topic>(make.topic(r.type));
                    break;
                case 3: r.topic = kept<apns::push_topic>(make.topic(r.type)); break;
                case 4: r.collapse_id = kept<apns::collapse_id>(make.collapse_id()); break;
                case 5: r.apns_id = kept<apns::message_id>(make.message_id()); break;
                case 6: r.expiration = make.date(); break;
                case 7: r.priority = make.any_priority(); break;
                case 8: r.priority.reset(); break;
                case 9: r.authentication = static_cast<authentication>(random.below(2)); break;
                case 10: body_at = random.one_in(8) ? 1 + random.below(3) : 0; break;
                default:
                    if (random.one_in(3))
                        r.token = {};
                    else if (random.one_in(4))
                        r.type = static_cast<push_type>(types + random.below(200));
                    else
                        r.token = *device_token::from(std::vector<std::uint8_t>(random.one_in(2) ? 100 : 1, 7));
            }
        r.payload = of_type[body_at].payload;
        const problems found = check(r);
        const bool good = !has_errors(found);

        const sent out = send(r);
        std::vector<apns::header> headers{{"authorization", "bearer VALID"}};
        std::string_view topic;
        for (const auto& [name, value] : out.headers) {
            headers.push_back({name, value});
            if (name == "apns-topic") topic = value;
        }
        std::vector<text> ids;
        // An explicit topic is of an app that is really called so.
        if (r.topic.has_value() && !r.bundle_id.has_value())
            if (const auto id = apns::bundle_id_in(r.type, r.topic.view())) ids.push_back(kept<text>(*id));
        if (r.topic.has_value() && r.bundle_id.has_value()) ids.push_back(kept<text>(r.bundle_id.view()));
        apns::gateway apple = gateway_for(r.authentication, {kept<text>(topic)}, ids);
        const auto answer = apple.answer({"POST", out.path, headers, of_type[body_at].json}, now_ms);
        ++seen[static_cast<std::size_t>(answer.reason)];
        of_another_type += answer.reason == reason::invalid_push_type && static_cast<std::size_t>(r.type) < types;

        // Two that follow from each other are a caller's slip which Apple cannot see: only one of them is sent.
        bool two_topics = r.topic.has_value() && r.bundle_id.has_value();
        for (const problem& one : found)
            two_topics = two_topics && (one.how == degree::warning || one.what.path.view() == "bundle_id");
        const std::string_view named = named_in(found);
        const bool same_reason = changes != 1 || named.empty() || named == name_of(answer.reason);
        if (good == answer.ok() && same_reason) continue;
        if (!good && answer.ok() && two_topics) continue;
        if (++differ > 5) continue;
        CAPTURE(round);
        CAPTURE(name_of(r.type));
        CAPTURE(topic);
        CAPTURE(test::lines_of(found));
        CHECK(good == answer.ok());
        CHECK(named == name_of(answer.reason));
    }
    CHECK(differ == 0);
    // Each rule was met, and not by a few.
    for (const reason r :
         {reason::none, reason::bad_collapse_id, reason::bad_expiration_date, reason::bad_message_id,
          reason::bad_priority, reason::bad_topic, reason::invalid_push_type, reason::missing_device_token,
          reason::missing_topic, reason::topic_disallowed, reason::payload_too_large}) {
        CAPTURE(name_of(r));
        CHECK(seen[static_cast<std::size_t>(r)] > 100);
    }
    CHECK(of_another_type > 100);
    CHECK(seen[0] > 30'000);
}

TEST_CASE("of 20,000 broadcasts too") {
    constexpr std::uint64_t seed = 20261130;
    CAPTURE(seed);
    test::random random(seed);
    maker make(random);
    std::array<body, 4> bodies{body_of_size(push_type::liveactivity, 0), body_of_size(push_type::liveactivity, 5119),
                               body_of_size(push_type::liveactivity, 5120),
                               body_of_size(push_type::liveactivity, 5121)};
    std::array<std::size_t, static_cast<std::size_t>(reason::unknown) + 1> seen{};
    std::size_t differ = 0;
    for (std::size_t round = 0; round < 20'000; ++round) {
        apns::broadcast r;
        r.target.bundle_id = "com.example.MyApp";
        r.channel = "dHN0LXNyY2gtY2hubA==";
        r.storage = random.one_in(2) ? apns::message_storage::none : apns::message_storage::most_recent;
        r.expiration = 0;
        std::size_t body_at = 0;
        for (std::size_t change = random.below(3); change != 0; --change) switch (random.below(7)) {
                case 0: r.target.bundle_id = kept<apns::bundle_id>(make.id()); break;
                case 1: r.target.request_id = kept<apns::message_id>(make.message_id()); break;
                case 2: r.expiration = make.date(); break;
                case 3: r.expiration.reset(); break;
                case 4: r.priority = make.any_priority(); break;
                case 5: body_at = random.one_in(4) ? 1 + random.below(3) : 0; break;
                default:
                    r.channel = random.one_in(2) ? apns::channel_id{}
                                : random.one_in(3)
                                    ? kept<apns::channel_id>("abc!")
                                    : kept<apns::channel_id>(std::string(508 + 4 * random.below(3), 'A'));
            }
        r.payload = bodies[body_at].payload;
        const problems found = check(r);
        std::vector<std::pair<std::string, std::string>> out{{"authorization", "bearer VALID"},
                                                             {"apns-push-type", "liveactivity"}};
        if (r.channel.has_value()) out.emplace_back("apns-channel-id", r.channel.view());
        if (r.target.request_id.has_value()) out.emplace_back("apns-request-id", r.target.request_id.view());
        if (r.expiration) out.emplace_back("apns-expiration", std::to_string(*r.expiration));
        if (r.priority) out.emplace_back("apns-priority", std::to_string(static_cast<int>(*r.priority)));
        const std::string path = "/4/broadcasts/apps/" + std::string(r.target.bundle_id.view());
        apns::gateway apple = gateway_for(authentication::token, {}, {});
        apple.register_channel(kept<text>(r.target.bundle_id.view()), r.channel, *r.storage);
        const auto answer = apple.answer({"POST", path, out, bodies[body_at].json}, now_ms);
        ++seen[static_cast<std::size_t>(answer.reason)];
        if (has_errors(found) != answer.ok()) continue;
        if (++differ > 5) continue;
        CAPTURE(path);
        CAPTURE(name_of(answer.reason));
        CHECK(test::lines_of(found) == test::lines{});
    }
    CHECK(differ == 0);
    for (const reason r :
         {reason::none, reason::bad_topic, reason::topic_disallowed, reason::missing_channel_id, reason::bad_channel_id,
          reason::bad_message_id, reason::bad_expiration_date, reason::bad_priority, reason::payload_too_large}) {
        CAPTURE(name_of(r));
        CHECK(seen[static_cast<std::size_t>(r)] > 50);
    }
}

TEST_CASE("keys and connections: check() and the gateway ask the same function") {
    constexpr std::uint64_t seed = 20261131;
    CAPTURE(seed);
    test::random random(seed);
    const std::array<text, 2> topics{"com.example.MyApp", "com.example.other"};
    std::array<std::size_t, static_cast<std::size_t>(reason::unknown) + 1> seen{};
    for (std::size_t round = 0; round < 5'000; ++round) {
        const auto key = [&](std::string_view id) {
            apns::provider_key made{.id = kept<apns::key_id>(id),
                                    .team = kept<apns::team_id>(random.one_in(5) ? "TEAM000002" : "TEAM000001")};
            if (random.one_in(2)) made.environment = static_cast<apns::environment>(random.below(2));
            if (random.one_in(2)) {
                made.scope = apns::key_scope::topics;
                made.topics = {topics[random.below(2)]};
                if (random.one_in(2)) made.related = kept<apns::key_id>(random.one_in(2) ? "KEY0000001" : "KEY0000002");
            }
            return made;
        };
        const std::array<apns::provider_key, 2> keys{key("KEY0000001"), key("KEY0000002")};
        const auto environment = static_cast<apns::environment>(random.below(2));
        apns::gateway apple(apns::gateway_settings{.environment = environment, .knows_every_token = true});
        apple.accept_provider_token("ONE", {}, keys[0]);
        apple.accept_provider_token("TWO", {}, keys[1]);
        apns::connection on(environment);
        for (std::size_t i = 0; i < 4; ++i) {
            const std::size_t which = random.below(2);
            if (random.one_in(4)) {
                on = apns::connection(environment);
                apple.open_connection();
            }
            request r{.bundle_id = kept<apns::bundle_id>(topics[random.below(2)].view()),
                      .token = *device_token::from(std::array<std::uint8_t, 1>{1}),
                      .environment = environment,
                      .payload = {.badge = 1}};
            const problems found = check(r, on, keys[which]);
            const std::string bearer = which == 0 ? "bearer ONE" : "bearer TWO";
            const auto answer = apple.answer(
                {"POST",
                 "/3/device/01",
                 {{"authorization", bearer}, {"apns-topic", r.bundle_id.view()}, {"apns-push-type", "alert"}},
                 "{}"},
                now_ms);
            ++seen[static_cast<std::size_t>(answer.reason)];
            CHECK(has_errors(found) == !answer.ok());
            if (!answer.ok()) CHECK(named_in(found) == name_of(answer.reason));
            if (answer.ok()) on.bind(keys[which]);
        }
    }
    for (const reason r : {reason::none, reason::unrelated_key_id_in_token, reason::bad_environment_key_id_in_token,
                           reason::topic_disallowed})
        CHECK(seen[static_cast<std::size_t>(r)] > 500);
}

}  // namespace
