// expect: text_is_longer_than_its_limit
// A certificate name has at most 32 characters; characters are code points, not bytes.
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>

#if MUST_FAIL == 1
constexpr nimpush::flutter_channel::ios_sdk_options ios{.apns_cername = "0123456789abcdef0123456789abcdefX"};
#elif MUST_FAIL == 2
constexpr nimpush::flutter_channel::ios_sdk_options ios{
    .apns_cername = "证书证书证书证书证书证书证书证书证书证书证书证书证书证书证书证书证"};
#elif MUST_FAIL == 3
constexpr nimpush::flutter_channel::ios_sdk_options ios{.pk_cername = "0123456789abcdef0123456789abcdefX"};
#elif MUST_FAIL == 4
constexpr nimpush::flutter_channel::macos_sdk_options macos{.push_cert_name = "0123456789abcdef0123456789abcdefX"};
#elif MUST_FAIL == 5
constexpr nimpush::cert_name name = "0123456789abcdef0123456789abcdefX";
#else
constexpr nimpush::flutter_channel::ios_sdk_options ios{
    .apns_cername = "证书证书证书证书证书证书证书证书证书证书证书证书证书证书证书证书",
    .pk_cername = "0123456789abcdef0123456789abcdef",
};
constexpr nimpush::flutter_channel::macos_sdk_options macos{.push_cert_name = "0123456789abcdef0123456789abcdef"};
constexpr nimpush::cert_name name = "0123456789abcdef0123456789abcdef";
static_assert(ios.apns_cername.size() == 96 && ios.pk_cername.size() == 32);
#endif
