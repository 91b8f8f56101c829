#pragma once

// Every limit of NIM that bears on push, once, whatever wire it is met on.
//
// Each says its unit, what happens beyond it and where the fact comes from; text rules and checks take the numbers
// from here.

#include <cstddef>
#include <cstdint>

namespace nimpush::inline v1 {

/// NIM's limits, as numbers.
namespace limits {

/// Characters of a push certificate's name; the login answers 500 beyond (NIMSDK's header; the Flutter guide
/// "implement APNs offline push"). The plugin sends a longer one.
inline constexpr std::size_t certificate_name = 32;

/// Characters of the desktop's key of its database, which is advised to have them all
/// (nim_sdk_windows_options.dart:16).
inline constexpr std::size_t database_key = 32;

/// Characters of a push text. Newer headers and the server API say 500 characters, message.dart:95 says 200 bytes:
/// over 500 characters is an error, over 200 bytes a warning of check().
inline constexpr std::size_t push_text = 500;
inline constexpr std::size_t push_text_warn_bytes = 200;

/// Bytes of a push payload as JSON ("2K", message.dart:91; the server API says 2,048 characters, the payload page
/// 2,048 bytes: the smaller one is taken).
inline constexpr std::size_t push_payload = 2048;

/// Accounts in a forced-push list; NIM answers 811 beyond (message.dart:960).
inline constexpr std::size_t forced_accounts = 100;

}  // namespace limits
}  // namespace nimpush::v1
