// Tests of an app's sender against an Apple of one's own, with GoogleTest: nothing leaves the machine.

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>
#include <nimpush/interop/apns_test_server.hpp>
#include <nimpush/nimpush.hpp>

#include "sender.hpp"

namespace apns = nimpush::apns;

namespace {

using nimpush::literals::operator""_token;
constexpr auto phone = "0b30557a9fc4e90eb7d6a1c25f8e3d4c0b30557a9fc4e90eb7d6a1c25f8e3d4c"_token;

class Sending : public testing::Test {
  protected:
    std::unique_ptr<apns::test_server> apple;
    std::unique_ptr<acme::sender> sender;

    void SetUp() override {
        auto started = apns::test_server::start();
        ASSERT_TRUE(started.has_value());
        apple = *std::move(started);
        auto made = acme::sender::make(with_key(std::string(apple->key().view())));
        ASSERT_TRUE(made.has_value());
        sender = *std::move(made);
    }
    acme::settings with_key(std::string p8) const {
        return {.host = "localhost",
                .port = apple->port(),
                .authority = std::string(apple->authority().view()),
                .p8 = std::move(p8),
                .key_id = std::string(apns::test_server::key_name),
                .team_id = std::string(apns::test_server::team_name)};
    }
};

}  // namespace

TEST_F(Sending, PushIsWhatAppleGets) {
    EXPECT_EQ(sender->send(phone, "Your table is ready").get(), acme::outcome::sent);
    const auto came = apple->pushes();
    ASSERT_EQ(came.size(), 1u);
    EXPECT_EQ(came[0].header("apns-push-type"), "alert");
    EXPECT_EQ(came[0].body, R"({"aps":{"alert":{"body":"Your table is ready"},"sound":"default"}})");
}

TEST_F(Sending, AnotherKeyIsNotBelieved) {
    const auto other = nimpush::openssl::signing_key::generate().value();
    const auto stranger = acme::sender::make(with_key(std::string(other.secret_pem().value().view()))).value();
    EXPECT_EQ(stranger->send(phone, "hello").get(), acme::outcome::failed);
    const auto came = apple->pushes();
    ASSERT_FALSE(came.empty());
    EXPECT_EQ(came.back().reason, apns::reason::invalid_provider_token);
    EXPECT_NE(came.back().note.view().find("signature"), std::string_view::npos);
}

TEST_F(Sending, RefusalOfOneLeavesTheNext) {
    apple->answer_next_with(apns::reason::bad_collapse_id);
    EXPECT_EQ(sender->send(phone, "hello").get(), acme::outcome::failed);
    EXPECT_EQ(sender->send(phone, "hello").get(), acme::outcome::sent);
}
