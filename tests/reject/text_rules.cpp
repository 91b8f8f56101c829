// expect: text_is_longer_than_its_limit
// expect: text_is_longer_than_its_limit
// expect: text_is_longer_than_its_limit
// expect: text_is_shorter_than_its_limit
// expect: text_has_not_its_exact_length
// expect: text_has_not_its_exact_length
// expect: text_has_a_character_outside_its_class
// expect: text_has_a_character_outside_its_class
// expect: text_has_a_character_outside_its_class
// expect: text_is_longer_than_its_limit
// Lengths in three units, and classes of characters.
#include <nimpush/core/text.hpp>

using namespace nimpush;

using short_bytes = basic_text<schema::at_most<6, schema::bytes>>;
using short_units = basic_text<schema::at_most<3, schema::utf16_units>>;
using short_characters = basic_text<schema::at_most<2, schema::characters>>;
using long_enough = basic_text<schema::at_least<3, schema::characters>>;
using team_id = basic_text<schema::exactly<10, schema::characters>>;
using number = basic_text<schema::only<schema::digits>>;
using header = basic_text<schema::only<schema::visible_ascii>>;
using hex_of_four =
    basic_text<schema::all_of<schema::only<schema::hex_digits>, schema::at_most<4, schema::characters>>>;

#if MUST_FAIL == 1
constexpr short_bytes bad = "你好a";
#elif MUST_FAIL == 2
constexpr short_units bad = "😀😀";
#elif MUST_FAIL == 3
constexpr short_characters bad = "😀😀a";
#elif MUST_FAIL == 4
constexpr long_enough bad = "你好";
#elif MUST_FAIL == 5
constexpr team_id bad = "ABCDE12345X";
#elif MUST_FAIL == 6
constexpr team_id bad = "";
#elif MUST_FAIL == 7
constexpr number bad = "12a";
#elif MUST_FAIL == 8
constexpr header bad = "no line\nend";
#elif MUST_FAIL == 9
constexpr hex_of_four bad = "12g4";
#elif MUST_FAIL == 10
constexpr hex_of_four bad = "12345";
#else
constexpr short_bytes two_characters = "你好";
constexpr short_units one_pair = "😀a";
constexpr short_characters two_pairs = "😀😀";
constexpr long_enough enough = "你好吗";
constexpr team_id team = "ABCDE12345";
constexpr number digits_alone = "0123456789";
constexpr header visible = "!~";
constexpr hex_of_four both = "aF09";
#endif
