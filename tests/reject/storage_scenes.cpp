// expect: more_than_10_custom_storage_scenes
// At most 10 storage scenes beside the four of the SDK.
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>

constexpr nimpush::flutter_channel::common_sdk_options options{
    .app_key = "key",
    .nos_scene_config = {{"a", 1},
                         {"b", 1},
                         {"c", 1},
                         {"d", 1},
                         {"e", 1},
                         {"f", 1},
                         {"g", 1},
                         {"h", 1},
                         {"i", 1},
                         {"j", 1},
                         {"defaultProfile", 1},
                         {"defaultIm", 0},
                         {"systemNosScene", 1},
                         {"securityPrefix", 1}
#ifdef MUST_FAIL
                         ,
                         {"k", 1}
#else
                         , {"a", 2}  // again, so no eleventh
#endif
    },
};

static_assert(options.nos_scene_config.scenes().size() == 14);
