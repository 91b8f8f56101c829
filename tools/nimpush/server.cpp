// `nimpush server`: the requests of NIM's server API, signed, and what its answers mean.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

#include <nimpush/core/check.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/server_api.hpp>
#include <nimpush/wire/json.hpp>

#include "command.hpp"
#include "input.hpp"
#include "output.hpp"
#include "push_payload_input.hpp"
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

/// A line of a file for `curl --config`: in its quotes a backslash and a quote are escaped, and what would end the line.
void print_curl(std::string_view option, std::string_view name, std::string_view text) {
    std::cout << option << " = \"";
    for (const std::string_view part : {name, text})
        for (const char c : part) {
            if (c == '"' || c == '\\')
                std::cout << '\\' << c;
            else if (c == '\n' || c == '\r')
                std::cout << (c == '\n' ? "\\n" : "\\r");
            else
                std::cout << c;
        }
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
    if (!nimpush::detail::take_name(args.value(keys_option, "documented"), to.spelt)) return wrong_usage;
    to.address = args.value(address_option, to.address);
    if (nimpush::schema::only<nimpush::schema::visible_ascii>::fault(to.address) != nimpush::npos ||
        to.address.empty()) {
        print_problem({nimpush::errc::bad_character, "address", "an URL of visible ASCII"});
        return input_at_fault;
    }
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
    if (!fine_texts) return input_at_fault;
    print_problems(nimpush::check<nimpush::schema::spelling::api>(to.when));
    return fine;
}

template <class Call> int server_request_of(const nimpush::value& input, const server_options& options) {
    Call call{};
    if (!take(nimpush::server_api::read_call<Call>(input), call)) return input_at_fault;
    if (!print_problems(nimpush::check<nimpush::schema::spelling::api>(call))) return input_at_fault;
    warn_of_push_payloads(input);
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
    if (const std::string_view said = answer->meaning(); !said.empty() && !answer->ok())
        shown.append("explained", value(nimpush::text::from(said).value()));
    if (answer->data) {
        const auto data = nimpush::json::to_string(*answer->data);
        const auto tree = data ? nimpush::json::read(*data) : nimpush::unexpected(data.error());
        if (tree) shown.append("data", *tree);
    }
    for (const nimpush::error& odd : answer->odd) print_problem(odd, nimpush::degree::warning);
    return print(shown);
}

/// The status and the body of an answer: `{"status","body"}`, the body alone, or with the lines of HTTP before it, as
/// `curl -i` prints them. False, with the problem printed.
bool read_server_answer(const std::string& input, server_answer_input& to) {
    using nimpush::value;
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    std::string_view raw = trimmed(input);
    if (raw.starts_with(mark)) raw.remove_prefix(mark.size());
    const std::string_view whole = raw;
    to.status = 200;
    while (raw.starts_with("HTTP/")) {  // one block for each redirect and each 100 Continue
        const std::size_t blank = raw.find(' ');
        if (blank == raw.npos || !read_digits(raw.substr(blank + 1, 3), to.status)) break;
        const std::size_t end = std::min(raw.find("\r\n\r\n"), raw.find("\n\n"));
        raw = end == raw.npos ? std::string_view() : trimmed(raw.substr(end));
    }
    const auto read = nimpush::json::read(raw, {.integers = nimpush::json::integers::any});
    const bool is_wrapped = read && raw.size() == whole.size() && read->is(value::kind::map) &&
                            read->find("code") == nullptr &&
                            (read->find("status") != nullptr || read->find("body") != nullptr);
    if (is_wrapped) {
        value given = *read;
        if (value* body = given.find("body"); body != nullptr && body->is(value::kind::map)) {
            const auto chars = nimpush::json::to_string(*body);
            const auto text = chars ? nimpush::text::from(*chars) : nimpush::unexpected(chars.error());
            if (text) *body = value(*text);
        }
        // As any other number it may be a text; without one the answer came as every answer does.
        if (value* status = given.find("status"); status == nullptr) {
            given.append("status", to.status);
        } else if (std::int64_t digits = 0; status->is(value::kind::string) && read_digits(status->chars(), digits)) {
            *status = value(digits);
        }
        return take(nimpush::read_parameters<server_answer_input>(given), to);
    }
    auto body = nimpush::text::from(raw);
    if (!body) {  // compressed, most likely, which read_answer knows
        const auto why = nimpush::server_api::read_answer<nimpush::server_api::send_msg>(to.status, raw);
        print_problem(why ? body.error() : why.error());
        return false;
    }
    to.body = *std::move(body);
    return true;
}

/// Calls f.operator()<Call>() for the call that the words name; else says which there are.
template <class F> int with_named_call(const arguments& args, F&& f) {
    using nimpush::server_api::api;
    api version{};
    if (!nimpush::detail::take_name(args.value(api_option), version)) return wrong_usage;
    const std::string_view name = nimpush::server_api::call_name(args.name());
    int status = wrong_usage;
    if (nimpush::server_api::with_call(name, version, [&]<class Call>() { status = f.template operator()<Call>(); }))
        return status;
    std::cerr << "nimpush server: " << nimpush::name_of(version) << " has no call `"
              << nimpush::detail::printable(name).view() << '`';
    const api other = version == api::v1 ? api::v2 : api::v1;
    (void)nimpush::server_api::with_call(name, other, [&]<class Call>() {
        std::cerr << "; " << nimpush::name_of(other) << " has it: `" << Call::described_by::name << '`';
    });
    if (name.starts_with("chatroom/"))
        std::cerr << "; no call of chat rooms carries push fields, as they have no offline push";
    const auto list = [&](std::string_view lead, auto&& is_listed) {
        bool any = false;
        nimpush::server_api::all_calls::any([&]<class Call>() {
            using call = typename Call::described_by;
            if (call::version != version || !is_listed(call::name)) return false;
            std::cerr << (any ? std::string_view(", ") : lead) << call::name;
            any = true;
            return false;
        });
        return any;
    };
    const auto last_step = [](std::string_view whole) { return whole.substr(whole.rfind('/') + 1); };
    const auto is_near = [&](std::string_view known) {
        const std::string_view a = last_step(name), b = last_step(known);
        return nimpush::detail::same_words(a, b) ||
               nimpush::detail::distance(a, b) <= std::max(a.size(), b.size()) * 2 / 5;
    };
    if (!list("; near it: ", is_near)) list("; there are: ", [](std::string_view) { return true; });
    std::cerr << '\n';
    return wrong_usage;
}

int request(const arguments& args) {
    return with_named_call(args, [&]<class Call>() -> int {
        server_options options;
        if (const int read = read_server_options(args, options); read != fine) return read;
        return with_json(args, {},
                         [&](const nimpush::value& input) { return server_request_of<Call>(input, options); });
    });
}

int response(const arguments& args) {
    return with_named_call(args, [&]<class Call>() -> int {
        return with_input(args, [](const std::string& input) -> int {
            server_answer_input given;
            return read_server_answer(input, given) ? server_answer_of<Call>(given) : input_at_fault;
        });
    });
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
        "NAME is that of the call, such as msg/sendMsg; /msg/sendMsg.action and a whole address do, too.\n"
        "request reads the call's parameters as a JSON object and prints {\"method\",\"path\",\"headers\",\"body\"}.\n"
        "response reads what NIM answered, raw or with the lines of HTTP before it, or {\"status\",\"body\"}, and "
        "prints\n"
        "{\"code\",\"ok\",\"name\",\"meaning\",\"desc\",\"explained\",\"data\"} as far as they are known; a refusal by "
        "NIM "
        "is an\nanswer: exit 0. What is odd about the data of a success is a warning: it was done all the same.",
    .forms = forms,
    .example = {"{\"status\": 200, \"body\": \"{\\\"code\\\":811,\\\"desc\\\":\\\"force push list too long\\\"}\"}",
                "server response msg/sendMsg --api v1"},
};

}  // namespace nimpush_tool
