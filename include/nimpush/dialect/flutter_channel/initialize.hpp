#pragma once

// InitializeService and AuthService: the SDK wakes up, and somebody logs in.

#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/model/sdk_options.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

/// The `extras` of initialize: by default the version that the plugin sends (nim_core.dart:106); null
/// is written as an empty map.
template <std::int64_t Code, fixed_string Name> class basic_extras {
    free_map own_{};
    bool plugin_version_ = false;

  public:
    constexpr basic_extras() noexcept = default;
    constexpr basic_extras(free_map own) : own_(std::move(own)) {}
    static constexpr basic_extras of_plugin() noexcept {
        basic_extras e;
        e.plugin_version_ = true;
        return e;
    }
    constexpr bool has_value() const noexcept { return plugin_version_ || own_.has_value(); }

    template <class Out> constexpr void emit_to(Out& out) const {
        if (plugin_version_) {
            auto mark = out.begin_map(2);
            out.template key<"versionCode">();
            out.integer(Code);
            out.template key<"versionName">();
            out.string(Name.view());
            out.end_map(mark);
        } else if (own_.has_value()) {
            emit(out, own_);
        } else {
            out.end_map(out.begin_map(0));
        }
    }
    template <manner M>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        plugin_version_ = false;
        nimpush::detail::read_into<M>(v, own_, here, faults);
    }

    friend constexpr bool operator==(const basic_extras&, const basic_extras&) = default;
};
using extras = basic_extras<177, "1.7.7">;

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
    using described_by =
        field_list<field<"options", &initialize::options, required, flat>, field<"extras", &initialize::extras>>;
    friend constexpr bool operator==(const initialize&, const initialize&) = default;
};

/// Lets the SDK of the desktop go.
struct release_desktop {
    using described_by = call_fields<"InitializeService.releaseDesktop", anything>;
    friend constexpr bool operator==(const release_desktop&, const release_desktop&) = default;
};

/// The part of the earlier options that login looks at (auth_service.dart:40).
struct login_sdk_options {
    std::optional<std::int64_t> custom_client_type{};
    using described_by = field_list<field<"customClientType", &login_sdk_options::custom_client_type>>;
    friend constexpr bool operator==(const login_sdk_options&, const login_sdk_options&) = default;
};

/// Logs an account in. A null custom_client_type is filled from the options of initialize.
///
/// 302: wrong token; 500: certificate name too long; 403, 422: forbidden; 417: logged in elsewhere.
struct login {
    nimpush::login_info login_info{};
    std::optional<login_sdk_options> sdk_options{};

    using described_by =
        call_fields<"AuthService.login", anything, field<"loginInfo", &login::login_info, required, flat>,
                    field<"sdkOptions", &login::sdk_options, api_only>>;
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

    using described_by = call_fields<"AuthService.kickOutOtherOnlineClient", anything,
                                     field<"client", &kick_out_other_online_client::client, required, flat>>;
    friend constexpr bool operator==(const kick_out_other_online_client&,
                                     const kick_out_other_online_client&) = default;
};

}  // namespace flutter_channel
}  // namespace nimpush::v1
