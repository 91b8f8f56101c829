#pragma once

// What the gateway keeps on disk: its authority, its signing key, client certificates. Made on first use, private.

#include <string>
#include <string_view>

#include <nimpush/core/result.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/interop/openssl.hpp>
#include <nimpush/interop/openssl_authority.hpp>

namespace nimpush_tool {

/// A folder of the gateway's. Two gateways may begin in one at the same time: who comes second takes what is there.
class gateway_files {
    std::string folder_;

  public:
    explicit gateway_files(std::string_view folder) : folder_(folder) {}

    /// Makes the folder, for its owner alone, where it is not there. False, with the problem printed.
    bool prepare() const;
    /// The authority, and its certificate in ca.pem for those who are to trust it.
    nimpush::result<nimpush::openssl::authority> authority() const;
    nimpush::result<nimpush::openssl::signing_key> key(std::string_view key_name) const;
    /// The certificate and the key of a client that pushes to an app, in one file, anew each time.
    nimpush::result<void> client(const nimpush::openssl::authority& signer, const nimpush::text& bundle_id,
                                 const nimpush::text& team) const;

    std::string ca_path() const { return path("ca.pem"); }
    std::string key_path(std::string_view key_name) const;
    std::string client_path(std::string_view bundle_id) const;

  private:
    std::string path(std::string_view name) const;
};

}  // namespace nimpush_tool
