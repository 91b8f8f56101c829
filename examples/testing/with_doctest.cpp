// Tests of an app's sender against an Apple of one's own, with doctest: nothing leaves the machine.

#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <memory>
#include <string>

#include <nimpush/interop/apns_server.hpp>
#include <nimpush/interop/apns_test_server.hpp>
#include <nimpush/nimpush.hpp>

#include "sender.hpp"

namespace apns = nimpush::apns;

namespace {

struct stage {
    std::unique_ptr<apns::test_server> apple = apns::test_server::start().value();
    std::unique_ptr<acme::sender> sender = acme::sender::make({.host = "localhost",
                                                               .port = apple->port(),
                                                               .authority = std::string(apple->authority().view()),
                                                               .p8 = std::string(apple->key().view()),
                                                               .key_id = std::string(apns::test_server::key_name),
                                                               .team_id = std::string(apns::test_server::team_name)})
                                               .value();
};

using nimpush::literals::operator""_token;
constexpr auto phone = "0b30557a9fc4e90eb7d6a1c25f8e3d4c0b30557a9fc4e90eb7d6a1c25f8e3d4c"_token;

}  // namespace

TEST_CASE_FIXTURE(stage, "a push is what Apple gets") {
    CHECK(sender->send(phone, "Your table is ready").get() == acme::outcome::sent);
    const auto came = apple->pushes();
    REQUIRE(came.size() == 1);
    CHECK(came[0].header("apns-topic") == "com.example.acme");
    CHECK(came[0].body == R"({"aps":{"alert":{"body":"Your table is ready"},"sound":"default"}})");
}

TEST_CASE_FIXTURE(stage, "a token that is gone is forgotten") {
    apple->answer_token_with(phone, apns::reason::unregistered);
    CHECK(sender->send(phone, "Your table is ready").get() == acme::outcome::forget_token);
}

TEST_CASE_FIXTURE(stage, "a push that a connection did not take arrives once") {
    nimpush::interop::fault_rates faults;
    faults[nimpush::interop::fault::refuse] = faults[nimpush::interop::fault::go_away] = 300'000;  // of a million
    apple->set_faults(faults);
    for (int i = 0; i < 20; ++i) CHECK(sender->send(phone, std::to_string(i)).get() == acme::outcome::sent);
    int accepted = 0;
    for (const auto& one : apple->pushes()) accepted += one.status == 200;
    CHECK(accepted == 20);
}
