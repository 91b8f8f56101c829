#pragma once

// The guide's step 4 as a state machine: the token goes to NIM once, whenever both are there.
//
// The native side hands the token over on a channel of the app's own choice, before or after the SDK is initialised.
// This keeps it, and says whether it is due: on iOS alone, initialised, with a token that NIM does not have yet, or
// another custom content key. Which call hands it over is the dialect's business (apns_token_sync).

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/plugin/event.hpp>
#include <nimpush/dialect/plugin/session.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/wire/codec_reader.hpp>
#include <nimpush/wire/codec_writer.hpp>

namespace nimpush::inline v1 {
namespace plugin {

/// The channel of the guide's example; an app names its own, the same on both sides.
inline constexpr std::string_view guide_token_channel = "com.netease.NIM.demo/settings";

/// What both dialects' apns_token_sync keep: a token, a custom content key, and what NIM has of them.
class apns_token {
    plugin::platform platform_ = platform::ios;
    text channel_{nimpush::detail::literal_tag{}, guide_token_channel};
    bool initialized_ = false;
    device_token token_{};
    text key_{};
    device_token sent_token_{};  // what NIM has, as far as we know
    text sent_key_{};

  public:
    constexpr apns_token() = default;
    constexpr apns_token(plugin::platform p, text channel) : platform_(p), channel_(std::move(channel)) {}

    constexpr plugin::platform platform() const noexcept { return platform_; }
    constexpr std::string_view channel() const noexcept { return channel_.view(); }
    constexpr const device_token& token() const noexcept { return token_; }
    constexpr const text& custom_content_key() const noexcept { return key_; }
    constexpr bool is_initialized() const noexcept { return initialized_; }

    /// initialize was answered with success.
    constexpr void initialized() noexcept { initialized_ = true; }
    /// The SDK was released, or the app starts anew: NIM is told again after the next initialisation.
    constexpr void released() noexcept {
        initialized_ = false;
        retry();
    }
    /// The system gave a token, the same or another one.
    constexpr void token_changed(device_token token) noexcept { token_ = token; }
    /// The custom push text to use from now on: null leaves it as it is, "" clears it.
    constexpr void custom_content_key_changed(text key) { key_ = std::move(key); }
    /// A message on the app's own channel. Answers the reply to give back: a success with null for
    /// updateAPNsToken with the bytes of a token, no bytes (not implemented) for anything else.
    constexpr std::vector<std::uint8_t> on_message(span<const std::uint8_t> message) {
        const auto call = standard_codec::decode_method_call(message);
        if (!call || call->method != apns_token_handed_over::method) return {};
        const auto given = device_token::from(call->arguments.as_bytes());
        if (!given) return {};
        token_changed(*given);
        return *standard_codec::encode_success(value());
    }
    /// The last call failed: offer it again.
    constexpr void retry() noexcept {
        sent_token_ = {};
        sent_key_ = nullptr;
    }

  protected:
    constexpr bool is_due() const noexcept {
        if (platform_ != platform::ios || !initialized_ || !token_.has_value()) return false;
        return token_ != sent_token_ || (key_.has_value() && key_ != sent_key_);
    }
    /// Makes the call and counts it as sent. All that is copied is copied before: memory may run out.
    template <class Due, class Make> constexpr Due taken(Make make) {
        Due due(make(token_, key_));
        text key = key_;
        sent_token_ = token_;
        if (key.has_value()) sent_key_ = std::move(key);
        return due;
    }
};

}  // namespace plugin
}  // namespace nimpush::v1
