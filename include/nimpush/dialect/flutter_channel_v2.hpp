#pragma once

// How nim_core_v2 10.3.1 to 10.9.90, the second of NIM's Flutter plugins, speaks to its native side.

// IWYU pragma: begin_exports
#include <nimpush/dialect/flutter_channel_v2/all_calls.hpp>
#include <nimpush/dialect/flutter_channel_v2/apns_token_sync.hpp>
#include <nimpush/dialect/flutter_channel_v2/asks.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>
#include <nimpush/dialect/flutter_channel_v2/client.hpp>
#include <nimpush/dialect/flutter_channel_v2/conversations.hpp>
#include <nimpush/dialect/flutter_channel_v2/creators.hpp>
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>
#include <nimpush/dialect/flutter_channel_v2/event_models.hpp>
#include <nimpush/dialect/flutter_channel_v2/events.hpp>
#include <nimpush/dialect/flutter_channel_v2/initialize.hpp>
#include <nimpush/dialect/flutter_channel_v2/login.hpp>
#include <nimpush/dialect/flutter_channel_v2/message.hpp>
#include <nimpush/dialect/flutter_channel_v2/message_changes.hpp>
#include <nimpush/dialect/flutter_channel_v2/message_parts.hpp>
#include <nimpush/dialect/flutter_channel_v2/messages.hpp>
#include <nimpush/dialect/flutter_channel_v2/ohos_options.hpp>
#include <nimpush/dialect/flutter_channel_v2/push.hpp>
#include <nimpush/dialect/flutter_channel_v2/push_services.hpp>
#include <nimpush/dialect/flutter_channel_v2/settings.hpp>
#include <nimpush/dialect/flutter_channel_v2/token_versions.hpp>
// IWYU pragma: end_exports
