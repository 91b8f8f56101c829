#pragma once

// The `extras` of initialize: which version of the plugin speaks.

#include <cstdint>
#include <utility>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {
namespace plugin {

/// The `extras` of initialize: by default the version that the plugin sends (nim_core.dart:106); null
/// is written as an empty map.
template <std::int64_t Code, schema::fixed_string Name> class basic_extras {
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
            schema::write(out, own_);
        } else {
            out.end_map(out.begin_map(0));
        }
    }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        plugin_version_ = false;
        nimpush::detail::read_into<Policy>(v, own_, here, faults);
    }

    friend constexpr bool operator==(const basic_extras&, const basic_extras&) = default;
};

}  // namespace plugin
}  // namespace nimpush::v1
