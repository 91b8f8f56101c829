#pragma once

// The JSON of NIM's desktop C SDK: `desktop_sdk::encode()`, `desktop_sdk::decode()`, and the types between.

// IWYU pragma: begin_exports
#include <nimpush/dialect/desktop_sdk/builders.hpp>
#include <nimpush/dialect/desktop_sdk/client.hpp>
#include <nimpush/dialect/desktop_sdk/json_text.hpp>
#include <nimpush/dialect/desktop_sdk/message.hpp>
#include <nimpush/dialect/desktop_sdk/notification.hpp>
#include <nimpush/dialect/desktop_sdk/options.hpp>
#include <nimpush/dialect/desktop_sdk/read.hpp>
#include <nimpush/dialect/desktop_sdk/results.hpp>
#include <nimpush/dialect/desktop_sdk/setting.hpp>
#include <nimpush/dialect/desktop_sdk/write.hpp>
// IWYU pragma: end_exports
