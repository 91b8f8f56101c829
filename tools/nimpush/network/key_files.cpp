#include "key_files.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>

#include "../arguments.hpp"
#include "../input.hpp"

namespace nimpush_tool {

std::string shown(std::string_view file) { return std::string(nimpush::detail::printable(file, 300).view()); }

bool read_passphrase(const arguments& args, nimpush::maybe<std::string>& to) {
    if (args.has(passphrase_file_option) && args.has(passphrase_env_option)) {
        std::cerr << "a passphrase from a file and from the environment: give one of the two\n";
        return false;
    }
    if (args.has(passphrase_env_option)) {
        const std::string name(args.value(passphrase_env_option));
        const char* const held = std::getenv(name.c_str());
        if (held == nullptr) {
            std::cerr << "the environment has no variable " << shown(name) << '\n';
            return false;
        }
        to = std::string(held);
    } else if (args.has(passphrase_file_option)) {
        std::string all;
        if (!read_file(args.value(passphrase_file_option), all)) return false;
        to = all.substr(0, std::min(all.find('\n'), all.size()));
        if (to->ends_with('\r')) to->pop_back();
    }
    return true;
}

namespace {

/// What stands first inside of the outermost SEQUENCE of a binary file; empty where it is none.
std::string_view inside_of_der(std::string_view bytes) {
    if (bytes.size() < 8 || bytes[0] != '\x30') return {};
    const auto size = static_cast<std::uint8_t>(bytes[1]);
    const std::size_t head = size < 0x80 ? 2 : 2 + (size & 0x7Fu);
    return head > 6 ? std::string_view() : bytes.substr(head);
}

/// The command that makes PEM of a binary file; empty where it is none that is known.
std::string conversion_of(std::string_view bytes, std::string_view file) {
    const std::string_view inside = inside_of_der(bytes);
    const std::string to = " -in " + shown(file) + " -out " + shown(file) + ".pem";
    if (inside.empty()) return {};
    if (inside.starts_with("\x02\x01\x03"))
        return "PKCS #12 (.p12), no PEM; this makes PEM of it (with -legacy, where a keychain wrote it): openssl "
               "pkcs12" +
               to;
    if (inside.starts_with('\x02')) return "a key in DER, no PEM; this makes PEM of it: openssl pkey -inform DER" + to;
    return "a certificate in DER (.cer) or alike, no PEM; this makes PEM of it: openssl x509 -inform DER" + to;
}

}  // namespace

bool read_pem(std::string_view file, std::string& to) {
    if (!read_file(file, to)) return false;
    if (to.find("-----BEGIN ") != to.npos) return true;
    const std::string how = conversion_of(to, file);
    if (how.empty()) return true;  // what it is instead is told by who reads it
    std::cerr << shown(file) << ": " << how << '\n';
    return false;
}

std::string_view key_id_in(std::string_view file) {
    if (const std::size_t slash = file.rfind('/'); slash != file.npos) file.remove_prefix(slash + 1);
    constexpr std::string_view lead = "AuthKey_", tail = ".p8";
    constexpr std::size_t size = 10;
    if (file.size() != lead.size() + size + tail.size() || !file.starts_with(lead) || !file.ends_with(tail)) return {};
    const std::string_view id = file.substr(lead.size(), size);
    const auto is_of_id = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
    return std::all_of(id.begin(), id.end(), is_of_id) ? id : std::string_view();
}

}  // namespace nimpush_tool
