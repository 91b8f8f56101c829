#pragma once

// Who talks to whom on 1.7.7's channel: what both versions of the plugin share.

#include <nimpush/dialect/plugin/session.hpp>

namespace nimpush::inline v1 {
namespace flutter_channel {

using plugin::auth_type, plugin::client_type, plugin::is_mobile, plugin::login_info, plugin::online_client,
    plugin::platform, plugin::session_type;

}  // namespace flutter_channel
}  // namespace nimpush::v1
