#pragma once

// Models with every field set, and models with only the fields that a version has.

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/octets.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/core/version.hpp>
#include <nimpush/dialect/flutter_channel_v2/creators.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/push_services.hpp>
#include <nimpush/dialect/plugin/extras.hpp>
#include <nimpush/dialect/plugin/nos_scenes.hpp>
#include <nimpush/dialect/plugin/sdk_options/server_config.hpp>

namespace test {

namespace v2 = nimpush::flutter_channel_v2;

/// Sets what is there to something else than its default, differently for each n.
template <class M> void fill(M& m, int& n);

template <std::int64_t Min, std::int64_t Max> void fill_ranged(nimpush::ranged<Min, Max>& m, int n) {
    m = nimpush::ranged<Min, Max>::from(Min + n % 5 + (Min + n % 5 == 3000 ? 1 : 0)).value();
}
inline void fill_own(nimpush::octets& m, int n) {
    const std::uint8_t bytes[] = {static_cast<std::uint8_t>(n), 0xFF};
    m = nimpush::octets(nimpush::span<const std::uint8_t>(bytes));
}
inline void fill_own(v2::web_file&, int) {}
inline void fill_own(v2::dart_function& m, int) { m = true; }
inline void fill_own(nimpush::plugin::nos_scenes& m, int) { m = nimpush::plugin::nos_scenes({{"mine", 7}}); }
inline void fill_own(nimpush::plugin::text_set& m, int) { m = {"h1", "h2"}; }
inline void fill_own(nimpush::text_or_null& m, int n) {
    m = nimpush::text_or_null::from("t" + std::to_string(n)).value();
}
template <nimpush::plugin::plugin_version V> void fill_own(nimpush::plugin::basic_extras<V>& m, int n) {
    m = nimpush::free_map{{"k", n}};
}
/// The one whose fields differ by version.
inline void fill_own(v2::message_attachment& m, int n) {
    v2::notification_attachment one;
    fill(one, n);
    m = one;
}

template <class M> void fill(M& m, int& n) {
    namespace in = nimpush::detail;
    ++n;
    if constexpr (requires { fill_own(m, n); }) {
        fill_own(m, n);
    } else if constexpr (std::is_same_v<M, bool>) {
        m = !m;
    } else if constexpr (std::is_enum_v<M>) {
        m = static_cast<M>(std::size(nimpush::names<M>::list) - 1);
    } else if constexpr (std::is_arithmetic_v<M>) {
        m = static_cast<M>(n + 1000);
    } else if constexpr (in::is_text<M>) {
        m = M::from("t" + std::to_string(n)).value();
    } else if constexpr (in::is_ranged<M>) {
        fill_ranged(m, n);
    } else if constexpr (in::is_optional<M>) {
        fill(m.emplace(), n);
    } else if constexpr (in::is_vector<M>) {
        m.resize(1);
        fill(m[0], n);
    } else if constexpr (std::is_same_v<M, nimpush::free_map>) {
        m = nimpush::free_map{{"a", n}, {"b", nimpush::value::list({1.5, nullptr})}};
    } else if constexpr (std::is_same_v<M, nimpush::value>) {
        m = nimpush::value::map({{"k", n}});
    } else {
        nimpush::fields<M>::each([&](auto one) {
            using F = decltype(one);
            if constexpr (!F::is_constant)
                if (!F::life.moved_away.is_said()) fill(&m->*F::member, n);
        });
    }
}

template <class T> T filled() {
    T made{};
    int n = 0;
    fill(made, n);
    return made;
}

/// Takes away what the version does not have, and what never goes over the wire.
template <class M> void strip(M& m, nimpush::schema::version spoken) {
    namespace in = nimpush::detail;
    if constexpr (in::is_optional<M>) {
        if (m.has_value()) strip(*m, spoken);
    } else if constexpr (in::is_vector<M>) {
        for (auto& one : m) strip(one, spoken);
    } else if constexpr (in::grown_enum<M>) {
        if (!in::knows(spoken, m)) m = M{};
    } else if constexpr (requires { M::holds_described; }) {
        M::any([&]<class One>() {
            if (One* one = m.template get_if<One>()) strip(*one, spoken);
            return false;
        });
    } else if constexpr (nimpush::schema::described<M>) {
        const M none{};
        nimpush::fields<M>::each([&](auto one) {
            using F = decltype(one);
            if constexpr (!F::is_constant) {
                if (F::template has<nimpush::schema::api_only> || !F::life.exists(spoken))
                    &m->*F::member = &none->*F::member;
                else
                    strip(&m->*F::member, spoken);
            }
        });
    }
}
template <class T> T stripped(T x, nimpush::schema::version spoken) {
    strip(x, spoken);
    return x;
}

}  // namespace test
