#include "apns_input.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>

#include "arguments.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

bool read_push_type(const arguments& args, nimpush::maybe<nimpush::apns::push_type>& to) {
    const std::string_view name = args.value(push_type_option);
    return name.empty() || nimpush::detail::take_name(name, to.emplace());
}

bool read_now(const arguments& args, nimpush::maybe<std::int64_t>& to) {
    const std::string_view digits = args.value(now_option);
    // Milliseconds would make every time old.
    return digits.empty() || (read_digits(digits, to.emplace()) && nimpush::apns::detail::are_seconds(*to));
}

bool read_headers(const nimpush::free_map& map, std::vector<nimpush::apns::header>& to) {
    bool good = true;
    for (const nimpush::value::member& one : map.members()) {
        if (one.val.is_null()) continue;
        if (one.val.is(nimpush::value::kind::string)) {
            to.push_back({one.key.chars(), one.val.chars()});
            continue;
        }
        const nimpush::detail::place root;
        const nimpush::detail::place headers = root.at("headers");
        print_problem({nimpush::errc::wrong_type, headers.at(one.key.chars()).path(), "a header is a text"});
        good = false;
    }
    return good;
}

nimpush::value headers_as_value(const nimpush::apns::header_list& list) {
    nimpush::value made = nimpush::value::map();
    for (std::size_t i = 0; i < list.size(); ++i)
        made.append(nimpush::value::string(nimpush::detail::unchecked{}, list[i].name),
                    nimpush::value::string(nimpush::detail::unchecked{}, list[i].value));
    return made;
}

}  // namespace nimpush_tool
