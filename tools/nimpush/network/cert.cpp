// `nimpush cert`: what a certificate or key for pushes is, and what it may push.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/interop/openssl.hpp>
#include <nimpush/interop/openssl_certificate.hpp>

#include "../apns_input.hpp"
#include "../command.hpp"
#include "../output.hpp"
#include "key_files.hpp"

namespace nimpush_tool {

namespace {

namespace apns = nimpush::apns;
using nimpush::text;
using nimpush::value;

constexpr option key_option = {"--key", "FILE",
                               "the private key, where it is in another file: do they belong together?"};
constexpr option json_option = {"--json", "", "prints one line of JSON"};
constexpr option time_option = {now_option.name, now_option.value,
                                "the time to look at, in seconds since 1970; else the clock's"};

/// A certificate that has no more than this left is warned of.
constexpr std::int64_t day = 86'400, short_time = 30 * day;

/// `2026-11-30 22:12 UTC`.
std::string shown_time(std::int64_t seconds) {
    const auto whole = static_cast<std::time_t>(seconds);
    std::tm parts{};
    std::array<char, 64> room{};
    if (gmtime_r(&whole, &parts) == nullptr) return "?";
    return {room.data(), std::strftime(room.data(), room.size(), "%Y-%m-%d %H:%M UTC", &parts)};
}
std::string shown_span(std::int64_t seconds) {
    const std::int64_t days = seconds / day, hours = seconds / 3'600;
    const std::int64_t n = days != 0 ? days : hours;
    return std::to_string(n) + (days != 0 ? " day" : " hour") + (n == 1 ? "" : "s");
}

template <class All, class Name> std::string listed(const All& all, Name&& name_of_one) {
    std::string made;
    for (const auto& one : all) made += (made.empty() ? "" : ", ") + std::string(name_of_one(one));
    return made.empty() ? "none" : made;
}
std::string listed(const std::vector<apns::push_type>& types) {
    return listed(types, [](apns::push_type t) { return nimpush::name_of(t); });
}
value to_list(const std::vector<apns::push_type>& types) {
    value made = value::list();
    for (const apns::push_type t : types) made.push_back(text(nimpush::name_of(t)));
    return made;
}

void line(std::string_view name, std::string_view held) {
    std::string made = "  " + std::string(name) + ":";
    made.resize(std::max<std::size_t>(made.size() + 1, 18), ' ');
    std::cout << made << held << '\n';
}
void warn(std::string_view what) { print_problem({nimpush::errc::refused, {}, text(what)}, nimpush::degree::warning); }
int refuse(std::string_view file, const nimpush::error& why) {
    std::cerr << shown(file) << ": " << nimpush::detail::printable(why.detail, why.detail.size()).view() << '\n';
    return input_at_fault;
}

/// What is known of the private key that a certificate needs.
struct key_state {
    std::string_view name{};  // in JSON
    std::string words{};
    bool is_fault = false;
};

key_state judge_key(const nimpush::openssl::push_certificate& of, std::string_view key_pem, bool is_own_file,
                    const nimpush::maybe<std::string>& passphrase) {
    if (!is_own_file && key_pem.find("PRIVATE KEY-----") == key_pem.npos)
        return {"missing", "not in the file; --key FILE says whether another belongs to it", false};
    const nimpush::maybe<std::string_view> given =
        passphrase ? nimpush::maybe<std::string_view>(*passphrase) : nimpush::maybe<std::string_view>();
    const auto fits = of.belongs_to(key_pem, given);
    if (!fits) return {"unreadable", std::string(fits.error().detail.view()), true};
    if (!*fits) return {"another", "that of another certificate: no connection can be made with the two", true};
    return {"belongs", "belongs to it", false};
}

int show(const nimpush::openssl::push_certificate& one, const key_state& key, std::int64_t now, bool is_json) {
    std::vector<apns::environment> environments;
    if (one.is_for_production) environments.push_back(apns::environment::production);
    if (one.is_for_development) environments.push_back(apns::environment::development);
    const std::int64_t left = one.not_after - now;
    if (is_json) {
        value all = value::list(), topics = value::list();
        for (const apns::environment e : environments) all.push_back(text(nimpush::name_of(e)));
        for (const auto& topic : one.topics) {
            value kinds = value::list();
            for (const text& kind : topic.kinds) kinds.push_back(kind);
            topics.push_back(value::map({{"topic", topic.name}, {"kinds", std::move(kinds)}}));
        }
        print(value::map({{"kind", text("certificate")},
                          {"common_name", one.common_name},
                          {"bundle_id", one.uid},
                          {"team", one.team},
                          {"organization", one.organization},
                          {"issuer", one.issuer},
                          {"not_before", one.not_before},
                          {"not_after", one.not_after},
                          {"seconds_left", left},
                          {"environments", std::move(all)},
                          {"topics", std::move(topics)},
                          {"push_types", to_list(one.push_types())},
                          {"key", text(key.name)}}));
    } else {
        std::cout << (one.is_for_pushes() ? "a client certificate for pushes\n" : "a certificate\n");
        line("common name", one.common_name);
        line("bundle id", one.uid.empty() ? std::string_view("none (no UID)") : one.uid.view());
        line("team", std::string(one.team.view()) + (one.organization.empty() ? "" : ", ") +
                         std::string(one.organization.view()));
        line("issuer", one.issuer);
        line("good from", shown_time(one.not_before));
        line("good until", shown_time(one.not_after) + (left < 0 ? ": expired " + shown_span(-left) + " ago"
                                                                 : ", " + shown_span(left) + " left"));
        line("environments", listed(environments, [](apns::environment e) { return nimpush::name_of(e); }));
        line("topics", listed(one.topics, [](const auto& topic) {
                 const std::string kinds = listed(topic.kinds, [](const text& kind) { return kind.view(); });
                 return std::string(topic.name.view()) + (topic.kinds.empty() ? "" : " (" + kinds + ")");
             }));
        line("may push", listed(one.push_types()));
        line("private key", key.words);
    }
    int status = fine;
    const auto fault = [&](std::string_view what) {
        print_problem({nimpush::errc::refused, {}, text(what)});
        status = input_at_fault;
    };
    if (left < 0) fault("the certificate has expired: Apple ends the connection");
    if (now < one.not_before) fault("the certificate is not good yet");
    if (!one.is_for_pushes()) fault("no certificate for pushes: it has none of Apple's extensions for them");
    if (one.has_damaged_topics)
        fault("its list of topics is not in the form that is known: what it may push is unsure");
    if (key.is_fault) fault("private key: " + key.words);
    if (left >= 0 && left < short_time) warn("it expires in " + shown_span(left) + ": pushes end then");
    if (one.may_push(apns::push_type::liveactivity))
        warn(
            "liveactivity: Apple's own pages differ about Live Activities over a certificate; a provider token is "
            "safe");
    return status;
}

int show_provider_key(std::string_view file, bool is_json) {
    const std::string_view id = key_id_in(file);
    std::vector<apns::push_type> types;
    for (std::size_t i = 0; i < std::size(nimpush::names<apns::push_type>::list); ++i)
        if (apns::allows(static_cast<apns::push_type>(i), apns::authentication::token))
            types.push_back(static_cast<apns::push_type>(i));
    if (is_json)
        return print(value::map({{"kind", text("provider_key")},
                                 {"curve", text("P-256")},
                                 {"key_id", id.empty() ? value() : value(text(id))},
                                 {"push_types", to_list(types)}}));
    std::cout << "a P-256 key, fit to sign provider tokens (ES256)\n";
    line("key id", id.empty() ? std::string_view("not known: Apple's files are called AuthKey_ID.p8") : id);
    line("team", "not in the file: the ten characters of the membership page");
    line("environments", "not in the file: the developer site says whether the key is for one or both");
    line("topics", "not in the file: all of the team, or those that the key was made for");
    line("may push", listed(types));
    return fine;
}

int cert(const arguments& args) {
    nimpush::maybe<std::int64_t> now;
    if (args.operands().empty() || !read_now(args, now)) return wrong_usage;
    const std::string_view file = args.operands().front();
    const bool is_json = args.has(json_option);
    nimpush::maybe<std::string> passphrase;
    std::string pem, key_pem;
    if (!read_passphrase(args, passphrase) || !read_pem(file, pem)) return input_at_fault;
    const bool has_own_file = args.has(key_option);
    if (has_own_file && !read_pem(args.value(key_option), key_pem)) return input_at_fault;
    if (pem.find("CERTIFICATE-----") == pem.npos) {
        const nimpush::maybe<std::string_view> given =
            passphrase ? nimpush::maybe<std::string_view>(*passphrase) : nimpush::maybe<std::string_view>();
        const auto key = nimpush::openssl::signing_key::from_pem(pem, given);
        if (!key) return refuse(file, key.error());
        if (has_own_file)
            return refuse(file,
                          {nimpush::errc::wrong_type, {}, "a key, and --key is one: give the certificate as FILE"});
        return show_provider_key(file, is_json);
    }
    const auto one = nimpush::openssl::push_certificate::from_pem(pem);
    if (!one) return refuse(file, one.error());
    return show(*one, judge_key(*one, has_own_file ? key_pem : pem, has_own_file, passphrase),
                now.value_or(static_cast<std::int64_t>(std::time(nullptr))), is_json);
}

constexpr option options[] = {key_option, passphrase_file_option, passphrase_env_option, time_option, json_option};
constexpr form forms[] = {{.options = options, .operand = "FILE", .run = cert}};

}  // namespace

constexpr command cert_command = {
    .name = "cert",
    .summary = "Says what a certificate or key for pushes is, and what it may push",
    .about =
        "Reads a file of PEM: a client certificate of Apple's, with its private key or without, or a .p8.\n"
        "Prints of a certificate until when it is good, its environments, topics and team, the push types that it\n"
        "may push, and whether the private key belongs to it; of a .p8 what is known of it. Nothing of a key is\n"
        "printed. Whether Apple has signed the certificate is not looked at.\n"
        "With --json "
        "{\"kind\":\"certificate\",\"common_name\",\"bundle_id\",\"team\",\"organization\",\"issuer\",\"not_before\",\n"
        "\"not_after\",\"seconds_left\",\"environments\",\"topics\",\"push_types\",\"key\"}, where key is belongs, "
        "missing,\n"
        "another or unreadable; or {\"kind\":\"provider_key\",\"curve\",\"key_id\",\"push_types\"}.",
    .forms = forms,
    .at_fault = "it is none, has expired, or the key is another's",
    .example = {"", "cert examples/push_certificate.pem --now 1800000000"},
};

}  // namespace nimpush_tool
