// `nimpush check options`: what would go wrong with the SDK's options.

#include <iostream>
#include <utility>

#include <nimpush/core/check.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/flutter_channel/desktop_options.hpp>
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>

#include "command.hpp"
#include "input.hpp"
#include "output.hpp"

namespace nimpush_tool {

namespace {

template <class Options> int check_these(const nimpush::value& input) {
    Options options{};
    auto found = nimpush::read_parameters(input, options);
    for (auto& one : nimpush::check<nimpush::schema::spelling::api>(options)) {
        bool known = false;  // what could not be read is missing, which check() need not say again
        for (const auto& earlier : found) known = known || earlier.what.path == one.what.path;
        if (!known) found.push_back(std::move(one));
    }
    if (!print_problems(found)) return input_at_fault;
    std::cout << "ok\n";
    return fine;
}

int check_options(const arguments& args) {
    nimpush::flutter_channel::platform platform{};
    if (!nimpush::from_name(args.name(), platform)) return wrong_usage;
    return with_json(args, {}, [platform](const nimpush::value& input) -> int {
        switch (platform) {
            case nimpush::flutter_channel::platform::ios:
                return check_these<nimpush::flutter_channel::ios_sdk_options>(input);
            case nimpush::flutter_channel::platform::android:
                return check_these<nimpush::flutter_channel::android_sdk_options>(input);
            case nimpush::flutter_channel::platform::windows:
                return check_these<nimpush::flutter_channel::windows_sdk_options>(input);
            default: return check_these<nimpush::flutter_channel::macos_sdk_options>(input);
        }
    });
}

constexpr form forms[] = {{.verb = "options", .name = "ios|android|windows|macos", .run = check_options}};

}  // namespace

constexpr command check_command = {
    .name = "check",
    .summary = "Checks the options of the SDK against every limit that is known",
    .about =
        "Reads the options of NIM's Flutter plugin as a JSON object, keys as in Dart: NIMIOSSDKOptions,\n"
        "NIMAndroidSDKOptions, NIMWINDOWSSDKOptions or NIMMACOSSDKOptions.\n"
        "Prints ok; on standard error each problem with its path, and warnings, which are no fault.",
    .forms = forms,
    .at_fault = "a limit is broken",
    .example = {"{\"appKey\": \"k\", \"apnsCername\": \"acme_prod\"}", "check options ios"},
};

}  // namespace nimpush_tool
