#pragma once

// How long the files of each storage scene live.

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/storage_scene.hpp>

namespace nimpush::inline v1::plugin {

namespace detail {

inline void more_than_10_custom_storage_scenes() {}
static_assert(limits::custom_storage_scenes == 10, "the name above says how many");
inline void storage_scene_has_a_negative_number_of_days() {}

}  // namespace detail

/// A scene and its days; 0 days are for ever (NIMNosScenes.expireTimeNever).
struct nos_scene {
    text name{};
    std::int64_t days = 0;

    friend constexpr bool operator==(const nos_scene&, const nos_scene&) = default;
};

namespace detail {

struct literal_scene {
    std::string_view name;
    std::int64_t days;
};

constexpr text too_few_days(std::int64_t days) {
    return nimpush::detail::join(nimpush::detail::number_text(days).view(), " days, at least ",
                                 nimpush::detail::number_text(limits::least_storage_days).view());
}
constexpr text too_many_scenes() {
    return nimpush::detail::join("more than ", nimpush::detail::count_text(limits::custom_storage_scenes),
                                 " scenes beside the four of the SDK");
}

}  // namespace detail

/// Storage scenes with their days (`nosSceneConfig`): the four of the SDK and as many custom ones
/// as limits::custom_storage_scenes says. Null by default. A literal list is checked while compiling.
class nos_scenes {
  public:
    static constexpr std::size_t most_custom = limits::custom_storage_scenes;
    static constexpr std::string_view built_in[] = {storage_scene::profile, storage_scene::im, "systemNosScene",
                                                    "securityPrefix"};

    constexpr nos_scenes() noexcept = default;
    constexpr nos_scenes(std::nullptr_t) noexcept {}
    // g++ 12 takes no consteval initializer_list of a type with a destructor, hence literal_scene.
    consteval nos_scenes(std::initializer_list<detail::literal_scene> list) {
        has_value_ = true;
        for (const detail::literal_scene& one : list) {
            any_text::demand(one.name);
            if (one.days < limits::least_storage_days) detail::storage_scene_has_a_negative_number_of_days();
            nos_scene scene;
            scene.name = text(nimpush::detail::literal_tag{}, one.name);
            scene.days = one.days;
            if (!set(scene)) detail::more_than_10_custom_storage_scenes();
        }
    }
    /// out_of_range for negative days (the path is the scene's name), too_many for an eleventh custom
    /// scene. Of a scene that stands twice the last counts.
    static constexpr result<nos_scenes> from(span<const nos_scene> list) {
        nos_scenes made;
        made.has_value_ = true;
        for (const nos_scene& one : list) {
            if (one.days < limits::least_storage_days)
                return unexpected(error{errc::out_of_range, nimpush::detail::printable(one.name.view()),
                                        detail::too_few_days(one.days)});
            if (!made.set(one)) return nimpush::detail::fail(errc::too_many, detail::too_many_scenes());
        }
        return made;
    }

    constexpr bool has_value() const noexcept { return has_value_; }
    constexpr span<const nos_scene> scenes() const noexcept { return {scenes_.data(), size_}; }

    template <class Out> constexpr void emit_to(Out& out) const {
        if (!has_value_) return out.null();
        auto mark = out.begin_map(size_);
        for (const nos_scene& one : scenes()) {
            out.key(one.name.view());
            out.integer(one.days);
        }
        out.end_map(mark);
    }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        if (!v.is(value::kind::map)) return faults.wrong_type(here, v, "a map from scene to days");
        *this = nos_scenes();
        has_value_ = true;
        for (const value::member& one : v.members()) {
            const auto there = here.at(one.key.chars());
            if (!one.val.is(value::kind::int64)) {
                faults.wrong_type(there, one.val, "a whole number of days");
            } else if (*one.val.as_int() < limits::least_storage_days && Policy::is_input) {
                faults.add(there, errc::out_of_range, detail::too_few_days(*one.val.as_int()));
            } else if (!set({text(nimpush::detail::unchecked{}, one.key.chars()), *one.val.as_int()})) {
                return faults.add(here, errc::too_many, detail::too_many_scenes());
            }
        }
    }

    constexpr void add_faults(const nimpush::detail::place& here, nimpush::detail::fault_list& faults) const {
        for (const nos_scene& one : scenes())
            if (one.days < limits::least_storage_days)
                faults.add(here.at(one.name.view()), errc::out_of_range, detail::too_few_days(one.days));
    }

    /// Not defaulted: g++ 12 calls the empty rooms behind the scenes uninitialised while compiling.
    friend constexpr bool operator==(const nos_scenes& a, const nos_scenes& b) noexcept {
        if (a.has_value_ != b.has_value_ || a.size_ != b.size_) return false;
        for (std::size_t i = 0; i < a.size_; ++i)
            if (!(a.scenes_[i] == b.scenes_[i])) return false;
        return true;
    }

  private:
    std::array<nos_scene, most_custom + std::size(built_in)> scenes_{};
    std::size_t size_ = 0;
    bool has_value_ = false;

    static constexpr bool is_built_in(std::string_view scene) noexcept {
        for (const std::string_view one : built_in)
            if (one == scene) return true;
        return false;
    }
    constexpr bool set(const nos_scene& one) {
        std::size_t custom = 0;
        for (std::size_t i = 0; i < size_; ++i) {
            if (scenes_[i].name == one.name) {
                scenes_[i].days = one.days;
                return true;
            }
            custom += !is_built_in(scenes_[i].name.view());
        }
        if (custom == most_custom && !is_built_in(one.name.view())) return false;
        scenes_[size_++] = one;
        return true;
    }
};

}  // namespace nimpush::v1::plugin
