#pragma once

// NIM's server REST API: every call that sends a push or decides about one, on v1 and v2.

// IWYU pragma: begin_exports
#include <nimpush/dialect/server_api/accounts.hpp>
#include <nimpush/dialect/server_api/all_calls.hpp>
#include <nimpush/dialect/server_api/answer.hpp>
#include <nimpush/dialect/server_api/body.hpp>
#include <nimpush/dialect/server_api/messages.hpp>
#include <nimpush/dialect/server_api/notifications.hpp>
#include <nimpush/dialect/server_api/request.hpp>
#include <nimpush/dialect/server_api/v2_calls.hpp>
#include <nimpush/dialect/server_api/v2_messages.hpp>
#include <nimpush/dialect/server_api/v2_parts.hpp>
#include <nimpush/dialect/server_api/values.hpp>
// IWYU pragma: end_exports
