#pragma once

// The key that the desktop's SDK encrypts its database with.

#include <nimpush/core/text.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {

/// The desktop's key of its database: best as long as it may be (limits::database_key).
using desktop_database_key = basic_text<schema::at_most<limits::database_key, schema::characters>>;

}  // namespace nimpush::v1
