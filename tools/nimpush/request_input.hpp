#pragma once

// What `nimpush request` and `nimpush send` read: the parts of a request to APNs.

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <nimpush/apns/broadcast.hpp>
#include <nimpush/apns/header.hpp>
#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

#include "output.hpp"

namespace nimpush_tool {

/// What a request is for.
enum class resource : std::uint8_t { device, broadcast, create_channel, read_channel, delete_channel, list_channels };

}  // namespace nimpush_tool

template <> struct nimpush::names<nimpush_tool::resource> {
    static constexpr std::string_view list[] = {"device",       "broadcast",      "create_channel",
                                                "read_channel", "delete_channel", "list_channels"};
};

namespace nimpush_tool {

/// The members of the input.
struct request_input {
    nimpush::maybe<nimpush::apns::push_type> push_type{};
    nimpush::apns::bundle_id bundle_id{};
    nimpush::apns::push_topic topic{};
    nimpush::maybe<nimpush::apns::authentication> authentication{};
    nimpush::text token{};
    nimpush::maybe<nimpush::apns::environment> environment{};
    nimpush::maybe<std::int64_t> priority{};
    nimpush::maybe<std::int64_t> expiration{};
    nimpush::text apns_id{};
    nimpush::text request_id{};
    nimpush::apns::collapse_id collapse_id{};
    nimpush::apns::channel_id channel_id{};
    nimpush_tool::resource resource = nimpush_tool::resource::device;
    nimpush::value payload{};

    using described_by = nimpush::field_list<
        nimpush::field<"push_type", &request_input::push_type>, nimpush::field<"bundle_id", &request_input::bundle_id>,
        nimpush::field<"topic", &request_input::topic>,
        nimpush::field<"authentication", &request_input::authentication>,
        nimpush::field<"token", &request_input::token>, nimpush::field<"environment", &request_input::environment>,
        nimpush::field<"priority", &request_input::priority>, nimpush::field<"expiration", &request_input::expiration>,
        nimpush::field<"apns_id", &request_input::apns_id>, nimpush::field<"request_id", &request_input::request_id>,
        nimpush::field<"collapse_id", &request_input::collapse_id>,
        nimpush::field<"channel_id", &request_input::channel_id>, nimpush::field<"resource", &request_input::resource>,
        nimpush::field<"payload", &request_input::payload>>;
};

/// Takes a result into its place, or prints what is wrong with it under this name.
template <class T, class To> bool take(nimpush::result<T> made, std::string_view name, To& to) {
    if (made) {
        to = *std::move(made);
        return true;
    }
    nimpush::error e = made.error();
    e.path = nimpush::detail::join(name, e.path.empty() ? "" : ".", e.path.view());
    print_problem(e);
    return false;
}

/// False, with the problem printed, for a number that is no priority.
bool take_priority(const nimpush::maybe<std::int64_t>& number, nimpush::maybe<nimpush::apns::priority>& to);

/// Reads the payload, with its problems under `payload`.
bool take_payload(const nimpush::value& json, nimpush::apns::notification& to);

/// Members of the input that this resource has no use for.
bool refuse_others(std::initializer_list<std::pair<bool, std::string_view>> given);

/// Prints what leaves, `authorization` apart.
int print_request(std::string_view method, std::string_view origin, std::string_view path,
                  const nimpush::apns::header_list& headers, const nimpush::value& body);

/// The request to a device that the input means, not yet checked. False, with the problems printed.
bool take_request(const request_input& in, nimpush::apns::request& to);

}  // namespace nimpush_tool
