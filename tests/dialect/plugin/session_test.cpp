#include <nimpush/dialect/flutter_channel/session.hpp>

#include <string>

#include <nimpush/dialect/plugin/dart.hpp>

#include "../../support/faults.hpp"
#include "../../support/rows.hpp"

namespace {

using namespace nimpush;
using namespace nimpush::plugin;
using test::from_parameters;
using test::from_wire;
using test::json_of;
using test::lines;

static_assert(is_mobile(platform::ios) && is_mobile(platform::android));
static_assert(!is_mobile(platform::windows) && !is_mobile(platform::macos));
static_assert(name_of(session_type::super_team) == "superTeam" && name_of(session_type::chat_room) == "chatRoom");
static_assert(name_of(client_type::rest) == "rest" && static_cast<int>(client_type::macos) == 7);
static_assert(name_of(platform::macos) == "macos");

value login_map() { return value::map({{"account", "u1"}, {"token", "t"}}); }
value login_with(value type) {
    value v = login_map();
    v.set("authType", std::move(type));
    return v;
}

}  // namespace

TEST_CASE("a login: on the wire the kind of proof is its position, for the API its name") {
    constexpr login_info third{.account = "u1",
                               .token = "t",
                               .auth_type = auth_type::auth_type_third_party,
                               .login_ext = "ext",
                               .custom_client_type = 7};
    CHECK(json_of<schema::spelling::wire>(third) ==
          R"({"account":"u1","token":"t","authType":2,"loginExt":"ext","customClientType":7})");
    CHECK(json_of(third) ==
          R"({"account":"u1","token":"t","authType":"authTypeThirdParty","loginExt":"ext","customClientType":7})");
    CHECK(from_parameters<login_info>(login_with("authTypeDynamic")).auth_type == auth_type::auth_type_dynamic);
    CHECK(from_wire<login_info, nimpush::plugin::dart>(login_with(1)).auth_type == auth_type::auth_type_dynamic);
}

TEST_CASE("a login from the wire: a number that is none, or none at all, is the default") {
    for (const value& number : {value(3), value(-1), value(1'000'000'000'000), value()})
        CHECK(from_wire<login_info, nimpush::plugin::dart>(login_with(number)).auth_type ==
              auth_type::auth_type_default);
    CHECK(test::fault_of_wire<login_info, nimpush::plugin::dart>(login_with("authTypeDynamic")) ==
          "wrong_type authType: a text, must be a whole number");
    CHECK(test::fault_of_wire<login_info, nimpush::plugin::dart>(value::map({{"account", "u"}})) ==
          "wrong_type token: null, must be present");
}

TEST_CASE("a login as parameters: account and token are required") {
    CHECK(from_parameters<login_info>(login_map()) == login_info{.account = "u1", .token = "t"});
    CHECK(test::faults_of_parameters<login_info>(value::map({{"account", nullptr}, {"authType", 1}})) ==
          lines{"null_value account: null, which it cannot be", "missing token: missing: it is required",
                "wrong_type authType: a whole number, must be the name of an enumerator"});
    CHECK(test::faults_of_parameters<login_info>(login_with("dynamic")) ==
          lines{"bad_enumerator authType: `dynamic` is none of authTypeDefault, authTypeDynamic, "
                "authTypeThirdParty"});
    CHECK(test::faults_of_parameters<login_info>(login_with(nullptr)) ==
          lines{"null_value authType: null, which it cannot be"});
}

TEST_CASE("another client: its kind is a text, of which an unknown one is unknown") {
    const online_client phone{"iOS 17", client_type::ios, 1712800000000, nullptr};
    CHECK(json_of<schema::spelling::wire>(phone) ==
          R"({"os":"iOS 17","clientType":"ios","loginTime":1712800000000,"customTag":null})");
    const value as_map = test::tree_of<schema::spelling::wire>(phone);
    CHECK(from_wire<online_client, nimpush::plugin::dart>(as_map) == phone);
    value strange = as_map;
    strange.set("clientType", "toaster");
    CHECK(from_wire<online_client, nimpush::plugin::dart>(strange).client_type == client_type::unknown);
    strange.set("clientType", 2);
    CHECK(from_wire<online_client, nimpush::plugin::dart>(strange).client_type == client_type::unknown);
    strange.set("clientType", nullptr);
    CHECK(test::fault_of_wire<online_client, nimpush::plugin::dart>(strange) ==
          "bad_enumerator clientType: missing: Dart demands a value here");
    CHECK(test::fault_of_wire<online_client, nimpush::plugin::dart>(value::map({{"os", "a"}, {"clientType", "ios"}})) ==
          "wrong_type loginTime: null, must be present");
}
