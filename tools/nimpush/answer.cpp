// `nimpush answer`: what Apple's production gateway says to a request.

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/gateway.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/device_token.hpp>

#include "apns_input.hpp"
#include "command.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace {

/// What the gateway knows of the token in the path.
struct answer_state {
    nimpush::text token_topic{};  // none: any
    nimpush::maybe<bool> token_expired{};
    std::vector<nimpush::text> certificate_topics{};  // of the connection's client certificate; none: provider tokens

    using described_by = nimpush::field_list<nimpush::field<"token_topic", &answer_state::token_topic>,
                                             nimpush::field<"token_expired", &answer_state::token_expired>,
                                             nimpush::field<"certificate_topics", &answer_state::certificate_topics>>;
};

/// The input of `answer`.
struct answer_input {
    nimpush::text method{};
    nimpush::text path{};
    nimpush::free_map headers{};
    nimpush::text body{};
    nimpush::natural body_size{};  // of a body that is not given
    nimpush::maybe<answer_state> state{};

    using described_by = nimpush::field_list<
        nimpush::field<"method", &answer_input::method, nimpush::schema::required, nimpush::schema::not_null>,
        nimpush::field<"path", &answer_input::path, nimpush::schema::required, nimpush::schema::not_null>,
        nimpush::field<"headers", &answer_input::headers>, nimpush::field<"body", &answer_input::body>,
        nimpush::field<"body_size", &answer_input::body_size>, nimpush::field<"state", &answer_input::state>>;
};

/// Whether the push type is one that the topic or the priority cannot go with: what a provider can see
/// before it sends.
bool is_mismatch(const nimpush::apns::arriving_request& r, const nimpush::apns::response& answer) {
    using namespace nimpush::apns;
    if (answer.reason != reason::topic_disallowed && answer.reason != reason::invalid_push_type &&
        answer.reason != reason::bad_priority)
        return false;
    push_type type{};
    std::string_view topic;
    bool typed = false;
    for (const header& h : r.headers) {
        if (is_named(h, "apns-push-type")) typed = nimpush::detail::take_name(h.value, type);
        if (is_named(h, "apns-topic")) topic = h.value;
        if (is_named(h, "apns-priority") && h.value != "10" && h.value != "5" && h.value != "1") return false;
    }
    return typed && (answer.reason == reason::bad_priority || !topic_suits(type, topic));
}

int answer_to(const answer_input& input) {
    using namespace nimpush::apns;
    std::vector<header> sent;
    if (!read_headers(input.headers, sent)) return input_at_fault;

    arriving_request arriving{input.method.view(), input.path.view(), sent, input.body.view(), {}};
    if (!input.body.has_value() && input.body_size.has_value())
        arriving.body_size = static_cast<std::size_t>(input.body_size.value());

    gateway_settings settings;
    settings.knows_every_token = true;
    if (input.state.has_value()) settings.certificate_topics = input.state->certificate_topics;
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
    if (is_mismatch(arriving, answer)) made.append("error", "topic_or_priority_mismatch");
    made.append("headers", headers_as_value(headers(answer)));
    if (!answer.content.is_null()) made.append("body", answer.content);
    return print(made);
}

int answer(const arguments& args) { return with_parameters<answer_input>(args, answer_to); }

constexpr form forms[] = {{.run = answer}};

}  // namespace

constexpr command answer_command = {
    .name = "answer",
    .summary = "Says what Apple's production gateway answers to a request",
    .about =
        "Reads {\"method\",\"path\",\"headers\",\"body\",\"body_size\",\"state\"}: the request as it arrives; "
        "body_size is the\n"
        "size of a body that is not given; state {\"token_topic\",\"token_expired\"} is what Apple knows of the "
        "token, and\n"
        "\"certificate_topics\" in it what the connection's certificate lists.\n"
        "`bearer VALID` is the one good provider token, `bearer EXPIRED` one that is too old.\n"
        "Prints {\"status\",\"reason\",\"headers\"}; where push type, topic and priority do not go together there is\n"
        "\"error\":\"topic_or_priority_mismatch\" too. A refusal is an answer: exit 0.",
    .forms = forms,
    .example = {"{\"method\": \"POST\", \"path\": \"/3/device/ab\", \"headers\": {\"authorization\": \"bearer VALID\", "
                "\"apns-topic\": \"com.acme\", \"apns-push-type\": \"alert\"}, \"body\": \"{}\"}",
                "answer"},
};

}  // namespace nimpush_tool
