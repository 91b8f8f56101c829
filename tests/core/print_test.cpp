#include <nimpush/core/print.hpp>

#include <iomanip>
#include <sstream>
#include <string>
#include <version>

#include <doctest/doctest.h>
#include <nimpush/core/text.hpp>
#include <nimpush/model/cert_name.hpp>

using namespace nimpush;

TEST_CASE("texts and errors go to a stream") {
    std::ostringstream out;
    out << text("bob") << '|' << text() << '|' << std::setw(4) << cert_name("ab") << '|' << errc::too_long << '|'
        << error{errc::missing, "a.b", "is not there"} << '|' << problem{error{errc::refused, {}, "no"}};
    CHECK(out.str() == "bob||  ab|too_long|a.b: is not there|no");
}

#ifdef __cpp_lib_format
TEST_CASE("texts and errors go through std::format") {
    CHECK(std::format("{}|{:>4}|{}", text("bob"), cert_name("ab"), errc::too_long) == "bob|  ab|too_long");
    CHECK(std::format("{}|{}", error{errc::missing, "a.b", "is not there"}, problem{error{errc::refused, {}, "no"}}) ==
          "a.b: is not there|no");
}
#endif
