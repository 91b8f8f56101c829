#pragma once

// What NIM's server API answers: a code, a sentence, and data that is typed where the SDKs type it.
//
// Everything comes with HTTP status 200; another status, or a body that is no JSON object, is no answer but
// an error. Ids are 64 bits wide and exact. Unknown keys pass, and what is odd about the data never hides the code:
// who takes a success for a failure sends twice.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/ascii.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/unsigned_value.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/server_api/request.hpp>
#include <nimpush/dialect/server_api/values.hpp>
#include <nimpush/model/result_code.hpp>
#include <nimpush/wire/json_reader.hpp>
#include <nimpush/wire/json_writer.hpp>

namespace nimpush::inline v1 {
namespace server_api {

namespace detail {

/// A text, or a whole number as its digits: accounts that look like numbers come as either. Null for anything else.
constexpr text text_in(const value& v) {
    if (v.is(value::kind::string)) return text(nimpush::detail::unchecked{}, v.chars());
    if (v.is(value::kind::int64)) return number_text(*v.as_int());
    const auto large = nimpush::detail::as_unsigned(v);
    return large ? text(nimpush::detail::unchecked{}, count_text(*large)) : text();
}

}  // namespace detail

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

/// A nullable list of texts, or a text that holds one: `unregister` of the batch calls is the latter. A whole number in
/// it is its digits; an empty text is no list.
struct text_list {
    maybe<std::vector<text>> held{};

    constexpr bool has_value() const noexcept { return held.has_value(); }
    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, held); }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        if (!v.is(value::kind::string)) return read_list(v, here, faults);
        if (schema::trimmed::of(v.chars()).empty()) return static_cast<void>(held.emplace());
        const auto inner = json::read(v.chars(), {.integers = json::integers::any});
        if (inner) return read_list(*inner, here, faults);
        faults.add(here, errc::not_json,
                   detail::join("`", nimpush::detail::printable(v.chars(), 100).view(), "` is no list in JSON"));
    }
    friend constexpr bool operator==(const text_list&, const text_list&) = default;

  private:
    constexpr void read_list(const value& v, const detail::place& here, detail::fault_list& faults) {
        held.reset();
        if (v.is_null()) return;
        if (!v.is(value::kind::list)) return faults.wrong_type(here, v, "a list");
        held.emplace();
        for (std::size_t i = 0; i < v.size(); ++i) {
            if (auto item = detail::text_in(v.items()[i]); item.has_value())
                held->push_back(std::move(item));
            else
                faults.wrong_type(here.at(i), v.items()[i], "a text");
        }
    }
};

/// Ids of messages by account, from numbers or their digits; a map, or a text that holds one. An empty text and an empty
/// list, which PHP makes of an empty map, are an empty one.
struct id_map : free_map {
    using free_map::free_map;

    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, as_value()); }
    template <class Policy>
    constexpr void read_from(const value& v, const detail::place& here, detail::fault_list& faults) {
        if (!v.is(value::kind::string)) return read_map(v, here, faults);
        if (v.chars().empty()) return static_cast<void>(static_cast<free_map&>(*this) = free_map::empty_map());
        const auto inner = json::read(v.chars());
        inner ? read_map(*inner, here, faults) : faults.add(here, inner.error());
    }
    friend constexpr bool operator==(const id_map&, const id_map&) = default;

  private:
    constexpr void read_map(const value& v, const detail::place& here, detail::fault_list& faults) {
        if (v.is_null()) return;
        const bool is_none = v.is(value::kind::list) && v.size() == 0;
        if (!v.is(value::kind::map) && !is_none) return faults.wrong_type(here, v, "a map");
        free_map ids = free_map::empty_map();
        for (const value::member& one : v.members()) {
            const auto id = detail::whole_number(one.val);
            if (!id) faults.wrong_type(here.at(one.key.chars()), one.val, "a whole number");
            // A double that stands for several ids is none of them.
            const bool is_shown = id || !one.val.is(value::kind::float64);
            ids.set(text(nimpush::detail::unchecked{}, one.key.chars()), id         ? value(*id)
                                                                         : is_shown ? one.val
                                                                                    : value());
        }
        static_cast<free_map&>(*this) = std::move(ids);
    }
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
    id_map msgids{};
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

namespace detail {

/// Why a body is no answer of NIM's: empty, a page, compressed, or what the reader of JSON found.
constexpr nimpush::error no_answer(std::string_view body, nimpush::error why) {
    std::size_t first = 0;
    while (first < body.size() &&
           (schema::trimmed::is_blank(body[first]) || body[first] == '\r' || body[first] == '\n'))
        ++first;
    if (first == body.size())
        why.detail = "empty: NIM answers with a JSON object; nothing came, or the body was cut off";
    else if (body[first] == '<')
        why.detail =
            "a page of HTML or XML, no answer of NIM's: a proxy or another server answered; look at the address";
    else if (body.substr(0, 2) == "\x1F\x8B")
        why.detail = "compressed with gzip: ask for it plain, or unpack it (curl --compressed)";
    else
        why.detail = join("no JSON, which an answer is: ", why.detail.view());
    return why;
}

/// The code and the words of a body that came with another HTTP status; empty where there are none.
constexpr text said_beside(std::string_view body) {
    const auto whole = json::read(body);
    if (!whole || !whole->is(value::kind::map)) return "";
    const value* code = whole->find("code");
    const value* said = whole->find("desc") != nullptr ? whole->find("desc") : whole->find("msg");
    const text number = code == nullptr ? text() : text_in(*code);
    if (!number.has_value()) return "";
    return join("; the body says code ", nimpush::detail::printable(number.view(), 20).view(),
                said != nullptr && said->is(value::kind::string) ? ", " : "",
                said == nullptr ? "" : nimpush::detail::printable(said->chars(), 200).view());
}

}  // namespace detail

/// What a sentence of NIM's (`desc` on v1, `msg` on v2) is known to mean; empty where nobody knows it. The code alone
/// does not say it: 414 is a parameter, a checksum, a clock and an account that exists.
constexpr std::string_view meaning_of_desc(std::string_view desc) noexcept {
    struct known {
        std::string_view words, meaning;
    };
    // The first whose words are in it, blanks and case aside. Sources: docs/facts/server_api.md, Answers.
    constexpr known list[] = {
        {"curtime",
         "CurTime is not the time: it must be whole seconds of UTC since 1970, no milliseconds and no fraction, and at "
         "most 5 minutes from the server's clock. Set the clock of the machine that signs, and sign each request "
         "anew."},
        {"checksum",
         "CheckSum is wrong: it must be the lower-case hexadecimal SHA-1 of AppSecret + Nonce + CurTime, with nothing "
         "between, of the Nonce and CurTime that stand in the headers, with the secret of this AppKey."},
        {"alreadyregister",
         "The account exists already: use it, or change its token with user/update or user/refreshToken."},
        {"region",
         "Likely the app belongs to another region than this server (unverified): api-cn.yunxinapi.com is mainland "
         "China's, api-sg.yunxinapi.com Singapore's and overseas; the console says which is the app's."},
        {"appkey", "The header AppKey is missing, or no app of this server has it: compare it with the console's."},
        {"accidisempty",
         "An account that must be given is empty or did not arrive: v1 reads a form in UTF-8, no JSON."},
    };
    const auto has = [desc](std::string_view words) {
        for (std::size_t i = 0; i < desc.size(); ++i) {
            std::size_t n = 0;
            for (std::size_t at = i; at < desc.size() && n < words.size(); ++at) {
                if (nimpush::detail::is_separator(desc[at])) continue;
                if (nimpush::detail::lower(desc[at]) != words[n]) break;
                ++n;
            }
            if (n == words.size()) return true;
        }
        return false;
    };
    for (const known& one : list)
        if (has(one.words)) return one.meaning;
    return {};
}

/// The answer to one call: the code (0 where there was none), `desc` of v1 or `msg` of v2, and the data.
template <class T> struct answer {
    std::int64_t code = 0;
    text desc{};
    maybe<T> data{};
    /// What of a success could not be read, each with its path; it is left out of the data. The call succeeded all the
    /// same: it must not be sent again for it.
    std::vector<nimpush::error> odd{};

    constexpr bool ok() const noexcept { return code == 200; }
    /// What is known of the code; null pointer for a number that nobody knows.
    constexpr const result_code_facts* facts() const noexcept { return find_result_code(code); }
    /// What is known of the sentence; empty where nothing is.
    constexpr std::string_view meaning() const noexcept { return meaning_of_desc(desc.view()); }
};

/// Reads the answer to a call of type C.
///
/// Fails where the HTTP status is not 200 (refused), the body is no JSON object, or its code is no number. A code that
/// came as text counts. The Go SDK also looks for v2's data under `ret`. What failed on v1 has no data: `msg` of a
/// broadcast is then a sentence. Data of another shape is left out: of a failure without a word, of a success it stands
/// in `odd`.
template <call C>
constexpr result<answer<typename C::described_by::data>> read_answer(std::int64_t http_status, std::string_view body) {
    using data = typename C::described_by::data;
    constexpr bool is_v1 = C::described_by::version == api::v1;
    if (http_status != 200)
        return nimpush::detail::fail(
            errc::refused, detail::join("HTTP status ", detail::number_text(http_status).view(), ", must be 200",
                                        detail::said_beside(body).view()));
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    const auto whole = json::read(body, {.integers = json::integers::any});
    if (!whole) return unexpected(detail::no_answer(body, whole.error()));
    if (!whole->is(value::kind::map))
        return nimpush::detail::fail(errc::wrong_type, detail::join(nimpush::detail::kind_name(whole->type()),
                                                                    ": no object, which every answer is"));
    answer<data> made;
    const detail::place root;
    const auto find = [&](std::string_view key) {
        const value* found = key.empty() ? &*whole : whole->find(key);
        return found == nullptr || found->is_null() ? nullptr : found;
    };
    if (const value* found = find("code")) {
        id_number code;
        detail::fault_list faults;
        detail::read_into<reading::lenient>(*found, code, root.at("code"), faults);
        if (!faults.empty()) return unexpected(faults.all().front().what);
        made.code = code.value();
    }
    // A gateway in front of v2 writes `desc`. On v1 `msg` is a broadcast, and no sentence to the SDKs.
    const value* said = find(is_v1 ? "desc" : "msg");
    if (said == nullptr && !is_v1) said = find("desc");
    if (said != nullptr) {
        made.desc = detail::text_in(*said);
        if (const auto spelt = json::to_string(*said); !made.desc.has_value() && spelt)
            made.desc = text(nimpush::detail::unchecked{}, *spelt);
    }
    const auto read = [&](std::string_view key) {
        const value* found = find(key);
        if (found == nullptr) return false;
        detail::fault_list faults;
        const detail::place here = key.empty() ? root : root.at(key);
        const bool is_whole = !schema::described<data> || found->is(value::kind::map);
        if (is_whole)
            detail::read_into<reading::lenient>(*found, made.data.emplace(), here, faults);
        else
            faults.wrong_type(here, *found, "a map");
        if (!made.ok() && !faults.empty()) made.data.reset();
        if (made.ok())
            for (const problem& one : faults.all()) made.odd.push_back(one.what);
        return true;
    };
    if constexpr (requires { data::data_key; }) {
        if (made.ok()) (void)read(data::data_key);
    } else if (!is_v1 || made.ok()) {
        if (!read("data") && !is_v1) (void)read("ret");
    }
    return made;
}

}  // namespace server_api
}  // namespace nimpush::v1
