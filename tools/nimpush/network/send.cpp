// `nimpush send`: a campaign to a file of tokens, over HTTP/2 and TLS.

#include <array>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/provider_token.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/interop/http2_transport.hpp>
#include <nimpush/interop/openssl.hpp>
#include <nimpush/interop/openssl_certificate.hpp>
#include <nimpush/interop/openssl_tls.hpp>
#include <nimpush/wire/json.hpp>

#include "../command.hpp"
#include "../input.hpp"
#include "../output.hpp"
#include "../request_input.hpp"
#include "campaign_input.hpp"
#include "key_files.hpp"
#include "results_file.hpp"
#include "send_job.hpp"
#include "token_list.hpp"

namespace nimpush_tool {

namespace {

namespace apns = nimpush::apns;
using nimpush::text;
using nimpush::value;

constexpr option to_option = {"--to", "TOKENS", "the file of tokens: one a line, or CSV", true};
constexpr option key_option = {"--key", "FILE",
                               "Apple's .p8; or the key of --certificate, where it is in another file"};
constexpr option key_id_option = {"--key-id", "ID", "of the .p8; else as in AuthKey_ID.p8"};
constexpr option team_option = {"--team", "ID", "of the .p8"};
constexpr option certificate_option = {"--certificate", "FILE", "a client certificate as PEM, in place of a .p8"};
constexpr option production_option = {"--production", "", "to api.push.apple.com"};
constexpr option development_option = {"--development", "", "to api.sandbox.push.apple.com"};
constexpr option host_option = {"--host", "NAME", "to another server, such as nimpush gateway"};
constexpr option port_option = {"--port", "PORT", "443; of Apple 2197 too"};
constexpr option ca_option = {"--ca", "FILE", "whom to trust, as PEM; else whom the system trusts"};
constexpr option proxy_option = {"--proxy", "HOST:PORT", "through an HTTP proxy that knows CONNECT"};
constexpr option connections_option = {"--connections", "N", "at most; one where its streams do"};
constexpr option rate_option = {"--rate", "N", "pushes a second at most"};
constexpr option give_up_option = {"--give-up-after", "SECONDS", "without a connection; 60"};
constexpr option retries_option = {"--retries", "N", "of a push that Apple cannot take at the moment; 3"};
constexpr option retry_after_option = {"--retry-after", "SECONDS",
                                       "before the first of them, doubled each time; else what Apple asks for: a\n"
                                       "minute or fifteen"};
constexpr option results_option = {"--results", "FILE", "where results go; else standard output"};
constexpr option resume_option = {"--resume", "", "goes on where the file of results ends"};
constexpr option dry_option = {"--dry-run", "", "does all but send: prints the first request"};

bool refuse(std::string_view why) {
    std::cerr << why << '\n';
    return false;
}
bool refuse(std::string_view file, const nimpush::error& why) {
    std::cerr << shown(file) << ": " << nimpush::detail::printable(why.detail, why.detail.size()).view() << '\n';
    return false;
}

/// A number from `least` to `most`, where the option is given.
bool read_number(const arguments& args, const option& from, std::int64_t least, std::int64_t most, std::int64_t& to) {
    if (!args.has(from)) return true;
    const auto n = nimpush::read_natural(args.value(from));
    if (n && *n >= least && *n <= most) {
        to = *n;
        return true;
    }
    return refuse(std::string(from.name) + ": must be a whole number from " + std::to_string(least) + " to " +
                  std::to_string(most));
}

constexpr std::int64_t last_port = 65'535;

bool read_proxy(const arguments& args, nimpush::interop::http2_settings& to) {
    if (!args.has(proxy_option)) return true;
    const std::string_view given = args.value(proxy_option);
    const std::size_t colon = given.rfind(':');
    const auto port = nimpush::read_natural(colon == given.npos ? std::string_view() : given.substr(colon + 1));
    const auto host = text::from(given.substr(0, colon));
    if (!host || host->empty() || !port || *port < 1 || *port > last_port)
        return refuse("--proxy: must be a name and a port, such as proxy.example.com:3128");
    to.proxy_host = *host;
    to.proxy_port = static_cast<std::uint16_t>(*port);
    return true;
}

/// Which server, as far as the words say. False, with the problem printed.
bool read_server(const arguments& args, apns::request& request, nimpush::interop::http2_settings& to) {
    const int places = args.has(production_option) + args.has(development_option) + args.has(host_option);
    if (places > 1) return refuse("--production, --development and --host: give one of them");
    if (args.has(production_option)) request.environment = apns::environment::production;
    if (args.has(development_option)) request.environment = apns::environment::development;
    if (places == 0 && !args.has(dry_option))
        return refuse("where to? --production, --development, or --host for another server");
    std::int64_t port = apns::default_port;
    if (!read_number(args, port_option, 1, last_port, port)) return false;
    if (args.has(host_option)) {
        const auto host = text::from(args.value(host_option));
        if (!host || host->empty() || host->view().find_first_of(" /:\r\n\t") != std::string_view::npos)
            return refuse("--host: must be a name or an address");
        to.host = *host;
    } else {
        to.host = text(apns::host(request.environment));
        if (port != apns::default_port && port != apns::alternative_port)
            return refuse("--port: Apple's are 443 and 2197");
    }
    to.port = static_cast<std::uint16_t>(port);
    return read_proxy(args, to);
}

/// What a client certificate says against this campaign. False, with the problem printed, where Apple would refuse it.
bool check_certificate(const nimpush::openssl::push_certificate& one, std::string_view file,
                       const apns::request& request, bool is_apple, std::int64_t now) {
    const auto sent = apns::headers(request);
    const std::string_view topic = sent.find("apns-topic");
    const auto wrong = [&](std::string_view why) { return refuse(file, {nimpush::errc::refused, {}, text(why)}); };
    if (now > one.not_after) return wrong("the certificate has expired");
    if (!is_apple) return true;
    const bool is_for =
        request.environment == apns::environment::production ? one.is_for_production : one.is_for_development;
    if (!is_for && (one.is_for_production || one.is_for_development))
        return wrong("the certificate is for the other environment: Apple answers BadCertificateEnvironment");
    if (one.has_damaged_topics || one.topics.empty() || one.has_topic(topic)) return true;
    return wrong("the certificate is not for the topic " + shown(topic) + ": Apple answers TopicDisallowed");
}

/// Who sends: a .p8 or a client certificate, into the settings. False, with the problem printed.
bool read_identity(const arguments& args, apns::request& request, bool is_apple, send_settings& to,
                   std::string_view authorities, std::int64_t now) {
    nimpush::maybe<std::string> passphrase;
    if (!read_passphrase(args, passphrase)) return false;
    nimpush::maybe<std::string_view> given;
    if (passphrase) given = std::string_view(*passphrase);
    std::string key_pem;
    if (args.has(key_option) && !read_pem(args.value(key_option), key_pem)) return false;
    nimpush::maybe<nimpush::openssl::certificate_and_key> own;
    std::string certificate_pem;
    if (args.has(certificate_option)) {
        const std::string_view file = args.value(certificate_option);
        if (args.has(team_option) || args.has(key_id_option))
            return refuse("--team and --key-id are of a .p8, which a certificate takes the place of");
        if (!read_pem(file, certificate_pem)) return false;
        const auto one = nimpush::openssl::push_certificate::from_pem(certificate_pem);
        if (!one) return refuse(file, one.error());
        if (!check_certificate(*one, file, request, is_apple, now)) return false;
        own = nimpush::openssl::certificate_and_key{certificate_pem, args.has(key_option) ? key_pem : certificate_pem,
                                                    given};
    } else if (args.has(key_option)) {
        const std::string_view file = args.value(key_option);
        const auto sign = nimpush::openssl::signing_key::from_pem(key_pem, given);
        if (!sign) return refuse(file, sign.error());
        const auto key = apns::key_id::from(args.value(key_id_option, key_id_in(file)));
        if (!key) return refuse("--key-id: " + std::string(key.error().detail.view()));
        const auto team = apns::team_id::from(args.value(team_option));
        if (!team) return refuse("--team: " + std::string(team.error().detail.view()));
        to.signer = send_signer{*team, *key, *sign};
    } else if (!args.has(dry_option)) {
        return refuse("who sends? --key FILE.p8 with --team, or --certificate FILE");
    }
    auto context = nimpush::openssl::tls_context::client(authorities, own);
    if (!context) return refuse(args.value(own ? certificate_option : ca_option), context.error());
    to.connection.tls = *std::move(context);
    return true;
}

/// What is to be said of the tokens, with their file's name and lines.
void print_findings(const token_list& tokens, std::string_view file, bool says_faults) {
    const auto warn = [&](const std::string& what) {
        print_problem({nimpush::errc::refused, {}, text(shown(file) + ": " + what)}, nimpush::degree::warning);
    };
    constexpr std::size_t most = 20;
    if (says_faults)
        for (std::size_t i = 0; i < tokens.faulty.size() && i < most; ++i)
            std::cerr << shown(file) << ": line " << tokens.faulty[i].line << ": "
                      << nimpush::detail::printable(tokens.faulty[i].why, 300).view() << '\n';
    if (says_faults && tokens.faulty.size() > most)
        std::cerr << shown(file) << ": " << tokens.faulty.size() - most << " more lines without a token\n";
    for (const std::string& name : tokens.unread)
        warn("nobody reads the column " + shown(name) + ": token, badge, locale and custom.KEY are read");
    for (const std::string& one : tokens.warnings) warn(one);
    if (const auto again = tokens.find_repeated(); again.count != 0)
        warn(std::to_string(again.count) + (again.count == 1 ? " token stands" : " tokens stand") +
             " there again, first in lines " + std::to_string(again.first) + " and " + std::to_string(again.line) +
             ": each is sent");
}

/// Those with keys of their own, looked at one by one. False where there is a fault.
bool check_own(const send_plan& plan, std::string_view file, std::int64_t now) {
    bool good = true;
    for (const std::uint32_t place : plan.own) {
        const recipient& one = plan.tokens->all[place];
        for (const nimpush::problem& found : apns::check(plan.request_of(one), now)) {
            if (found.how != nimpush::degree::error) continue;
            std::cerr << shown(file) << ": line " << one.line << ": " << nimpush::to_text(found.what).view() << '\n';
            good = false;
        }
    }
    return good;
}

int print_plan(const send_plan& plan, std::string_view origin, bool is_good) {
    const token_list& tokens = *plan.tokens;
    value locales = value::list();
    for (const same_push& one : plan.same)
        locales.push_back(value::map({{"locale", one.locale.empty() ? value() : value(text(one.locale))},
                                      {"tokens", static_cast<std::int64_t>(one.to.size())},
                                      {"bytes", static_cast<std::int64_t>(one.push.body().size())}}));
    print(value::map({{"tokens", static_cast<std::int64_t>(tokens.all.size())},
                      {"faulty", static_cast<std::int64_t>(tokens.faulty.size())},
                      {"pushes", std::move(locales)},
                      {"with_own_keys", static_cast<std::int64_t>(plan.own.size())}}));
    if (!tokens.all.empty()) {
        const apns::request first = plan.request_of(tokens.all.front());
        std::array<char, apns::longest_path> path{};
        const std::size_t size = apns::write_path(first.token, path);
        const auto body = nimpush::json::to_string(first.payload);
        if (!body) return input_at_fault;
        const int printed = print_request("POST", origin, {path.data(), size}, apns::headers(first),
                                          nimpush::json::read(*body).value_or(value()));
        if (printed != fine) return printed;
    }
    return is_good && tokens.faulty.empty() ? fine : input_at_fault;
}

int run(const arguments& args, const std::string& input) {
    const std::int64_t now = static_cast<std::int64_t>(std::time(nullptr));
    const std::string_view file = args.value(to_option);
    const bool is_dry = args.has(dry_option);
    send_campaign campaign;
    if (!campaign.read(args, input)) return input_at_fault;
    apns::request& request = campaign.base();
    request.authentication = args.has(certificate_option) ? apns::authentication::certificate
                             : args.has(key_option)       ? apns::authentication::token
                                                          : request.authentication;
    auto no_tls = nimpush::openssl::tls_context::client();
    if (!no_tls) return input_at_fault;
    send_settings settings{.connection = {.tls = *no_tls}};
    std::int64_t connections = 1, give_up = 60, retries = settings.retries, retry_after = -1;
    if (!read_server(args, request, settings.connection) ||
        !read_number(args, connections_option, 1, 1'000, connections) ||
        !read_number(args, rate_option, 1, 1'000'000, settings.rate) ||
        !read_number(args, give_up_option, 1, 1'000'000, give_up) ||
        !read_number(args, retries_option, 0, 100, retries) ||
        !read_number(args, retry_after_option, 0, 86'400, retry_after))
        return wrong_usage;
    if (args.has(resume_option) && !args.has(results_option)) {
        refuse("--resume: of which --results FILE?");
        return wrong_usage;
    }
    settings.connection.most_connections = static_cast<std::size_t>(connections);
    settings.give_up_after_ms = give_up * 1'000;
    settings.retries = static_cast<unsigned>(retries);
    settings.retry_after_ms = retry_after < 0 ? retry_after : retry_after * 1'000;
    if (!print_problems(apns::detail::check_without_token(campaign.in({}), now))) return input_at_fault;

    std::string authorities;
    if (args.has(ca_option) && !read_pem(args.value(ca_option), authorities)) return input_at_fault;
    if (!read_identity(args, request, !args.has(host_option), settings, authorities, now)) return input_at_fault;

    results_of of;
    nimpush::result<token_list> tokens;
    {
        std::string all;
        if (!read_file(file, all)) return input_at_fault;
        of.tokens = digest_of(all);
        tokens = token_list::read(all);
    }
    if (!tokens) {
        refuse(file, tokens.error());
        return input_at_fault;
    }
    print_findings(*tokens, file, is_dry || args.is_strict());
    auto plan = send_plan::make(campaign, *tokens, now);
    if (!plan) {
        print_problem(plan.error());
        return input_at_fault;
    }
    const bool is_good = !(is_dry || args.is_strict()) || check_own(*plan, file, now);
    const auto& to = settings.connection;
    if (is_dry)
        return print_plan(*plan,
                          "https://" + std::string(to.host.view()) +
                              (to.port == apns::default_port ? "" : ":" + std::to_string(to.port)),
                          is_good);
    if (args.is_strict() && (!is_good || !tokens->faulty.empty() || has_warned())) {
        refuse("--strict: nothing was sent");
        return input_at_fault;
    }
    // To another server it is another campaign.
    of.campaign = digest_of(plan->digest + std::string(settings.connection.host.view()));
    earlier_results earlier;
    results_file results;
    if (!results.open(args.value(results_option), of, *tokens, args.has(resume_option), earlier)) return input_at_fault;
    plan->leave_out(earlier.done);
    if (args.has(resume_option))
        std::cerr << earlier.final_count << " have a final result; the others are sent, those too that were in flight "
                  << "when it ended\n";
    return send_all(*plan, settings, earlier, results);
}

int send(const arguments& args) {
    return with_input(args, [&](const std::string& input) { return run(args, input); });
}

constexpr option options[] = {to_option,
                              topic_option,
                              type_option,
                              priority_option,
                              collapse_option,
                              expiration_option,
                              scenario_option,
                              key_option,
                              key_id_option,
                              team_option,
                              certificate_option,
                              passphrase_file_option,
                              passphrase_env_option,
                              production_option,
                              development_option,
                              host_option,
                              port_option,
                              ca_option,
                              proxy_option,
                              connections_option,
                              rate_option,
                              give_up_option,
                              retries_option,
                              retry_after_option,
                              results_option,
                              resume_option,
                              dry_option};
constexpr form forms[] = {{.options = options, .run = send}};

}  // namespace

constexpr command send_command = {
    .name = "send",
    .summary = "Sends a push to a file of tokens through APNs",
    .about =
        "Reads FILE: a notification's JSON (with --topic), a request's as nimpush request reads it, or with\n"
        "--scenario a scenario. \"texts\" beside \"aps\" has languages: {\"texts\": {\"en\": "
        "{\"title\",\"subtitle\",\"body\"},\n"
        "\"zh\": ...}}. A device of zh-Hant-TW gets zh-hant-tw, zh-hant or zh; else the notification's own alert,\n"
        "or where it has none the first of texts.\n"
        "Reads TOKENS: one a line in any form that nimpush token reads, or CSV (commas, semicolons or tabs) whose\n"
        "first line names a column token, and badge, locale, custom.KEY (a text beside aps; an empty cell: none).\n"
        "A line without a token is a result with an error; with --strict nothing is sent then.\n"
        "Writes a line of JSON for each token, as it comes: "
        "{\"line\",\"token\",\"status\",\"reason\",\"apns_id\",\"fate\",\n"
        "\"error\",\"sent\",\"advice\",\"timestamp\",\"final\"}. advice says what to do: drop_token, unless the "
        "device\n"
        "registered it again since timestamp. final is false where nobody has the push and another time may do.\n"
        "The first line of a file of results says what it is of. --resume sends to those without a final result;\n"
        "what was in flight when a sender was killed has none, and is sent again. A torn last line is no harm.\n"
        "A summary goes to standard error. Interrupted, it waits for what is in flight, at most 15 s.",
    .forms = forms,
    .at_fault = "not all were accepted",
    .example = {"{\"aps\": {\"alert\": {\"body\": \"hello\"}}}",
                "send --to examples/tokens.csv --topic com.example.acme --dry-run"},
};

}  // namespace nimpush_tool
