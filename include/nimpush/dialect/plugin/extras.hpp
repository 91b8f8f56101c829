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
#include <nimpush/core/version.hpp>
#include <nimpush/dialect/plugin/session.hpp>

namespace nimpush::inline v1 {
namespace plugin {

/// The `extras` of initialize: by default the version that speaks, else Newest, as the plugin sends it
/// (nim_core.dart:106): 10.9.90 is {versionCode: 10990, versionName: "10.9.90"}. Null is written as an empty map.
template <plugin_version Newest> class basic_extras {
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
            const auto said = nimpush::detail::spoken_by(out);
            const auto version = said.is_said() ? said : Newest;
            auto mark = out.begin_map(2);
            out.template key<"versionCode">();
            out.integer(code_of(version));
            out.template key<"versionName">();
            out.string(schema::version_chars(version).view());
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

  private:
    /// The three numbers in a row: 1031, 1092, 10990.
    static constexpr std::int64_t code_of(plugin_version v) noexcept {
        std::int64_t code = 0;
        for (unsigned i = 0; i < 3; ++i) {
            const std::int64_t n = v.number(i);
            code = code * (n < 10 ? 10 : n < 100 ? 100 : 1000) + n;
        }
        return code;
    }
};

}  // namespace plugin
}  // namespace nimpush::v1
