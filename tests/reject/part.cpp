// expect: key_of_type
// expect: key_of_type
// expect: listed_member
// A key that no list has, or the list of another call, cannot be asked for.
#include <nimpush/core/part.hpp>
#include <nimpush/dialect/flutter_channel/notifications.hpp>
#include <nimpush/dialect/flutter_channel/settings.hpp>

using namespace nimpush;

struct unlisted {
    text listed{};
    text forgotten{};
    using described_by = field_list<field<"listed", &unlisted::listed>>;
};

bool asks(const value& arguments) {
#if MUST_FAIL == 1
    return reading::part<flutter_channel::set_mute>(arguments).came<&flutter_channel::mute_team::team_id>();
#elif MUST_FAIL == 2
    return reading::part<unlisted>(arguments).came<&unlisted::forgotten>();
#elif MUST_FAIL == 3
    return arguments.find(schema::key_of<&unlisted::forgotten>) != nullptr;
#else
    return reading::part<flutter_channel::set_mute>(arguments).came<&flutter_channel::set_mute::user_id>() &&
           reading::part<unlisted>(arguments).came<&unlisted::listed>();
#endif
}
