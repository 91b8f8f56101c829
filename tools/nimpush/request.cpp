// `nimpush request`: a request to APNs, made of its parts and checked.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <nimpush/apns/broadcast.hpp>
#include <nimpush/apns/check.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/to_value.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json.hpp>

#include "apns_input.hpp"
#include "command.hpp"
#include "input.hpp"
#include "output.hpp"
#include "request_input.hpp"

namespace nimpush_tool {

namespace {

template <class Request> constexpr bool has_channel = requires(const Request& r) { r.channel; };
template <class Request> constexpr bool has_body = requires(const Request& r) { r.payload; }
|| requires(const Request& r) { r.storage; };

/// Keys of a channel's body that Apple has not.
bool refuse_unknown_of_channel(const nimpush::value& payload) {
    bool good = true;
    for (const nimpush::value::member& one : payload.members()) {
        using config = nimpush::apns::channel_config;
        const std::string_view key = one.key.chars();
        if (key == config::storage_key.view() || key == config::push_type_key.view()) continue;
        const nimpush::detail::place root;
        print_problem({nimpush::errc::unknown_key, root.at("payload").at(key).path(), "a channel has no such key"});
        good = false;
    }
    return good;
}

/// What is written in place of the push type that was given, and of none.
void warn_of_push_type(const nimpush::text& given) {
    const nimpush::apns::channel_config writes;
    if (given == writes.push_type) return;
    const nimpush::detail::place root;
    const nimpush::detail::place payload = root.at("payload");
    print_problem({nimpush::errc::missing, payload.at(nimpush::apns::channel_config::push_type_key.view()).path(),
                   given.has_value() ? nimpush::detail::join(writes.push_type.view(),
                                                             " is written, as Apple's page has it: whether another "
                                                             "spelling is taken is not known")
                                     : nimpush::detail::join("missing: ", writes.push_type.view(), " is written")},
                  nimpush::degree::warning);
}

int device_request(const request_input& in, nimpush::maybe<std::int64_t> now) {
    nimpush::apns::request r;
    if (!take_request(in, r) || !print_problems(nimpush::apns::check(r, now))) return input_at_fault;
    std::array<char, nimpush::apns::longest_path> path{};
    const std::size_t size = nimpush::apns::write_path(r.token, path);
    return print_request("POST", nimpush::apns::origin(r.environment), {path.data(), size}, nimpush::apns::headers(r),
                         *nimpush::to_value(r.payload));
}

template <class Request> int channel_request(const request_input& in, Request r, nimpush::maybe<std::int64_t> now) {
    r.target.bundle_id = in.bundle_id;
    r.target.environment = in.environment.value_or(nimpush::apns::environment::production);
    bool good = refuse_others(
        {{in.token.has_value(), "token"},
         {in.topic.has_value(), "topic"},
         {in.apns_id.has_value(), "apns_id"},
         {in.push_type.value_or(nimpush::apns::push_type::liveactivity) != nimpush::apns::push_type::liveactivity,
          "push_type"},
         {in.collapse_id.has_value(), "collapse_id"},
         {!std::is_same_v<Request, nimpush::apns::broadcast> && in.priority.has_value(), "priority"},
         {!std::is_same_v<Request, nimpush::apns::broadcast> && in.expiration.has_value(), "expiration"},
         {!has_channel<Request> && in.channel_id.has_value(), "channel_id"},
         {!has_body<Request> && !in.payload.is_null(), "payload"}});
    if (in.request_id.has_value())
        good &= take(nimpush::apns::make_message_id(in.request_id.view()), "request_id", r.target.request_id);
    if constexpr (has_channel<Request>) r.channel = in.channel_id;
    nimpush::value body;
    if constexpr (requires { r.payload; }) {
        r.expiration = in.expiration;
        good &= take_priority(in.priority, r.priority);
        good &= take_payload(in.payload, r.payload);
        body = *nimpush::to_value(r.payload);
    } else if constexpr (requires { r.storage; }) {
        nimpush::apns::channel_config config;
        good &=
            take(nimpush::apns::read_channel_config(nimpush::json::to_string(in.payload).value()), "payload", config);
        r.storage = config.storage;
        good &= refuse_unknown_of_channel(in.payload);
        if (good) warn_of_push_type(config.push_type);
        body = nimpush::json::read(nimpush::json::to_string(body_of(r)).value()).value();
    }
    if (!good || !print_problems(nimpush::apns::check(r, now))) return input_at_fault;
    return print_request(Request::method, origin_of(r).view(), path_of(r).view(), headers(r), body);
}

int request_for(const request_input& in, nimpush::maybe<std::int64_t> now) {
    switch (in.resource) {
        case resource::broadcast: return channel_request(in, nimpush::apns::broadcast{}, now);
        case resource::create_channel: return channel_request(in, nimpush::apns::create_channel{}, now);
        case resource::read_channel: return channel_request(in, nimpush::apns::read_channel{}, now);
        case resource::delete_channel: return channel_request(in, nimpush::apns::delete_channel{}, now);
        case resource::list_channels: return channel_request(in, nimpush::apns::list_channels{}, now);
        default: return device_request(in, now);
    }
}

int request(const arguments& args) {
    nimpush::maybe<std::int64_t> now;
    if (!read_now(args, now)) return wrong_usage;
    return with_parameters<request_input>(args, [now](const request_input& in) { return request_for(in, now); });
}

constexpr option options[] = {now_option};
constexpr form forms[] = {{.options = options, .run = request}};

}  // namespace

constexpr command request_command = {
    .name = "request",
    .summary = "Makes a request to APNs of its parts, or says what Apple would refuse",
    .about =
        "Reads {\"push_type\",\"bundle_id\",\"token\",\"environment\",\"priority\",\"expiration\",\"apns_id\",\n"
        "\"collapse_id\",\"topic\",\"authentication\",\"payload\"}; the topic follows from bundle id and push "
        "type.\n"
        "topic in place of bundle_id is for mdm, and for an app whose id ends as a topic does (com.acme.voip);\n"
        "authentication is token or certificate.\n"
        "\"resource\" asks for something else than a push to a device: broadcast, create_channel, read_channel,\n"
        "delete_channel or list_channels, with \"channel_id\" and \"request_id\".\n"
        "Prints {\"method\",\"origin\",\"path\",\"headers\",\"body\"}; on standard error each problem with its path.",
    .forms = forms,
    .at_fault = "Apple would refuse it",
    .example = {"{\"push_type\": \"alert\", \"bundle_id\": \"com.acme\", \"token\": \"ab\", \"payload\": {\"aps\": "
                "{\"alert\": \"hi\"}}}",
                "request"},
};

}  // namespace nimpush_tool
