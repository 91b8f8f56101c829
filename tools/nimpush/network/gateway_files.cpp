#include "gateway_files.hpp"

#include <cerrno>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

#include <nimpush/core/error.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/interop/openssl.hpp>
#include <nimpush/interop/openssl_authority.hpp>

#include "../verdict_text.hpp"
#include "private_file.hpp"

namespace nimpush_tool {

namespace {

/// What is in a private file that is made where it is not there.
template <class Make> nimpush::result<std::string> kept(const std::string& path, Make&& make) {
    if (::access(path.c_str(), F_OK) != 0) {
        const auto made = make();
        if (!made) return nimpush::unexpected(made.error());
        if (const auto fine = write_first(path, *made); !fine) return nimpush::unexpected(fine.error());
    }
    if (is_open_to_others(path)) std::cerr << "warning: others may read " << foreign(path) << ", which has a key\n";
    return read_whole(path);
}
nimpush::error in_file(const std::string& path, const nimpush::error& e) {
    return {e.code, {}, nimpush::detail::printable(path + ": " + std::string(e.detail.view()), 400)};
}
std::string joined(const nimpush::text& one, const nimpush::text& other) {
    return std::string(one.view()) + std::string(other.view());
}

}  // namespace

bool gateway_files::prepare() const {
    if (::mkdir(folder_.c_str(), 0700) == 0) return true;
    const int code = errno;
    struct stat held {};
    if (code == EEXIST && ::stat(folder_.c_str(), &held) == 0 && S_ISDIR(held.st_mode)) return true;
    std::cerr << "cannot make the folder " << foreign(folder_) << ": "
              << (code == EEXIST ? "a file has this name" : std::error_code(code, std::generic_category()).message())
              << '\n';
    return false;
}

nimpush::result<nimpush::openssl::authority> gateway_files::authority() const {
    using nimpush::openssl::authority;
    const std::string file = path("ca-key.pem");
    const auto pem = kept(file, []() -> nimpush::result<std::string> {
        const auto made = authority::make("nimpush gateway");
        if (!made) return nimpush::unexpected(made.error());
        const auto certificate = made->to_pem();
        const auto secret = made->secret_pem();
        if (!certificate || !secret) return nimpush::unexpected((certificate ? secret : certificate).error());
        return joined(*certificate, *secret);
    });
    if (!pem) return nimpush::unexpected(pem.error());
    auto read = authority::from_pem(*pem, *pem);
    if (!read) return nimpush::unexpected(in_file(file, read.error()));
    const auto certificate = read->to_pem();
    if (!certificate) return nimpush::unexpected(certificate.error());
    if (const auto fine = write_whole(ca_path(), certificate->view(), readers::all); !fine)
        return nimpush::unexpected(fine.error());
    return read;
}

nimpush::result<nimpush::openssl::signing_key> gateway_files::key(std::string_view key_name) const {
    using nimpush::openssl::signing_key;
    const std::string file = key_path(key_name);
    const auto pem = kept(file, []() -> nimpush::result<std::string> {
        const auto made = signing_key::generate();
        if (!made) return nimpush::unexpected(made.error());
        const auto secret = made->secret_pem();
        if (!secret) return nimpush::unexpected(secret.error());
        return std::string(secret->view());
    });
    if (!pem) return nimpush::unexpected(pem.error());
    auto read = signing_key::from_pem(*pem);
    if (!read) return nimpush::unexpected(in_file(file, read.error()));
    return read;
}

nimpush::result<void> gateway_files::client(const nimpush::openssl::authority& signer, const nimpush::text& bundle_id,
                                            const nimpush::text& team) const {
    const std::string name = "Apple Push Services: " + std::string(bundle_id.view());
    const auto made =
        signer.issue({.name = nimpush::detail::printable(name, 64), .bundle_id = bundle_id, .team = team});
    if (!made) return nimpush::unexpected(made.error());
    return write_whole(client_path(bundle_id.view()), joined(made->certificate, made->key), readers::owner);
}

std::string gateway_files::key_path(std::string_view key_name) const {
    return path("AuthKey_" + std::string(key_name) + ".p8");
}
std::string gateway_files::client_path(std::string_view bundle_id) const {
    return path("push-" + std::string(bundle_id) + ".pem");
}
std::string gateway_files::path(std::string_view name) const {
    return folder_ + (folder_.ends_with('/') ? "" : "/") + std::string(name);
}

}  // namespace nimpush_tool
