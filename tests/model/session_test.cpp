// Kinds of session, and ids of conversations.

#include <nimpush/model/session.hpp>

#include <string_view>

#include <doctest/doctest.h>

#include <nimpush/model/message_kind.hpp>

#include "../support/print.hpp"

namespace {

using namespace nimpush;

struct row {
    std::string_view why;
    std::string_view given;
    bool is_id;
};
constexpr row rows[] = {
    {"with an account", "alice|1|bob", true},
    {"in a team", "alice|2|7001", true},
    {"in a super team", "alice|3|7001", true},
    {"the sender may be missing", "|1|bob", true},
    {"the receiver may not", "alice|1|", false},
    {"no type of 0", "alice|0|bob", false},
    {"no type of 4", "alice|4|bob", false},
    {"no type of two digits", "alice|11|bob", false},
    {"a fourth part", "alice|1|bob|x", false},
    {"two parts", "alice|1", false},
    {"no part", "", false},
    {"no bar", "alice", false},
    {"not ASCII is fine", "爱丽丝|1|鲍勃", true},
};
constexpr bool holds(const row& r) {
    const auto made = conversation_id::from(r.given);
    return made.has_value() == r.is_id && (!made || made->to_text().view() == r.given);
}
constexpr bool all_hold() {
    for (const row& r : rows)
        if (!holds(r)) return false;
    return true;
}
static_assert(all_hold());

static_assert(conversation_id::from("alice|2|7001")->kind == session_kind::team);
static_assert(conversation_number(session_kind::p2p) == 1 && conversation_number(session_kind::super_team) == 3);
static_assert(name_of(session_kind::super_team) == "superTeam");
static_assert(number_of(message_kind::text) == 0 && number_of(message_kind::tip) == 10 &&
              number_of(message_kind::custom) == 100);

}  // namespace

TEST_CASE("an id of a conversation is sender|type|receiver, and comes back as it was") {
    for (const row& r : rows) {
        CAPTURE(r.why);
        CHECK(holds(r));
    }
    CHECK(to_text(conversation_id::from("alice|4|bob").error()) == "must be sender|type|receiver, its type 1, 2 or 3");
}
