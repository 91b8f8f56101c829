#pragma once

// What nearly every suite includes, for NIMPUSH_TEST_PRECOMPILED. Each suite includes what it uses all the same: g++ and
// clang 14 build them without this.

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/wire/json.hpp>
