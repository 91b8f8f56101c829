#pragma once

// Who is there: the console's settings, accounts with their devices, and teams.
//
// A scenario reads these from JSON and the simulator keeps them up to date; the rules look at them and
// at nothing else. See docs/facts/delivery.md, Scenario.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/header.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/clock.hpp>
#include <nimpush/delivery/scenario/harmony.hpp>
#include <nimpush/delivery/scenario/keyed.hpp>
#include <nimpush/delivery/scenario/plugin.hpp>
#include <nimpush/dialect/flutter_channel/settings_models.hpp>
#include <nimpush/dialect/flutter_channel_v2/token_versions.hpp>
#include <nimpush/dialect/plugin/sdk_options/common.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/model/pasted_token/around.hpp>

namespace nimpush::inline v1 {

/// Will a push be sent, and why not: scenarios, rules, verdicts, and a simulator.
namespace delivery {

struct environment;

}  // namespace delivery

template <> struct names<delivery::environment> {  // by position in apns::environment
    static constexpr std::string_view list[] = {"production", "sandbox"};
};

namespace delivery {

/// Which of Apple's two services a certificate or a token is good for: apns::environment, of which a scenario calls
/// `development` by its host's name, `sandbox`.
struct environment {
    apns::environment of = apns::environment::production;

    static const environment production, sandbox;

    template <class Out> constexpr void emit_to(Out& out) const {
        out.string(names<environment>::list[static_cast<std::size_t>(of)]);
    }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        for (std::size_t i = 0; i < std::size(names<environment>::list); ++i)
            if (v.is(value::kind::string) && v.chars() == names<environment>::list[i]) {
                of = static_cast<apns::environment>(i);
                return;
            }
        if (!v.is(value::kind::string)) return faults.wrong_type(here, v, "the name of an enumerator");
        faults.add(here, errc::bad_enumerator, nimpush::detail::not_among<environment>(v));
    }
    friend constexpr bool operator==(const environment&, const environment&) = default;
};
inline constexpr environment environment::production{apns::environment::production};
inline constexpr environment environment::sandbox{apns::environment::development};
/// What a device runs: more than the Flutter plugin does, since an account has other clients too.
enum class device_platform : std::uint8_t { ios, android, harmony, windows, macos, web };
/// The login of the account on a device, as the server has it.
enum class login_state : std::uint8_t { never, in, out, kicked };
enum class app_state : std::uint8_t { foreground, background, killed };
/// What APNs has of a token.
enum class token_state : std::uint8_t { valid, unregistered };

}  // namespace delivery

template <> struct names<delivery::device_platform> {
    static constexpr std::string_view list[] = {"ios", "android", "harmony", "windows", "macos", "web"};
};
template <> struct names<delivery::login_state> {
    static constexpr std::string_view list[] = {"never", "in", "out", "kicked"};
};
template <> struct names<delivery::app_state> {
    static constexpr std::string_view list[] = {"foreground", "background", "killed"};
};
template <> struct names<delivery::token_state> {
    static constexpr std::string_view list[] = {"valid", "unregistered"};
};

namespace delivery {

using flutter_channel::team_notify_type;
using nimpush::name_of;  // for the enums of this namespace, without a prefix

/// A push certificate as it was uploaded to the console, under the name that the app must give.
struct push_certificate {
    text certificate{};
    apns::bundle_id bundle_id{};  // becomes a header: nothing but Apple's characters gets in
    delivery::environment environment = environment::production;

    using described_by =
        field_list<field<"certificate", &push_certificate::certificate, schema::required, schema::not_null>,
                   field<"bundleId", &push_certificate::bundle_id, schema::required, schema::not_null>,
                   field<"environment", &push_certificate::environment, schema::required>>;
    friend constexpr bool operator==(const push_certificate&, const push_certificate&) = default;
};

namespace detail {

/// The text without the blanks at its ends, of every kind that people do not see: full-width, no-break and zero-width
/// ones, and line ends.
constexpr std::string_view without_blanks(std::string_view s) noexcept {
    std::size_t first = s.size();
    std::size_t end = s.size();
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t blank = nimpush::detail::blank_at(s, i);
        if (blank == 0 && first == s.size()) first = i;
        i += blank == 0 ? 1 : blank;
        if (blank == 0) end = i;
    }
    return s.substr(first, end - first);
}
/// The name that was likely meant by one that none has: it differs by case or by blanks, or is a slip away; empty for
/// none.
template <class Name> constexpr std::string_view name_meant(std::string_view given, const std::vector<Name>& all) {
    const std::string_view core = without_blanks(given);
    for (const Name one : all)
        if (one == core) return one;
    return nearest(core, all);
}

}  // namespace detail

/// What the app's owner set in the Yunxin console.
struct console {
    text app_key = "";
    std::vector<push_certificate> apns{};
    maybe<std::vector<harmony_certificate>> harmony{};  // none: it is not said which there are
    bool strangers_may_message = true;
    keyed<text> custom_content_keys{};  // push texts for receivers who hide details

    constexpr const push_certificate* find(std::string_view certificate) const noexcept {
        for (const push_certificate& one : apns)
            if (one.certificate.view() == certificate) return &one;
        return nullptr;
    }
    constexpr bool has_harmony(std::string_view certificate) const noexcept {
        if (harmony.has_value())
            for (const harmony_certificate& one : *harmony)
                if (one.certificate.view() == certificate) return true;
        return false;
    }
    /// The one that was likely meant by a name that none has: it differs by case or by blanks, or is a slip away. A
    /// guess: say so.
    template <class Name = std::string_view>
    constexpr const push_certificate* find_near(std::string_view certificate) const {
        std::vector<Name> all;
        all.reserve(apns.size());
        for (const push_certificate& one : apns) all.push_back(one.certificate.view());
        return find(detail::name_meant(certificate, all));
    }
    /// The same among those of HarmonyOS; empty for none.
    template <class Name = std::string_view>
    constexpr std::string_view harmony_near(std::string_view certificate) const {
        std::vector<Name> all;
        if (!harmony.has_value()) return {};
        all.reserve(harmony->size());
        for (const harmony_certificate& one : *harmony) all.push_back(one.certificate.view());
        return detail::name_meant(certificate, all);
    }

    using described_by = field_list<field<"appKey", &console::app_key, schema::not_null>, field<"apns", &console::apns>,
                                    field<"harmony", &console::harmony, schema::omit_null>,
                                    field<"strangersMayMessage", &console::strangers_may_message>,
                                    field<"customContentKeys", &console::custom_content_keys>>;
    friend constexpr bool operator==(const console&, const console&) = default;
};

/// Hours without pushes. The offset is that of `now` where there is none; a start after the end crosses
/// midnight, equal times are a whole day (unverified).
struct do_not_disturb {
    bool enable = false;
    clock_time start_time{};
    clock_time end_time{};
    delivery::utc_offset utc_offset{};

    using described_by =
        field_list<field<"enable", &do_not_disturb::enable, schema::required>,
                   field<"startTime", &do_not_disturb::start_time>, field<"endTime", &do_not_disturb::end_time>,
                   field<"utcOffset", &do_not_disturb::utc_offset>>;
    friend constexpr bool operator==(const do_not_disturb&, const do_not_disturb&) = default;
};

/// A device token that JSON holds as text, read as device_token::parse() reads what people paste, or null.
struct uploaded_token : device_token {
    constexpr uploaded_token() noexcept = default;
    constexpr uploaded_token(const device_token& token) noexcept : device_token(token) {}

    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, to_hex()); }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (!v.is(value::kind::string)) return faults.wrong_type(here, v, "a device token as text");
        auto read = parse(v.chars());
        if (!read) return faults.add(here, std::move(read).error());
        *this = *read;
    }
};

/// One device of an account.
struct device {
    device_platform platform = device_platform::ios;
    plugin_release plugin{};                   // none: not said
    free_map options = free_map::empty_map();  // of initialize, as the app sent them
    bool initialized = true;
    login_state login = login_state::in;
    app_state app = app_state::killed;
    maybe<bool> connected{};
    uploaded_token token{};
    environment token_environment = environment::production;
    delivery::token_state token_state = token_state::valid;

    /// The long connection is alive: in the foreground, unless it is said.
    constexpr bool is_connected() const noexcept { return connected.value_or(app == app_state::foreground); }
    /// The certificate name that the app gave; empty for none.
    constexpr std::string_view certificate_name() const noexcept {
        return option(schema::key_of<&plugin::ios_sdk_options::apns_cername>);
    }
    /// The app key that the app gave; empty for none.
    constexpr std::string_view app_key() const noexcept { return option(plugin::app_key_name.view()); }
    /// The app of a HarmonyOS phone told how it is pushed (`serverOptions.pushServiceConfig`).
    constexpr bool has_harmony_push() const noexcept { return detail::harmony_push(options) != nullptr; }
    /// The certificate name that it gave for that; empty for none.
    constexpr std::string_view harmony_certificate_name() const noexcept { return detail::harmony_name(options); }

    using described_by = field_list<
        field<"platform", &device::platform, schema::required>, field<"plugin", &device::plugin, schema::omit_null>,
        field<"options", &device::options, schema::not_null>, field<"initialized", &device::initialized>,
        field<"login", &device::login>, field<"app", &device::app>,
        field<"connected", &device::connected, schema::not_null, schema::omit_null>, field<"token", &device::token>,
        field<"tokenEnvironment", &device::token_environment>, field<"tokenState", &device::token_state>>;
    friend constexpr bool operator==(const device&, const device&) = default;

    /// nim_core_v2 hands the token over itself, unless the options say otherwise (autoUpdateApnsToken).
    constexpr bool auto_update_apns_token() const noexcept {
        const value* given = options.find(schema::key_of<&plugin::ios_sdk_options::auto_update_apns_token>);
        return given == nullptr || given->as_bool().value_or(true);
    }
    /// Its plugin loses a custom content key (10.3.1).
    constexpr bool loses_custom_key() const noexcept {
        return plugin.is_v2() && plugin.number < flutter_channel_v2::custom_key_since;
    }

  private:
    constexpr std::string_view option(std::string_view key) const noexcept {
        const value* given = options.find(key);
        return given == nullptr ? std::string_view() : given->chars();
    }
};

struct account {
    text nickname{};  // null: the account's name
    std::vector<text> friends{};
    std::vector<text> blacklist{};
    std::vector<text> muted_accounts{};  // whose p2p messages are not pushed (UserService.setMute)
    keyed<team_notify_type> teams{};     // all, where a team is not named (TeamService.muteTeam)
    natural unread{};                    // before this message
    bool push_when_desktop_online = true;
    delivery::do_not_disturb do_not_disturb{};
    bool show_detail = true;
    text custom_content_key{};  // as handed over with the token
    std::vector<device> devices{};

    using described_by =
        field_list<field<"nickname", &account::nickname, schema::not_null, schema::omit_null>,
                   field<"friends", &account::friends>, field<"blacklist", &account::blacklist>,
                   field<"mutedAccounts", &account::muted_accounts>, field<"teams", &account::teams>,
                   field<"unread", &account::unread, schema::not_null, schema::omit_null>,
                   field<"pushWhenDesktopOnline", &account::push_when_desktop_online>,
                   field<"doNotDisturb", &account::do_not_disturb>, field<"showDetail", &account::show_detail>,
                   field<"customContentKey", &account::custom_content_key>, field<"devices", &account::devices>>;
    friend constexpr bool operator==(const account&, const account&) = default;
};

struct team {
    text name{};
    std::vector<text> members{};
    std::vector<text> managers{};
    std::vector<text> chat_banned{};

    using described_by =
        field_list<field<"name", &team::name, schema::not_null, schema::omit_null>, field<"members", &team::members>,
                   field<"managers", &team::managers>, field<"chatBanned", &team::chat_banned>>;
    friend constexpr bool operator==(const team&, const team&) = default;
};

}  // namespace delivery
}  // namespace nimpush::v1
