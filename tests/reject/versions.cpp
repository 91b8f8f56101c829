// expect: here_since a version
// expect: listed_member
// A field that never moved has no place that it left; a question needs a flag that some list has.
#include <nimpush/core/schema.hpp>
#include <nimpush/dialect/flutter_channel_v2/asks.hpp>

using namespace nimpush;

struct moved {
    bool flag = false;
    bool unlisted = false;
#if MUST_FAIL == 1
    using place = field<"flag", &moved::flag, schema::since<10, 9, 0>>;
#else
    using place = field<"flag", &moved::flag, schema::here_since<10, 9, 0>>;
#endif
    using described_by = field_list<schema::stood<place>, place>;
};
static_assert(fields<moved>::names().size() == 1);

#if MUST_FAIL == 2
static_assert(flutter_channel_v2::needs<&moved::unlisted>::key == "unlisted");
#else
static_assert(flutter_channel_v2::needs<&flutter_channel_v2::login_option::token_provider>::key == "tokenProvider");
#endif
