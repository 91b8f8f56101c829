#pragma once

// What a provider token says: for servers and tests that verify it, for support, and for a cache that takes one
// up again.
//
// Sources: [JWT] "Establishing a token-based connection to APNs"; RFC 7515, 7518, 7519. Read leniently where
// clients that Apple answers go beside the RFCs: a signature in DER (pushy, a2, Apple's recipe for openssl),
// base64 with padding (a2), an iat with a fraction (PyAPNs2), members that nobody needs (typ). No error quotes
// anything of the token.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/signature.hpp>
#include <nimpush/core/ascii.hpp>
#include <nimpush/core/base64.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json_reader.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// What team ids and key ids are made of.
struct letters_and_digits {
    static constexpr std::string_view name = "letters and digits";
    static constexpr bool has(char c) noexcept { return schema::digits::has(c) || nimpush::detail::is_letter(c); }
};
using ten_characters = schema::all_of<schema::exactly<10, schema::characters>, schema::only<letters_and_digits>>;
/// The team that the key belongs to (`iss`): 10 characters.
using team_id = basic_text<ten_characters>;
/// The signing key (`kid`): 10 characters.
using key_id = basic_text<ten_characters>;

/// Seconds between two tokens of a key, and those that one is good for [JWT].
inline constexpr std::int64_t shortest_renewal = 1200;  // sooner: 429 TooManyProviderTokenUpdates
inline constexpr std::int64_t longest_use = 3600;       // longer: 403 ExpiredProviderToken

/// What read_provider_token() found. Nothing of it has been verified, and it is as secret as the token.
struct provider_token_parts {
    team_id team{};                    // iss
    key_id key{};                      // kid
    std::int64_t issued_at = 0;        // iat, seconds since 1970; a fraction is cut off
    std::string_view jwt{};            // without the scheme; a view of the text that was read
    std::string_view signing_input{};  // header.claims, what was signed; likewise
    apns::signature signature{};
    bool is_der = false;     // the signature came in DER, which RFC 7518 does not have
    bool is_padded = false;  // a part came with padding or in the alphabet of plain base64, which RFC 7515 has not
};

/// The longest text that read_provider_token() looks at. Ours: the usual ones have some 200 bytes, and a list of
/// headers that APNs takes has 8,000.
inline constexpr std::size_t longest_readable_token = 4096;

namespace detail {

inline constexpr std::string_view token_scheme = "bearer ";

/// The token of a header's value, or of a text that is the token alone.
constexpr std::string_view without_scheme(std::string_view authorization) noexcept {
    const std::string_view scheme = authorization.substr(0, token_scheme.size());
    return nimpush::detail::same_but_for_case(scheme, token_scheme) ? authorization.substr(scheme.size())
                                                                    : authorization;
}

constexpr auto token_fault(errc code, text path, text what, std::size_t offset = npos) {
    return unexpected(nimpush::error{code, std::move(path), std::move(what), offset});
}

/// The bytes of one part.
struct token_part {
    std::array<std::uint8_t, longest_readable_token / 4 * 3> bytes{};
    std::size_t size = 0;

    constexpr span<const std::uint8_t> view() const noexcept { return {bytes.data(), size}; }
};
/// `at` is where the part stands in what was given.
constexpr result<void> read_part(std::string_view part, text path, std::size_t at, token_part& to) {
    if (const std::size_t fault = base64_fault(part); fault != npos)
        return token_fault(errc::not_base64, std::move(path), "no base64url", at + fault);
    to.size = base64_decoded_size(part);
    read_base64(part, to.bytes.data());
    return {};
}
constexpr bool is_base64url(std::string_view part) noexcept {
    for (const char c : part)
        if (c == '=' || c == '+' || c == '/') return false;
    return true;
}

/// A part that is a JSON object. A key that stands twice is a fault, as RFC 7519, 4 allows: two readers could
/// understand two things. Numbers of any size pass, since most members are nobody's business here.
constexpr result<value> read_json_part(std::string_view part, const text& path, std::size_t at) {
    token_part decoded;
    if (const auto read = read_part(part, path, at, decoded); !read) return unexpected(read.error());
    std::array<char, longest_readable_token / 4 * 3> chars{};
    for (std::size_t i = 0; i < decoded.size; ++i) chars[i] = static_cast<char>(decoded.bytes[i]);
    auto json = nimpush::json::read({chars.data(), decoded.size}, {.integers = nimpush::json::integers::any});
    if (!json) return token_fault(json.error().code, path, "no JSON object that can be read");
    if (!json->is(value::kind::map)) return token_fault(errc::wrong_type, path, "no JSON object");
    return json;
}

constexpr result<key_id> read_id(const value& object, std::string_view name, text path) {
    const value* const held = object.find(name);
    if (held == nullptr) return token_fault(errc::missing, std::move(path), "missing: ten letters and digits");
    if (!held->is(value::kind::string))
        return token_fault(errc::wrong_type, std::move(path), "no text: ten letters and digits");
    auto made = key_id::from(held->chars());
    if (!made) return token_fault(made.error().code, std::move(path), made.error().detail);
    return made;
}

constexpr result<std::int64_t> read_time(const value& claims) {
    const value* const held = claims.find("iat");
    if (held == nullptr) return token_fault(errc::missing, "iat", "missing: seconds since 1970");
    if (held->is(value::kind::string))
        return token_fault(errc::wrong_type, "iat",
                           "a text: it has to be a number of seconds since 1970 (Apple's printed sample has a text, "
                           "and in milliseconds: it is not to be imitated)");
    const auto number = held->as_double();
    if (!number) return token_fault(errc::wrong_type, "iat", "no number: seconds since 1970");
    if (*number >= static_cast<double>(surely_milliseconds))
        return token_fault(errc::out_of_range, "iat",
                           "too large for seconds since 1970, milliseconds perhaps (as in Apple's printed sample)");
    if (!(*number >= 0)) return token_fault(errc::out_of_range, "iat", "before 1970: seconds since then");
    return static_cast<std::int64_t>(*number);  // exact below surely_milliseconds
}

/// 64 bytes are always r and s: that they were DER as well happens once in 2^40 and more tokens.
constexpr result<signature> read_signature(std::string_view part, std::size_t at, bool& is_der) {
    token_part decoded;
    if (const auto read = read_part(part, "signature", at, decoded); !read) return unexpected(read.error());
    signature made{};
    is_der = decoded.size != made.size();
    if (!is_der) {
        for (std::size_t i = 0; i < made.size(); ++i) made[i] = decoded.bytes[i];
        return made;
    }
    auto from_der = signature_from_der(decoded.view());
    if (from_der) return from_der;
    return token_fault(
        from_der.error().code, "signature",
        nimpush::detail::join("neither r and s of 32 bytes each nor DER: ", from_der.error().detail.view()));
}

}  // namespace detail

/// Reads the value of a header `authorization` (`bearer` in any case and one blank), or the token alone.
///
/// The views of what is given back are of `authorization`, which must outlive them. It says what stands there:
/// whether the signature is the key's, and the time still good, is for the caller. An error has the member's name
/// as its path (`alg`, `kid`, `iss`, `iat`, `signature`; `header` and `claims` for a whole part), and an
/// offset into `authorization` where a character is at fault. A missing `alg`, as in Apple's printed sample, is
/// refused: RFC 7515, 4.1.1 demands it.
[[nodiscard]] constexpr result<provider_token_parts> read_provider_token(std::string_view authorization) {
    if (authorization.size() > longest_readable_token)
        return nimpush::detail::fail(errc::too_long, "longer than any provider token");
    provider_token_parts made;
    made.jwt = detail::without_scheme(authorization);
    const std::size_t begin = authorization.size() - made.jwt.size();
    std::array<std::size_t, 4> starts{};  // of the parts, each one behind a dot
    std::size_t parts = 1;
    for (std::size_t i = 0; i < made.jwt.size(); ++i) {
        if (made.jwt[i] != '.') continue;
        if (parts == 3) return nimpush::detail::fail(errc::trailing_bytes, "more than three parts", begin + i);
        starts[parts++] = i + 1;
    }
    if (parts != 3)
        return nimpush::detail::fail(errc::truncated, "no JWT, which is three parts with dots between",
                                     authorization.size());
    const std::string_view header_part = made.jwt.substr(0, starts[1] - 1);
    const std::string_view claims_part = made.jwt.substr(starts[1], starts[2] - 1 - starts[1]);
    const std::string_view signature_part = made.jwt.substr(starts[2]);
    made.signing_input = made.jwt.substr(0, starts[2] - 1);
    made.is_padded = !(detail::is_base64url(made.signing_input) && detail::is_base64url(signature_part));

    const auto header = detail::read_json_part(header_part, "header", begin);
    if (!header) return unexpected(header.error());
    const value* const alg = header->find("alg");
    if (alg == nullptr) return detail::token_fault(errc::missing, "alg", "missing: ES256");
    if (alg->as_text() != "ES256")
        return detail::token_fault(errc::bad_enumerator, "alg", "another one than ES256, which alone APNs takes");
    auto key = detail::read_id(*header, "kid", "kid");
    if (!key) return unexpected(key.error());
    made.key = *std::move(key);

    const auto claims = detail::read_json_part(claims_part, "claims", begin + starts[1]);
    if (!claims) return unexpected(claims.error());
    auto team = detail::read_id(*claims, "iss", "iss");
    if (!team) return unexpected(team.error());
    made.team = *std::move(team);
    const auto issued_at = detail::read_time(*claims);
    if (!issued_at) return unexpected(issued_at.error());
    made.issued_at = *issued_at;

    const auto read = detail::read_signature(signature_part, begin + starts[2], made.is_der);
    if (!read) return unexpected(read.error());
    made.signature = *read;
    return made;
}

}  // namespace apns
}  // namespace nimpush::v1
