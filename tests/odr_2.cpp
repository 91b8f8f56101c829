#include <nimpush/nimpush.hpp>

nimpush::result<nimpush::cert_name> made_in_the_other(std::string_view name);

nimpush::result<nimpush::cert_name> made_in_the_other(std::string_view name) { return nimpush::cert_name::from(name); }
