#pragma once

// The commands of Apple's leg that answer and sign: `answer`, `response`, `jwt`.

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/gateway.hpp>
#include <nimpush/apns/provider_token.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json.hpp>

#include "command_line.hpp"

namespace nimpush_examples {

/// What the gateway knows of the token in the path.
struct answer_state {
    nimpush::text token_topic{};  // none: any
    std::optional<bool> token_expired{};

    using described_by = nimpush::field_list<nimpush::field<"token_topic", &answer_state::token_topic>,
                                             nimpush::field<"token_expired", &answer_state::token_expired>>;
};

/// The input of `answer`.
struct answer_input {
    nimpush::text method{};
    nimpush::text path{};
    nimpush::free_map headers{};
    nimpush::text body{};
    nimpush::natural body_size{};  // of a body that is not given
    std::optional<answer_state> state{};

    using described_by = nimpush::field_list<
        nimpush::field<"method", &answer_input::method, nimpush::schema::required, nimpush::schema::not_null>,
        nimpush::field<"path", &answer_input::path, nimpush::schema::required, nimpush::schema::not_null>,
        nimpush::field<"headers", &answer_input::headers>, nimpush::field<"body", &answer_input::body>,
        nimpush::field<"body_size", &answer_input::body_size>, nimpush::field<"state", &answer_input::state>>;
};

/// The input of `response`.
struct response_input {
    std::int64_t status = 0;
    nimpush::free_map headers{};
    nimpush::text body{};

    using described_by = nimpush::field_list<
        nimpush::field<"status", &response_input::status, nimpush::schema::required, nimpush::schema::not_null>,
        nimpush::field<"headers", &response_input::headers>, nimpush::field<"body", &response_input::body>>;
};

namespace detail {

/// The headers of the input; a null is one that is not there. False, with the problems printed, where a
/// value is no text.
inline bool read_headers(const nimpush::free_map& map, std::vector<nimpush::apns::header>& to) {
    bool good = true;
    for (const nimpush::value::member& one : map.members()) {
        if (one.val.is_null()) continue;
        if (one.val.is(nimpush::value::kind::string)) {
            to.push_back({one.key.chars(), one.val.chars()});
            continue;
        }
        const nimpush::detail::place root;
        const nimpush::detail::place headers = root.at("headers");
        print_problem({nimpush::errc::wrong_type, headers.at(one.key.chars()).path(), "a header is a text"});
        good = false;
    }
    return good;
}

inline nimpush::value headers_as_value(const nimpush::apns::header_list& list) {
    nimpush::value made = nimpush::value::map();
    for (std::size_t i = 0; i < list.size(); ++i)
        made.append(nimpush::value::string(nimpush::detail::unchecked{}, list[i].name),
                    nimpush::value::string(nimpush::detail::unchecked{}, list[i].value));
    return made;
}

/// Whether the push type is one that the topic or the priority cannot go with: what a provider can see
/// before it sends.
inline bool is_mismatch(const nimpush::apns::arriving_request& r, const nimpush::apns::response& answer) {
    using namespace nimpush::apns;
    if (answer.reason != reason::topic_disallowed && answer.reason != reason::bad_priority) return false;
    push_type type{};
    std::string_view topic;
    bool typed = false;
    for (const header& h : r.headers) {
        if (is_named(h, "apns-push-type")) typed = nimpush::from_name(h.value, type);
        if (is_named(h, "apns-topic")) topic = h.value;
        if (is_named(h, "apns-priority") && h.value != "10" && h.value != "5" && h.value != "1") return false;
    }
    return typed && (answer.reason == reason::bad_priority || !topic_suits(type, topic));
}

}  // namespace detail

/// `nimpush answer`: what Apple's production gateway says to a request. `bearer VALID` is the one good
/// provider token, `bearer EXPIRED` one that is too old.
///
/// `{"status","reason","headers"}`; where push type, topic and priority do not go together there is
/// `"error":"topic_or_priority_mismatch"` too.
inline int apns_answer(const answer_input& input) {
    using namespace nimpush::apns;
    std::vector<header> sent;
    if (!detail::read_headers(input.headers, sent)) return input_at_fault;

    arriving_request arriving{input.method.view(), input.path.view(), sent, input.body.view(), {}};
    if (!input.body.has_value() && input.body_size.has_value())
        arriving.body_size = static_cast<std::size_t>(input.body_size.value());

    gateway_settings settings;
    settings.knows_every_token = true;
    gateway apple(std::move(settings));
    apple.accept_provider_token("VALID");
    apple.expire_provider_token("EXPIRED");
    if (input.state.has_value() && arriving.path.starts_with(device_path)) {
        const auto token = nimpush::device_token::from_hex(arriving.path.substr(device_path.size()));
        if (token) {
            apple.register_token(*token, input.state->token_topic);
            // The vectors' word for pushy's expirationTimestampsByDeviceToken, whose answer is Unregistered.
            if (input.state->token_expired == true) apple.unregister_token(*token, 0);
        }
    }
    const response answer = apple.answer(arriving, 0);
    nimpush::value made = nimpush::value::map({{"status", answer.status}});
    made.append("reason", nimpush::value(answer.reason_text));
    if (detail::is_mismatch(arriving, answer)) made.append("error", "topic_or_priority_mismatch");
    made.append("headers", detail::headers_as_value(headers(answer)));
    return print(made);
}

/// `nimpush response`: what an answer of APNs means. Beside the keys that are always there `canonical` is
/// Apple's documented spelling where another one came, and `error` tells of a body that is no JSON object.
inline int apns_response(const response_input& input) {
    using namespace nimpush::apns;
    std::vector<header> headers;
    if (!detail::read_headers(input.headers, headers)) return input_at_fault;
    if (input.status < 100 || input.status > 999) {
        print_problem({nimpush::errc::out_of_range, "status", "three digits"});
        return input_at_fault;
    }
    const response r = read_response(static_cast<int>(input.status), headers, input.body.view());
    nimpush::value made = nimpush::value::map();
    made.append("success", r.success());
    made.append("reason", nimpush::value(r.reason_text));
    if (r.reason != reason::none && r.reason != reason::unknown && !(r.reason_text == nimpush::name_of(r.reason)))
        made.append("canonical", nimpush::value::string(nimpush::detail::unchecked{}, nimpush::name_of(r.reason)));
    made.append("apns_id", nimpush::value(r.apns_id));
    made.append("apns_unique_id", nimpush::value(r.apns_unique_id));
    made.append("apns_request_id", nimpush::value(r.apns_request_id));
    made.append("timestamp_ms", r.timestamp_ms ? nimpush::value(*r.timestamp_ms) : nimpush::value());
    made.append("retry", nimpush::value::string(nimpush::detail::unchecked{}, nimpush::name_of(r.retry())));
    made.append("drop_token", r.advice() == advice::drop_token);
    if (r.malformed_body.has_value()) made.append("error", "malformed_body");
    return print(made);
}

/// `nimpush jwt --team T --key-id K --at SECONDS`: the signing input of a provider token, to be signed with
/// ES256 (`openssl dgst -sha256 -sign key.p8`, whose DER signature_from_der() turns into r and s).
inline int apns_jwt(arguments& args) {
    using namespace nimpush::apns;
    std::string_view team_given;
    std::string_view key_given;
    std::string_view at_given;
    if (!args.option("--team", team_given) || !args.option("--key-id", key_given) || !args.option("--at", at_given))
        return wrong_usage;
    std::int64_t at = 0;
    if (!args.words.empty() || team_given.empty() || key_given.empty() || !read_digits(at_given, at))
        return wrong_usage;
    const auto fault = [](nimpush::error e, nimpush::text path) -> int {
        e.path = std::move(path);
        print_problem(e);
        return input_at_fault;
    };
    const auto team = team_id::from(team_given);
    if (!team) return fault(team.error(), "team");
    const auto key = key_id::from(key_given);
    if (!key) return fault(key.error(), "key_id");
    const auto input = signing_input::make(*team, *key, at);
    if (!input) return fault(input.error(), "at");
    std::cout << input->view() << '\n';
    return fine;
}

}  // namespace nimpush_examples
