// `nimpush payload`: what Apple would make of a payload.

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string_view>
#include <utility>

#include <nimpush/apns/check.hpp>
#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/wire/json.hpp>

#include "apns_input.hpp"
#include "command.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace {

/// Bytes of well-formed JSON without the white space outside of its texts.
std::size_t without_space(std::string_view json) {
    std::size_t n = 0;
    bool in_text = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (in_text && c == '\\') {
            n += 2;
            ++i;
            continue;
        }
        if (c == '"') in_text = !in_text;
        n += in_text || (c != ' ' && c != '\n' && c != '\r' && c != '\t');
    }
    return n;
}

/// The sizes of a payload, and what may be said of them.
struct sizes {
    std::size_t written;  // as nimpush writes it
    std::size_t spelt;    // as it was given, without the white space between
    std::size_t given;
};

/// Whoever sends what was given sends its escapes and its white space too: only where no way fits it is an error.
bool judge(const sizes& of, nimpush::maybe<nimpush::apns::push_type> type, std::size_t limit) {
    using nimpush::detail::count_text;
    const bool written_fits = of.written <= limit;
    const bool spelt_fits = of.spelt <= limit;
    if (written_fits && spelt_fits && of.given <= limit) return true;
    // Without a type the larger limit may be meant.
    const std::size_t least = of.written < of.spelt ? of.written : of.spelt;
    const bool never = least > (type ? limit : nimpush::apns::voip_payload_limit);
    nimpush::text sizes_of = nimpush::detail::join(count_text(of.written), " bytes");
    if (of.spelt != of.written)
        sizes_of = nimpush::detail::join(sizes_of.view(), ", ", count_text(of.spelt), " as it is spelt here");
    if (written_fits && spelt_fits)
        sizes_of = nimpush::detail::join(sizes_of.view(), ", ", count_text(of.given), " with the white space between");
    print_problem({nimpush::errc::too_long,
                   {},
                   nimpush::detail::join(sizes_of.view(), ", at most ", count_text(limit),
                                         type ? "" : " but for voip and broadcasts",
                                         ": Apple answers 413 PayloadTooLarge to what is larger")},
                  never ? nimpush::degree::error : nimpush::degree::warning);
    return !never;
}

int payload(const arguments& args) {
    nimpush::maybe<nimpush::apns::push_type> type;
    nimpush::maybe<std::int64_t> now;
    if (!read_push_type(args, type) || !read_now(args, now)) return wrong_usage;
    return with_notification(args, [&](std::string_view given, const nimpush::apns::notification& n) -> int {
        const auto written = nimpush::json::size(n);
        nimpush::problems found;
        for (auto& one : nimpush::apns::check(n, type, now))  // but for the size, of which there are several
            if (!one.what.path.empty() || one.what.code != nimpush::errc::too_long) found.push_back(std::move(one));
        const bool good = print_problems(found);
        if (!written) return input_at_fault;
        const auto limit = nimpush::apns::rules_of(type.value_or(nimpush::apns::push_type::alert)).payload_limit;
        const sizes of{*written, without_space(given), given.size()};
        if (!judge(of, type, limit) || !good) return input_at_fault;
        std::cout << "{\"bytes\":" << of.written;
        if (of.spelt != of.written) std::cout << ",\"bytes_as_given\":" << of.spelt;
        std::cout << ",\"limit\":" << limit << "}\n";
        return fine;
    });
}

constexpr option options[] = {push_type_option, now_option};
constexpr form forms[] = {{.options = options, .run = payload}};

}  // namespace

constexpr command payload_command = {
    .name = "payload",
    .summary = "Checks a payload of APNs: keys, types, values and size",
    .about =
        "Reads the payload as JSON, with aps in it.\n"
        "Prints {\"bytes\",\"bytes_as_given\",\"limit\"}: its size as nimpush writes it; as it is spelt, where that\n"
        "differs (\\u escapes; white space between does not count); and what the push type allows. On standard error\n"
        "each problem with its path, and warnings.",
    .forms = forms,
    .at_fault = "the payload is at fault",
    .example = {"{\"aps\": {\"alert\": {\"title\": \"Acme\", \"body\": \"hello\"}, \"badge\": 1}}",
                "payload --push-type alert"},
};

}  // namespace nimpush_tool
