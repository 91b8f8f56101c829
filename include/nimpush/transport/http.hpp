#pragma once

// What carries HTTP/2 requests, and what becomes of each: the concept of a transport that tells an answer from a request
// that nobody looked at, and both from one of which nobody knows.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/ascii.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>

namespace nimpush::inline v1 {
namespace http {

/// How HPACK should treat a header (RFC 7541, 6.2).
enum class hpack : std::uint8_t {
    never_index,  // literal without indexing: it changes with each request, or is a secret
    index_once,   // incremental the first time, afterwards without indexing
    always,       // incremental indexing
};

/// One header; the views live as long as what they come from.
struct header {
    std::string_view name;
    std::string_view value;
    hpack treatment = hpack::always;
};

/// Whether a header has this name; HTTP/2 spells it in lower case, some libraries do not.
constexpr bool is_named(const header& h, std::string_view name) noexcept {
    return nimpush::detail::same_but_for_case(h.name, name);
}

/// A request to the one server that a transport speaks to.
///
/// The body must live until the outcome is told; all else is read while submit() runs.
struct request {
    std::string_view method;
    std::string_view path;
    span<const header> headers{};
    std::string_view body{};
};

/// What became of a request.
enum class fate : std::uint8_t {
    answered,
    not_processed,  // the server has not looked at it: sent again, nobody gets it twice
    unsure,         // it may have been carried out: sent again, it may be carried out twice
};
schema::texts<"answered", "not_processed", "unsure"> enum_names(fate);

/// The end of one request. The views live while it is told.
struct outcome {
    std::uint64_t tag = 0;  // what submit() was given with it
    http::fate fate = fate::unsure;
    int status = 0;                // of an answer
    span<const header> headers{};  // likewise
    std::string_view body{};       // likewise
    std::string_view reason{};     // of none: what happened to the stream or the connection, for people
};

}  // namespace http

namespace detail {

struct any_outcome {
    void operator()(const http::outcome&) const {}
};

}  // namespace detail

/// Carries requests to one server over one HTTP/2 connection or several.
///
/// - `room()`: how many more requests it takes at this moment.
/// - `submit(request, tag)`: takes one; false, and nothing was taken, where there is no room or it cannot be sent.
/// - `poll(milliseconds, done)`: sends and receives what there is, waits so long at most where there is nothing, and calls
///   `done(outcome)` exactly once for each request that was taken. From within it submit() may be called, poll() not.
///
/// What it may have besides, used where it is there:
/// - `reopen()`: an answer says that another connection would do; no request is begun any more on those that are there.
/// - `problem()`: a text, why there is no connection; null or empty where there is one or none was tried.
/// - `wake()`: ends the wait of poll() at once, or that of the next. The one function that any thread may call.
/// - `wait(all, milliseconds)`, static: waits as poll() does, for the first of several (a span of pointers) that has
///   something to do. Their poll() is to follow.
///
/// It belongs to one thread at a time. It sends no request again by itself: whether one may be is told by its fate.
template <class T>
concept http_transport = requires(T& t, const http::request& r, std::uint64_t tag, int wait, detail::any_outcome done) {
    { t.room() } -> std::convertible_to<std::size_t>;
    { t.submit(r, tag) } -> std::same_as<bool>;
    {t.poll(wait, done)};
};

}  // namespace nimpush::v1
