#pragma once

// InitializeService and AuthService: the SDK wakes up, and somebody logs in.

#include <cstdint>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/desktop_options.hpp>
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/plugin/extras.hpp>
#include <nimpush/dialect/plugin/session.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

using extras = plugin::basic_extras<plugin::plugin_version{1, 7, 7}>;

namespace detail {

template <class Options> struct platform_of;
template <> struct platform_of<ios_sdk_options> { static constexpr platform value = platform::ios; };
template <> struct platform_of<android_sdk_options> { static constexpr platform value = platform::android; };
template <> struct platform_of<windows_sdk_options> { static constexpr platform value = platform::windows; };
template <> struct platform_of<macos_sdk_options> { static constexpr platform value = platform::macos; };

}  // namespace detail

/// Wakes the SDK up: the options' map, `extras` and the service name. Code 0; a second time with other
/// options -2 on the desktop.
template <class Options> struct initialize {
    Options options{};
    flutter_channel::extras extras = flutter_channel::extras::of_plugin();

    static constexpr call_info info{"InitializeService.initialize", "InitializeService", "initialize"};
    static constexpr bool is_for(platform p) { return p == detail::platform_of<Options>::value; }
    using data = anything;
    using described_by = field_list<field<"options", &initialize::options, schema::required, schema::flat>,
                                    field<"extras", &initialize::extras>>;
    friend constexpr bool operator==(const initialize&, const initialize&) = default;
};

/// Lets the SDK of the desktop go.
struct release_desktop {
    using described_by = call_fields<"InitializeService.releaseDesktop", anything>;
    friend constexpr bool operator==(const release_desktop&, const release_desktop&) = default;
};

/// The part of the earlier options that login looks at (auth_service.dart:40).
struct login_sdk_options {
    maybe<std::int64_t> custom_client_type{};
    using described_by = field_list<field<"customClientType", &login_sdk_options::custom_client_type>>;
    friend constexpr bool operator==(const login_sdk_options&, const login_sdk_options&) = default;
};

/// Logs an account in. A null custom_client_type is filled from the options of initialize.
///
/// 302: wrong token; 500: certificate name too long; 403, 422: forbidden; 417: logged in elsewhere.
struct login {
    plugin::login_info login_info{};
    maybe<login_sdk_options> sdk_options{};

    using described_by = call_fields<"AuthService.login", anything,
                                     field<"loginInfo", &login::login_info, schema::required, schema::flat>,
                                     field<"sdkOptions", &login::sdk_options, schema::api_only>>;
    constexpr login prepared(const context&) const {
        login ready = *this;
        if (!ready.login_info.custom_client_type.has_value() && sdk_options.has_value())
            ready.login_info.custom_client_type = sdk_options->custom_client_type;
        return ready;
    }
    friend constexpr bool operator==(const login&, const login&) = default;
};

/// Logs out; from then on there is no offline push, unless the call did not reach the server.
struct logout {
    using described_by = call_fields<"AuthService.logout", anything>;
    friend constexpr bool operator==(const logout&, const logout&) = default;
};

/// Logs another client of the account out.
struct kick_out_other_online_client {
    online_client client{};

    using described_by =
        call_fields<"AuthService.kickOutOtherOnlineClient", anything,
                    field<"client", &kick_out_other_online_client::client, schema::required, schema::flat>>;
    friend constexpr bool operator==(const kick_out_other_online_client&,
                                     const kick_out_other_online_client&) = default;
};

}  // namespace flutter_channel
}  // namespace nimpush::v1
