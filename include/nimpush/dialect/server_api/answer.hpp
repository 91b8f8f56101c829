#pragma once

// What NIM's server API answers: a code, a sentence, and data that is typed where the SDKs type it.
//
// Everything comes with HTTP status 200; another status, or a body that is no JSON object, is no answer but
// an error. Ids are 64 bits wide and exact. Unknown keys pass.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/server_api/request.hpp>
#include <nimpush/dialect/server_api/values.hpp>
#include <nimpush/model/result_code.hpp>
#include <nimpush/wire/json_reader.hpp>

namespace nimpush::inline v1 {
namespace server_api {

/// A nullable 64-bit number, from a number or from its digits.
struct id_number {
    number held{};

    constexpr bool has_value() const noexcept { return held.has_value(); }
    constexpr std::int64_t value() const noexcept { return held.value_or(0); }
    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, held); }
    template <class Policy>
    constexpr void read_from(const nimpush::value& v, const detail::place& here, detail::fault_list& faults) {
        held = detail::whole_number(v);
        if (!held) faults.wrong_type(here, v, "a whole number");
    }
    friend constexpr bool operator==(const id_number&, const id_number&) = default;
};

/// A nullable list of texts, or a text that holds one: `unregister` of the batch calls is the latter.
struct text_list {
    std::optional<std::vector<text>> held{};

    constexpr bool has_value() const noexcept { return held.has_value(); }
    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, held); }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        if (!v.is(value::kind::string)) return detail::read_into<Policy>(v, held, here, faults);
        const auto inner = json::read(v.chars());
        inner ? detail::read_into<Policy>(*inner, held, here, faults) : faults.add(here, inner.error());
    }
    friend constexpr bool operator==(const text_list&, const text_list&) = default;
};

// `data_key` tells where the data stands if not under `data`: under another key, or (empty) beside the code.

/// Of a message that was sent; `timetag` in milliseconds, `antispam`: the anti-spam check struck.
struct message_sent {
    id_number msgid{}, timetag{};
    flag antispam{};

    friend constexpr bool operator==(const message_sent&, const message_sent&) = default;
    using described_by = field_list<may<"msgid", &message_sent::msgid>, may<"timetag", &message_sent::timetag>,
                                    may<"antispam", &message_sent::antispam>>;
};
/// Of a batch: message ids by account, where they were asked for, and the accounts that do not exist.
struct batch_sent {
    id_number timetag{};
    free_map msgids{};
    text_list unregister{};

    static constexpr std::string_view data_key = {};
    friend constexpr bool operator==(const batch_sent&, const batch_sent&) = default;
    using described_by = field_list<may<"timetag", &batch_sent::timetag>, may<"msgids", &batch_sent::msgids>,
                                    may<"unregister", &batch_sent::unregister>>;
};
struct broadcast_sent {
    id_number broadcast_id{}, create_time{}, expire_time{};
    text from{}, body{};
    text_list target_os{};
    flag is_offline{};

    static constexpr std::string_view data_key = "msg";
    friend constexpr bool operator==(const broadcast_sent&, const broadcast_sent&) = default;
    using described_by =
        field_list<may<"broadcastId", &broadcast_sent::broadcast_id>, may<"from", &broadcast_sent::from>,
                   may<"body", &broadcast_sent::body>, may<"targetOs", &broadcast_sent::target_os>,
                   may<"isOffline", &broadcast_sent::is_offline>, may<"createTime", &broadcast_sent::create_time>,
                   may<"expireTime", &broadcast_sent::expire_time>>;
};
/// Of an account that was made, or whose token was.
struct account_token {
    text token{}, accid{}, name{};

    static constexpr std::string_view data_key = "info";
    friend constexpr bool operator==(const account_token&, const account_token&) = default;
    using described_by = field_list<may<"token", &account_token::token>, may<"accid", &account_token::accid>,
                                    may<"name", &account_token::name>>;
};

/// The answer to one call: the code (0 where there was none), `desc` of v1 or `msg` of v2, and the data.
template <class T> struct answer {
    std::int64_t code = 0;
    text desc{};
    std::optional<T> data{};

    constexpr bool ok() const noexcept { return code == 200; }
    /// What is known of the code; null pointer for a number that nobody knows.
    constexpr const result_code_facts* facts() const noexcept { return find_result_code(code); }
};

/// Reads the answer to a call of type C.
///
/// Fails where the HTTP status is not 200 (refused), the body is no JSON object, or a value has another type
/// than its key; the path tells which. A code that came as text counts. The Go SDK also looks for v2's data
/// under `ret`. What failed on v1 has no data: `msg` of a broadcast is then a sentence.
template <call C>
constexpr result<answer<typename C::described_by::data>> read_answer(std::int64_t http_status, std::string_view body) {
    using data = typename C::described_by::data;
    constexpr bool is_v1 = C::described_by::version == api::v1;
    if (http_status != 200)
        return nimpush::detail::fail(
            errc::refused, detail::join("HTTP status ", detail::number_text(http_status).view(), ", must be 200"));
    const auto whole = json::read(body);
    if (!whole) return unexpected(whole.error());
    if (!whole->is(value::kind::map))
        return nimpush::detail::fail(errc::wrong_type, "no object, which every answer is");
    answer<data> made;
    detail::fault_list faults;
    const detail::place root;
    const auto read = [&](std::string_view key, auto& to) {
        const value* found = key.empty() ? &*whole : whole->find(key);
        if (found == nullptr || found->is_null()) return false;
        detail::read_into<reading::lenient>(*found, to, key.empty() ? root : root.at(key), faults);
        return true;
    };
    id_number code;
    (void)read("code", code);
    made.code = code.value();
    (void)read(is_v1 ? "desc" : "msg", made.desc);
    if constexpr (requires { data::data_key; }) {
        if (made.ok()) (void)read(data::data_key, made.data);
    } else if (!is_v1 || made.ok()) {
        if (!read("data", made.data) && !is_v1) (void)read("ret", made.data);
    }
    if (!faults.empty()) return unexpected(faults.all().front().what);
    return made;
}

}  // namespace server_api
}  // namespace nimpush::v1
