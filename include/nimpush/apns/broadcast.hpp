#pragma once

// Broadcasts of Live Activities, and the channels that they go to.
//
// Sources: [CHAN] "Sending channel management requests to APNs", [BCAST] "Sending broadcast push notification
// requests to APNs", [ERR] for what they answer. Each request is an aggregate with its method and the status
// of success; path(), headers() and body() give the rest, and read_response() reads what comes back: the id
// of a new channel is its apns_channel_id.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/apns/check.hpp>
#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/ascii.hpp>
#include <nimpush/core/base64.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json_reader.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// `apns-channel-id`. Apple gives base64 of a size that nobody should rely on; 512 bytes are what the
/// headers of one request have room for.
using channel_id = basic_text<schema::all_of<schema::at_least<1, schema::bytes>, schema::at_most<512, schema::bytes>,
                                             schema::only<schema::visible_ascii>>>;

/// Scheme, host and port, where they are not Apple's: a proxy, a mock, or the other name (below).
using origin_override =
    basic_text<schema::all_of<schema::at_least<1, schema::bytes>, schema::only<schema::visible_ascii>>>;

/// Messages that a channel keeps for devices which are offline (`message-storage-policy`); cannot be changed.
enum class message_storage : std::uint8_t { none = 0, most_recent = 1 };

/// [CHAN]: the environments differ in the port too.
constexpr std::string_view management_origin(environment e) noexcept {
    return e == environment::production ? "https://api-manage-broadcast.push.apple.com:2196"
                                        : "https://api-manage-broadcast.sandbox.push.apple.com:2195";
}
/// [BCAST] names the hosts of all pushes in its text, and api-broadcast.push.apple.com in its samples: the
/// text is taken, and every request can override it.
constexpr std::string_view broadcast_origin(environment e) noexcept { return origin(e); }

/// What every request of this header has.
struct channel_target {
    apns::bundle_id bundle_id{};  // bare: a suffix earns TopicDisallowed
    apns::environment environment = environment::production;
    origin_override origin{};
    message_id request_id{};  // absent: Apple makes one
};

/// What a channel was made with: the body of create_channel, and of the answer to read_channel.
///
/// The push type is written `LiveActivity`, as Apple's page has it; @parse/node-apn writes `liveactivity`. Which of them
/// Apple takes is not known: both are read.
struct channel_config {
    static constexpr schema::fixed_string storage_key = "message-storage-policy";
    static constexpr schema::fixed_string push_type_key = "push-type";

    message_storage storage = message_storage::none;
    text push_type = "LiveActivity";

    template <class Out> constexpr void emit_to(Out& out) const {
        auto mark = out.begin_map(2);
        out.template key<storage_key>();
        out.integer(static_cast<std::int64_t>(storage));
        out.template key<push_type_key>();
        schema::write(out, push_type);
        out.end_map(mark);
    }
    friend constexpr bool operator==(const channel_config&, const channel_config&) = default;
};

/// Makes a channel; the answer is 201 with the header apns-channel-id and no body.
struct create_channel {
    static constexpr std::string_view method = "POST";
    static constexpr int success_status = 201;
    channel_target target{};
    message_storage storage = message_storage::none;
    using own_check = void;
};

/// Asks for the configuration of a channel: read_channel_config().
struct read_channel {
    static constexpr std::string_view method = "GET";
    static constexpr int success_status = 200;
    channel_target target{};
    channel_id channel{};
    using own_check = void;
};

/// Deletes a channel for ever; the answer is 204 without a body.
struct delete_channel {
    static constexpr std::string_view method = "DELETE";
    static constexpr int success_status = 204;
    channel_target target{};
    channel_id channel{};
    using own_check = void;
};

/// Asks for all channels of the app in this environment: read_channel_list().
struct list_channels {
    static constexpr std::string_view method = "GET";
    static constexpr int success_status = 200;
    channel_target target{};
    using own_check = void;
};

/// One push to all subscribers of a channel. There is no topic, and no Live Activity starts by it.
struct broadcast {
    static constexpr std::string_view method = "POST";
    static constexpr int success_status = 200;
    channel_target target{};
    channel_id channel{};
    maybe<message_storage> storage{};  // of the channel, where the caller knows: see check()
    maybe<apns::priority> priority{};  // absent counts as 10
    maybe<std::int64_t> expiration{};  // seconds since 1970; 0: one attempt
    notification payload{};
    using own_check = void;
};

template <class T>
concept channel_request = requires(const T& r) {
    T::success_status;
    r.target;
};

namespace detail {

/// Paths of [BCAST] and [CHAN], round the bundle id. ([BCAST]'s sample has no leading slash.)
inline constexpr std::string_view broadcast_path = "/4/broadcasts/apps/";
inline constexpr std::string_view channel_apps_path = "/1/apps/";
inline constexpr std::string_view channels_path = "/channels";
inline constexpr std::string_view all_channels_path = "/all-channels";

/// In any spelling that Apple's pages or its clients have.
constexpr bool is_live_activity(std::string_view spelt) noexcept {
    return nimpush::detail::same_but_for_case(spelt, name_of(push_type::liveactivity));
}

}  // namespace detail

template <channel_request T> constexpr text origin_of(const T& r) {
    if (r.target.origin.has_value()) return r.target.origin;
    if constexpr (std::is_same_v<T, broadcast>)
        return nimpush::detail::join(broadcast_origin(r.target.environment));
    else
        return nimpush::detail::join(management_origin(r.target.environment));
}

/// Of a request that passed check().
template <channel_request T> constexpr text path_of(const T& r) {
    const std::string_view app = r.target.bundle_id.view();
    if constexpr (std::is_same_v<T, broadcast>)
        return nimpush::detail::join(detail::broadcast_path, app);
    else if constexpr (std::is_same_v<T, list_channels>)
        return nimpush::detail::join(detail::channel_apps_path, app, detail::all_channels_path);
    else
        return nimpush::detail::join(detail::channel_apps_path, app, detail::channels_path);
}

/// Headers but for `authorization`, of a request that passed check().
///
/// The id is apns-request-id, as [BCAST]'s table has it (one of its samples has apns-id). The push type is
/// in lower case, as in the samples; the table has `Liveactivity`.
template <channel_request T> [[nodiscard]] constexpr header_list headers(const T& r) noexcept {
    header_list list;
    if constexpr (requires { r.channel; }) list.add("apns-channel-id", hpack::always, r.channel.view());
    if (r.target.request_id.has_value()) list.add("apns-request-id", hpack::index_once, r.target.request_id.view());
    if constexpr (std::is_same_v<T, broadcast>) {
        list.add("apns-push-type", hpack::always, name_of(push_type::liveactivity));
        if (r.expiration.has_value()) list.add_number("apns-expiration", hpack::index_once, *r.expiration);
        if (r.priority.has_value())
            list.add_number("apns-priority", hpack::always, static_cast<std::int64_t>(*r.priority));
    }
    return list;
}

/// What json::write() writes as the body; the other requests have none.
constexpr channel_config body_of(const create_channel& r) { return {r.storage}; }
constexpr const notification& body_of(const broadcast& r) noexcept { return r.payload; }

/// Whether this request succeeded: each has its own status.
template <channel_request T> [[nodiscard]] constexpr bool ok(const T&, const response& answer) noexcept {
    return answer.status == T::success_status;
}

namespace detail {

template <std::same_as<broadcast> Broadcast>
constexpr void check_broadcast(const Broadcast& r, maybe<std::int64_t> now, const place& root, fault_list& faults) {
    if (r.priority.has_value() && !allows(push_type::liveactivity, *r.priority))
        faults.add(root.at("priority"), errc::out_of_range, "a Live Activity takes 5 or 10");
    if (check_expiration(r.expiration, root, faults) && r.storage == message_storage::none &&
        r.expiration.value_or(0) != 0)
        faults.add(root.at("expiration"), errc::out_of_range,
                   "only 0 on a channel that stores nothing: Apple answers BadExpirationDate");
    fault_list inside;
    payload_check look(r.payload, inside);
    look.shape();
    look.of_type(push_type::liveactivity, now);
    look.size(broadcast_payload_limit);
    for (const problem& one : inside.all()) faults.add(root.at("payload"), one.what, one.how);
    if (r.payload.event == event::start) {
        const place payload = root.at("payload");
        const place aps = payload.at("aps");
        faults.add(aps.at("event"), errc::not_supported, "a broadcast cannot start a Live Activity");
    }
}

/// A body as a map, or why it is none.
constexpr result<value> read_body(std::string_view body) {
    auto whole = json::read(body);
    if (whole && !whole->is(value::kind::map))
        return nimpush::detail::fail(errc::wrong_type, "the body is no JSON object");
    return whole;
}

struct channel_list {
    std::vector<channel_id> channels{};
    using described_by = field_list<field<"channels", &channel_list::channels, schema::strict>>;
};

}  // namespace detail

/// Every problem of a request. `now`: seconds since 1970, where the caller has a clock.
template <channel_request T>
[[nodiscard]] constexpr problems(check)(const T& r, [[maybe_unused]] maybe<std::int64_t> now = {}) {
    nimpush::detail::fault_list faults;
    const detail::place root;
    if (!r.target.bundle_id.has_value())
        faults.add(root.at("bundle_id"), errc::missing, "missing: it is part of the path");
    detail::check_id(r.target.bundle_id, root.at("bundle_id"), faults);
    if (push_type_of_topic(r.target.bundle_id.view()))
        faults.add(root.at("bundle_id"), errc::bad_character,
                   "ends as a topic does, and must be bare: Apple answers TopicDisallowed");
    detail::check_text(r.target.origin, root.at("origin"), faults);
    detail::check_message_id(r.target.request_id, root.at("request_id"), faults);
    if constexpr (requires { r.channel; }) {
        if (!r.channel.has_value())
            faults.add(root.at("channel"), errc::missing, "missing: Apple answers MissingChannelId");
        detail::check_text(r.channel, root.at("channel"), faults);
        if (r.channel.has_value() && base64_fault(r.channel.view()) != npos && channel_id::from(r.channel.view()))
            faults.add(root.at("channel"), errc::not_base64,
                       "no Base64, as all of Apple's are: Apple answers BadChannelId");
    }
    if constexpr (std::is_same_v<T, broadcast>) detail::check_broadcast(r, now, root, faults);
    return faults.take();
}

/// The body of the answer to read_channel.
constexpr result<channel_config> read_channel_config(std::string_view body) {
    const auto whole = detail::read_body(body);
    if (!whole) return unexpected(whole.error());
    const value* policy = whole->find(channel_config::storage_key.view());
    const value* type = whole->find(channel_config::push_type_key.view());
    if (policy == nullptr || (policy->as_int() != 0 && policy->as_int() != 1))
        return unexpected(nimpush::error{errc::bad_enumerator,
                                         nimpush::detail::join(channel_config::storage_key.view()), "neither 0 nor 1"});
    if (type != nullptr && (!type->as_text() || !detail::is_live_activity(type->chars())))
        return unexpected(nimpush::error{errc::bad_enumerator,
                                         nimpush::detail::join(channel_config::push_type_key.view()),
                                         "must be LiveActivity, the one that has channels"});
    channel_config made{*policy->as_int() == 0 ? message_storage::none : message_storage::most_recent, nullptr};
    if (type != nullptr && type->as_text()) made.push_type = text(nimpush::detail::unchecked{}, type->chars());
    return made;
}

/// The body of the answer to list_channels. [CHAN]'s prose says that it is empty, its sample has `channels`.
constexpr result<std::vector<channel_id>> read_channel_list(std::string_view body) {
    const auto whole = detail::read_body(body);
    if (!whole) return unexpected(whole.error());
    auto read = read_wire<detail::channel_list>(*whole);
    if (!read) return unexpected(read.error());
    nimpush::detail::fault_list faults;
    const detail::place root;
    const detail::place all = root.at("channels");
    for (std::size_t i = 0; i < read->channels.size(); ++i) detail::check_text(read->channels[i], all.at(i), faults);
    if (!faults.empty()) return unexpected(faults.all().front().what);
    return std::move(read->channels);
}

}  // namespace apns
}  // namespace nimpush::v1
