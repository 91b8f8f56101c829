#pragma once

// A push whose every part is a literal: checked while compiling, headers and body in read-only data.
//
//     constexpr auto& push = apns::static_push<[] {
//         return apns::request{.bundle_id = "com.example.acme", .payload = {.alert = {.body = "hello"}}};
//     }>;
//
// What Apple would refuse does not compile; the compiler prints a name that says which rule it was.

#include <array>
#include <cstddef>
#include <string_view>

#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// Headers and body of a push, without the token.
template <std::size_t Size> struct rendered_push {
    header_list headers{};
    std::array<char, Size> body{};
    push_type type = push_type::alert;
    natural badge{};
    detail::badge_place place{};
};

namespace detail {

inline void this_push_type_does_not_take_this_priority() {}
inline void this_push_type_does_not_take_this_authentication() {}
inline void the_topic_or_bundle_id_does_not_fit_the_push_type() {}
inline void the_payload_is_larger_than_its_push_type_allows() {}
inline void the_payload_breaks_a_rule_of_its_push_type() {}
inline void the_request_breaks_a_rule_of_apns() {}

constexpr void refuse_while_compiling(const error& e) {
    if (e.code == errc{}) return;  // g++ wants one way through a constexpr function that is constant
    const std::string_view path = e.path.view();
    if (path == "priority")
        this_push_type_does_not_take_this_priority();
    else if (path == "authentication")
        this_push_type_does_not_take_this_authentication();
    else if (path == "topic" || path == "bundle_id")
        the_topic_or_bundle_id_does_not_fit_the_push_type();
    else if (path == "payload" && e.code == errc::too_long)
        the_payload_is_larger_than_its_push_type_allows();
    else if (path.starts_with("payload"))
        the_payload_breaks_a_rule_of_its_push_type();
    else
        the_request_breaks_a_rule_of_apns();
}

template <auto Make> consteval auto render_push() {
    for (const problem& one : check_without_token(Make()))
        if (one.how == degree::error) refuse_while_compiling(one.what);
    constexpr auto body = nimpush::render<[] { return Make().payload; }>();
    return rendered_push<body.size()>{headers(Make()), body, Make().type, Make().payload.badge,
                                      badge_place_of(Make().payload, body.size() + longest_int64)};
}

}  // namespace detail

/// The push that Make() describes; its token is not looked at.
template <auto Make> inline constexpr auto static_push = detail::render_push<Make>();

/// The same as a campaign, whose body is in the binary and is not copied: `apns::prepare<[] { return request{…}; }>()`.
template <auto Make> [[nodiscard]] constexpr campaign prepare() {
    constexpr auto& push = static_push<Make>;
    return campaign(push.headers, text(nimpush::detail::lasting{}, {push.body.data(), push.body.size()}),
                    rules_of(push.type).payload_limit, push.badge, push.place);
}

}  // namespace apns
}  // namespace nimpush::v1
