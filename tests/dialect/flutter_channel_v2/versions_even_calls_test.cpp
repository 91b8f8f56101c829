// Versions of V2: every other call, of each version, as each other reads it.

#include "../../support/version_calls.hpp"

TEST_CASE("calls with everything set, of each version, as each other reads them: all but what that one lacks") {
    test::check_half_of_calls<0>();
}
