#pragma once

// A scenario, and how it is read: what was sent at which moment, in which world.
//
// Every problem comes back with its path (`accounts.bob.devices[1].tokenState`). An unknown key is one,
// since a misspelt key would give a wrong answer; but what the app sent is kept as it is, because a
// fault in it is what somebody wants to find out. Of nim_core_v2's calls it is told: their keys are the plugin's own.

#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/header.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/key_index.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/unread_keys.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/harmony.hpp>
#include <nimpush/delivery/scenario/keyed.hpp>
#include <nimpush/delivery/scenario/plugin.hpp>
#include <nimpush/delivery/scenario/sending.hpp>
#include <nimpush/delivery/scenario/sending_v2.hpp>
#include <nimpush/delivery/scenario/unknown.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/dialect/flutter_channel_v2/token_versions.hpp>
#include <nimpush/dialect/plugin/sdk_options/android.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>
#include <nimpush/model/session.hpp>
#include <nimpush/wire/json_reader.hpp>

namespace nimpush::inline v1 {
namespace delivery {

/// The map that the app sent, a nullable one. A text in its place is likely a form of NIM's server.
struct sent_map : free_map {
    using free_map::free_map;
    constexpr sent_map(free_map map) : free_map(std::move(map)) {}

    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, as_value()); }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (v.is(value::kind::string))
            return faults.wrong_type(
                here, v,
                "a map; `nimpush convert --to channel` makes one of the text of another wire, such "
                "as a form of NIM's server (--from server)");
        nimpush::detail::read_into<Policy>(v, static_cast<free_map&>(*this), here, faults);
    }
};

/// Who sent what: the map of nim_core's sendMessage or that of sendCustomNotification, one of them; or the arguments of
/// nim_core_v2's calls of these names, `message`, `conversationId` and `params`, or `content` in place of a message.
/// `plugin` says which version of it sent, the newest where it is not said.
struct send_request {
    text from{};
    plugin_release plugin{};
    sent_map message{};
    sent_map custom_notification{};
    text conversation_id{};
    text content{};
    free_map params{};

    constexpr bool is_v2() const noexcept {
        return conversation_id.has_value() || params.has_value() || content.has_value();
    }

    using described_by = field_list<field<"from", &send_request::from, schema::required, schema::not_null>,
                                    field<"plugin", &send_request::plugin, schema::omit_null>,
                                    field<"message", &send_request::message, schema::omit_null>,
                                    field<"customNotification", &send_request::custom_notification, schema::omit_null>,
                                    field<"conversationId", &send_request::conversation_id, schema::omit_null>,
                                    field<"content", &send_request::content, schema::omit_null>,
                                    field<"params", &send_request::params, schema::omit_null>>;
    friend constexpr bool operator==(const send_request&, const send_request&) = default;
};

/// Everything that decides whether a push is sent.
struct scenario {
    moment now{};
    delivery::console console{};
    keyed<account> accounts{};
    keyed<team> teams{};
    send_request send{};
    maybe<std::vector<unknown_fact>> unknown{};  // what it leaves open: see explain_open()

    using described_by =
        field_list<field<"now", &scenario::now, schema::required>, field<"console", &scenario::console>,
                   field<"accounts", &scenario::accounts, schema::required>, field<"teams", &scenario::teams>,
                   field<"send", &scenario::send, schema::required>,
                   field<"unknown", &scenario::unknown, schema::omit_null>>;
    using own_check = void;
    friend constexpr bool operator==(const scenario&, const scenario&) = default;
};

namespace detail {

/// The plugin of who says none.
inline constexpr schema::version newest_plugin = flutter_channel_v2::v10_9_90;

/// What the plugin hands on of a message to some, although NIM does not mean it so.
constexpr void check_target(const sending& sent, const place& here, fault_list& faults) {
    const auto warn = [&faults](const place& there, std::string_view says) {
        faults.add(there, nimpush::error{errc::refused, {}, join(says)}, degree::warning);
    };
    if (!sent.directed.has_value()) return;
    if (sent.session_type == session_kind::p2p)
        return warn(here, "only messages of a team are directed to some: the receiver counts as meant (unverified)");
    if (sent.session_type == session_kind::super_team && !sent.directed->inclusive)
        warn(here.at(schema::key_of<&v2::target_config::inclusive>),
             "false, which it must not be for a super team (the plugin's own documentation)");
}
/// The arguments of a call of nim_core_v2, read.
template <std::same_as<send_request> Request>
constexpr sending read_v2_sending(const Request& request, const place& here, fault_list& faults) {
    const plugin_release with = request.plugin.has_value() ? request.plugin : plugin_release{newest_plugin};
    if (!with.is_v2())
        faults.add(here.at(schema::key_of<&send_request::plugin>), errc::not_supported,
                   "nim_core has no conversationId, params and content: it sends a message or a customNotification");
    if (request.custom_notification.has_value())
        faults.add(here.at(schema::key_of<&send_request::custom_notification>), errc::unknown_key,
                   "of nim_core, beside arguments of nim_core_v2: its notification is `content` and `params`");
    if (request.content.has_value() && request.message.has_value())
        faults.add(here, errc::unknown_key, "both a message and the content of a notification: one of them is sent");
    const auto& params = request.params.as_value();
    const std::string_view conversation = request.conversation_id.view();
    const place with_params = here.at(schema::key_of<&send_request::params>);
    if (request.content.has_value()) {
        nimpush::detail::tell_unread<v2::custom_notification_params>(params, with_params, faults);
        return read_v2_notification(request.from, conversation, request.content, params, here, faults, with);
    }
    const auto& message = request.message.as_value();
    nimpush::detail::tell_unread<v2::message>(message, here.at(schema::key_of<&send_request::message>), faults);
    nimpush::detail::tell_unread<v2::send_message_params>(params, with_params, faults);
    sending sent = read_v2_message(request.from, message, conversation, params, here, faults, with);
    check_target(sent, with_params.at(schema::key_of<&v2::send_message_params::target_config>), faults);
    return sent;
}

/// What was sent, read; nothing where it is neither a message nor a notification.
template <std::same_as<send_request> Request>
constexpr sending read_sending(const Request& request, const place& here, fault_list& faults) {
    if (request.is_v2()) return read_v2_sending(request, here, faults);
    if (request.plugin.is_v2())
        faults.add(here.at(schema::key_of<&send_request::plugin>), errc::not_supported,
                   "nim_core_v2 sends with a conversationId and params, of which there is none");
    const bool both = request.message.has_value() && request.custom_notification.has_value();
    if (both) faults.add(here, errc::unknown_key, "both a message and a customNotification: one of them is sent");
    if (request.message.has_value())
        return read_message(request.from, request.message.as_value(), here.at(schema::key_of<&send_request::message>),
                            faults);
    if (request.custom_notification.has_value())
        return read_notification(request.from, request.custom_notification.as_value(),
                                 here.at(schema::key_of<&send_request::custom_notification>), faults);
    faults.add(here, errc::missing, "neither a message nor a customNotification");
    return {};
}

/// A window that is on needs both its ends.
constexpr void check_window(const account& of, const place& account_at, fault_list& faults) {
    constexpr std::string_view why = "missing: do-not-disturb is on";
    const do_not_disturb& window = of.do_not_disturb;
    if (!window.enable) return;
    const place here = account_at.at(schema::key_of<&account::do_not_disturb>);
    if (!window.start_time.has_value())
        faults.add(here.at(schema::key_of<&do_not_disturb::start_time>), errc::missing, join(why));
    if (!window.end_time.has_value())
        faults.add(here.at(schema::key_of<&do_not_disturb::end_time>), errc::missing, join(why));
}

/// Bundle ids become headers, so none is taken that was not looked at.
constexpr void check_certificates(const console& of, const place& here, fault_list& faults) {
    const place list = here.at(schema::key_of<&console::apns>);
    nimpush::detail::key_index known;
    const auto name_at = [&of](std::size_t i) { return of.apns[i].certificate.view(); };
    for (std::size_t i = 0; i < of.apns.size(); ++i) {
        if (known.repeats(i + 1, name_at))
            faults.add(list.at(i).at(schema::key_of<&push_certificate::certificate>),
                       nimpush::error{errc::duplicate_key,
                                      {},
                                      join("there is more than one certificate of the name `",
                                           printable(name_at(i)).view(), "`: the first of them counts")},
                       degree::warning);
        const apns::bundle_id& id = of.apns[i].bundle_id;
        if (!id.has_value()) continue;
        if (const auto fine = apns::bundle_id::from(id.view()); !fine)
            faults.add(list.at(i).at(schema::key_of<&push_certificate::bundle_id>), fine.error());
    }
}

constexpr void check_account(const keyed<account>& accounts, const text& name, const place& here, fault_list& faults) {
    if (accounts.find(name.view()) == nullptr)
        faults.add(here, errc::missing, join("`", printable(name.view()).view(), "` is not in accounts"));
}

/// Whoever is to be judged must be there: the sender, and each receiver.
constexpr void check_people(const scenario& s, const sending& sent, fault_list& faults) {
    const place root;
    const place send = root.at(schema::key_of<&scenario::send>);
    const place what = send.at(sent.is_notification ? schema::key_of<&send_request::custom_notification>
                                                    : schema::key_of<&send_request::message>);
    const place session = s.send.is_v2() ? send.at(schema::key_of<&send_request::conversation_id>)
                                         : what.at(schema::key_of<&message::session_id>);
    check_account(s.accounts, sent.from, send.at(schema::key_of<&send_request::from>), faults);
    if (!sent.is_to_team()) return check_account(s.accounts, sent.session_id, session, faults);

    const auto* to = s.teams.find(sent.session_id.view());
    if (to == nullptr)
        return faults.add(session, errc::missing,
                          join("`", printable(sent.session_id.view()).view(), "` is not in teams"));
    const place teams = root.at(schema::key_of<&scenario::teams>);
    const place one = teams.at(to->name.view());
    const place members = one.at(schema::key_of<&team::members>);
    nimpush::detail::key_index known;
    const auto member_at = [&list = to->val.members](std::size_t i) { return list[i].view(); };
    for (std::size_t i = 0; i < to->val.members.size(); ++i) {
        const text& name = to->val.members[i];
        check_account(s.accounts, name, members.at(i), faults);
        if (known.repeats(i + 1, member_at))
            faults.add(members.at(i), errc::duplicate_key,
                       join("`", printable(name.view()).view(), "` is named twice: a team has a member once"));
    }
}

/// Has this part, or something inside it, been found at fault?
constexpr bool is_at_fault(const fault_list& faults, std::string_view part) {
    for (const problem& one : faults.all()) {
        const std::string_view path = one.what.path.view();
        if (one.how == degree::error && path.substr(0, part.size()) == part &&
            (path.size() == part.size() || path[part.size()] == '.'))
            return true;
    }
    return false;
}

/// Options that the device's plugin does not have, in the version that is said: it passes them over.
template <class Options>
constexpr void warn_of_unspoken_options(const device& one, const place& here, fault_list& faults) {
    const place options = here.at(schema::key_of<&device::options>);
    fields<Options>::each([&]<class F>(F) {
        if constexpr (!F::is_constant && F::life.is_bounded() && !F::life.moved_away.is_said())
            if (!F::life.exists(one.plugin.number) && one.options.find(F::key.view()) != nullptr)
                faults.add(
                    options.at(F::key.view()),
                    nimpush::error{errc::not_supported, {}, nimpush::detail::unspoken(one.plugin.number, F::life)},
                    degree::warning);
    });
}
/// What does not keep anybody from a verdict, but should be known: options and a custom content key that the version of
/// the plugin loses, and the length of HarmonyOS's certificate name.
template <std::same_as<device> Device>
constexpr void check_device(const account& of, const Device& one, const place& account_at, const place& here,
                            fault_list& faults) {
    if (one.plugin.has_value() && one.platform == device_platform::ios)
        warn_of_unspoken_options<plugin::ios_sdk_options>(one, here, faults);
    if (one.plugin.has_value() && one.platform == device_platform::android)
        warn_of_unspoken_options<plugin::android_sdk_options>(one, here, faults);
    if (!of.custom_content_key.empty() && one.platform == device_platform::ios && one.plugin.is_v2())
        flutter_channel_v2::detail::warn_of_custom_key(one.plugin.number, one.auto_update_apns_token(),
                                                       account_at.at(schema::key_of<&account::custom_content_key>),
                                                       faults);
    if (one.platform != device_platform::harmony) return;
    const place options = here.at(schema::key_of<&device::options>);
    const place services = options.at(schema::key_of<&ohos_sdk_options::server_options>);
    const place push = services.at(schema::key_of<&ohos_service_options::push_service_config>);
    warn_of_harmony_name(one.harmony_certificate_name(),
                         push.at(schema::key_of<&ohos_push_config::harmony_certificate_name>), faults);
}
template <std::same_as<account> Account>
constexpr void check_devices(const Account& of, const place& here, fault_list& faults) {
    const place list = here.at(schema::key_of<&account::devices>);
    for (std::size_t i = 0; i < of.devices.size(); ++i) check_device(of, of.devices[i], here, list.at(i), faults);
}

/// What the schema cannot say of a scenario, for those parts that it finds no fault in. Gives back what was
/// sent.
template <std::same_as<scenario> Scenario> constexpr sending check_scenario(const Scenario& s, fault_list& faults) {
    const place root;
    const bool people_are_known = !is_at_fault(faults, schema::key_of<&scenario::accounts>) &&
                                  !is_at_fault(faults, schema::key_of<&scenario::teams>);
    const place accounts = root.at(schema::key_of<&scenario::accounts>);
    check_certificates(s.console, root.at(schema::key_of<&scenario::console>), faults);
    for (const auto& [name, one] : s.accounts.entries()) check_devices(one, accounts.at(name.view()), faults);
    for (const auto& [name, one] : s.accounts.entries()) check_window(one, accounts.at(name.view()), faults);
    constexpr std::string_view send = schema::key_of<&scenario::send>;
    if (is_at_fault(faults, send)) return {};
    sending sent = read_sending(s.send, root.at(send), faults);
    if (people_are_known && !is_at_fault(faults, send)) check_people(s, sent, faults);
    return sent;
}

}  // namespace detail

/// Every problem that read_scenario would find in it, for a scenario that was made by hand; and the warnings, such as a
/// second certificate of one name, with which it is read all the same.
template <std::same_as<scenario> Scenario = scenario> [[nodiscard]] constexpr problems(check)(const Scenario& s) {
    detail::fault_list faults;
    (void)detail::check_scenario(s, faults);
    return faults.take();
}

/// Reads a scenario from JSON that was read already. All problems come back, up to 100 of them.
///
/// Made is there so that who reads no scenario does not pay for compiling the reader.
template <class Made = scenario, std::same_as<value> Tree>  // not made of a literal, which is JSON text
constexpr result<scenario, problems> read_scenario(const Tree& json) {
    Made made;
    nimpush::detail::fault_list faults;
    nimpush::detail::read_into<reading::parameters>(json, made, nimpush::detail::place{}, faults);
    if (json.is(value::kind::map)) (void)detail::check_scenario(made, faults);
    if (has_errors(faults.all())) return unexpected<problems>(faults.take());
    return made;
}
/// Reads a scenario from JSON text.
template <class Made = scenario> constexpr result<scenario, problems> read_scenario(std::string_view json) {
    auto tree = nimpush::json::read(json);
    if (!tree) return unexpected(problems{problem{std::move(tree).error()}});
    return read_scenario<Made>(*tree);
}

}  // namespace delivery
}  // namespace nimpush::v1
