#pragma once

// What the SDK is told when it is initialised, on each platform.

#include <nimpush/model/sdk_options/android.hpp>
#include <nimpush/model/sdk_options/common.hpp>
#include <nimpush/model/sdk_options/desktop.hpp>
#include <nimpush/model/sdk_options/ios.hpp>
#include <nimpush/model/sdk_options/server_config.hpp>
