#pragma once

// How nim_core 1.7.7, NIM's Flutter plugin, speaks to its native side.

#include <nimpush/dialect/flutter_channel/all_calls.hpp>
#include <nimpush/dialect/flutter_channel/apns_token_sync.hpp>
#include <nimpush/dialect/flutter_channel/builders.hpp>
#include <nimpush/dialect/flutter_channel/call.hpp>
#include <nimpush/dialect/flutter_channel/chatroom.hpp>
#include <nimpush/dialect/flutter_channel/event_models.hpp>
#include <nimpush/dialect/flutter_channel/event_types.hpp>
#include <nimpush/dialect/flutter_channel/events.hpp>
#include <nimpush/dialect/flutter_channel/initialize.hpp>
#include <nimpush/dialect/flutter_channel/messages.hpp>
#include <nimpush/dialect/flutter_channel/notifications.hpp>
#include <nimpush/dialect/flutter_channel/reply.hpp>
#include <nimpush/dialect/flutter_channel/settings.hpp>
