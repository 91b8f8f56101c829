// What HarmonyOS answers: ArkTS has one kind of number, and the value chooses its form on the wire.

#include <nimpush/dialect/flutter_channel_v2/all_calls.hpp>

#include <cstdint>
#include <string_view>

#include "../../support/v2_dialect.hpp"

namespace {

using namespace nimpush;
namespace channel = nimpush::flutter_channel_v2;
using test::check_all;
using test::reply_with;
using test::thrown_for;
using test::with_data;

value place(value latitude, value longitude) {
    return with_data(value::map({{"messageType", 4},
                                 {"attachment", value::map({{"nimCoreMessageType", 4},
                                                            {"latitude", std::move(latitude)},
                                                            {"longitude", std::move(longitude)},
                                                            {"address", "x"}})}}));
}
const channel::location_attachment* place_of(const channel::reply<channel::message>& reply) {
    return reply.data->attachment.get_if<channel::location_attachment>();
}

}  // namespace

TEST_CASE("where a double is meant a whole number comes as int32 or int64") {
    struct row {
        value sent;
        double read;
    };
    for (const row& r :
         {row{30, 30.0}, row{-179, -179.0}, row{0, 0.0}, row{INT32_MAX, 2147483647.0},
          row{std::int64_t{1} << 40, 1099511627776.0}, row{-(std::int64_t{1} << 53) + 1, -9007199254740991.0},
          row{30.25, 30.25}, row{1e300, 1e300}}) {
        CAPTURE(r.read);
        const auto reply = reply_with<channel::create_location_message>(place(r.sent, r.sent));
        REQUIRE(reply.has_value());
        REQUIRE(place_of(*reply) != nullptr);
        CHECK(place_of(*reply)->latitude == r.read);
        CHECK(place_of(*reply)->longitude == r.read);
    }
    check_all({
        {"a text is none", thrown_for<channel::create_location_message>(place("30", 1)),
         "TypeError wrong_type data.attachment.latitude: a text, must be a number"},
        {"nor is a list", thrown_for<channel::create_location_message>(place(1, value::list())),
         "TypeError wrong_type data.attachment.longitude: a list, must be a number"},
    });
}

TEST_CASE("where an int is meant a fraction comes as float64, and is cut in models alone") {
    const auto serial = [](value sent) {
        const auto reply =
            reply_with<channel::create_text_message>(with_data(value::map({{"serialId", std::move(sent)}})));
        REQUIRE(reply.has_value());
        return reply->data->serial_id;
    };
    CHECK(serial(7) == 7);
    CHECK(serial(7.75) == 7);
    CHECK(serial(-7.75) == -7);
    CHECK(serial(std::int64_t{1} << 53) == std::int64_t{1} << 53);
    CHECK(serial(value()) == std::nullopt);
    CHECK(reply_with<channel::get_total_unread_count>(with_data(3))->data == 3);
    check_all({{"a plain result", thrown_for<channel::get_total_unread_count>(with_data(3.5)),
                "TypeError wrong_type data: a double, must be a whole number"}});
}

TEST_CASE("code, then data; a failure has no data, and before initialize all calls but one get -1") {
    const auto read = [](value map) { return reply_with<channel::ohos_push_is_enable>(map); };
    CHECK(read(value::map({{"code", 0}, {"data", false}}))->data == false);
    const auto failed = read(value::map({{"code", -1}, {"errorDetails", "SDK Uninitialized"}}));
    REQUIRE(failed.has_value());
    CHECK(failed->code == -1);
    CHECK(failed->error_details == "SDK Uninitialized");
    CHECK(read(value::map({{"code", 199414}, {"errorDetails", "x"}}))->code == 199414);
}
