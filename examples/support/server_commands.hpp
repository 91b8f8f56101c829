#pragma once

// `nimpush server`: the requests of NIM's server API, signed, and what its answers mean.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

#include <nimpush/dialect/server_api.hpp>

#include "command_line.hpp"
#include "sha1.hpp"

namespace nimpush_examples {

/// Who asks, and when: all of it but the parameters of the call.
struct server_options {
    nimpush::server_api::credentials who{};
    nimpush::server_api::stamp when{};
    nimpush::server_api::keys spelt{};
    bool for_curl = false;
    std::string_view address = nimpush::server_api::china_addresses[0];
};

/// A line of a file for `curl --config`: in its quotes a backslash and a quote are escaped.
inline void print_curl(std::string_view option, std::string_view name, std::string_view text) {
    std::cout << option << " = \"" << name;
    for (const char c : text) (c == '"' || c == '\\' ? std::cout << '\\' : std::cout) << c;
    std::cout << "\"\n";
}
inline int print_curl(const nimpush::server_api::request& made, std::string_view address) {
    print_curl("url", address, made.path.view());
    print_curl("request", "", nimpush::name_of(made.method));
    for (const nimpush::value::member& one : made.headers.members())
        print_curl("header", std::string(one.key.chars()) + ": ", one.val.chars());
    if (!made.body.empty()) print_curl("data-raw", "", made.body.view());
    return fine;
}

/// Takes the value of an option into a text that a header may hold. A fault is printed without the value.
template <class Text> bool read_header_text(std::string_view given, std::string_view path, Text& to) {
    auto made = Text::from(given);
    if (!made) {
        nimpush::error what = std::move(made).error();
        what.path = nimpush::text::from(path).value();
        print_problem(what);
        return false;
    }
    to = *std::move(made);
    return true;
}

/// The secret comes with --app-secret or, where nobody else can read it, from NIM_APP_SECRET.
inline int read_server_options(arguments& args, server_options& to) {
    std::string_view key, secret, nonce, time, spelt = "documented";
    if (!args.option("--app-key", key) || !args.option("--app-secret", secret) || !args.option("--nonce", nonce) ||
        !args.option("--time", time) || !args.option("--keys", spelt) || !nimpush::from_name(spelt, to.spelt) ||
        !args.option("--address", to.address))
        return wrong_usage;
    to.for_curl = args.flag("--curl");
    if (const char* set = std::getenv("NIM_APP_SECRET"); secret.empty() && set != nullptr) secret = set;
    if (key.empty() || secret.empty() || nonce.empty() || time.empty()) return wrong_usage;
    to.who.secret = nimpush::server_api::app_secret(secret);
    const bool fine_texts = read_header_text(key, "app_key", to.who.app_key) &&
                            read_header_text(nonce, "nonce", to.when.nonce) &&
                            read_header_text(time, "time", to.when.time);
    return fine_texts ? fine : input_at_fault;
}

template <class Call> int server_request_of(const nimpush::value& input, const server_options& options) {
    Call call{};
    if (!print_problems(nimpush::read_parameters(input, call))) return input_at_fault;
    if (!print_problems(nimpush::check<nimpush::schema::spelling::api>(call))) return input_at_fault;
    const auto made = make_request(call, options.who, options.when, sha1, options.spelt);
    if (made) return options.for_curl ? print_curl(*made, options.address) : print(*made);
    print_problem(made.error());
    return input_at_fault;
}

struct server_answer_input {
    std::int64_t status = 0;
    nimpush::text body{};

    using described_by = nimpush::field_list<
        nimpush::field<"status", &server_answer_input::status, nimpush::schema::required>,
        nimpush::field<"body", &server_answer_input::body, nimpush::schema::required, nimpush::schema::not_null>>;
};

template <class Call> int server_answer_of(const server_answer_input& input) {
    using nimpush::value;
    const auto answer = nimpush::server_api::read_answer<Call>(input.status, input.body.view());
    if (!answer) {
        print_problem(answer.error());
        return input_at_fault;
    }
    value shown = value::map({{"code", answer->code}, {"ok", answer->ok()}});
    if (const auto* known = answer->facts()) {
        shown.append("name", value(nimpush::text::from(known->name).value()));
        shown.append("meaning", value(nimpush::text::from(known->meaning).value()));
    }
    if (answer->desc.has_value()) shown.append("desc", value(answer->desc));
    if (answer->data) {
        const auto data = nimpush::json::to_string(*answer->data);
        const auto tree = data ? nimpush::json::read(*data) : nimpush::unexpected(data.error());
        if (tree) shown.append("data", *tree);
    }
    return print(shown);
}

inline int server_command(arguments& args) {
    namespace server = nimpush::server_api;
    const std::string_view verb = args.next();
    const std::string_view name = args.next();
    std::string_view version_name;
    server::api version{};
    if (!args.option("--api", version_name) || !nimpush::from_name(version_name, version)) return wrong_usage;
    int status = wrong_usage;
    if (verb == "request") {
        server_options options;
        if (const int read = read_server_options(args, options); read != fine) return read;
        server::with_call(name, version, [&]<class Call>() {
            status = with_json(args, {},
                               [&](const nimpush::value& input) { return server_request_of<Call>(input, options); });
        });
    } else if (verb == "response") {
        server::with_call(name, version, [&]<class Call>() {
            status = with_parameters<server_answer_input>(args, server_answer_of<Call>);
        });
    }
    return status;
}

}  // namespace nimpush_examples
