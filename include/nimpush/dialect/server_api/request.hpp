#pragma once

// What a call of NIM's server API is, and how it becomes an HTTP request: method, path, headers, body.
//
// v1 is a form sent to `/NAME.action`, v2 JSON at a path with parameters in it; both carry the same four
// headers. The hash comes from the caller, the clock and the nonce too, and nothing is sent. The facts are
// those of the vendor's Java SDK 1.2.0, run against a recorder.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/array.hpp>
#include <nimpush/core/check.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/server_api/values.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/wire/form.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {

/// NIM's server REST API.
namespace server_api {

enum class api : std::uint8_t { v1, v2 };
enum class method : std::uint8_t { post, get, patch, del };
/// How v1 spells the push keys of sendMsg and sendBatchMsg. The documents say `pushcontent` and
/// `forcepushlist`, both SDKs send `pushContent` and `forcePushList`. Which of them the server needs, or
/// whether it looks at case at all, is unverified.
enum class keys : std::uint8_t { documented, sdk };

/// Where the server is: the default of a region, then those to fall back to. A call's path follows, on v2 too.
inline constexpr std::string_view china_addresses[] = {
    "https://api-cn.yunxinapi.com/nimserver", "https://api-cn-bak.yunxinapi.com/nimserver",
    "https://api-cn-01.yunxinapi.com/nimserver", "https://api-cn-02.yunxinapi.com/nimserver",
    "https://api-cn-03.yunxinapi.com/nimserver"};
inline constexpr std::string_view singapore_addresses[] = {
    "https://api-sg.yunxinapi.com/nimserver", "https://api-sg-bak.yunxinapi.com/nimserver",
    "https://api-sg-01.yunxinapi.com/nimserver", "https://api-sg-02.yunxinapi.com/nimserver",
    "https://api-sg-03.yunxinapi.com/nimserver"};
/// Of the older documents.
inline constexpr std::string_view older_address = "https://api.netease.im/nimserver";

/// Whether both SDKs send a request again after this HTTP status: once, to the next address.
constexpr bool is_sent_again_after(int http_status) noexcept { return http_status == 502; }

/// What a call has as `described_by`: its parameters, its name, the type of the answer's data and, on v2,
/// where it goes. On v1 the path follows from the name.
template <class List, schema::fixed_string Name, class Data, method Verb = method::post, schema::fixed_string Path = "">
struct call_of : List {
    static constexpr std::string_view name = Name.view(), path = Path.view();
    static constexpr auto verb = Verb;
    static constexpr auto version = path.empty() ? api::v1 : api::v2;
    using data = Data;
};
template <schema::fixed_string Name, class Data, class... Fields>
using v1_call = call_of<field_list<Fields...>, Name, Data>;
template <schema::fixed_string Name, method Verb, schema::fixed_string Path, class Data, class... Fields>
using v2_call = call_of<field_list<Fields...>, Name, Data, Verb, Path>;

/// An aggregate of the parameters of one call.
template <class C>
concept call = schema::described<C> && requires {
    C::described_by::version;
};

namespace detail {

/// Nothing that ends a header or a line of a log.
struct one_line {
    static constexpr std::size_t fault(std::string_view s) noexcept {
        for (std::size_t i = 0, n = 0; i < s.size(); i += n) {
            n = nimpush::detail::sequence_length(s, i);
            if (n == 0 || nimpush::detail::breaks_line(s, i, n)) return i;
        }
        return npos;
    }
    static constexpr void demand(std::string_view s) {
        if (fault(s) != npos) nimpush::detail::text_has_a_character_outside_its_class();
    }
    static constexpr maybe<nimpush::error> test(std::string_view s) {
        if (fault(s) == npos) return {};
        return nimpush::error{errc::bad_character, {}, "a control character, which no header may hold", fault(s)};
    }
};

/// Told and not refused: the server alone decides.
struct whole_seconds {
    template <class T, class Text>
    static constexpr void at(const T&, const Text& time, const place& here, fault_list& faults) {
        if (!time.has_value()) return;
        constexpr std::int64_t of_2001 = 1'000'000'000, surely_milliseconds = 100'000'000'000;
        const auto seconds = read_natural(time.view());
        const std::string_view why = !seconds ? "no count of whole seconds since 1970"
                                     : *seconds >= surely_milliseconds
                                         ? "milliseconds, must be whole seconds since 1970"
                                     : *seconds < of_2001 ? "a time long ago, must be whole seconds since 1970"
                                                          : "";
        if (!why.empty())
            faults.add(here, nimpush::error{errc::out_of_range, {}, join(why, ": signed as it is; NIM answers 414")},
                       degree::warning);
    }
};

}  // namespace detail

/// What a header may hold, of at most Limit characters, without blanks at the ends, which HTTP would drop.
template <std::size_t Limit>
using header_text =
    basic_text<schema::all_of<detail::one_line, schema::at_most<Limit, schema::characters>, schema::trimmed>>;

/// Hashes bytes with SHA-1: twenty bytes, or a result that has them.
template <class H>
concept sha1 = requires(H& hash, std::string_view bytes) {
    { hash(bytes) } -> std::convertible_to<result<std::array<std::uint8_t, 20>>>;
};

/// The app's secret. It can make checksums and nothing else: it has no text, no comparison, no JSON.
class app_secret {
    text held_{};

  public:
    constexpr app_secret() = default;
    constexpr explicit app_secret(std::string_view secret) : held_(nimpush::detail::unchecked{}, secret) {}
    constexpr bool has_value() const noexcept { return !held_.empty(); }

    /// Lower-case digits of SHA-1 over secret, nonce and time, with nothing between. The hash's error, if it has one.
    template <sha1 H> result<text> checksum(std::string_view nonce, std::string_view cur_time, H&& hash) const {
        const result<std::array<std::uint8_t, 20>> bytes = hash(detail::join(held_.view(), nonce, cur_time).view());
        if (!bytes) return unexpected(bytes.error());
        char digits[40];
        write_hex(*bytes, digits);
        return text(nimpush::detail::unchecked{}, nimpush::detail::chars_at(digits, 40));
    }
};

/// Who calls: the app of the console.
struct credentials {
    header_text<limits::header_app_key> app_key{};
    app_secret secret{};

    using described_by = field_list<must<"app_key", &credentials::app_key>>;
};

/// Two calls, or parts of them, are the same where all their parameters are. Credentials cannot be compared.
template <schema::described T>
requires(!std::is_same_v<T, credentials>) constexpr bool operator==(const T& a, const T& b) {
    return nimpush::detail::same_members(a, b);
}

/// One request's own: a nonce that was never used, and the seconds (not milliseconds) since 1970. The server
/// takes them for 5 minutes, and answers 414 later.
struct stamp {
    header_text<limits::header_nonce> nonce{};
    header_text<limits::header_time> time{};

    static constexpr stamp at(header_text<limits::header_nonce> nonce, std::int64_t seconds) {
        return {std::move(nonce), *header_text<limits::header_time>::from(detail::number_text(seconds).view())};
    }
    using described_by =
        field_list<must<"nonce", &stamp::nonce>, must<"time", &stamp::time, schema::checked_by<detail::whole_seconds>>>;
};

/// An HTTP request, to be sent to one of the addresses with the path behind it. Its text as JSON is what
/// `nimpush server request` prints.
struct request {
    server_api::method method = method::post;
    text path{};         // escaped, with the query
    free_map headers{};  // texts
    text body{};

    using described_by = field_list<field<"method", &request::method>, field<"path", &request::path>,
                                    field<"headers", &request::headers>, field<"body", &request::body>>;
};

}  // namespace server_api

template <> struct names<server_api::api> { static constexpr std::string_view list[] = {"v1", "v2"}; };
template <> struct names<server_api::method> {
    static constexpr std::string_view list[] = {"POST", "GET", "PATCH", "DELETE"};
};
template <> struct names<server_api::keys> { static constexpr std::string_view list[] = {"documented", "sdk"}; };

namespace server_api {
namespace detail {

/// A parameter as one text, for a form, a path or a query.
template <class M> result<std::string> chars_of(const M& m) {
    if constexpr (nimpush::detail::is_text<M>)
        return std::string(m.view());
    else if constexpr (requires { m.chars(); })
        return m.chars();
    else
        return json::to_string(m);  // true, 12, ["a"]
}

/// Calls f(field, text) for each parameter that is there, those in the path or the others; the first fault.
template <bool InPath, class C, class F> maybe<nimpush::error> each_parameter(const C& one, F&& f) {
    maybe<nimpush::error> bad;
    fields<C>::each([&]<class P>(P parameter) {
        if constexpr (P::template has<schema::api_only> == InPath) {
            if (bad || nimpush::detail::is_null(&one->*P::member)) return;
            const auto chars = chars_of(&one->*P::member);
            chars ? f(parameter, *chars) : void(bad = chars.error());
        }
    });
    return bad;
}

template <class C> constexpr decltype(auto) prepared(const C& one) {
    if constexpr (requires { one.prepared(); })
        return one.prepared();
    else
        return (one);
}

/// Path with query, and body: what needs no secret.
template <class C>
maybe<nimpush::error> write_request(const C& given, keys spelt, std::string& path, std::string& body) {
    decltype(auto) one = prepared(given);
    using d = typename C::described_by;
    const auto put = [&](auto parameter, std::string_view chars, std::string& to) {
        form::append(spelt == keys::sdk ? parameter.key.view() : parameter.name.view(), chars, to);
    };
    if constexpr (d::version == api::v1) {
        path.append("/").append(d::name).append(".action");
        return each_parameter<false>(one,
                                     [&](auto parameter, const std::string& chars) { put(parameter, chars, body); });
    } else {
        path = d::path;
        auto bad = each_parameter<true>(one, [&](auto parameter, const std::string& chars) {
            std::string escaped;
            form::append_escaped(chars, escaped, form::place::path);
            const std::size_t at = path.find(join("{", parameter.name.view(), "}").view());
            if (at != npos) path.replace(at, parameter.name.view().size() + 2, escaped);
        });
        if (bad) return bad;
        if constexpr (d::verb == method::post || d::verb == method::patch) {
            bool has_body = false;  // where all stands in the path there is none
            fields<C>::each([&]<class P>(P) { has_body = has_body || !P::template has<schema::api_only>; });
            const auto written = has_body ? json::append(one, body) : result<std::size_t>(std::size_t{0});
            return written ? std::nullopt : maybe(written.error());
        }
        std::string query;  // without empty texts, as the Java SDK has it
        bad = each_parameter<false>(one, [&](auto parameter, const std::string& chars) {
            if (!chars.empty()) put(parameter, chars, query);
        });
        if (!query.empty()) path.append("?").append(query);
        return bad;
    }
}

template <class T> maybe<nimpush::error> first_error(const T& x) {
    for (const problem& one : check<schema::spelling::api>(x))
        if (one.how == degree::error) return one.what;
    return {};
}

}  // namespace detail

namespace detail {

/// A map by the names of the parameters, where it may have the keys that the vendor's SDKs send. What has both stays.
template <class C> value by_name(const value& given) {
    if (!given.is(value::kind::map)) return given;
    struct spelling {
        std::string_view key, name;
    };
    std::vector<spelling> renamed;  // looked up once, however often a key comes
    fields<C>::each([&]<class P>(P) {
        if (P::key.view() != P::name.view() && given.find(P::name.view()) == nullptr)
            renamed.push_back({P::key.view(), P::name.view()});
    });
    value made = value::map();
    for (const value::member& one : given.members()) {
        std::string_view name;
        for (const spelling& known : renamed)
            if (known.key == one.key.chars()) name = known.name;
        made.append(name.empty() ? one.key : value::string(nimpush::detail::unchecked{}, name), one.val);
    }
    return made;
}

}  // namespace detail

/// Reads the parameters of a call by their documented names or those of the vendor's SDKs (`pushContent`,
/// `forcePushList`); every fault comes back, with its path.
template <call C> [[nodiscard]] parsed<C> read_call(const value& given) {
    return read_parameters<C>(detail::by_name<C>(given));
}

/// The request of a call, signed. Fails with the first thing that the server would refuse (check() tells
/// all of them) or that is missing of `app_key`, `app_secret`, `nonce` and `time`.
template <call C, sha1 H>
result<request> make_request(const C& one, const credentials& who, const stamp& when, H&& hash,
                             keys spelt = keys::documented) {
    if (auto bad = detail::first_error(one)) return unexpected(*std::move(bad));
    if (auto bad = detail::first_error(who)) return unexpected(*std::move(bad));
    if (auto bad = detail::first_error(when)) return unexpected(*std::move(bad));
    if (!who.secret.has_value())
        return unexpected(nimpush::error{errc::missing, "app_secret", "missing: nothing can be signed without it"});
    auto checksum = who.secret.checksum(when.nonce.view(), when.time.view(), hash);
    if (!checksum) return unexpected(checksum.error());
    std::string path, body;
    if (auto bad = detail::write_request(one, spelt, path, body)) return unexpected(*std::move(bad));
    request made{
        C::described_by::verb,
        text(nimpush::detail::unchecked{}, path),
        {{"AppKey", who.app_key}, {"Nonce", when.nonce}, {"CurTime", when.time}, {"CheckSum", *std::move(checksum)}},
        text(nimpush::detail::unchecked{}, body)};
    if (!body.empty())
        made.headers.set("Content-Type", C::described_by::version == api::v1
                                             ? value("application/x-www-form-urlencoded;charset=UTF-8")
                                             : value("application/json;charset=UTF-8"));
    return made;
}

}  // namespace server_api
}  // namespace nimpush::v1
