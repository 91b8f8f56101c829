#pragma once

// UserService, TeamService and SuperTeamService: whom the receiver does not want to hear of.

#include <cstddef>
#include <utility>

#include <nimpush/core/part.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/delivery/simulator/app.hpp>
#include <nimpush/delivery/simulator/native_side.hpp>
#include <nimpush/delivery/situation.hpp>
#include <nimpush/dialect/flutter_channel/notifications.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

inline void mute_account(account& owner, text user, bool mute) {
    auto& muted = owner.muted_accounts;
    std::size_t at = 0;
    while (at != muted.size() && muted[at].view() != user.view()) ++at;
    if (!mute) {
        if (at != muted.size()) muted.erase(muted.begin() + static_cast<std::ptrdiff_t>(at));
    } else if (at == muted.size()) {
        muted.push_back(std::move(user));
    }
}

template <class From> native_reply answer(const From& from, const asked_of<From, flutter_channel::set_mute>& asked) {
    using call = flutter_channel::set_mute;
    auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    text user = asked.template text<&call::user_id>();
    if (!user.has_value()) return bad_parameter();
    const bool absent = from.on() == device_platform::android;
    mute_account(owner->val, std::move(user), asked.template get<&call::is_mute>().value_or(absent));
    return fine();
}
template <class From> native_reply answer(const From& from, const asked_of<From, flutter_channel::is_mute>& asked) {
    const auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    const text user = asked.template text<&flutter_channel::is_mute::user_id>();
    if (!user.has_value()) return bad_parameter();
    return reply_with(value(has_name(owner->val.muted_accounts, user.view())));
}
template <class From> native_reply answer(const From& from, const asked_of<From, flutter_channel::get_mute_list>&) {
    const auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    return reply_with(under_key_of<flutter_channel::get_mute_list>(list_of(owner->val.muted_accounts)));
}

template <class C, class From> native_reply mute_team(const From& from, const reading::part<C>& asked) {
    auto* owner = from.logged_in();
    if (owner == nullptr) return not_logged_in();
    text id = asked.template text<&C::team_id>();
    const auto type = asked.template get<&C::notify_type>();
    if (!id.has_value() || !type) return bad_parameter();
    if (from.nim.teams.find(id.view()) == nullptr) return {803, {}, "no such team"};
    owner->val.teams.set(std::move(id), *type);
    return fine();
}
template <class From> native_reply answer(const From& from, const asked_of<From, flutter_channel::mute_team>& asked) {
    return mute_team(from, asked);
}
template <class From>
native_reply answer(const From& from, const asked_of<From, flutter_channel::mute_super_team>& asked) {
    return mute_team(from, asked);
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
