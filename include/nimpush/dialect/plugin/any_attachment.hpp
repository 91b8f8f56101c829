#pragma once

// One attachment of several classes: how the plugin's API names its class, and what is held.

#include <string_view>
#include <type_traits>
#include <utility>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/one_of.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1 {
namespace plugin {

namespace detail {

/// A described type under its class name: {"class": …, its fields}.
template <class Out, class A> constexpr void emit_with_class(Out& out, const A& one, std::string_view name) {
    auto mark = out.begin_map(nimpush::detail::count_for(out, one) + 1);
    out.template key<"class">();
    out.string(name);
    nimpush::detail::emit_members(out, one);
    out.end_map(mark);
}

/// One attachment of any of these classes, or none.
template <class... A> class any_attachment {
  protected:
    one_of<A...> held_{};

  public:
    static constexpr bool holds_described = true;
    /// Is f.operator()<One>() true of one of the classes?
    template <class F> static constexpr bool any(F&& f) { return (f.template operator()<A>() || ...); }

    constexpr any_attachment() noexcept = default;
    template <class One>
    requires(std::is_same_v<One, A> || ...) constexpr any_attachment(One one) : held_(std::move(one)) {}

    constexpr bool has_value() const noexcept { return held_.has_value(); }
    /// The attachment if it is of this class, else a null pointer.
    template <class One> constexpr const One* get_if() const noexcept { return held_.template get_if<One>(); }
    template <class One> constexpr One* get_if() noexcept { return held_.template get_if<One>(); }
    /// Calls f with what is held, if anything.
    template <class F> constexpr void visit(F&& f) const { held_.visit(f); }

    friend constexpr bool operator==(const any_attachment&, const any_attachment&) = default;

  protected:
    template <class One, class Policy>
    constexpr bool read_as(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        One one{};
        if constexpr (Policy::is_input) {
            value rest = value::map();  // everything but the class is a parameter
            for (const value::member& m : v.members())
                if (m.key.chars() != "class") rest.append(m.key, m.val);
            nimpush::detail::read_into<Policy>(rest, one, here, faults);
        } else if constexpr (requires { one.data; }) {
            if (auto map = free_map::from(v))
                one.data = *std::move(map);
            else
                faults.wrong_type(here, v, "a map with text keys");
        } else {
            nimpush::detail::read_into<Policy>(v, one, here, faults);
        }
        held_ = one_of<A...>(std::move(one));
        return true;
    }
    template <class Policy, class Match>
    constexpr bool read_matching(Match&& match, const value& v, const nimpush::detail::place& here,
                                 nimpush::detail::fault_list& faults) {
        return ((match.template operator()<A>() && read_as<A, Policy>(v, here, faults)) || ...);
    }
    template <class Policy>
    constexpr void read_class(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        const value* name = v.find("class");
        if (name == nullptr || !name->is(value::kind::string))
            return faults.add(here.at("class"), errc::missing, "missing: the class says which attachment it is");
        const auto match = [&]<class One>() {
            return !requires { One::comes_in_only; }
            &&One::class_name == name->chars();
        };
        if (!read_matching<Policy>(match, v, here, faults))
            faults.add(here.at("class"), errc::bad_enumerator, "there is no such attachment class");
    }
};

}  // namespace detail

}  // namespace plugin
}  // namespace nimpush::v1
