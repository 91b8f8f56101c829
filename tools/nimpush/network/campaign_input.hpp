#pragma once

// What `nimpush send` sends: a notification, a request or the push of a scenario, in several languages.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/request.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

#include "../arguments.hpp"

namespace nimpush_tool {

inline constexpr option scenario_option = {"--scenario", "", "FILE is a scenario: its first push through APNs is sent"};
inline constexpr option topic_option = {"--topic", "TOPIC", "of a notification: the bundle id, or the whole topic"};
inline constexpr option type_option = {"--type", "TYPE", "of a notification: Apple's apns-push-type; else alert"};
inline constexpr option priority_option = {"--priority", "1|5|10", "of a notification"};
inline constexpr option collapse_option = {"--collapse-id", "ID", "of a notification: one takes the place of another"};
inline constexpr option expiration_option = {"--expiration", "SECONDS",
                                             "of a notification: since 1970, when Apple gives it up; 0: one attempt"};

/// What a language says.
struct push_words {
    nimpush::text title{};
    nimpush::text subtitle{};
    nimpush::text body{};

    using described_by = nimpush::field_list<nimpush::field<"title", &push_words::title>,
                                             nimpush::field<"subtitle", &push_words::subtitle>,
                                             nimpush::field<"body", &push_words::body>>;
};

class send_campaign {
    nimpush::apns::request base_{};
    std::vector<std::pair<std::string, push_words>> texts_{};  // by their languages, in lower case

  public:
    /// Reads the command's FILE. False, with the problems printed.
    bool read(const arguments& args, const std::string& input);

    nimpush::apns::request& base() { return base_; }
    const nimpush::apns::request& base() const { return base_; }

    /// What those of a locale get, without a token. `zh-Hant-TW` has the texts of zh-hant-tw, zh-hant or zh, whichever
    /// is there first; else those of the notification itself, and where it has none the first.
    nimpush::apns::request in(std::string_view locale) const;
    /// What one device gets whose own keys these are; an empty text is a key that it has not of its own.
    static nimpush::apns::request with_own(nimpush::apns::request made, const std::vector<std::string>& keys,
                                           nimpush::span<const std::string> held);

  private:
    bool read_texts(const nimpush::value& json);
    const push_words* words_of(std::string_view locale) const;
};

}  // namespace nimpush_tool
