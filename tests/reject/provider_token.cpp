// expect: text_has_not_its_exact_length
// expect: text_has_not_its_exact_length
// expect: text_has_a_character_outside_its_class
// expect: number_is_below_its_minimum
// expect: number_is_above_its_maximum
// expect: this type has no fields
// A provider token's ids have 10 characters, its renewal lies between 20 and 60 minutes, and nothing prints it.
#include <nimpush/apns/provider_token.hpp>
#include <nimpush/wire/json.hpp>

using namespace nimpush;

#if MUST_FAIL == 1
constexpr apns::team_id bad = "TEAMID123";
#elif MUST_FAIL == 2
constexpr apns::key_id bad = "KEYID123456";
#elif MUST_FAIL == 3
constexpr apns::team_id bad = "TEAM-ID123";
#elif MUST_FAIL == 4
constexpr apns::renewal bad = 10 * 60;
#elif MUST_FAIL == 5
constexpr apns::renewal bad = 61 * 60;
#elif MUST_FAIL == 6
auto bad(const apns::provider_token& secret) { return json::size(secret); }
#else
constexpr apns::team_id team = "TEAMID1234";
constexpr apns::key_id key = "KEYID12345";
constexpr apns::renewal earliest = 20 * 60;
constexpr apns::renewal latest = 60 * 60;
static_assert(apns::signing_input::make(team, key, 1700000000).has_value());
#endif
