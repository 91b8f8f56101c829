#pragma once

// The name of a push certificate, as the Yunxin console has it and the app gives it.

#include <string_view>

#include <nimpush/core/text.hpp>
#include <nimpush/model/limits.hpp>

namespace nimpush::inline v1 {

/// The rule of a push certificate's name in the Yunxin console.
///
/// The limit stands in NIMSDK's header and in the Flutter guide "implement APNs offline push", not in
/// the Dart files: the plugin sends a longer name, and the login then answers 500.
struct certificate_name_rule : schema::at_most<limits::certificate_name, schema::characters> {
    static constexpr std::string_view consequence = "the login would fail with code 500";
};

/// Name of a push certificate, exactly as in the console.
using cert_name = basic_text<certificate_name_rule>;

}  // namespace nimpush::v1
