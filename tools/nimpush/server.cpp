// `nimpush server`: the requests of NIM's server API, signed, and what its answers mean.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/server_api.hpp>
#include <nimpush/wire/json.hpp>

#include "command.hpp"
#include "input.hpp"
#include "output.hpp"
#include "sha1.hpp"

namespace nimpush_tool {

namespace {

constexpr option api_option = {"--api", "v1|v2", "the version of the API", true};
constexpr option app_key_option = {"--app-key", "KEY", "the app's key", true};
constexpr option nonce_option = {"--nonce", "NONCE", "a random text, new for each request", true};
constexpr option time_option = {"--time", "SECONDS", "now, in seconds since 1970", true};
constexpr option app_secret_option = {
    "--app-secret", "SECRET", "the app's secret; without it NIM_APP_SECRET of the environment, which ps does not show"};
constexpr option keys_option = {"--keys", "documented|sdk",
                                "how keys are spelt where NIM's pages and its SDK differ; documented where not given"};
constexpr option curl_option = {"--curl", "", "print a file for curl --config"};
constexpr option address_option = {"--address", "URL", "the server for --curl; China's where none is given"};

/// Who asks, and when: all of it but the parameters of the call.
struct server_options {
    nimpush::server_api::credentials who{};
    nimpush::server_api::stamp when{};
    nimpush::server_api::keys spelt{};
    bool for_curl = false;
    std::string_view address = nimpush::server_api::china_addresses[0];
};

/// A line of a file for `curl --config`: in its quotes a backslash and a quote are escaped.
void print_curl(std::string_view option, std::string_view name, std::string_view text) {
    std::cout << option << " = \"" << name;
    for (const char c : text) (c == '"' || c == '\\' ? std::cout << '\\' : std::cout) << c;
    std::cout << "\"\n";
}
int print_curl(const nimpush::server_api::request& made, std::string_view address) {
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
int read_server_options(const arguments& args, server_options& to) {
    const std::string_view key = args.value(app_key_option);
    const std::string_view nonce = args.value(nonce_option);
    const std::string_view time = args.value(time_option);
    std::string_view secret = args.value(app_secret_option);
    if (!nimpush::from_name(args.value(keys_option, "documented"), to.spelt)) return wrong_usage;
    to.address = args.value(address_option, to.address);
    to.for_curl = args.has(curl_option);
    if (const char* set = std::getenv("NIM_APP_SECRET"); secret.empty() && set != nullptr) secret = set;
    if (secret.empty()) {
        std::cerr << "nimpush server: missing: --app-secret SECRET, or NIM_APP_SECRET in the environment\n";
        return wrong_usage;
    }
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

int request(const arguments& args) {
    nimpush::server_api::api version{};
    if (!nimpush::from_name(args.value(api_option), version)) return wrong_usage;
    server_options options;
    if (const int read = read_server_options(args, options); read != fine) return read;
    int status = wrong_usage;
    nimpush::server_api::with_call(args.name(), version, [&]<class Call>() {
        status =
            with_json(args, {}, [&](const nimpush::value& input) { return server_request_of<Call>(input, options); });
    });
    return status;
}

int response(const arguments& args) {
    nimpush::server_api::api version{};
    if (!nimpush::from_name(args.value(api_option), version)) return wrong_usage;
    int status = wrong_usage;
    nimpush::server_api::with_call(args.name(), version, [&]<class Call>() {
        status = with_parameters<server_answer_input>(args, server_answer_of<Call>);
    });
    return status;
}

constexpr option request_options[] = {api_option,        app_key_option, nonce_option, time_option,
                                      app_secret_option, keys_option,    curl_option,  address_option};
constexpr option response_options[] = {api_option};
constexpr form forms[] = {
    {.verb = "request", .name = "NAME", .options = request_options, .run = request},
    {.verb = "response", .name = "NAME", .options = response_options, .run = response},
};

}  // namespace

constexpr command server_command = {
    .name = "server",
    .summary = "Makes a signed request to NIM's server API, and says what its answer means",
    .about =
        "NAME is that of the call, such as msg/sendMsg.\n"
        "request reads the call's parameters as a JSON object and prints {\"method\",\"path\",\"headers\",\"body\"}.\n"
        "response reads {\"status\",\"body\"}, the body as a text, and prints "
        "{\"code\",\"ok\",\"name\",\"meaning\",\"desc\",\n"
        "\"data\"} as far as they are known; a refusal by NIM is an answer: exit 0.",
    .forms = forms,
    .example = {"{\"status\": 200, \"body\": \"{\\\"code\\\":811,\\\"desc\\\":\\\"force push list too long\\\"}\"}",
                "server response msg/sendMsg --api v1"},
};

}  // namespace nimpush_tool
