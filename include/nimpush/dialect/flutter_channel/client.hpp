#pragma once

// A typed client of NIM's Flutter channel over any binary messenger.
//
//     flutter_channel::client nim(messenger, flutter_channel::platform::ios);
//     nim.initialize(options, [](const auto& reply) { if (reply && reply->ok()) … });
//     nim.settings().update_apns_token(token, nullptr, callback);
//     nim.messages().send(message, callback);
//
// A callback takes result<reply<T>, failure>: a NIMResult, or why there is none. What it returns is not looked at; it
// need not be copyable unless the messenger copies it. The client keeps the device token and hands it over when it is
// due (apns_token_sync).
// Threads and lifetime: see plugin/client.hpp.

#include <concepts>
#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/flutter_channel/apns_token_sync.hpp>
#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/custom_notification.hpp>
#include <nimpush/dialect/flutter_channel/events.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/notifications.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/flutter_channel/settings.hpp>
#include <nimpush/dialect/flutter_channel/settings_models.hpp>
#include <nimpush/dialect/plugin/client.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/transport/transport.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

using plugin::answer_of, plugin::ignore_reply, plugin::takes_answer;

/// See the head of this file. Messenger is kept by value: a lambda, a reference wrapper, an object.
template <binary_messenger Messenger> class client : public plugin::client_base<Messenger, apns_token_sync> {
    using base = plugin::client_base<Messenger, apns_token_sync>;

    maybe<std::int64_t> custom_client_type_{};

    class settings_service;
    class message_service;
    class notification_service;

  public:
    using base::call;

    /// `token_channel` is the channel on which the app's native side hands the device token over.
    explicit client(Messenger send, flutter_channel::platform p,
                    text token_channel = {nimpush::detail::literal_tag{}, guide_token_channel})
        : base(std::move(send), {.platform = p}, apns_token_sync(p, std::move(token_channel))) {}

    /// Wakes the SDK up; after a success the device token goes to NIM if it is there.
    template <class Options, takes_answer<flutter_channel::initialize<Options>> Callback = ignore_reply>
    void initialize(const Options& options, Callback callback = {}) {
        call(flutter_channel::initialize<Options>{options},
             [this, type = options.common.custom_client_type, callback = std::move(callback)](auto reply) mutable {
                 if (reply && reply->ok()) {
                     custom_client_type_ = type;
                     this->own_token().initialized();
                     this->hand_over_token();
                 }
                 (void)callback(std::move(reply));
             });
    }
    /// Logs in; a null custom_client_type is that of the options, as in the plugin.
    template <takes_answer<flutter_channel::login> Callback = ignore_reply>
    void login(const login_info& info, Callback callback = {}) {
        call(flutter_channel::login{info, flutter_channel::login_sdk_options{custom_client_type_}},
             std::move(callback));
    }
    template <takes_answer<flutter_channel::logout> Callback = ignore_reply> void logout(Callback callback = {}) {
        call(flutter_channel::logout{}, std::move(callback));
    }

    /// An event on the plugin's channel; see flutter_channel::read_event for what visit may take.
    template <class Visitor>
    result<flutter_channel::event_outcome, flutter_channel::failure> on_event(message_bytes message, Visitor&& visit) {
        return base::read_with(message, [&](const flutter_channel::event_call& event) {
            return flutter_channel::read_event(event, visit);
        });
    }

    /// What each of these gives refers to the client, and must not outlive it.
    settings_service settings() & noexcept { return {*this}; }
    message_service messages() & noexcept { return {*this}; }
    notification_service notifications() & noexcept { return {*this}; }
    void settings() && = delete;
    void messages() && = delete;
    void notifications() && = delete;

  private:
    class settings_service {
        client& nim_;

      public:
        settings_service(client& nim) noexcept : nim_(nim) {}

        /// Hands a token over at once, whatever apns_token_sync thinks. `key` null leaves the custom push
        /// text as it is, "" clears it.
        template <takes_answer<flutter_channel::update_apns_token> Callback = ignore_reply>
        void update_apns_token(const device_token& token, text key = nullptr, Callback callback = {}) {
            nim_.call(flutter_channel::update_apns_token{token, std::move(key)}, std::move(callback));
        }
        template <takes_answer<flutter_channel::set_push_no_disturb_config> Callback = ignore_reply>
        void set_push_no_disturb_config(const push_no_disturb_config& config, Callback callback = {}) {
            nim_.call(flutter_channel::set_push_no_disturb_config{config}, std::move(callback));
        }
        template <takes_answer<flutter_channel::get_push_no_disturb_config> Callback>
        void get_push_no_disturb_config(Callback callback) {
            nim_.call(flutter_channel::get_push_no_disturb_config{}, std::move(callback));
        }
        template <takes_answer<flutter_channel::enable_mobile_push_when_pc_online> Callback = ignore_reply>
        void enable_mobile_push_when_pc_online(bool enable, Callback callback = {}) {
            nim_.call(flutter_channel::enable_mobile_push_when_pc_online{enable}, std::move(callback));
        }
        template <takes_answer<flutter_channel::enable_push_show_detail> Callback = ignore_reply>
        void enable_push_show_detail(bool enable, Callback callback = {}) {
            nim_.call(flutter_channel::enable_push_show_detail{enable}, std::move(callback));
        }
        template <takes_answer<flutter_channel::register_badge_count> Callback = ignore_reply>
        void register_badge_count(std::int64_t count, Callback callback = {}) {
            nim_.call(flutter_channel::register_badge_count{count}, std::move(callback));
        }
    };

    class message_service {
        client& nim_;

      public:
        message_service(client& nim) noexcept : nim_(nim) {}

        /// Asks the SDK to create what a builder builds, such as create_text_message.
        template <flutter_channel::builder Builder, takes_answer<Builder> Callback>
        void create(const Builder& builder, std::int64_t now, Callback callback) {
            nim_.call(builder, std::move(callback), now);
        }
        template <takes_answer<flutter_channel::send_message> Callback = ignore_reply>
        void send(const message& m, Callback callback = {}, bool resend = false) {
            nim_.call(flutter_channel::send_message{m, resend}, std::move(callback));
        }
        /// Creates, lets `edit` set what creation ignores (the push fields), and sends: the plugin's
        /// send…Message. The callback gets the answer to the sending, or the failed creation.
        template <flutter_channel::builder Builder, std::invocable<message&> Edit,
                  takes_answer<flutter_channel::send_message> Callback>
        requires takes_answer<Callback, Builder>
        void create_and_send(const Builder& builder, std::int64_t now, Edit edit, Callback callback) {
            nim_.create_then(
                builder, now,
                [edit = std::move(edit)](message created) mutable {
                    (void)edit(created);
                    return flutter_channel::send_message{std::move(created)};
                },
                std::move(callback));
        }
        template <takes_answer<flutter_channel::revoke_message> Callback = ignore_reply>
        void revoke(const flutter_channel::revoke_message& what, Callback callback = {}) {
            nim_.call(what, std::move(callback));
        }
    };

    class notification_service {
        client& nim_;

      public:
        notification_service(client& nim) noexcept : nim_(nim) {}

        template <takes_answer<flutter_channel::send_custom_notification> Callback = ignore_reply>
        void send(const custom_notification& n, Callback callback = {}) {
            nim_.call(flutter_channel::send_custom_notification{n}, std::move(callback));
        }
    };
};

}  // namespace flutter_channel
}  // namespace nimpush::v1
