// expect: text_is_longer_than_its_limit
// The desktop's key of its database has at most 32 characters.
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>

#if MUST_FAIL == 1
constexpr nimpush::flutter_channel::windows_sdk_options windows{.database_encrypt_key =
                                                                    "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"};
#elif MUST_FAIL == 2
constexpr nimpush::flutter_channel::macos_sdk_options macos{.database_encrypt_key =
                                                                "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"};
#else
constexpr nimpush::flutter_channel::windows_sdk_options windows{.database_encrypt_key =
                                                                    "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"};
constexpr nimpush::flutter_channel::macos_sdk_options macos{.database_encrypt_key = "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"};
static_assert(windows.database_encrypt_key.size() == 32);
// Android's has no such limit.
constexpr nimpush::flutter_channel::android_sdk_options android{.database_encrypt_key =
                                                                    "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"};
#endif
