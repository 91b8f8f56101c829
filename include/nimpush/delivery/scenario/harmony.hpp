#pragma once

// HarmonyOS's own push channel in a scenario: the console's certificates, and what an app told it.

#include <cstddef>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/dialect/flutter_channel_v2/ohos_options.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

struct harmony_certificate_keys {
    text certificate{};
    text bundle_id{};

    using described_by =
        field_list<field<"certificate", &harmony_certificate_keys::certificate, schema::required, schema::not_null>,
                   field<"bundleId", &harmony_certificate_keys::bundle_id, schema::omit_null>>;
    friend constexpr bool operator==(const harmony_certificate_keys&, const harmony_certificate_keys&) = default;
};

}  // namespace detail

/// A push certificate of HarmonyOS in the console, by the name that the app must give. In a scenario the name alone
/// will do, as a text.
struct harmony_certificate : detail::harmony_certificate_keys {
    template <class Out> constexpr void emit_to(Out& out) const {
        schema::write(out, static_cast<const detail::harmony_certificate_keys&>(*this));
    }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        detail::harmony_certificate_keys& keys = *this;
        if (v.is(value::kind::string))
            nimpush::detail::read_into<Policy>(v, keys.certificate, here, faults);
        else
            nimpush::detail::read_into<Policy>(v, keys, here, faults);
    }
    friend constexpr bool operator==(const harmony_certificate&, const harmony_certificate&) = default;
};

namespace detail {

using flutter_channel_v2::ohos_push_config, flutter_channel_v2::ohos_sdk_options;
using flutter_channel_v2::ohos_service_options;

/// `serverOptions.pushServiceConfig` of what was given to initialize; a null pointer where there is none.
constexpr const value* harmony_push(const free_map& options) noexcept {
    const value* services = options.find(schema::key_of<&ohos_sdk_options::server_options>);
    if (services == nullptr || !services->is(value::kind::map)) return nullptr;
    const value* push = services->find(schema::key_of<&ohos_service_options::push_service_config>);
    return push == nullptr || !push->is(value::kind::map) ? nullptr : push;
}
/// Its certificate's name; empty for none.
constexpr std::string_view harmony_name(const free_map& options) noexcept {
    const value* push = harmony_push(options);
    const value* given =
        push == nullptr ? nullptr : push->find(schema::key_of<&ohos_push_config::harmony_certificate_name>);
    return given == nullptr || !given->is(value::kind::string) ? std::string_view() : given->chars();
}
// The sentence below spells this number.
static_assert(limits::certificate_name == 32);

/// Warns of a name over 32 characters: that HarmonyOS takes no longer one is told by support alone.
constexpr void warn_of_harmony_name(std::string_view given, const nimpush::detail::place& here,
                                    nimpush::detail::fault_list& faults, language in = language::en) {
    const std::size_t size = schema::characters::count(given);
    if (size <= limits::certificate_name) return;
    constexpr words says{" characters: support speaks of at most 32 (unverified)",
                         " 个字符：技术支持称最多 32 个（未经证实）"};
    faults.add(
        here, nimpush::error{errc::too_long, {}, nimpush::detail::join(nimpush::detail::count_text(size), says.in(in))},
        degree::warning);
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
