#pragma once

// All that the rules look at: what was sent, one receiver and one of the receiver's devices, with what had to
// be looked up for it.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/core/key_index.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/keyed.hpp>
#include <nimpush/delivery/scenario/plugin.hpp>
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
    bool is_meant = true;  // false: the message was directed to other members of the team

    friend constexpr bool operator==(const relation&, const relation&) = default;
};

namespace detail {

/// The certificates of a console by name; of several of one name the first, as in console::find().
class certificates_by_name {
    const console& of_;
    nimpush::detail::key_index index_{};

    constexpr std::size_t mirrored(std::size_t i) const noexcept { return of_.apns.size() - 1 - i; }
    constexpr auto name_at() const noexcept {  // from the back, as the index finds the last
        return [this](std::size_t i) { return of_.apns[mirrored(i)].certificate.view(); };
    }

  public:
    constexpr explicit certificates_by_name(const console& of) : of_(of) {
        index_.learn_all(of.apns.size(), name_at());
    }
    constexpr const push_certificate* find(std::string_view name) const noexcept {
        const std::size_t at = index_.find(name, of_.apns.size(), name_at());
        return at == npos ? nullptr : &of_.apns[mirrored(at)];
    }
};

}  // namespace detail

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
    maybe<const push_certificate*> looked_up{};  // what certificate() gives, where that is known already

    /// The certificate that the device's app named, a null pointer where the console has none of the name.
    constexpr const push_certificate* certificate() const noexcept {
        if (device == nullptr) return nullptr;
        return looked_up ? *looked_up : console.find(device->certificate_name());
    }
    /// The plugin of the receiver's app; where it is not said it is taken for that of the sender's.
    constexpr plugin_release receiver_plugin() const noexcept {
        return device != nullptr && device->plugin.has_value() ? device->plugin : sending.plugin;
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

/// Where the members of a team but the sender stand among all accounts, each once however often the team names it.
template <class Accounts, class Teams, class Place = std::size_t>
constexpr std::vector<Place> team_receivers(const Accounts& accounts, const Teams& teams, const sending& sent) {
    std::vector<Place> found;
    const auto* to = teams.find(sent.session_id.view());
    if (to == nullptr) return found;
    const auto& members = to->val.members;
    found.reserve(members.size());
    const auto member_at = [&members](std::size_t i) { return members[i].view(); };
    nimpush::detail::key_index known;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (known.repeats(i + 1, member_at) || members[i] == sent.from) continue;
        if (const auto* one = accounts.find(members[i].view()))
            found.push_back(static_cast<Place>(one - accounts.entries().data()));
    }
    return found;
}
/// Calls f(entry) for each receiver: the other of a p2p session, or those of a team. None of them may come or go.
template <class Accounts, class Teams, class F>
constexpr void each_receiver(Accounts& accounts, const Teams& teams, const sending& sent, F&& f) {
    if (sent.is_to_team()) {
        for (const std::size_t at : team_receivers(accounts, teams, sent)) f(accounts.entries()[at]);
    } else if (auto* known = accounts.find(sent.session_id.view())) {
        f(*known);
    }
}

/// Which names of a list there are.
class listed_names {
    const std::vector<text>* of_;
    nimpush::detail::key_index index_{};

    constexpr auto name_at() const noexcept {
        return [this](std::size_t i) { return (*of_)[i].view(); };
    }

  public:
    /// A null pointer for a list of none. Borrows.
    constexpr explicit listed_names(const std::vector<text>* of) : of_(of) {
        if (of != nullptr) index_.learn_all(of->size(), name_at());
    }
    constexpr bool has(std::string_view name) const noexcept {
        return of_ != nullptr && index_.find(name, of_->size(), name_at()) != npos;
    }
};

/// The sender's side of every relation, looked up once for all receivers.
class sender_side {
    const sending& sent_;
    const keyed<account>::entry& sender_;
    listed_names blacklist_;
    listed_names forced_;
    listed_names directed_;

    static constexpr const std::vector<text>* forced_by(const sending& sent) noexcept {
        return sent.force.has_value() && sent.force->force_push_list.has_value() ? &*sent.force->force_push_list
                                                                                 : nullptr;
    }

  public:
    constexpr sender_side(const sending& sent, const keyed<account>::entry& sender)
        : sent_(sent), sender_(sender), blacklist_(&sender.val.blacklist), forced_(forced_by(sent)),
          directed_(sent.directed.has_value() ? &sent.directed->receivers : nullptr) {}
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
        made.is_blocked = blacklist_.has(receiver.name.view()) || has_name(other.blacklist, from);
        if (sent_.is_to_team()) {
            if (const auto* type = other.teams.find(sent_.session_id.view())) made.team_notify = type->val;
            if (sent_.directed.has_value())
                made.is_meant = directed_.has(receiver.name.view()) == sent_.directed->inclusive;
        } else {
            made.are_friends = has_name(sender_.val.friends, receiver.name.view()) || has_name(other.friends, from);
            made.is_sender_muted = has_name(other.muted_accounts, from);
        }
        for (const device& one : other.devices) made.online_desktops += is_online_desktop(one);
        made.is_forced = sent_.is_forced([&](const std::vector<text>&) { return forced_.has(receiver.name.view()); });
        return made;
    }
};

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
