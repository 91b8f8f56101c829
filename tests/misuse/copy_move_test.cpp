// Every kind of type that can be copied or moved, and what happens to the other: a copy stands alone, what was moved
// from can be destroyed, assigned to and, where the type says what it is then, read.

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/gateway.hpp>
#include <nimpush/apns/header.hpp>
#include <nimpush/apns/notification.hpp>
#include <nimpush/apns/provider_token.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/apns/response.hpp>
#include <nimpush/core/array.hpp>
#include <nimpush/core/key_index.hpp>
#include <nimpush/core/octets.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/scenario/keyed.hpp>
#include <nimpush/model/cert_name.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/model/push_payload.hpp>
#include <nimpush/wire/standard_codec.hpp>

#include "../support/print.hpp"

namespace {

using namespace nimpush;

text owned(std::string_view s) { return text(detail::unchecked{}, s); }

/// Copies and moves x about, beside y which is another; `change` makes of x something else.
template <class T, class Change> void check_apart(const T& x, const T& y, Change&& change) {
    static_assert(std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T>);
    REQUIRE_FALSE(x == y);
    T copy(x);
    CHECK(copy == x);
    change(copy);
    CHECK_FALSE(copy == x);  // the one that was copied is as it was
    const T again(x);
    CHECK(again == x);
    copy = x;
    CHECK(copy == x);
    copy = y;
    CHECK(copy == y);
    T& itself = copy;
    copy = itself;
    CHECK(copy == y);

    T moved(std::move(copy));
    CHECK(moved == y);
    copy = x;  // NOLINT(bugprone-use-after-move): that is what is tried
    CHECK(copy == x);
    moved = std::move(copy);
    CHECK(moved == x);
    copy = std::move(moved);
    CHECK(copy == x);
    T& same = copy;
    copy = std::move(same);
    CHECK((copy == x || copy == T{}));  // moved into itself: as it was, or empty, and nothing else
    { [[maybe_unused]] const T gone(std::move(copy)); }
    copy = y;
    CHECK(copy == y);
    using std::swap;
    T other(x);
    swap(copy, other);
    CHECK(copy == x);
    CHECK(other == y);
}

}  // namespace

TEST_CASE("texts, tokens and octets") {
    check_apart(owned("a text longer than a word of the machine"), text("a literal"), [](text& t) { t = "other"; });
    check_apart(cert_name("acme"), cert_name(), [](cert_name& t) { t = nullptr; });
    check_apart(*device_token::from_hex("00ff"), device_token(), [](device_token& t) { t = device_token(); });
    const std::vector<std::uint8_t> bytes(40, 7);
    check_apart(octets(bytes), octets(), [](octets& o) { o = octets(); });
}

TEST_CASE("values and maps") {
    value tree = value::map({{"a", owned("a text that is owned")}, {"b", value::list({1, 2.5, nullptr})}});
    tree.set("c", value::bytes(std::vector<std::uint8_t>{1, 2}));
    check_apart(tree, value(1), [](value& v) { v.set("a", 2); });
    check_apart(tree, value::list({tree, tree}), [](value& v) { v.find("b")->push_back(3); });
    check_apart(value::float64_list(std::vector<double>{1, 2}), value("x"), [](value& v) { v = 1; });
    free_map map;
    for (int i = 0; i < 40; ++i) map.set(owned("key " + std::to_string(i)), tree);
    check_apart(map, free_map(), [](free_map& m) { m.set("key 7", 1); });
    check_apart(map, free_map{{"a", 1}}, [](free_map& m) { m.set("new", 1); });
    delivery::keyed<std::int64_t> keyed;
    for (int i = 0; i < 40; ++i) keyed.set(owned("key " + std::to_string(i)), i);
    check_apart(keyed, {}, [](delivery::keyed<std::int64_t>& k) { k.find("key 7")->val = -1; });
    // A part of a tree that takes the place of the whole, and the whole that goes into itself.
    value inside = tree;
    inside = *inside.find("b");
    CHECK(inside.size() == 3);
    inside.push_back(inside);
    CHECK(inside.size() == 4);
    CHECK(inside.items()[3].size() == 3);
    inside = std::move(inside.items()[3]);
    CHECK(inside.size() == 3);
}

TEST_CASE("results and errors") {
    const error fault{errc::missing, owned("a.path.of.some.length"), owned("a detail of some length")};
    check_apart(result<text>(owned("a text that is owned")), result<text>(unexpected(fault)),
                [](result<text>& r) { r = text("other"); });
    check_apart(result<text>(unexpected(fault)), result<text>(text("x")),
                [](result<text>& r) { r.emplace(text("new")); });
    check_apart(fault, error{}, [](error& e) { e.path = nullptr; });
    check_apart(result<void>(), result<void>(unexpected(fault)),
                [&](result<void>& r) { r = result<void>(unexpected(fault)); });
}

TEST_CASE("what goes to Apple and comes back") {
    const apns::notification one{.alert = {.title = owned("a title that is owned"), .body = "b"},
                                 .sound = apns::sound::critical(owned("a sound that is owned.aiff"), 0.5),
                                 .custom = {{"page", owned("a page that is owned")}}};
    check_apart(one, apns::notification{}, [](apns::notification& n) { n.custom.set("page", 1); });
    check_apart(apns::response{.status = 410, .reason_text = owned("a reason that is owned")}, apns::response{},
                [](apns::response& r) { r.status = 200; });
    check_apart(push_payload{.push_title = owned("a title that is owned")}, push_payload{},
                [](push_payload& p) { p.push_title = nullptr; });
    const push_payload parts{.honor = honor_field{.notification = honor_notification{.title = owned("a title, owned")}},
                             .fcm_v1 = fcm_v1_field{.message = fcm_message{.data = {{"k", owned("a text, owned")}}}}};
    check_apart(parts, push_payload{}, [](push_payload& p) { p.fcm_v1->message->data.set("k", 1); });
    check_apart(standard_codec::method_call{owned("initialize and more of it"), value::list({1})}, {},
                [](standard_codec::method_call& c) { c.arguments.push_back(2); });
}

// What has a thread, a lock or a secret of its own stays where it is.
struct no_mutex {
    void lock() {}
    void unlock() {}
};
static_assert(!std::is_copy_constructible_v<apns::provider_token_cache<no_mutex>> &&
              !std::is_move_constructible_v<apns::provider_token_cache<no_mutex>>);
static_assert(!std::is_copy_constructible_v<detail::array<int>> &&
              std::is_nothrow_move_constructible_v<detail::array<int>>);
static_assert(std::is_nothrow_move_constructible_v<apns::campaign> && std::is_copy_assignable_v<apns::campaign>);
static_assert(std::is_nothrow_move_constructible_v<apns::single_push> &&
              std::is_nothrow_move_assignable_v<apns::single_push>);

TEST_CASE("an owning array and an index that were moved from are empty") {
    detail::array<text> one;
    for (int i = 0; i < 20; ++i) one.push_back(owned("a text that is owned " + std::to_string(i)));
    detail::array<text> two = std::move(one);
    CHECK(two.size() == 20);
    CHECK(one.size() == 0);  // NOLINT(bugprone-use-after-move)
    one.push_back("x");
    CHECK(one[0] == "x");
    two = std::move(one);
    CHECK(two.size() == 1);
    CHECK(two[0] == "x");
}
