#pragma once

// Addresses and keys of a private deployment (NIMServerConfig).

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include <nimpush/core/check.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/key_index.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>

namespace nimpush::inline v1::plugin {

/// How the session key is negotiated.
enum class nego_key_neca : std::uint8_t { rsa, sm2, rsa_oaep_1, rsa_oaep_256 };
schema::texts<"rsa", "sm2", "rsaOaep1", "rsaOaep256"> enum_names(nego_key_neca);
/// How the connection is encrypted.
enum class comm_enca : std::uint8_t { rc4, aes, sm4 };
schema::texts<"rc4", "aes", "sm4"> enum_names(comm_enca);
enum class ip_protocol_version : std::uint8_t { ipv4, ipv6, any };
schema::texts<"ipv4", "ipv6", "any"> enum_names(ip_protocol_version);
enum class handshake_type : std::uint8_t { v0, v1 };
schema::texts<"v0", "v1"> enum_names(handshake_type);

/// A Set of Dart: a list on the wire, where what repeats an earlier text is left out.
class text_set {
    std::vector<text> items_{};

  public:
    constexpr text_set() = default;
    constexpr text_set(std::initializer_list<text> items) : text_set(std::vector<text>(items)) {}
    constexpr text_set(const std::vector<text>& items) {
        nimpush::detail::key_index known;
        const auto item_at = [&items](std::size_t i) { return items[i].view(); };
        for (std::size_t i = 0; i < items.size(); ++i)
            if (!known.repeats(i + 1, item_at)) items_.push_back(items[i]);
    }
    /// In the order of their first places.
    constexpr span<const text> items() const noexcept { return items_; }

    template <class Out> constexpr void emit_to(Out& out) const { schema::write(out, items_); }
    template <class Policy>
    constexpr void read_from(const value& v, const nimpush::detail::place& here, nimpush::detail::fault_list& faults) {
        std::vector<text> read;
        nimpush::detail::read_into<Policy>(v, read, here, faults);
        *this = text_set(read);
    }
    constexpr void add_faults(const nimpush::detail::place& here, nimpush::detail::fault_list& faults) const {
        nimpush::detail::check_into<schema::spelling::api>(items_, here, faults);
    }
    friend constexpr bool operator==(const text_set&, const text_set&) = default;
};

/// A private deployment; every key is always written. Defaults as in nim_sdk_server_config.dart.
struct server_config {
    text module{};
    std::int64_t public_key_version = 0;
    text lbs{};
    text default_link{};
    text nos_upload_lbs{};
    text nos_upload_default_link{};
    text nos_upload{};
    bool nos_support_https = true;
    text nos_download_url_format{};
    text nos_download{};
    text nos_access{};
    plugin::nego_key_neca nego_key_neca = nego_key_neca::rsa;
    maybe<std::int64_t> nego_key_enca_key_version{};
    text nego_key_enca_key_parta{};
    text nego_key_enca_key_partb{};
    plugin::comm_enca comm_enca = comm_enca::rc4;
    text link_ipv6{};
    plugin::ip_protocol_version ip_protocol_version = ip_protocol_version::ipv4;
    text probe_ipv4_url{};
    text probe_ipv6_url{};
    plugin::handshake_type handshake_type = handshake_type::v1;
    bool nos_cdn_enable = true;
    maybe<text_set> nos_download_set{};

    using described_by = field_list<
        field<"module", &server_config::module>, field<"publicKeyVersion", &server_config::public_key_version>,
        field<"lbs", &server_config::lbs>, field<"defaultLink", &server_config::default_link>,
        field<"nosUploadLbs", &server_config::nos_upload_lbs>,
        field<"nosUploadDefaultLink", &server_config::nos_upload_default_link>,
        field<"nosUpload", &server_config::nos_upload>, field<"nosSupportHttps", &server_config::nos_support_https>,
        field<"nosDownloadUrlFormat", &server_config::nos_download_url_format>,
        field<"nosDownload", &server_config::nos_download>, field<"nosAccess", &server_config::nos_access>,
        field<"negoKeyNeca", &server_config::nego_key_neca>,
        field<"negoKeyEncaKeyVersion", &server_config::nego_key_enca_key_version>,
        field<"negoKeyEncaKeyParta", &server_config::nego_key_enca_key_parta>,
        field<"negoKeyEncaKeyPartb", &server_config::nego_key_enca_key_partb>,
        field<"commEnca", &server_config::comm_enca>, field<"linkIpv6", &server_config::link_ipv6>,
        field<"ipProtocolVersion", &server_config::ip_protocol_version>,
        field<"probeIpv4Url", &server_config::probe_ipv4_url>, field<"probeIpv6Url", &server_config::probe_ipv6_url>,
        field<"handshakeType", &server_config::handshake_type>, field<"nosCdnEnable", &server_config::nos_cdn_enable>,
        field<"nosDownloadSet", &server_config::nos_download_set>>;
    friend constexpr bool operator==(const server_config&, const server_config&) = default;
};

}  // namespace nimpush::v1::plugin
