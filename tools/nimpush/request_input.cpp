#include "request_input.hpp"

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <nimpush/apns/header.hpp>
#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/model/device_token.hpp>

#include "apns_input.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

bool take_priority(const nimpush::maybe<std::int64_t>& number, nimpush::maybe<nimpush::apns::priority>& to) {
    if (!number.has_value()) return true;
    if (*number == 1 || *number == 5 || *number == 10) {
        to = static_cast<nimpush::apns::priority>(*number);
        return true;
    }
    print_problem({nimpush::errc::out_of_range, "priority", "must be 1, 5 or 10: Apple answers BadPriority"});
    return false;
}

bool refuse_others(std::initializer_list<std::pair<bool, std::string_view>> given) {
    bool good = true;
    for (const auto& [is_given, name] : given) {
        if (!is_given) continue;
        print_problem(
            {nimpush::errc::unknown_key, nimpush::text::from(name).value(), "this resource does not have it"});
        good = false;
    }
    return good;
}

int print_request(std::string_view method, std::string_view origin, std::string_view path,
                  const nimpush::apns::header_list& headers, const nimpush::value& body) {
    const auto known = [](std::string_view s) { return nimpush::value(nimpush::text::from(s).value()); };
    return print(nimpush::value::map({{"method", known(method)},
                                      {"origin", known(origin)},
                                      {"path", known(path)},
                                      {"headers", headers_as_value(headers)},
                                      {"body", body}}));
}

bool take_payload(const nimpush::value& json, nimpush::apns::notification& to) {
    auto read = nimpush::apns::read_notification(json);
    for (auto& fault : read.found)
        fault.what.path = nimpush::detail::join("payload", fault.what.path.empty() ? "" : ".", fault.what.path.view());
    return nimpush_tool::take(std::move(read), to);
}

namespace {

/// A token as people paste it, with what is to be said of it.
bool take_token(std::string_view pasted, nimpush::device_token& to) {
    if (!take(nimpush::device_token::parse(pasted), "token", to)) return false;
    nimpush::problems found = check(to);
    for (nimpush::problem& one : found) one.what.path = "token";
    return print_problems(found);
}

}  // namespace

bool take_request(const request_input& in, nimpush::apns::request& r) {
    if (!in.push_type.has_value()) {
        print_problem({nimpush::errc::missing, "push_type", "missing: it is required"});
        return false;
    }
    r.type = *in.push_type;
    r.bundle_id = in.bundle_id;
    r.topic = in.topic;
    r.collapse_id = in.collapse_id;
    r.expiration = in.expiration;
    r.environment = in.environment.value_or(nimpush::apns::environment::production);
    // MDM has no other authentication than its certificate.
    const bool is_mdm = r.type == nimpush::apns::push_type::mdm;
    r.authentication = in.authentication.value_or(is_mdm ? nimpush::apns::authentication::certificate
                                                         : nimpush::apns::authentication::token);
    bool good = take_priority(in.priority, r.priority);
    if (in.token.has_value()) good &= take_token(in.token.view(), r.token);
    if (in.apns_id.has_value()) good &= take(nimpush::apns::make_message_id(in.apns_id.view()), "apns_id", r.apns_id);
    good &= refuse_others({{in.request_id.has_value(), "request_id"}, {in.channel_id.has_value(), "channel_id"}});
    good &= take_payload(in.payload, r.payload);
    return good;
}

}  // namespace nimpush_tool
