#include <nimpush/nimpush.hpp>

constexpr nimpush::cert_name literal = "acme_prod";

int main() {
    const auto made = nimpush::cert_name::from("acme_prod");
    return made && *made == literal && !nimpush::cert_name::from("0123456789abcdef0123456789abcdefX") ? 0 : 1;
}
