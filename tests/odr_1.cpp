// With odr_2.cpp: the umbrella header in two translation units of one program.
#include <nimpush/nimpush.hpp>

nimpush::result<nimpush::cert_name> made_in_the_other(std::string_view name);

int main() {
    const auto here = nimpush::cert_name::from("acme_prod");
    const auto there = made_in_the_other("acme_prod");
    const auto too_long = made_in_the_other("0123456789abcdef0123456789abcdefX");
    return here && there && *here == *there && !too_long ? 0 : 1;
}
