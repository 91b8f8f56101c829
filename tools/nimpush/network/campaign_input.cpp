#include "campaign_input.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/alert.hpp>
#include <nimpush/apns/push_type.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/ascii.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/explain.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/wire/json.hpp>

#include "../arguments.hpp"
#include "../input.hpp"
#include "../output.hpp"
#include "../request_input.hpp"

namespace nimpush_tool {

namespace {

namespace apns = nimpush::apns;
namespace delivery = nimpush::delivery;
using nimpush::text;
using nimpush::value;

constexpr std::string_view texts_key = "texts";

bool refuse(nimpush::errc code, text path, text why) {
    print_problem({code, std::move(path), std::move(why)});
    return false;
}

/// The request that a scenario's first push through APNs is.
bool request_of_scenario(const std::string& input, value& to) {
    const auto scenario = delivery::read_scenario(std::string_view(input));
    if (!scenario) {
        print_problems(scenario.error());
        return false;
    }
    print_problems(check(*scenario));
    const auto verdicts = delivery::explain(*scenario, {});
    if (!verdicts) {
        print_problems(verdicts.error());
        return false;
    }
    for (const delivery::verdict& one : *verdicts) {
        if (!one.request) continue;
        const auto& headers = one.request->headers;
        to = value::map({{"push_type", text(nimpush::name_of(headers.push_type))},
                         {"bundle_id", headers.topic},
                         {"priority", static_cast<std::int64_t>(headers.priority)},
                         {"payload", one.request->payload}});
        return true;
    }
    return refuse(nimpush::errc::missing, {}, "nothing of this scenario leaves for APNs: nimpush explain says why");
}

bool take_number(const arguments& args, const option& from, std::string_view key, value& to) {
    if (!args.has(from)) return true;
    const auto n = nimpush::read_int64(args.value(from));
    if (!n) return refuse(nimpush::errc::wrong_type, text(key), "a whole number");
    to.append(text(key), *n);
    return true;
}

/// The same of a notification, with what the options say.
bool request_of_notification(const arguments& args, value payload, value& to) {
    const std::string_view type_name = args.value(type_option, "alert"), topic = args.value(topic_option);
    if (topic.empty()) return refuse(nimpush::errc::missing, "topic", "missing: --topic says for which app it is");
    apns::push_type type{};
    const bool is_known = nimpush::detail::take_name(type_name, type);
    // A topic that ends as those of its type do is a whole one.
    const bool is_whole = is_known && (type == apns::push_type::mdm ||
                                       (!apns::rules_of(type).topic_suffix.empty() && apns::topic_suits(type, topic)));
    to = value::map({{"push_type", text(type_name)}});
    to.append(is_whole ? text("topic") : text("bundle_id"), text(topic));
    if (args.has(collapse_option)) to.append("collapse_id", text(args.value(collapse_option)));
    to.append("payload", std::move(payload));
    return take_number(args, priority_option, "priority", to) && take_number(args, expiration_option, "expiration", to);
}

std::string lower(std::string_view tag) {
    std::string made(tag);
    for (char& c : made) c = c == '_' ? '-' : nimpush::detail::lower(c);
    return made;
}

/// The words in place of those of an alert.
void put(const push_words& words, apns::alert& to) {
    if (to.plain.has_value()) to.body = std::exchange(to.plain, {});
    if (words.title.has_value()) to.title = words.title;
    if (words.subtitle.has_value()) to.subtitle = words.subtitle;
    if (words.body.has_value()) to.body = words.body;
}

}  // namespace

bool send_campaign::read(const arguments& args, const std::string& input) {
    value request;
    bool is_notification = false;
    if (args.has(scenario_option)) {
        if (!request_of_scenario(input, request)) return false;
    } else {
        auto json = nimpush::json::read(trimmed(input));
        if (!json) {
            print_problem(json.error());
            return false;
        }
        if (!json->is(value::kind::map))
            return refuse(nimpush::errc::wrong_type, {}, "a notification or a request is a map");
        value rest = value::map();
        for (const value::member& one : json->members()) {
            if (one.key.chars() != texts_key)
                rest.append(one.key, one.val);
            else if (!read_texts(one.val))
                return false;
        }
        is_notification =
            rest.find("aps") != nullptr || (rest.find("payload") == nullptr && rest.find("push_type") == nullptr);
        if (!is_notification)
            request = std::move(rest);
        else if (!request_of_notification(args, std::move(rest), request))
            return false;
    }
    if (!is_notification)
        for (const option* one : {&topic_option, &type_option, &priority_option, &collapse_option, &expiration_option})
            if (args.has(*one))
                return refuse(
                    nimpush::errc::unknown_key, {},
                    nimpush::detail::join(one->name, ": the input says it itself; it is for a notification alone"));
    request_input in;
    if (!nimpush_tool::take(nimpush::read_parameters<request_input>(request), in)) return false;
    if (in.token.has_value()) return refuse(nimpush::errc::unknown_key, "token", "the tokens are those of --to");
    if (in.apns_id.has_value())
        return refuse(nimpush::errc::unknown_key, "apns_id", "the pushes would all have the same id");
    if (in.resource != resource::device)
        return refuse(nimpush::errc::not_supported, "resource", "a push to devices alone");
    return take_request(in, base_);
}

bool send_campaign::read_texts(const value& json) {
    const text root(texts_key);
    if (!json.is(value::kind::map) || json.size() == 0)
        return refuse(nimpush::errc::wrong_type, root, "a map of languages, each with title, subtitle or body");
    for (const value::member& one : json.members()) {
        auto read = nimpush::read_parameters<push_words>(one.val);
        const std::string path = "texts." + std::string(nimpush::detail::printable(one.key.chars()).view());
        for (auto& fault : read.found)
            fault.what.path = nimpush::detail::join(path, fault.what.path.empty() ? "" : ".", fault.what.path.view());
        texts_.emplace_back(lower(one.key.chars()), push_words{});
        if (!nimpush_tool::take(std::move(read), texts_.back().second)) return false;
    }
    return true;
}

const push_words* send_campaign::words_of(std::string_view locale) const {
    for (std::string tag = lower(locale); !tag.empty();) {
        for (const auto& [language, words] : texts_)
            if (language == tag) return &words;
        const std::size_t cut = tag.rfind('-');
        tag.resize(cut == tag.npos ? 0 : cut);
    }
    return texts_.empty() || base_.payload.alert.has_value() ? nullptr : &texts_.front().second;
}

apns::request send_campaign::in(std::string_view locale) const {
    apns::request made = base_;
    if (const push_words* const words = words_of(locale)) put(*words, made.payload.alert);
    return made;
}

apns::request send_campaign::with_own(apns::request made, const std::vector<std::string>& keys,
                                      nimpush::span<const std::string> held) {
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (!held[i].empty()) made.payload.custom.set(text(keys[i]), text(held[i]));
    return made;
}

}  // namespace nimpush_tool
