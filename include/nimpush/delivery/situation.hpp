#pragma once

// All that the rules look at: what was sent, one receiver and one of the receiver's devices, with what had to
// be looked up for it.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/ranged.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/keyed.hpp>
#include <nimpush/delivery/scenario/sending.hpp>
#include <nimpush/delivery/scenario/world.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// Is this name among them?
constexpr bool has_name(const std::vector<text>& list, std::string_view name) noexcept {
    for (const text& one : list)
        if (one.view() == name) return true;
    return false;
}

}  // namespace detail

/// What the sender is in the team that was written to; of no matter to p2p.
struct team_standing {
    bool is_member = true;
    bool is_manager = false;
    bool is_chat_banned = false;

    friend constexpr bool operator==(const team_standing&, const team_standing&) = default;
};

/// What sender and receiver are to each other.
struct relation {
    bool is_blocked = false;  // one has the other on the blacklist
    bool are_friends = false;
    bool is_sender_muted = false;
    team_notify_type team_notify = team_notify_type::all;  // the receiver's, for the team that was written to
    std::size_t online_desktops = 0;                       // the receiver's clients on windows, macos and web
    bool is_forced = false;

    friend constexpr bool operator==(const relation&, const relation&) = default;
};

/// What the rules decide about. Borrows.
struct situation {
    moment now{};
    const delivery::console& console;
    const delivery::sending& sending;
    const keyed<account>::entry& sender;
    const keyed<account>::entry& receiver;
    const delivery::device* device = nullptr;  // none: the receiver has no device
    team_standing standing{};
    delivery::relation relation{};

    /// The certificate that the device's app named, a null pointer where the console has none of the name.
    constexpr const push_certificate* certificate() const noexcept {
        return device == nullptr ? nullptr : console.find(device->certificate_name());
    }
    /// APNs would be asked: an iOS device whose certificate and token are there.
    constexpr bool reaches_apns() const noexcept {
        return device != nullptr && device->platform == device_platform::ios && device->token.has_value() &&
               certificate() != nullptr;
    }
};

namespace detail {

/// A client that keeps phones silent, if its account says so.
constexpr bool is_online_desktop(const device& d) noexcept {
    return (d.platform == device_platform::windows || d.platform == device_platform::macos ||
            d.platform == device_platform::web) &&
           d.login == login_state::in && d.is_connected();
}

/// The receiver's unread messages with this one, where it is counted: by how much NIM counts up is unverified.
constexpr natural unread_after(const account& receiver, const sending& sent) noexcept {
    const std::int64_t before = receiver.unread.value();
    return natural::unchecked(before + (sent.enable_unread_count && before != INT64_MAX ? 1 : 0));
}

/// Calls f(entry) for each receiver: the other of a p2p session, the members of a team but the sender.
template <class Accounts, class F>
constexpr void each_receiver(Accounts& accounts, const keyed<team>& teams, const sending& sent, F&& f) {
    const auto tell = [&](const text& name) {
        if (auto* known = accounts.find(name.view())) f(*known);
    };
    if (!sent.is_to_team()) return tell(sent.session_id);
    if (const auto* to = teams.find(sent.session_id.view()))
        for (const text& one : to->val.members)
            if (one != sent.from) tell(one);
}

/// The sender's side of every relation, looked up once for all receivers.
class sender_side {
    const sending& sent_;
    const keyed<account>::entry& sender_;
    keyed<bool> blacklist_{};

  public:
    constexpr sender_side(const sending& sent, const keyed<account>::entry& sender) : sent_(sent), sender_(sender) {
        for (const text& one : sender.val.blacklist) blacklist_.set(one, true);
    }
    constexpr team_standing standing(const keyed<team>& teams) const noexcept {
        const auto* to = sent_.is_to_team() ? teams.find(sent_.session_id.view()) : nullptr;
        if (to == nullptr) return {};
        const std::string_view name = sender_.name.view();
        return {has_name(to->val.members, name), has_name(to->val.managers, name), has_name(to->val.chat_banned, name)};
    }
    constexpr relation to(const keyed<account>::entry& receiver) const noexcept {
        const account& other = receiver.val;
        const std::string_view from = sender_.name.view();
        relation made;
        made.is_blocked = blacklist_.find(receiver.name.view()) != nullptr || has_name(other.blacklist, from);
        if (sent_.is_to_team()) {
            if (const auto* type = other.teams.find(sent_.session_id.view())) made.team_notify = type->val;
        } else {
            made.are_friends = has_name(sender_.val.friends, receiver.name.view()) || has_name(other.friends, from);
            made.is_sender_muted = has_name(other.muted_accounts, from);
        }
        for (const device& one : other.devices) made.online_desktops += is_online_desktop(one);
        made.is_forced = sent_.is_forced_for(receiver.name.view());
        return made;
    }
};

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
