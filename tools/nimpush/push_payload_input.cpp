#include "push_payload_input.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/core/check.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/limits.hpp>
#include <nimpush/model/push_payload.hpp>
#include <nimpush/wire/json.hpp>

#include "output.hpp"

namespace nimpush_tool {

namespace {

using nimpush::value;
using nimpush::detail::place;

/// A vendor's part that came as the JSON text of an object, as the object. The payload page speaks of JSON strings and
/// shows objects; NetEase's own sample for React Native sends harmonyField as a text.
value with_parts_opened(const value& payload, nimpush::problems& found) {
    value opened = payload;
    for (const value::member& one : payload.members()) {
        if (!one.val.is(value::kind::string) || !nimpush::is_of_vendor(one.key.chars())) continue;
        const auto inner = nimpush::json::read(one.val.chars());
        if (!inner || !inner->is(value::kind::map)) continue;
        found.push_back(
            {{nimpush::errc::wrong_type, nimpush::text(one.key.chars()),
              "a text that holds an object: the payload page shows the object itself, and whether NIM takes "
              "the text is unverified"},
             nimpush::degree::warning});
        opened.set(nimpush::text(one.key.chars()), *inner);
    }
    return opened;
}

/// The payloads beneath a place, as deep as JSON may be. `payload` alone is the server API's v1, at the top.
void warn_beneath(const value& tree, const place& here, bool is_top) {
    for (std::size_t i = 0; i < tree.items().size(); ++i) warn_beneath(tree.items()[i], here.at(i), false);
    for (const value::member& one : tree.members()) {
        const std::string_view key = one.key.chars();
        const place there = here.at(key);
        if (key != "pushPayload" && key != "push_payload" && !(is_top && key == "payload")) {
            warn_beneath(one.val, there, false);
            continue;
        }
        const auto held =
            one.val.is(value::kind::string) ? nimpush::json::read(one.val.chars()) : nimpush::result<value>(one.val);
        if (!held || !held->is(value::kind::map)) continue;  // which the call's own rules speak of
        nimpush::detail::fault_list faults;
        for (auto& problem : judge_push_payload(*held))
            if (problem.what.code != nimpush::errc::too_long || !problem.what.path.empty())
                faults.add(there, std::move(problem.what), nimpush::degree::warning);
        print_problems(faults.take());
    }
}

}  // namespace

nimpush::problems judge_push_payload(const value& payload) {
    nimpush::problems found;
    if (const auto size = nimpush::json::size(payload); !size)
        found.push_back({size.error(), nimpush::degree::error});
    else if (*size > nimpush::limits::push_payload)
        found.push_back({{nimpush::errc::too_long,
                          {},
                          nimpush::detail::join(nimpush::detail::count_text(*size), " bytes as JSON, at most ",
                                                nimpush::detail::count_text(nimpush::limits::push_payload),
                                                ": NIM refuses the message")},
                         nimpush::degree::error});
    auto read = nimpush::read_push_payload(with_parts_opened(payload, found));
    nimpush::problems& wrong = read.found;
    auto broken = nimpush::check(read.made);
    // What could not be read, and what would be in it, is missing: said already.
    std::erase_if(broken, [&wrong](const nimpush::problem& one) {
        return std::any_of(wrong.begin(), wrong.end(), [path = one.what.path.view()](const auto& unread) {
            const std::string_view place = unread.what.path.view();
            return path == place ||
                   (path.starts_with(place) && (path[place.size()] == '.' || path[place.size()] == '['));
        });
    });
    for (auto* some : {&wrong, &broken})
        for (auto& one : *some) found.push_back(std::move(one));
    return found;
}

void warn_of_push_payloads(const value& parameters) { warn_beneath(parameters, place{}, true); }

}  // namespace nimpush_tool
