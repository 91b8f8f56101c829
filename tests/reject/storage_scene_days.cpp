// expect: storage_scene_has_a_negative_number_of_days
// The files of a storage scene live for some days, or for ever with 0.
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>

#if MUST_FAIL == 1
constexpr nimpush::flutter_channel::nos_scenes scenes = {{"defaultIm", 0}, {"mine", -1}};
#elif MUST_FAIL == 2
constexpr nimpush::flutter_channel::nos_scenes scenes = {{"defaultIm", -9223372036854775807}};
#else
constexpr nimpush::flutter_channel::nos_scenes scenes = {{"defaultIm", 0}, {"mine", 1}};
static_assert(scenes.scenes()[1].days == 1);
#endif
