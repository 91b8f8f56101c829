#pragma once

// What the commands with keys share: passphrases that stand in no argument, and files that are no PEM in words.

#include <string>
#include <string_view>

#include <nimpush/core/maybe.hpp>

#include "../arguments.hpp"

namespace nimpush_tool {

inline constexpr option passphrase_file_option = {"--passphrase-file", "FILE",
                                                  "a file whose first line is the key's passphrase"};
inline constexpr option passphrase_env_option = {
    "--passphrase-env", "VAR", "the environment variable that has it; as an argument all could see it"};

/// What one of the two options says; none where neither is given. False, with the problem printed.
bool read_passphrase(const arguments& args, nimpush::maybe<std::string>& to);

/// A file of PEM. False, with the problem printed: of DER and PKCS #12 with the command that makes PEM of them.
bool read_pem(std::string_view file, std::string& to);

/// The key's id in the name that Apple gives its file, AuthKey_XXXXXXXXXX.p8; empty where it has another.
std::string_view key_id_in(std::string_view file);

/// A file's name for a message.
std::string shown(std::string_view file);

}  // namespace nimpush_tool
