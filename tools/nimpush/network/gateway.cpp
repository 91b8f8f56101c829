// `nimpush gateway`: an Apple of one's own on loopback.

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <poll.h>

#include <nimpush/apns/gateway.hpp>
#include <nimpush/apns/header.hpp>
#include <nimpush/apns/provider_token_reader.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/reason.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/interop/apns_server.hpp>
#include <nimpush/interop/openssl.hpp>
#include <nimpush/interop/openssl_tls.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/wire/json.hpp>

#include "../command.hpp"
#include "../input.hpp"
#include "../output.hpp"
#include "../terminal.hpp"
#include "../verdict_text.hpp"
#include "gateway_files.hpp"
#include "gateway_log.hpp"
#include "gateway_page.hpp"
#include "signals.hpp"

namespace nimpush_tool {

namespace {

using nimpush::interop::fault;

constexpr option port_option = {"--port", "PORT", "of localhost; 0, as without it: one that is free"};
constexpr option dir_option = {"--dir", "FOLDER",
                               "where its authority and keys are, made on first use; otherwise .nimpush-gateway"};
constexpr option page_option = {
    "--page", "PORT",
    "shows the last pushes as lock screens on this port of 127.0.0.1, by plain HTTP; 0: one\n"
    "that is free"};
constexpr option key_option = {"--key", "FILE", "believes what this key signs too: a .p8, or a PUBLIC KEY as PEM"};
constexpr option key_id_option = {"--key-id", "KEY", "of --key; otherwise as its file is called, AuthKey_KEY.p8"};
constexpr option team_option = {"--team", "TEAM", "the team that --key belongs to"};
constexpr option bundle_option = {"--bundle-id", "ID",
                                  "an app: makes a client certificate for it, push-ID.pem in the folder"};
constexpr option development_option = {"--development", "",
                                       "is api.development.push.apple.com, with its apns-unique-id"};
constexpr option answers_option = {"--answers", "FILE",
                                   "lines of a token and a reason, such as Unregistered, that it is answered with"};
constexpr option reasons_option = {"--reasons", "",
                                   "prints the reasons that --answers knows, a line each, and serves nothing"};
constexpr option faults_option = {
    "--faults", "LIST",
    "such as refuse=1%,cut=0.5% or all=1%: of throttle, server_error, go_away, refuse, cut\n"
    "and slow, how often each happens"};
constexpr option seed_option = {"--seed", "N", "of what decides which push has which fault; otherwise 1"};
constexpr option slow_option = {"--slow-ms", "N", "how long a slow answer takes; otherwise 500"};
constexpr option streams_option = {"--streams", "N",
                                   "that a connection may have open; otherwise 1000, as Apple allows"};
constexpr option expect_option = {
    "--expect", "N", "ends once N pushes were accepted, with 0 if no other was refused; 0 makes the files alone"};
constexpr option within_option = {"--within", "SECONDS", "with --expect: ends with 1 after this; otherwise 60"};
constexpr option log_option = {"--log", "FILE", "what came goes there; otherwise to standard output"};

/// The names of the key that is made for it.
constexpr std::string_view own_key = "LOCALKEY01";
constexpr std::string_view own_team = "LOCALTEAM1";

bool say(std::string_view what, const nimpush::error& e) {
    std::cerr << what << ": " << foreign(e.detail.view()) << '\n';
    return false;
}

/// A number of an option, `otherwise` where it was not given.
bool read_number(const arguments& args, const option& which, std::int64_t most, std::int64_t& to) {
    if (!args.has(which)) return true;
    if (read_digits(args.value(which), to) && to <= most) return true;
    std::cerr << which.name << ": a number from 0 to " << most << '\n';
    return false;
}

/// `1%`, `0.5%`: of a million.
bool read_rate(std::string_view s, std::uint32_t& to) {
    if (!s.ends_with('%')) return false;
    s.remove_suffix(1);
    std::string_view whole = s.substr(0, s.find('.'));
    std::string digits(whole.size() == s.size() ? std::string_view() : s.substr(whole.size() + 1));
    if (whole.empty() || digits.size() > 4) return false;
    digits.resize(4, '0');
    std::int64_t percent = 0, parts = 0;
    constexpr std::uint32_t of_one_percent = 10'000;
    if (!read_digits(whole, percent) || percent > 100) return false;
    while (digits.size() > 1 && digits.front() == '0') digits.erase(0, 1);
    if (!read_digits(digits, parts)) return false;
    to = static_cast<std::uint32_t>(percent) * of_one_percent + static_cast<std::uint32_t>(parts);
    return true;
}
bool read_faults(std::string_view list, nimpush::interop::fault_rates& to) {
    constexpr std::uint64_t million = 1'000'000;
    while (!list.empty()) {
        const std::string_view one = list.substr(0, list.find(','));
        list.remove_prefix(one.size() == list.size() ? one.size() : one.size() + 1);
        const std::size_t sign = one.find('=');
        std::uint32_t rate = 0;
        const auto which = nimpush::from_name<fault>(one.substr(0, sign));
        const bool is_all = one.substr(0, sign) == "all";
        if (sign == one.npos || !read_rate(one.substr(sign + 1), rate) ||
            (!is_all && (!which || *which == fault::none))) {
            std::cerr << "--faults: '" << foreign(one)
                      << "' is none: a name, =, and up to four decimals of a percent\n";
            return false;
        }
        for (std::size_t i = 1; i < to.of_a_million.size(); ++i)
            if (is_all || static_cast<fault>(i) == *which) to.of_a_million[i] = rate;
    }
    std::uint64_t sum = 0;
    for (const std::uint32_t one : to.of_a_million) sum += one;
    if (sum <= million) return true;
    std::cerr << "--faults: more than 100 % together\n";
    return false;
}

/// `TOKEN REASON`, a line each.
bool read_answers(const std::string& file, nimpush::interop::apns_server& to) {
    std::string all;
    if (!read_file(file, all)) return false;
    std::size_t line = 0;
    for (std::string_view left = all; !left.empty();) {
        const std::string_view one = trimmed(left.substr(0, left.find('\n')));
        left.remove_prefix(std::min(left.size(), left.find('\n') == left.npos ? left.size() : left.find('\n') + 1));
        ++line;
        if (one.empty()) continue;
        const std::size_t blank = one.find_first_of(" \t,");
        const auto token = nimpush::device_token::parse(one.substr(0, blank));
        const auto why =
            nimpush::apns::reason_from(blank == one.npos ? std::string_view() : trimmed(one.substr(blank + 1)));
        if (!token || why == nimpush::apns::reason::none || why == nimpush::apns::reason::unknown) {
            std::cerr << foreign(file) << ':' << line << ": no token and reason of Apple's\n";
            return false;
        }
        to.answer_token_with(*token, why);
    }
    return true;
}

/// What --answers may say.
struct reason_line {
    nimpush::text reason{};
    std::int64_t status = 0;
    nimpush::apns::advice advice{};
    nimpush::text meaning{};

    using described_by = nimpush::field_list<
        nimpush::field<"reason", &reason_line::reason>, nimpush::field<"status", &reason_line::status>,
        nimpush::field<"advice", &reason_line::advice>, nimpush::field<"meaning", &reason_line::meaning>>;
};
int print_reasons() {
    using nimpush::apns::reason;
    for (auto i = static_cast<std::size_t>(reason::none) + 1; i < static_cast<std::size_t>(reason::unknown); ++i) {
        const nimpush::apns::reason_facts one = nimpush::apns::facts_of(static_cast<reason>(i));
        const reason_line made{nimpush::text(one.name), one.status, one.advice, nimpush::text(one.meaning)};
        if (const int status = print(made); status != fine) return status;
    }
    return fine;
}

/// The key of --key, that is to be believed too.
bool trust_another(const arguments& args, nimpush::interop::apns_server& to) {
    const std::string_view file = args.value(key_option);
    if (file.empty()) return true;
    std::string_view name = args.value(key_id_option);
    if (name.empty()) {
        const std::string_view base = file.substr(file.rfind('/') + 1);
        constexpr std::string_view before = "AuthKey_", behind = ".p8";
        if (base.starts_with(before) && base.ends_with(behind))
            name = base.substr(before.size(), base.size() - before.size() - behind.size());
    }
    const auto id = nimpush::apns::key_id::from(name);
    if (!id) return say("--key-id", id.error());
    const auto team = nimpush::apns::team_id::from(args.value(team_option));
    if (!team) return say("--team", team.error());
    std::string pem;
    if (!read_file(file, pem)) return false;
    auto verifies = nimpush::openssl::verifying_key::from_pem(pem);
    if (const auto signs = nimpush::openssl::signing_key::from_pem(pem)) verifies = signs->public_key();
    if (!verifies) return say("--key", verifies.error());
    to.trust_key({.id = *id, .team = *team}, *std::move(verifies));
    return true;
}

/// How it is going, and when it is over.
struct progress {
    std::uint64_t accepted = 0, refused = 0, faults = 0;
    std::int64_t last_ms = 0;

    void take(const nimpush::interop::served& one, std::int64_t now) {
        last_ms = now;
        if (one.fault != fault::none) ++faults;
        if (one.is_refused()) ++refused;
        if (one.answer.ok()) ++accepted;
    }
};

struct ready_line {
    nimpush::text ready{};
    std::int64_t port = 0;
    nimpush::text ca{};
    nimpush::text key{};
    nimpush::text key_id{};
    nimpush::text team{};
    nimpush::text certificate{};
    nimpush::text page{};

    using described_by =
        nimpush::field_list<nimpush::field<"ready", &ready_line::ready>, nimpush::field<"port", &ready_line::port>,
                            nimpush::field<"ca", &ready_line::ca>, nimpush::field<"key", &ready_line::key>,
                            nimpush::field<"key_id", &ready_line::key_id>, nimpush::field<"team", &ready_line::team>,
                            nimpush::field<"certificate", &ready_line::certificate, nimpush::schema::omit_null>,
                            nimpush::field<"page", &ready_line::page, nimpush::schema::omit_null>>;
};
nimpush::text shown(std::string_view s) { return nimpush::detail::printable(s, 4'000); }

std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Serves until it is told to end, or has what it expects.
int serve(const arguments& args, nimpush::interop::apns_server& apple, gateway_page* page, std::ostream& log) {
    const bool expects = args.has(expect_option);
    std::int64_t expected = 0, within = 60;
    constexpr std::int64_t most = 1'000'000'000, longest = 86'400;
    if (!read_number(args, expect_option, most, expected) || !read_number(args, within_option, longest, within))
        return wrong_usage;
    progress so_far;
    const std::int64_t began = now_ms();
    const caught_signals signals;
    std::vector<pollfd> others;
    bool has_failed = false;
    const auto is_done = [&] {
        constexpr std::int64_t grace = 1'000;  // for one too many
        if (caught_signals::any() || has_failed) return true;
        if (!expects) return false;
        const bool are_there = so_far.accepted >= static_cast<std::uint64_t>(expected);
        if (are_there && (apple.connections() == 0 || now_ms() - so_far.last_ms > grace)) return true;
        return !are_there && now_ms() - began > within * 1'000;
    };
    while (!is_done()) {
        others.clear();
        if (page != nullptr) others.push_back({page->descriptor(), POLLIN, 0});
        constexpr int longest_wait = 100;
        apple.poll(
            longest_wait,
            [&](const nimpush::interop::served& one) {
                so_far.take(one, now_ms());
                if (page != nullptr) page->take(one);
                if (const auto line = line_of(one)) log << *line << '\n';
            },
            others);
        if (page != nullptr) page->work();
        if (!log.flush()) {
            std::cerr << "cannot write the log any more\n";
            has_failed = true;
        }
    }
    apple.finish();
    for (const std::int64_t end = now_ms() + 1'000; apple.connections() != 0 && now_ms() < end;)
        apple.poll(50, [&](const nimpush::interop::served& one) {
            so_far.take(one, now_ms());
            if (const auto line = line_of(one)) log << *line << '\n';
        });
    log.flush();
    const bool makes_files_alone = expects && expected == 0 && so_far.refused == 0;
    if (!makes_files_alone)
        std::cerr << so_far.accepted << " accepted, " << so_far.refused << " refused, " << so_far.faults << " faults\n";
    if (has_failed) return input_at_fault;
    if (!expects) return fine;
    if (so_far.accepted == static_cast<std::uint64_t>(expected) && so_far.refused == 0) return fine;
    std::cerr << "expected: " << expected << " accepted, none refused\n";
    return input_at_fault;
}

int gateway(const arguments& args) {
    if (args.has(reasons_option)) return print_reasons();
    std::int64_t port = 0, page_port = 0, seed = 1, slow = 500, streams = 1000;
    constexpr std::int64_t last_port = 65'535, most_slow = 600'000, most_streams = 100'000;
    nimpush::interop::fault_rates faults;
    if (!read_number(args, port_option, last_port, port) || !read_number(args, page_option, last_port, page_port) ||
        !read_number(args, seed_option, INT64_MAX, seed) || !read_number(args, slow_option, most_slow, slow) ||
        !read_number(args, streams_option, most_streams, streams) || !read_faults(args.value(faults_option), faults))
        return wrong_usage;
    const auto bundle_id = nimpush::apns::bundle_id::from(args.value(bundle_option, "com.example.app"));
    if (!bundle_id) return say("--bundle-id", bundle_id.error()), input_at_fault;

    const gateway_files files(args.value(dir_option, ".nimpush-gateway"));
    if (!files.prepare()) return input_at_fault;
    const auto authority = files.authority();
    if (!authority) return say("the authority", authority.error()), input_at_fault;
    const auto key = files.key(own_key);
    if (!key) return say("the key", key.error()), input_at_fault;
    const auto team = nimpush::apns::team_id::from(own_team);
    if (args.has(bundle_option))
        if (const auto made = files.client(*authority, nimpush::text(*bundle_id), nimpush::text(*team)); !made)
            return say("the client certificate", made.error()), input_at_fault;

    const auto own = authority->issue({.name = "localhost", .hosts = {"localhost", "127.0.0.1"}});
    if (!own) return say("the certificate", own.error()), input_at_fault;
    const auto trusted = authority->to_pem();
    if (!trusted) return say("the authority", trusted.error()), input_at_fault;
    auto tls = nimpush::openssl::tls_context::server({own->certificate.view(), own->key.view()}, trusted->view());
    if (!tls) return say("TLS", tls.error()), input_at_fault;

    using nimpush::apns::environment;
    nimpush::apns::gateway_settings knows{.knows_every_token = true};
    if (args.has(development_option)) knows.environment = environment::development;
    if (args.has(bundle_option)) knows.bundle_ids.push_back(nimpush::text(*bundle_id));
    auto apple = nimpush::interop::apns_server::listen({.tls = *std::move(tls),
                                                        .port = static_cast<std::uint16_t>(port),
                                                        .gateway = std::move(knows),
                                                        .most_streams = static_cast<std::uint32_t>(streams),
                                                        .faults = faults,
                                                        .seed = static_cast<std::uint64_t>(seed),
                                                        .slow_ms = slow});
    if (!apple) return say("cannot listen", apple.error()), input_at_fault;
    auto verifies = key->public_key();
    if (!verifies) return say("the key", verifies.error()), input_at_fault;
    (*apple)->trust_key({.id = *nimpush::apns::key_id::from(own_key), .team = *team}, *std::move(verifies));
    if (!trust_another(args, **apple)) return input_at_fault;
    if (args.has(answers_option) && !read_answers(std::string(args.value(answers_option)), **apple))
        return input_at_fault;

    std::unique_ptr<gateway_page> page;
    if (args.has(page_option)) {
        page = gateway_page::open(static_cast<std::uint16_t>(page_port));
        if (page == nullptr) return input_at_fault;
    }
    std::ofstream file;
    if (args.has(log_option)) file.open(std::string(args.value(log_option)), std::ios::binary);
    if (args.has(log_option) && !file) {
        std::cerr << "cannot write " << foreign(args.value(log_option)) << '\n';
        return input_at_fault;
    }
    ready_line ready{.ready = "localhost",
                     .port = (*apple)->port(),
                     .ca = shown(files.ca_path()),
                     .key = shown(files.key_path(own_key)),
                     .key_id = shown(own_key),
                     .team = shown(own_team)};
    if (args.has(bundle_option)) ready.certificate = shown(files.client_path(bundle_id->view()));
    if (page != nullptr) ready.page = shown("http://127.0.0.1:" + std::to_string(page->port()) + "/");
    if (const int status = print_line(nimpush::json::to_string(ready).transform(shown_json)); status != fine)
        return status;
    std::cout.flush();
    return serve(args, **apple, page.get(), args.has(log_option) ? file : std::cout);
}

constexpr option options[] = {port_option,   dir_option,  page_option,        bundle_option,  key_option,
                              key_id_option, team_option, development_option, answers_option, reasons_option,
                              faults_option, seed_option, slow_option,        streams_option, expect_option,
                              within_option, log_option};
constexpr form forms[] = {{.options = options, .operand = "", .run = gateway}};

}  // namespace

constexpr command gateway_command = {
    .name = "gateway",
    .summary = "Answers pushes on loopback as Apple would",
    .about =
        "An Apple of one's own: HTTP/2 over TLS on 127.0.0.1, answers as Apple's pages say, provider tokens verified "
        "by\n"
        "their signature, broadcasts and channels too. Its folder has ca.pem, which a sender has to trust, and the "
        "key\n"
        "AuthKey_LOCALKEY01.p8 of team LOCALTEAM1, which it knows. Every well-formed device token is registered.\n"
        "Prints a line {\"ready\":\"localhost\",\"port\",\"ca\",\"key\",\"key_id\",\"team\"} once it listens, then one "
        "for each\n"
        "request with its answer. It ends by Ctrl-C, or once it has what --expect says:\n"
        "    nimpush gateway --port 8443 --expect 3 --log pushes.jsonl & ./my_tests --apns localhost:8443; wait $!\n"
        "With --reasons it prints {\"reason\",\"status\",\"advice\",\"meaning\"} of each that it can be told to give.",
    .forms = forms,
    .at_fault = "something cannot be read, written or listened on, or --expect was not met",
    .example = {"", "gateway --expect 0 --dir /tmp/nimpush-gateway"},
};

}  // namespace nimpush_tool
