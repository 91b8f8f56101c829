#pragma once

// What was sent with nim_core_v2: the arguments of MessageService.sendMessage or of
// NotificationService.sendCustomNotification, as far as they decide a push.
//
// Defaults: docs/facts/translation.md, Differing defaults. That a notification of V2 goes to clients that are offline
// and counts as unread where nothing is said, is unverified.

#include <string_view>
#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/spoken.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/version.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/plugin.hpp>
#include <nimpush/delivery/scenario/sending.hpp>
#include <nimpush/dialect/flutter_channel/push.hpp>
#include <nimpush/dialect/flutter_channel/push_limits.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/message_kind.hpp>
#include <nimpush/model/push_text.hpp>
#include <nimpush/model/session.hpp>
#include <nimpush/wire/json_reader.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

namespace v2 = nimpush::flutter_channel_v2;

/// The map under a member's key; a null for anything else.
template <auto Member, class T> constexpr value inner_map(const reading::part<T>& of) {
    const value* found = of.template find<Member>();
    if (found == nullptr || !found->is(value::kind::map)) return {};
    return *found;
}

/// The map that a payload's text is; nothing where it is none.
constexpr maybe<free_map> payload_in(const text& json) {
    auto read = nimpush::json::read(json.view());
    if (!read) return {};
    return free_map::from(*std::move(read));
}

/// Reads the arguments of a call of V2 into a sending.
template <class When> class v2_reader {
    template <class T> using of = typename When::template type<T>;
    using v2_message = of<v2::message>;
    using v2_send = of<v2::send_message>;

    of<sending> made_{};
    const place& here_;
    fault_list& faults_;

  public:
    constexpr v2_reader(sending begun, const place& here, fault_list& faults)
        : made_(std::move(begun)), here_(here), faults_(faults) {}

    constexpr sending message(const value& map, std::string_view conversation, const value& params) {
        const place there = here_.at(schema::key_of<&v2_send::message>);
        if (!map.is(value::kind::map)) {
            faults_.add(there, errc::missing, "missing: there is nothing to send");
            return std::move(made_);
        }
        const reading::part<v2_message> what(map);
        read_session(conversation, &what, there);
        read_kind(what.template find<&v2_message::message_type>(), there);
        what.template read<&v2_message::text>(made_.content, there, faults_);

        const auto with = read_params<of<v2::send_message_params>>(params);
        if (with.message_config.has_value()) {
            made_.enable_unread_count = with.message_config->unread_enabled.value_or(true);
            made_.online_only = !with.message_config->offline_enabled.value_or(true);
        }
        if (with.push_config.has_value()) take(*with.push_config);
        if (with.target_config.has_value() && with.target_config->receiver_ids.has_value())
            made_.directed = directed_to{with.target_config->inclusive, *with.target_config->receiver_ids};
        return std::move(made_);
    }
    constexpr sending notification(std::string_view conversation, const value& params) {
        read_session(conversation, nullptr, here_);
        const auto with = read_params<of<v2::custom_notification_params>>(params);
        if (with.notification_config.has_value()) {
            made_.enable_unread_count = with.notification_config->unread_enabled.value_or(true);
            made_.online_only = !with.notification_config->offline_enabled.value_or(true);
        }
        if (with.push_config.has_value()) take(*with.push_config);
        return std::move(made_);
    }

  private:
    /// All of the params, and what the version of the plugin has not.
    template <class Params> constexpr Params read_params(const value& given) {
        Params params;
        if (given.is_null()) return params;
        const place there = here_.at(schema::key_of<&v2_send::params>);
        nimpush::detail::read_into<reading::lenient>(given, params, there, faults_);
        if constexpr (nimpush::detail::varies<Params>())
            if (made_.plugin.has_value()) {
                const schema::version before = std::exchange(faults_.spoken, made_.plugin.number);
                nimpush::detail::find_unspoken<schema::spelling::wire>(params, there, faults_);
                faults_.spoken = before;
            }
        return params;
    }

    /// The conversation, which the call names, or the message itself.
    constexpr void read_session(std::string_view id, const reading::part<v2_message>* what, const place& there) {
        const place named = here_.at(schema::key_of<&v2_send::conversation_id>);
        if (id.empty() && what != nullptr) {
            const value* own = what->template find<&v2_message::conversation_id>();
            if (own == nullptr || own->is_null() || own->size() == 0) return read_receiver(*what, there);
            if (!own->is(value::kind::string)) return faults_.wrong_type(named, *own, "a conversation's id as text");
            id = own->chars();
        }
        if (id.empty()) return faults_.add(named, errc::missing, "missing: nobody would get it");
        const auto parts = conversation_id::split(id);
        if (!parts || parts->receiver.find('|') != npos)
            return faults_.add(named, errc::bad_character, "must be sender|type|receiver, its type 1, 2 or 3");
        made_.session_type = parts->kind;
        made_.session_id = text(nimpush::detail::unchecked{}, parts->receiver);
        if (!parts->sender.empty() && parts->sender != made_.from.view())
            faults_.add(named,
                        nimpush::error{errc::bad_enumerator,
                                       {},
                                       join("its sender is `", printable(parts->sender).view(), "`, and `",
                                            printable(made_.from.view()).view(), "` is said to send")},
                        degree::warning);
    }
    constexpr void read_receiver(const reading::part<v2_message>& what, const place& there) {
        const value* number = what.template find<&v2_message::conversation_type>();
        const auto n = number == nullptr ? std::nullopt : number->as_int();
        const auto kind = n ? from_conversation_number(*n) : std::nullopt;
        what.template read<&v2_message::receiver_id>(made_.session_id, there, faults_);
        if (kind) made_.session_type = *kind;
        if (made_.session_id.empty() || !kind)
            faults_.add(here_.at(schema::key_of<&v2_send::conversation_id>), errc::missing,
                        "missing: nobody would get it");
    }
    /// The number of a kind, or its name; none is another kind.
    constexpr void read_kind(const value* type, const place& there) {
        if (type == nullptr || type->is_null()) return;
        maybe<message_kind> kind;
        if (const auto n = type->as_int()) kind = from_number<message_kind>(*n);
        if (type->is(value::kind::string)) kind = from_name<message_kind>(type->chars());
        if (!kind)
            return faults_.add(there.at(schema::key_of<&v2_message::message_type>), errc::bad_enumerator,
                               "there is no such kind of message that is pushed");
        made_.message_type = text(nimpush::detail::lasting{}, name_of(*kind));
    }

    template <class Config> constexpr void take(const Config& config) {
        const place around = here_.at(schema::key_of<&v2_send::params>);
        const place there = around.at(schema::key_of<&v2::send_message_params::push_config>);
        made_.enable_push = config.push_enabled.value_or(true);
        made_.enable_push_nick = config.push_nick_enabled.value_or(true);
        made_.push_text = config.push_content;
        if (const auto fine = push_text::from(made_.push_text.view()); !fine)
            faults_.add(there.at(schema::key_of<&Config::push_content>), fine.error());
        take_payload(config.push_payload, there.at(schema::key_of<&Config::push_payload>));

        of<flutter_channel::member_push_option> force{.is_force_push = config.force_push.value_or(false)};
        force.force_push_content = config.force_push_content;
        if (config.force_push_account_ids.has_value()) {
            auto& list = force.force_push_list.emplace();
            for (const auto& one : *config.force_push_account_ids)
                if (one.has_value()) list.push_back(text(nimpush::detail::unchecked{}, one.view()));
            flutter_channel::detail::forced_accounts_limit::at(
                force, force.force_push_list, there.at(schema::key_of<&Config::force_push_account_ids>), faults_);
        }
        if (force.is_force_push) made_.force = std::move(force);
    }
    /// A text that should be a map.
    constexpr void take_payload(const text& payload, const place& there) {
        if (payload.size() > limits::push_payload)
            faults_.add(there, errc::too_long,
                        join(nimpush::detail::count_text(payload.size()), " bytes, at most ",
                             nimpush::detail::count_text(limits::push_payload), ": NIM refuses the message"));
        if (payload.empty()) return;
        if (auto map = payload_in(payload))
            made_.push_payload = *std::move(map);
        else
            faults_.add(there, nimpush::error{errc::not_json, {}, "no JSON object: the push comes without it"},
                        degree::warning);
    }
};

/// The arguments of sendMessage; an empty conversation is that of the message, `params` may be null. What `with` does
/// not have is a fault.
template <class When = when_used>
// NOLINTNEXTLINE(performance-unnecessary-value-param): moved into what depends
constexpr sending read_v2_message(text from, const value& message, std::string_view conversation, const value& params,
                                  const place& here, fault_list& faults, plugin_release with = {}) {
    return v2_reader<When>({.from = std::move(from), .plugin = with}, here, faults)
        .message(message, conversation, params);
}
/// The arguments of sendCustomNotification.
template <class When = when_used>
// NOLINTNEXTLINE(performance-unnecessary-value-param): moved into what depends
constexpr sending read_v2_notification(text from, std::string_view conversation, text content, const value& params,
                                       const place& here, fault_list& faults, plugin_release with = {}) {
    return v2_reader<When>(
               {.from = std::move(from), .is_notification = true, .content = std::move(content), .plugin = with}, here,
               faults)
        .notification(conversation, params);
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
