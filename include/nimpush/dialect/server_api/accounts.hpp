#pragma once

// v1: accounts, who may speak, and the switches that decide whether an account is pushed.

#include <string_view>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/server_api/answer.hpp>
#include <nimpush/dialect/server_api/request.hpp>
#include <nimpush/dialect/server_api/values.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {
namespace server_api {

/// Makes an account, with a token of its own where there is none. Answers 414 where the account exists.
/// `gender` 0: not told, 1: male, 2: female; `props` is deprecated.
struct user_create {
    server_api::accid accid{};
    limited<limits::account_token> token{};
    limited<limits::account_name> name{};
    limited<limits::account_email> email{};
    limited<limits::account_props> props{};
    limited<limits::account_icon> icon{};
    limited<limits::account_sign> sign{};
    limited<limits::account_birth> birth{};
    limited<limits::account_mobile> mobile{};
    ranged<0, 2> gender{};
    json_or_text<limits::account_extension> ex{};

    using me = user_create;
    using described_by = v1_call<"user/create", account_token, must<"accid", &me::accid>, may<"token", &me::token>,
                                 may<"name", &me::name>, may<"props", &me::props>, may<"icon", &me::icon>,
                                 may<"sign", &me::sign>, may<"email", &me::email>, may<"birth", &me::birth>,
                                 may<"mobile", &me::mobile>, may<"gender", &me::gender>, may<"ex", &me::ex>>;
};

/// Changes what others see of an account.
struct user_update_uinfo {
    account accid{};
    limited<limits::account_name> name{};
    limited<limits::account_email> email{};
    limited<limits::account_icon> icon{};
    limited<limits::account_sign> sign{};
    limited<limits::account_birth> birth{};
    limited<limits::account_mobile> mobile{};
    ranged<0, 2> gender{};
    json_or_text<limits::account_extension> ex{};
    text bid{};

    using me = user_update_uinfo;
    using described_by =
        v1_call<"user/updateUinfo", value, must<"accid", &me::accid>, may<"name", &me::name>, may<"icon", &me::icon>,
                may<"sign", &me::sign>, may<"email", &me::email>, may<"birth", &me::birth>, may<"mobile", &me::mobile>,
                may<"gender", &me::gender>, may<"ex", &me::ex>, may<"bid", &me::bid>>;
};

/// Changes the token.
struct user_update {
    account accid{};
    limited<limits::account_token> token{};
    limited<limits::account_props> props{};

    using described_by = v1_call<"user/update", value, must<"accid", &user_update::accid>,
                                 may<"token", &user_update::token>, may<"props", &user_update::props>>;
};

/// Calls that take an account and nothing else.
template <schema::fixed_string Name, class Data> struct of_account {
    account accid{};

    using described_by = v1_call<Name, Data, must<"accid", &of_account::accid>>;
};
using user_refresh_token = of_account<"user/refreshToken", account_token>;
using user_unblock = of_account<"user/unblock", value>;
using user_list_black_and_mute_list = of_account<"user/listBlackAndMuteList", value>;

/// Bans an account; `need_kick` logs it out, `need_unbind_push_token` makes the server forget its push token.
struct user_block {
    account accid{};
    flag need_kick{}, need_unbind_push_token{};
    text kick_notify_ext{};

    using described_by =
        v1_call<"user/block", value, must<"accid", &user_block::accid>, may<"needkick", &user_block::need_kick>,
                may<"kickNotifyExt", &user_block::kick_notify_ext>,
                may<"needUnbindPushToken", &user_block::need_unbind_push_token>>;
};

/// Whether the account may speak.
struct user_mute {
    account accid{};
    flag mute{};

    using described_by = v1_call<"user/mute", value, must<"accid", &user_mute::accid>, must<"mute", &user_mute::mute>>;
};

/// The same for some kinds of conversations.
struct user_mute_module {
    account accid{};
    flag mute_p2p{}, mute_team{}, mute_room{}, mute_qchat{};

    using described_by =
        v1_call<"user/muteModule", value, must<"accid", &user_mute_module::accid>,
                may<"muteP2P", &user_mute_module::mute_p2p>, may<"muteTeam", &user_mute_module::mute_team>,
                may<"muteRoom", &user_mute_module::mute_room>, may<"muteQChat", &user_mute_module::mute_qchat>>;
};

/// Whether the phone is left alone while a desktop is online: true means that it is not pushed, the reverse
/// of v2's set_push_config.
struct user_set_donnop {
    account accid{};
    flag donnop_open{};

    using described_by = v1_call<"user/setDonnop", value, must<"accid", &user_set_donnop::accid>,
                                 must<"donnopOpen", &user_set_donnop::donnop_open>>;
};

/// Blacklist (`relation_type` 1) and mute list (2): `on` 1 puts an account onto it, 0 takes it off. Who is on the
/// mute list causes no pushes.
struct user_set_special_relation {
    account accid{}, target_acc{};
    ranged<1, 2> relation_type{};
    ranged<0, 1> on{};

    using described_by = v1_call<"user/setSpecialRelation", value, must<"accid", &user_set_special_relation::accid>,
                                 must<"targetAcc", &user_set_special_relation::target_acc>,
                                 must<"relationType", &user_set_special_relation::relation_type>,
                                 must<"value", &user_set_special_relation::on>>;
};

/// What others see of an account; the mute switches where they were asked for.
struct account_info {
    text accid{}, name{}, icon{}, sign{}, email{}, birth{}, mobile{}, ex{};
    id_number gender{};
    flag valid{}, mute{}, mute_p2p{}, mute_team{}, mute_room{}, mute_qchat{};

    using me = account_info;
    friend constexpr bool operator==(const account_info&, const account_info&) = default;
    using described_by =
        field_list<may<"accid", &me::accid>, may<"name", &me::name>, may<"icon", &me::icon>, may<"sign", &me::sign>,
                   may<"email", &me::email>, may<"birth", &me::birth>, may<"mobile", &me::mobile>, may<"ex", &me::ex>,
                   may<"gender", &me::gender>, may<"valid", &me::valid>, may<"mute", &me::mute>,
                   may<"muteP2P", &me::mute_p2p>, may<"muteTeam", &me::mute_team>, may<"muteRoom", &me::mute_room>,
                   may<"muteQChat", &me::mute_qchat>>;
};
struct account_infos {
    std::vector<account_info> list{};

    static constexpr std::string_view data_key = "uinfos";
    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, list); }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        detail::read_into<Policy>(v, list, here, faults);
    }
    friend constexpr bool operator==(const account_infos&, const account_infos&) = default;
};
/// The nicknames that pushes begin with, among the rest; at most limits::asked_accounts.
struct user_get_uinfos {
    json_text<accounts<limits::asked_accounts>> accids{};
    flag mute_status{};

    using described_by = v1_call<"user/getUinfos", account_infos, must<"accids", &user_get_uinfos::accids>,
                                 may<"muteStatus", &user_get_uinfos::mute_status>>;
};

/// Whom the team could not take: they are in too many.
struct refused_members {
    text_list accid{};
    text msg{};

    friend constexpr bool operator==(const refused_members&, const refused_members&) = default;
    using described_by = field_list<may<"accid", &refused_members::accid>, may<"msg", &refused_members::msg>>;
};
struct team_created {
    id_number tid{};
    maybe<refused_members> faccid{};

    static constexpr std::string_view data_key = {};
    friend constexpr bool operator==(const team_created&, const team_created&) = default;
    using described_by = field_list<may<"tid", &team_created::tid>, may<"faccid", &team_created::faccid>>;
};
/// Makes a team, whose name is the default title of its pushes; the owner is no one of `members`. `magree` 1: who is
/// invited must agree; `joinmode` 0 anybody joins, 1 managers decide, 2 nobody does; `beinvitemode` 0 who is invited must
/// agree, 1 need not; the other modes 0 managers, 1 everybody. `is_notify_close_…` 1: its notifications do not go to who
/// is online, are not stored.
struct team_create {
    limited<limits::team_name> tname{};
    account owner{};
    json_text<accounts<limits::team_members, 0>> members{};
    limited<limits::team_announcement> announcement{};
    limited<limits::team_intro> intro{};
    limited<limits::team_invitation> msg{};
    ranged<0, 1> magree{}, beinvitemode{}, invitemode{}, uptinfomode{}, upcustommode{};
    ranged<0, 2> joinmode{};
    limited<limits::team_custom> custom{};
    limited<limits::team_icon> icon{};
    ranged<limits::least_team_members> team_member_limit{};
    ranged<0, 1> is_notify_close_online{}, is_notify_close_persistent{};
    limited<limits::team_attach> attach{};
    text bid{};

    using me = team_create;
    using described_by =
        v1_call<"team/create", team_created, may<"attach", &me::attach>, must<"tname", &me::tname>,
                must<"owner", &me::owner>, may<"announcement", &me::announcement>, may<"intro", &me::intro>,
                may<"custom", &me::custom>, may<"icon", &me::icon>, may<"bid", &me::bid>,
                must<"joinmode", &me::joinmode>, may<"beinvitemode", &me::beinvitemode>,
                may<"invitemode", &me::invitemode>, may<"uptinfomode", &me::uptinfomode>,
                may<"upcustommode", &me::upcustommode>, may<"isNotifyCloseOnline", &me::is_notify_close_online>,
                may<"isNotifyClosePersistent", &me::is_notify_close_persistent>, must<"msg", &me::msg>,
                must<"members", &me::members>, may<"teamMemberLimit", &me::team_member_limit>,
                may<"magree", &me::magree>>;
};

/// Whether a team pushes this member: `ope` 1 no, 2 yes.
struct team_mute_team {
    natural tid{};
    ranged<1, 2> ope{};
    account accid{};

    using described_by = v1_call<"team/muteTeam", value, must<"tid", &team_mute_team::tid>,
                                 must<"ope", &team_mute_team::ope>, must<"accid", &team_mute_team::accid>>;
};

/// The same for a super team: `silent_type` 1 no, 0 yes; and the member's name in it.
struct superteam_update_tlist {
    natural tid{};
    account accid{};
    limited<limits::member_nick> nick{};
    limited<limits::member_custom> custom{};
    ranged<0, 1> silent_type{};

    using described_by =
        v1_call<"superteam/updateTlist", value, must<"tid", &superteam_update_tlist::tid>,
                must<"accid", &superteam_update_tlist::accid>, may<"nick", &superteam_update_tlist::nick>,
                may<"silentType", &superteam_update_tlist::silent_type>,
                may<"custom", &superteam_update_tlist::custom>>;
};

/// Whether a member may speak.
struct team_mute_tlist {
    natural tid{};
    account accid{}, owner{};
    ranged<0, 1> mute{};
    text attach{};

    using described_by = v1_call<"team/muteTlist", value, must<"tid", &team_mute_tlist::tid>,
                                 must<"accid", &team_mute_tlist::accid>, must<"owner", &team_mute_tlist::owner>,
                                 must<"mute", &team_mute_tlist::mute>, may<"attach", &team_mute_tlist::attach>>;
};

/// Whether a team may speak: `mute_type` 0 all, 1 managers alone, 3 nobody.
struct team_mute_tlist_all {
    natural tid{};
    account owner{};
    flag mute{};
    number mute_type{};
    text attach{};

    using described_by =
        v1_call<"team/muteTlistAll", value, must<"tid", &team_mute_tlist_all::tid>,
                must<"owner", &team_mute_tlist_all::owner>, may<"mute", &team_mute_tlist_all::mute>,
                may<"muteType", &team_mute_tlist_all::mute_type>, may<"attach", &team_mute_tlist_all::attach>>;
};

}  // namespace server_api
}  // namespace nimpush::v1
