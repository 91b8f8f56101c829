#pragma once

// How nim_core 1.7.7, NIM's Flutter plugin, speaks to its native side.

// IWYU pragma: begin_exports
#include <nimpush/dialect/flutter_channel/all_calls.hpp>
#include <nimpush/dialect/flutter_channel/apns_token_sync.hpp>
#include <nimpush/dialect/flutter_channel/attachment.hpp>
#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/chatroom.hpp>
#include <nimpush/dialect/flutter_channel/client.hpp>
#include <nimpush/dialect/flutter_channel/custom_notification.hpp>
#include <nimpush/dialect/flutter_channel/desktop_options.hpp>
#include <nimpush/dialect/flutter_channel/event_models.hpp>
#include <nimpush/dialect/flutter_channel/event_types.hpp>
#include <nimpush/dialect/flutter_channel/events.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/message.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/notifications.hpp>
#include <nimpush/dialect/flutter_channel/push.hpp>
#include <nimpush/dialect/flutter_channel/push_limits.hpp>
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/flutter_channel/settings.hpp>
#include <nimpush/dialect/flutter_channel/settings_models.hpp>
// IWYU pragma: end_exports
