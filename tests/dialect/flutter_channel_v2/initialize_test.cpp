#include <nimpush/dialect/flutter_channel_v2/initialize.hpp>

#include <cstdint>
#include <vector>

#include <nimpush/core/check.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../../support/channel_rows.hpp"
#include "../../support/read_into.hpp"

namespace {

using namespace nimpush;
namespace channel = nimpush::flutter_channel_v2;

// The options of a phone are those of 1.7.7: made in place, or of what is there.
constexpr plugin::ios_sdk_options options{.common = {.app_key = "key1"}, .apns_cername = "acme_prod"};
constexpr channel::initialize<plugin::ios_sdk_options> in_place{
    .options = {.common = {.app_key = "key1"}, .apns_cername = "acme_prod"}};

value arguments_of(const std::vector<std::uint8_t>& bytes) {
    const auto call = standard_codec::decode_method_call(bytes);
    REQUIRE(call.has_value());
    return call->arguments;
}

}  // namespace

TEST_CASE("1.7.7 and 10.3.1 write the same options of a phone, but for the version and the automatic login") {
    value first = arguments_of(*flutter_channel::encode(flutter_channel::initialize<plugin::ios_sdk_options>{options}));
    const value second = arguments_of(*channel::encode(channel::initialize<plugin::ios_sdk_options>{.options = options},
                                                       {.plugin = channel::v10_3_1}));
    CHECK(test::json_of(*second.find("extras")) == R"({"versionCode":1031,"versionName":"10.3.1"})");
    CHECK(test::json_of(*first.find("extras")) == R"({"versionCode":177,"versionName":"1.7.7"})");
    *first.find("extras") = *second.find("extras");
    CHECK(first == second);

    plugin::ios_sdk_options with_login = options;
    with_login.common.auto_login_info = plugin::login_info{.account = "a", .token = "t"};
    CHECK(flutter_channel::encode(flutter_channel::initialize<plugin::ios_sdk_options>{with_login}).has_value());
    const auto refused = channel::encode(channel::initialize<plugin::ios_sdk_options>{.options = with_login});
    REQUIRE_FALSE(refused.has_value());
    CHECK(test::line_of(refused.error()) ==
          "not_supported autoLoginInfo: version 10.9.90 has it no more: gone since 10.3.1");
}

TEST_CASE("options are made in place, or of what is there") {
    CHECK(in_place == channel::initialize<plugin::ios_sdk_options>{.options = options});
    CHECK_FALSE(in_place == channel::initialize<plugin::ios_sdk_options>{.options = plugin::ios_sdk_options{}});
}

TEST_CASE("a certificate's name keeps its limit") {
    channel::initialize<plugin::ios_sdk_options> call{.options = options};
    CHECK(check(call).empty());
    CHECK(test::lines_of(test::read_parameters(
              json::read(R"({"options":{"appKey":"k","apnsCername":"ENTERPRISE_PUSH_PRODUCTION_CERT12"}})").value(),
              call)) == test::lines{"too_long options.apnsCername: 33 characters, at most 32: the login would fail "
                                    "with code 500"});
}
