#pragma once

// MixPushService, for Android's push vendors, and OhosPushService, for HarmonyOS; what is asked and told of their tokens.

#include <string_view>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/plugin/call.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

/// A function that stays in Dart: it is given (true), or there is none (null).
class dart_function {
    bool is_given_ = false;

  public:
    constexpr dart_function() noexcept = default;
    constexpr dart_function(bool is_given) noexcept : is_given_(is_given) {}
    constexpr bool has_value() const noexcept { return is_given_; }

    template <class Out> constexpr void emit_to(Out& out) const {
        if constexpr (Out::api)
            is_given_ ? out.boolean(true) : out.null();
        else
            out.boolean(is_given_);
    }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        if (!v.is(value::kind::boolean) || (Policy::is_input && !*v.as_bool()))
            return faults.wrong_type(here, v, Policy::is_input ? "true, for a function, or null" : "a bool");
        is_given_ = *v.as_bool();
    }
    friend constexpr bool operator==(const dart_function&, const dart_function&) = default;
};

/// Dart gives the reply of this call away: any map is a success without data, whatever its code.
struct thrown_away {
    using type = value;
    static constexpr bool is_reply_ignored = true;
};

/// Who gives a token of a push vendor when Android asks (manually_provided_token_asked); null takes the function away,
/// by a method that no native side knows. Call it between initialize and login: before initialize Android refuses it,
/// and Dart says success all the same (FLTMixPushService.kt, NimCore.kt of 10.9.90).
struct register_manually_provide_push_token_callback {
    dart_function callback{};
    constexpr std::string_view method() const noexcept {
        return callback.has_value() ? plugin::info_of<register_manually_provide_push_token_callback>.method
                                    : std::string_view("unregisterManuallyProvidePushTokenCallback");
    }
    using described_by =
        later_call<schema::since<10, 9, 5, 1>, "MixPushService.registerManuallyProvidePushTokenCallback", thrown_away,
                   field<"callback", &register_manually_provide_push_token_callback::callback, schema::required,
                         schema::api_only>>;
};

namespace detail {

/// The service has a longer name in the API than on the wire.
template <schema::fixed_string Api, class Data, class... F> struct ohos_push_call : call_fields<Api, Data, F...> {
    static constexpr call_info info{
        Api.view(), "PushService", after_dot(Api.view()), plugin::guard::none, {}, schema::since<10, 9, 7>::first};
};

}  // namespace detail

/// Whether a phone of HarmonyOS is pushed.
struct ohos_push_enable {
    bool enable = false;
    using described_by =
        detail::ohos_push_call<"OhosPushService.enable", anything, given<"enable", &ohos_push_enable::enable>>;
};
struct ohos_push_is_enable {
    using described_by = detail::ohos_push_call<"OhosPushService.isEnable", cast<bool>>;
};

namespace detail {

/// `as int? ?? 0`, then looked up: unknown where there is none, disable where it is absent.
struct any_vendor {
    template <class Policy, class To>
    static constexpr void read(const value* found, To& to, const place& here, fault_list& faults) {
        to = push_vendor::disable;
        if (found == nullptr || found->is_null()) return;
        if (!found->is(value::kind::int64)) return faults.wrong_type(here, *found, "a whole number");
        to = from_number<push_vendor>(*found->as_int()).value_or(push_vendor::unknown);
    }
};

}  // namespace detail

/// A push token of Android (NIMMixPushToken): what the SDK has, and what the app answers to
/// manually_provided_token_asked; that without a name has no key for it. Android waits 30 s for the answer and takes
/// null for none.
struct mix_push_token {
    push_vendor push_type = push_vendor::disable;
    text token = "", token_name{};
    using described_by = field_list<
        field<"pushType", &mix_push_token::push_type, schema::read_by<detail::any_vendor>>,
        field<"token", &mix_push_token::token, schema::not_null, schema::if_missing<schema::fixed_string("")>>,
        field<"tokenName", &mix_push_token::token_name, schema::omit_null>>;
};
/// What the app answers to the older question (provided_token_asked), within 500 ms.
struct provided_push_token {
    suggested_vendor type = suggested_vendor::unknown;
    text token = "";
    using described_by = field_list<field<"type", &provided_push_token::type>,
                                    field<"token", &provided_push_token::token, schema::not_null>>;
};

}  // namespace nimpush::v1::flutter_channel_v2
