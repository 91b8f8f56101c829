// With odr_1.cpp; here the headers of others came before, with their macros.
#include "support/foreign_macros.hpp"

#include <nimpush/nimpush.hpp>

nimpush::result<nimpush::cert_name> made_in_the_other(std::string_view name);

nimpush::result<nimpush::cert_name> made_in_the_other(std::string_view name) { return nimpush::cert_name::from(name); }

// What README says of `check` where that is a macro.
static_assert((nimpush::check)(nimpush::cert_name("acme_prod")).empty());
