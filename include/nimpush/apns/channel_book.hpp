#pragma once

// Broadcasts and channels as Apple's gateway would answer them: a part of apns/gateway.hpp.
//
// Sources: [CHAN], [BCAST], [ERR] (apns/broadcast.hpp has their titles). The order of a broadcast's checks is that of
// APNSwift's test server (#254); the requests of a real client (@parse/node-apn 8.1.0) are answered.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/broadcast.hpp>
#include <nimpush/apns/header.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/reason.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/base64.hpp>
#include <nimpush/core/key_index.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/to_value.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json_reader.hpp>

namespace nimpush::inline v1 {
namespace apns::detail {

/// A header's number as seconds since 1970, or no header at all. Milliseconds are refused as check() does (ours).
constexpr bool is_expiration(maybe<std::string_view> spelt) noexcept {
    const auto date = spelt ? read_natural(*spelt) : maybe<std::int64_t>(0);
    return date && are_seconds(*date);
}

/// A header's priority, 10 without one, where the push type takes it. Of a push without a type every one is taken.
constexpr bool is_priority(maybe<push_type> type, maybe<std::string_view> spelt) noexcept {
    const auto number = spelt ? read_natural(*spelt) : maybe<std::int64_t>(10);
    if (!number || (spelt && spelt->front() == '0')) return false;
    for (const priority p : {priority::immediately, priority::power_aware, priority::power_first})
        if (*number == static_cast<std::int64_t>(p)) return !type || allows(*type, p);
    return false;
}

/// What is wrong with a body, which may be known by its size alone.
constexpr reason judge_body(std::string_view body, maybe<std::size_t> size, std::size_t limit) {
    if (size.value_or(body.size()) == 0) return reason::payload_empty;
    if (size.value_or(body.size()) > limit) return reason::payload_too_large;
    if (size) return reason::none;
    const auto whole = json::read(body);
    if (whole ? !whole->is(value::kind::map) : is_malformed(whole.error().code)) return reason::payload_empty;
    return reason::none;
}

/// A path of broadcasts or channels.
struct channel_path {
    enum class kind : std::uint8_t { broadcast, channels, all_channels };
    channel_path::kind of = kind::broadcast;
    std::string_view bundle_id{};

    constexpr bool takes(std::string_view method) const noexcept {
        switch (of) {
            case kind::broadcast: return method == broadcast::method;
            case kind::all_channels: return method == list_channels::method;
            default:
                return method == create_channel::method || method == read_channel::method ||
                       method == delete_channel::method;
        }
    }
};

/// None where it is no such path, or names no app.
constexpr maybe<channel_path> read_channel_path(std::string_view path) noexcept {
    using kind = channel_path::kind;
    if (path.starts_with(broadcast_path) && path.size() > broadcast_path.size())
        return channel_path{kind::broadcast, path.substr(broadcast_path.size())};
    if (!path.starts_with(channel_apps_path)) return {};
    path.remove_prefix(channel_apps_path.size());
    for (const auto& [of, ends] :
         {std::pair(kind::channels, channels_path), std::pair(kind::all_channels, all_channels_path)})
        if (path.ends_with(ends) && path.size() > ends.size())
            return channel_path{of, path.substr(0, path.size() - ends.size())};
    return {};
}

/// What a request to a channel has, as it arrives.
struct channel_request_view {
    channel_path target;
    std::string_view method;
    std::string_view body;
    maybe<std::size_t> body_size;
    maybe<std::string_view> channel{};
    maybe<std::string_view> push_type{};
    maybe<std::string_view> expiration{};
    maybe<std::string_view> priority{};

    constexpr bool creates() const noexcept {
        return target.of == channel_path::kind::channels && method == create_channel::method;
    }
    constexpr bool names_channel() const noexcept {
        return target.of != channel_path::kind::all_channels && !creates();
    }
};

/// The channels of all apps in one environment.
class channel_book {
    struct entry {
        text key;  // bundle id, a line's end, channel id: neither can have one
        text bundle_id;
        channel_id id;
        message_storage storage;
        bool deleted = false;  // for ever: its id never comes back
    };
    struct app {
        text bundle_id;
        std::size_t channels = 0;  // that were not deleted
    };
    std::vector<entry> entries_{};
    nimpush::detail::key_index by_key_{};
    std::vector<app> apps_{};
    nimpush::detail::key_index by_app_{};

    constexpr auto key_at() const noexcept {
        return [this](std::size_t i) { return entries_[i].key.view(); };
    }
    static constexpr text key_of(std::string_view bundle_id, std::string_view id) {
        return nimpush::detail::join(bundle_id, "\n", id);
    }
    constexpr std::size_t find(std::string_view bundle_id, std::string_view id) const {
        const std::size_t at = by_key_.find(key_of(bundle_id, id).view(), entries_.size(), key_at());
        return at == npos || entries_[at].deleted ? npos : at;
    }

    constexpr std::size_t& count_of(std::string_view id) {
        const auto app_at = [this](std::size_t i) { return apps_[i].bundle_id.view(); };
        if (const std::size_t at = by_app_.find(id, apps_.size(), app_at); at != npos) return apps_[at].channels;
        apps_.push_back({text(nimpush::detail::unchecked{}, id)});
        by_app_.learn_all(apps_.size(), app_at);
        return apps_.back().channels;
    }

  public:
    static constexpr std::size_t most_of_an_app = 10'000;  // [CHAN]

    /// One that is there already is as it is said last.
    constexpr void add(text bundle_id, channel_id id, message_storage storage) {
        if (const std::size_t at = find(bundle_id.view(), id.view()); at != npos) {
            entries_[at].storage = storage;
            return;
        }
        ++count_of(bundle_id.view());
        text key = key_of(bundle_id.view(), id.view());
        entries_.push_back({std::move(key), std::move(bundle_id), std::move(id), storage});
        by_key_.learn_all(entries_.size(), key_at());
    }

    /// What the request itself shows, before anybody asks who it is from.
    constexpr reason judge_request(const channel_request_view& r) const {
        const std::string_view id = r.target.bundle_id;
        if (id.size() > longest_bundle_id || schema::only<bundle_id_characters>::fault(id) != npos)
            return reason::bad_topic;
        if (push_type_of_topic(id)) return reason::topic_disallowed;
        if (r.names_channel()) {
            if (!r.channel || r.channel->empty()) return reason::missing_channel_id;
            if (base64_fault(*r.channel) != npos || !channel_id::from(*r.channel)) return reason::bad_channel_id;
        }
        if (r.target.of != channel_path::kind::broadcast) return reason::none;
        if (!r.push_type || r.push_type->empty()) return reason::missing_push_type;
        if (!is_live_activity(*r.push_type)) return reason::invalid_push_type;
        if (!is_expiration(r.expiration)) return reason::bad_expiration_date;
        const std::size_t at = find(id, *r.channel);
        if (at != npos && entries_[at].storage == message_storage::none && r.expiration &&
            read_natural(*r.expiration) != 0)
            return reason::bad_expiration_date;
        return is_priority(apns::push_type::liveactivity, r.priority) ? reason::none : reason::bad_priority;
    }

    /// Does what it asks for, and says so in `made`; `fresh` is what a new channel's id is made of.
    constexpr reason carry_out(const channel_request_view& r, span<const std::uint8_t> fresh, response& made) {
        if (r.target.of == channel_path::kind::all_channels) return list(r.target.bundle_id, made);
        if (r.creates()) return create(r, fresh, made);
        const std::size_t at = find(r.target.bundle_id, *r.channel);
        if (at == npos) return reason::channel_not_registered;
        if (r.target.of == channel_path::kind::broadcast) {
            made.status = broadcast::success_status;
            return judge_body(r.body, r.body_size, broadcast_payload_limit);
        }
        if (r.method == delete_channel::method) {
            entries_[at].deleted = true;
            --count_of(r.target.bundle_id);
            made.status = delete_channel::success_status;
            return reason::none;
        }
        made.status = read_channel::success_status;
        made.content = *to_value(channel_config{entries_[at].storage});
        return reason::none;
    }

  private:
    constexpr reason create(const channel_request_view& r, span<const std::uint8_t> fresh, response& made) {
        if (const reason wrong = judge_body(r.body, r.body_size, broadcast_payload_limit); wrong != reason::none)
            return wrong;
        const auto body = json::read(r.body);
        if (!body) return reason::bad_request_payload;
        const value* policy = body->find(channel_config::storage_key.view());
        if (policy == nullptr) return reason::missing_channel_queue_size;
        const value* type = body->find(channel_config::push_type_key.view());
        if (type == nullptr) return reason::missing_push_type;
        if (!type->as_text() || !is_live_activity(type->chars())) return reason::invalid_push_type;
        if (policy->as_int() != 0 && policy->as_int() != 1) return reason::bad_request_payload;
        if (count_of(r.target.bundle_id) >= most_of_an_app) return reason::cannot_create_channel_config;
        char letters[base64_size(16)]{};
        const char* const end = write_base64(fresh, letters);
        made.apns_channel_id = text(nimpush::detail::unchecked{}, {letters, static_cast<std::size_t>(end - letters)});
        add(text(nimpush::detail::unchecked{}, r.target.bundle_id),
            channel_id(nimpush::detail::unchecked{}, made.apns_channel_id.view()),
            *policy->as_int() == 0 ? message_storage::none : message_storage::most_recent);
        made.status = create_channel::success_status;
        return reason::none;
    }
    constexpr reason list(std::string_view bundle_id, response& made) const {
        channel_list all;
        for (const entry& one : entries_)
            if (!one.deleted && one.bundle_id == bundle_id) all.channels.push_back(one.id);
        made.content = *to_value(all);
        made.status = list_channels::success_status;
        return reason::none;
    }
};

}  // namespace apns::detail
}  // namespace nimpush::v1
