// Versions of V2: each model of replies and events of each, as each other reads it.

#include <nimpush/dialect/flutter_channel_v2.hpp>

#include <string>

#include <nimpush/core/read.hpp>
#include <nimpush/wire/json.hpp>

#include "../../support/faults.hpp"
#include "../../support/rows.hpp"
#include "../../support/version_walks.hpp"

using namespace nimpush;
namespace channel = nimpush::flutter_channel_v2;
using test::lines, test::lines_of;

TEST_CASE("each model of replies and events, through the codec and both spellings of JSON, in each version") {
    const auto check_model = []<class T>() {
        const T full = test::filled<T>();
        for (const auto writer : channel::known_versions) {
            const T ours = test::stripped(full, writer);
            CHECK(find_unspoken(ours, writer).empty());
            const schema::as_spoken<T> spoken{ours, writer};
            const value tree = *standard_codec::decode(*standard_codec::encode(spoken));
            CHECK(test::tree_of<schema::spelling::wire>(spoken) == tree);
            const auto as_parameters = read_parameters<T>(test::tree_of(spoken), writer);
            CHECK(lines_of(as_parameters.found) == lines{});
            CHECK(as_parameters.made == ours);
            for (const auto reader : channel::known_versions) {
                const auto read = read_wire<T, plugin::dart_num>(tree, reader);
                if (read)
                    CHECK(*read == test::stripped(ours, reader));
                else
                    CHECK((reader < writer && read.error().code == errc::bad_enumerator));
            }
        }
    };
    check_model.operator()<channel::send_message_result>();
    check_model.operator()<channel::modify_message_result>();
    check_model.operator()<channel::client_antispam_result>();
    check_model.operator()<channel::login_client_change_event>();
    check_model.operator()<channel::kicked_offline_detail>();
    check_model.operator()<channel::data_sync_detail>();
    check_model.operator()<channel::operation_result>();
    check_model.operator()<channel::custom_notification>();
    check_model.operator()<channel::broadcast_notification>();
    check_model.operator()<channel::send_progress>();
    check_model.operator()<channel::p2p_read_receipt>();
    check_model.operator()<channel::team_read_receipt>();
    check_model.operator()<channel::revoke_notification>();
    check_model.operator()<channel::deleted_notification>();
    check_model.operator()<channel::clear_notification>();
    check_model.operator()<channel::quick_comment_notification>();
    check_model.operator()<channel::pin_notification>();
    check_model.operator()<channel::team_mute_mode_change>();
    check_model.operator()<channel::p2p_mute_mode_change>();
    check_model.operator()<channel::read_time_update>();
    check_model.operator()<channel::mix_push_token>();
    check_model.operator()<channel::provided_push_token>();
    check_model.operator()<channel::dnd_config>();
}
