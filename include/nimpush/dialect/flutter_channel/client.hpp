#pragma once

// A typed client of NIM's Flutter channel over any binary messenger.
//
//     flutter_channel::client nim(messenger, flutter_channel::platform::ios);
//     nim.initialize(options, [](const auto& reply) { if (reply && reply->is_success()) … });
//     nim.settings().update_apns_token(token, nullptr, callback);
//     nim.messages().send(message, callback);
//
// A callback takes result<reply<T>, failure>: a NIMResult, or why there is none. The client keeps the
// device token and hands it over when it is due (apns_token_sync). It must outlive its replies.

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/core/error.hpp>
#include <nimpush/core/span.hpp>
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
#include <nimpush/model/device_token.hpp>
#include <nimpush/transport/transport.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

/// Takes any reply and does nothing: for calls whose result does not matter.
struct ignore_reply {
    template <class Reply> constexpr void operator()(const Reply&) const noexcept {}
};

/// See the head of this file. Messenger is kept by value: a lambda, a reference wrapper, an object.
template <binary_messenger Messenger> class client {
    Messenger messenger_;
    flutter_channel::platform platform_;
    apns_token_sync token_{};
    std::optional<std::int64_t> custom_client_type_{};

    class settings_service;
    class message_service;
    class notification_service;

  public:
    /// `token_channel` is the channel on which the app's native side hands the device token over.
    explicit client(Messenger messenger, flutter_channel::platform p,
                    text token_channel = {nimpush::detail::literal_tag{}, guide_token_channel})
        : messenger_(std::move(messenger)), platform_(p), token_(p, std::move(token_channel)) {}

    flutter_channel::platform on() const noexcept { return platform_; }
    const apns_token_sync& token() const noexcept { return token_; }
    Messenger& messenger() noexcept { return messenger_; }

    /// Any call of the dialect. Where Dart answers itself, nothing is sent and the callback is called at
    /// once; `now` (milliseconds) is read by message builders alone.
    template <flutter_channel::call C, class Callback = ignore_reply>
    void call(const C& one, Callback callback = {}, std::int64_t now = 0) {
        using reply_type = flutter_channel::reply<flutter_channel::data_of<C>>;
        using answer = result<reply_type, flutter_channel::failure>;
        if (auto local = answered_locally(one, platform_)) {
            reply_type made{local->code, {}, std::move(local->error_details)};
            if constexpr (std::is_same_v<decltype(made.data), decltype(local->data)>)
                made.data = std::move(local->data);
            return callback(answer(std::move(made)));
        }
        const auto message = flutter_channel::encode(one, {platform_, now});
        if (!message)
            return callback(answer(
                unexpected(flutter_channel::failure{flutter_channel::failure_kind::malformed, message.error(), {}})));
        nimpush::send(messenger_, flutter_channel::name, *message,
                      [callback = std::move(callback)](message_bytes bytes) mutable {
                          callback(flutter_channel::read_reply<C>(bytes));
                      });
    }

    /// Wakes the SDK up; after a success the device token goes to NIM if it is there.
    template <class Options, class Callback = ignore_reply>
    void initialize(const Options& options, Callback callback = {}) {
        call(flutter_channel::initialize<Options>{options},
             [this, type = options.common.custom_client_type,
              callback = std::move(callback)](const auto& reply) mutable {
                 if (reply && reply->is_success()) {
                     custom_client_type_ = type;
                     token_.initialized();
                     hand_over_token();
                 }
                 callback(reply);
             });
    }
    /// Logs in; a null custom_client_type is that of the options, as in the plugin.
    template <class Callback = ignore_reply> void login(const login_info& info, Callback callback = {}) {
        call(flutter_channel::login{info, flutter_channel::login_sdk_options{custom_client_type_}},
             std::move(callback));
    }
    template <class Callback = ignore_reply> void logout(Callback callback = {}) {
        call(flutter_channel::logout{}, std::move(callback));
    }

    /// A message on the app's own channel. Returns the reply to give; a token in it goes to NIM as soon as
    /// it can.
    std::vector<std::uint8_t> on_app_message(message_bytes message) {
        auto reply = token_.on_message(message);
        hand_over_token();
        return reply;
    }
    /// The system gave a token (for apps whose native side is C++).
    void token_changed(const device_token& token) {
        token_.token_changed(token);
        hand_over_token();
    }
    /// The console's push text to use while details are hidden: null leaves it, "" clears it.
    void custom_content_key_changed(text key) {
        token_.custom_content_key_changed(std::move(key));
        hand_over_token();
    }
    /// An event on the plugin's channel; see flutter_channel::read_event for what visit may take.
    template <class Visitor>
    result<flutter_channel::event_outcome, flutter_channel::failure> on_event(message_bytes message, Visitor&& visit) {
        const auto event = flutter_channel::decode_event(message);
        if (!event)
            return unexpected(flutter_channel::failure{flutter_channel::failure_kind::malformed, event.error(), {}});
        return flutter_channel::read_event(*event, visit);
    }

    settings_service settings() noexcept { return {*this}; }
    message_service messages() noexcept { return {*this}; }
    notification_service notifications() noexcept { return {*this}; }

  private:
    void hand_over_token() {
        if (const auto due = token_.next())
            call(*due, [this](const auto& reply) {
                if (!reply || !reply->is_success()) token_.retry();
            });
    }

    class settings_service {
        client& nim_;

      public:
        settings_service(client& nim) noexcept : nim_(nim) {}

        /// Hands a token over at once, whatever apns_token_sync thinks. `key` null leaves the custom push
        /// text as it is, "" clears it.
        template <class Callback = ignore_reply>
        void update_apns_token(const device_token& token, text key = nullptr, Callback callback = {}) {
            nim_.call(flutter_channel::update_apns_token{token, std::move(key)}, std::move(callback));
        }
        template <class Callback = ignore_reply>
        void set_push_no_disturb_config(const push_no_disturb_config& config, Callback callback = {}) {
            nim_.call(flutter_channel::set_push_no_disturb_config{config}, std::move(callback));
        }
        template <class Callback> void get_push_no_disturb_config(Callback callback) {
            nim_.call(flutter_channel::get_push_no_disturb_config{}, std::move(callback));
        }
        template <class Callback = ignore_reply>
        void enable_mobile_push_when_pc_online(bool enable, Callback callback = {}) {
            nim_.call(flutter_channel::enable_mobile_push_when_pc_online{enable}, std::move(callback));
        }
        template <class Callback = ignore_reply> void enable_push_show_detail(bool enable, Callback callback = {}) {
            nim_.call(flutter_channel::enable_push_show_detail{enable}, std::move(callback));
        }
        template <class Callback = ignore_reply> void register_badge_count(std::int64_t count, Callback callback = {}) {
            nim_.call(flutter_channel::register_badge_count{count}, std::move(callback));
        }
    };

    class message_service {
        client& nim_;

      public:
        message_service(client& nim) noexcept : nim_(nim) {}

        /// Asks the SDK to create what a builder builds, such as create_text_message.
        template <flutter_channel::builder Builder, class Callback>
        void create(const Builder& builder, std::int64_t now, Callback callback) {
            nim_.call(builder, std::move(callback), now);
        }
        template <class Callback = ignore_reply>
        void send(const message& m, Callback callback = {}, bool resend = false) {
            nim_.call(flutter_channel::send_message{m, resend}, std::move(callback));
        }
        /// Creates, lets `edit` set what creation ignores (the push fields), and sends: the plugin's
        /// send…Message. The callback gets the answer to the sending, or the failed creation.
        template <flutter_channel::builder Builder, class Edit, class Callback>
        void create_and_send(const Builder& builder, std::int64_t now, Edit edit, Callback callback) {
            create(builder, now,
                   [nim = &nim_, edit = std::move(edit), callback = std::move(callback)](auto created) mutable {
                       if (!created || !created->is_success() || !created->data) return callback(created);
                       edit(*created->data);
                       nim->messages().send(*created->data, std::move(callback));
                   });
        }
        template <class Callback = ignore_reply>
        void revoke(const flutter_channel::revoke_message& what, Callback callback = {}) {
            nim_.call(what, std::move(callback));
        }
    };

    class notification_service {
        client& nim_;

      public:
        notification_service(client& nim) noexcept : nim_(nim) {}

        template <class Callback = ignore_reply> void send(const custom_notification& n, Callback callback = {}) {
            nim_.call(flutter_channel::send_custom_notification{n}, std::move(callback));
        }
    };
};

}  // namespace flutter_channel
}  // namespace nimpush::v1
