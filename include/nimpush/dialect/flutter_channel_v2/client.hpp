#pragma once

// A typed client of V2's channel over any binary messenger.
//
//     flutter_channel_v2::client nim(messenger, {.platform = flutter_channel_v2::platform::ios});
//     nim.initialize(options, [](const auto& reply) { if (reply && reply->ok()) … });
//     nim.login("bob", "token", {}, callback);
//     nim.messages().send(message, "bob|1|alice", params, callback);
//
// It speaks the version of its context, the newest where none is said; what that version does not have fails as
// malformed, with the version named. A callback takes result<reply<T>, failure>: a NIMResult, or why there is none. What
// it returns is not looked at; it need not be copyable unless the messenger copies it. Threads and lifetime: see
// plugin/client.hpp.

#include <concepts>
#include <cstdint>
#include <utility>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/octets.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/flutter_channel_v2/apns_token_sync.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/events.hpp>
#include <nimpush/dialect/flutter_channel_v2/initialize.hpp>
#include <nimpush/dialect/flutter_channel_v2/login.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/message_changes.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/dialect/flutter_channel_v2/push_services.hpp>
#include <nimpush/dialect/flutter_channel_v2/settings.hpp>
#include <nimpush/dialect/plugin/call.hpp>
#include <nimpush/dialect/plugin/client.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/transport/transport.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel_v2 {

using plugin::answer_of, plugin::ignore_reply, plugin::takes_answer;

namespace detail {

template <class C>
concept creator = plugin::call<C> && requires(const C& c) {
    requires std::same_as<typename plugin::detail::call_traits<C>::data, converted<message>>;
};

}  // namespace detail

/// See the head of this file. Messenger is kept by value: a lambda, a reference wrapper, an object.
template <binary_messenger Messenger, class TokenSync = apns_token_sync>
class client : public plugin::client_base<Messenger, TokenSync> {
    using base = plugin::client_base<Messenger, TokenSync>;

    class apns_service;
    class settings_service;
    class message_service;
    class notification_service;
    class mix_push_service;

  public:
    using base::call;

    /// `world` says on which platform it runs and which version it speaks.
    explicit client(Messenger send, const context& world = {}) : base(std::move(send), world, TokenSync(world)) {}

    /// The version that it speaks.
    plugin_version speaks() const noexcept {
        return spoken_version(static_cast<const flutter_channel_v2::login*>(nullptr), this->world().plugin);
    }

    /// Wakes the SDK up; after a success the device token goes to NIM, if it is there and the plugin does not take it
    /// itself.
    template <class Options, takes_answer<flutter_channel_v2::initialize<Options>> Callback = ignore_reply>
    void initialize(const Options& options, Callback callback = {}) {
        bool automatic = true;
        if constexpr (requires { options.auto_update_apns_token; }) automatic = options.auto_update_apns_token;
        call(flutter_channel_v2::initialize<Options>{options},
             [this, automatic, callback = std::move(callback)](auto reply) mutable {
                 if (reply && reply->ok()) {
                     this->own_token().initialized(automatic);
                     this->hand_over_token();
                 }
                 (void)callback(std::move(reply));
             });
    }
    template <takes_answer<flutter_channel_v2::login> Callback = ignore_reply>
    void login(text account_id, text token, const login_option& option = {}, Callback callback = {}) {
        call(flutter_channel_v2::login{std::move(account_id), std::move(token), option}, std::move(callback));
    }
    template <takes_answer<flutter_channel_v2::logout> Callback = ignore_reply> void logout(Callback callback = {}) {
        call(flutter_channel_v2::logout{}, std::move(callback));
    }

    /// An event on the plugin's channel; see flutter_channel_v2::read_event for what visit may take.
    template <class Visitor> result<event_outcome, failure> on_event(message_bytes message, Visitor&& visit) {
        return base::read_with(message, [&](const event_call& event) {
            return flutter_channel_v2::read_event(event, visit, this->world());
        });
    }

    /// What each of these gives refers to the client, and must not outlive it.
    apns_service apns() & noexcept { return {*this}; }
    settings_service settings() & noexcept { return {*this}; }
    message_service messages() & noexcept { return {*this}; }
    notification_service notifications() & noexcept { return {*this}; }
    mix_push_service mix_push() & noexcept { return {*this}; }
    void apns() && = delete;
    void settings() && = delete;
    void messages() && = delete;
    void notifications() && = delete;
    void mix_push() && = delete;

  private:
    class apns_service {
        client& nim_;

      public:
        apns_service(client& nim) noexcept : nim_(nim) {}

        /// Hands a token over at once, whatever the client thinks.
        template <takes_answer<flutter_channel_v2::update_apns_token> Callback = ignore_reply>
        void update_apns_token(const device_token& token, Callback callback = {}) {
            nim_.call(flutter_channel_v2::update_apns_token{octets(token.bytes())}, std::move(callback));
        }
        /// The same with the name of a push text of the console, which iOS of 10.3.1 loses.
        template <takes_answer<flutter_channel_v2::update_apns_token_with_custom_key> Callback = ignore_reply>
        void update_apns_token_with_custom_key(const device_token& token, text key, Callback callback = {}) {
            nim_.call(flutter_channel_v2::update_apns_token_with_custom_key{octets(token.bytes()), std::move(key)},
                      std::move(callback));
        }
        template <takes_answer<flutter_channel_v2::register_badge_count> Callback = ignore_reply>
        void register_badge_count(std::int64_t count, Callback callback = {}) {
            nim_.call(flutter_channel_v2::register_badge_count{count}, std::move(callback));
        }
    };

    class settings_service {
        client& nim_;

      public:
        settings_service(client& nim) noexcept : nim_(nim) {}

        template <takes_answer<flutter_channel_v2::set_dnd_config> Callback = ignore_reply>
        void set_dnd_config(const dnd_config& config, Callback callback = {}) {
            nim_.call(flutter_channel_v2::set_dnd_config{config}, std::move(callback));
        }
        template <takes_answer<flutter_channel_v2::get_dnd_config> Callback> void get_dnd_config(Callback callback) {
            nim_.call(flutter_channel_v2::get_dnd_config{}, std::move(callback));
        }
        template <takes_answer<flutter_channel_v2::set_p2p_message_mute_mode> Callback = ignore_reply>
        void set_p2p_message_mute_mode(text account_id, p2p_message_mute_mode mode, Callback callback = {}) {
            nim_.call(flutter_channel_v2::set_p2p_message_mute_mode{std::move(account_id), mode}, std::move(callback));
        }
        template <takes_answer<flutter_channel_v2::set_team_message_mute_mode> Callback = ignore_reply>
        void set_team_message_mute_mode(text team_id, team_type type, team_message_mute_mode mode,
                                        Callback callback = {}) {
            nim_.call(flutter_channel_v2::set_team_message_mute_mode{std::move(team_id), type, mode},
                      std::move(callback));
        }
        template <takes_answer<flutter_channel_v2::set_push_mobile_on_desktop_online> Callback = ignore_reply>
        void set_push_mobile_on_desktop_online(bool need, Callback callback = {}) {
            nim_.call(flutter_channel_v2::set_push_mobile_on_desktop_online{need}, std::move(callback));
        }
        template <takes_answer<flutter_channel_v2::get_push_mobile_on_desktop_online> Callback>
        void get_push_mobile_on_desktop_online(Callback callback) {
            nim_.call(flutter_channel_v2::get_push_mobile_on_desktop_online{}, std::move(callback));
        }
    };

    class message_service {
        client& nim_;

      public:
        message_service(client& nim) noexcept : nim_(nim) {}

        /// Asks the SDK to create a message, such as create_text_message.
        template <detail::creator Creator, takes_answer<Creator> Callback>
        void create(const Creator& creator, Callback callback) {
            nim_.call(creator, std::move(callback));
        }
        template <takes_answer<flutter_channel_v2::send_message> Callback = ignore_reply>
        void send(const message& m, text conversation_id, const maybe<send_message_params>& params = {},
                  Callback callback = {}) {
            nim_.call(flutter_channel_v2::send_message{m, std::move(conversation_id), params}, std::move(callback));
        }
        /// Creates and sends. The push fields go into params: creation knows none. The callback gets the answer to the
        /// sending, or the failed creation.
        template <detail::creator Creator, takes_answer<flutter_channel_v2::send_message> Callback>
        requires takes_answer<Callback, Creator>
        void create_and_send(const Creator& creator, text conversation_id, const maybe<send_message_params>& params,
                             Callback callback) {
            nim_.create_then(
                creator, 0,
                [to = std::move(conversation_id), params](message created) {
                    return flutter_channel_v2::send_message{std::move(created), to, params};
                },
                std::move(callback));
        }
        template <takes_answer<flutter_channel_v2::revoke_message> Callback = ignore_reply>
        void revoke(const message& m, const maybe<revoke_params>& params = {}, Callback callback = {}) {
            nim_.call(flutter_channel_v2::revoke_message{m, params}, std::move(callback));
        }
        template <takes_answer<flutter_channel_v2::modify_message> Callback = ignore_reply>
        void modify(const message& m, const modify_params& params, Callback callback = {}) {
            nim_.call(flutter_channel_v2::modify_message{m, params}, std::move(callback));
        }
    };

    class notification_service {
        client& nim_;

      public:
        notification_service(client& nim) noexcept : nim_(nim) {}

        template <takes_answer<flutter_channel_v2::send_custom_notification> Callback = ignore_reply>
        void send(text conversation_id, notification_text content, const custom_notification_params& params = {},
                  Callback callback = {}) {
            nim_.call(
                flutter_channel_v2::send_custom_notification{std::move(conversation_id), std::move(content), params},
                std::move(callback));
        }
    };

    class mix_push_service {
        client& nim_;

      public:
        mix_push_service(client& nim) noexcept : nim_(nim) {}

        /// From now on the app answers manually_provided_token_asked, or no longer. Call it between initialize and login:
        /// Dart throws the reply away, and says success to what Android refused.
        template <
            takes_answer<flutter_channel_v2::register_manually_provide_push_token_callback> Callback = ignore_reply>
        void provide_tokens(bool provides, Callback callback = {}) {
            nim_.call(flutter_channel_v2::register_manually_provide_push_token_callback{provides}, std::move(callback));
        }
    };
};

}  // namespace flutter_channel_v2
}  // namespace nimpush::v1
