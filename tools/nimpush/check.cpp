// `nimpush check`: what would go wrong with the SDK's options, and with a push payload.

#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

#include <nimpush/core/check.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/outlook.hpp>
#include <nimpush/delivery/scenario.hpp>
#include <nimpush/dialect/flutter_channel/desktop_options.hpp>
#include <nimpush/dialect/flutter_channel/sdk_options.hpp>
#include <nimpush/dialect/flutter_channel/session.hpp>
#include <nimpush/dialect/flutter_channel_v2/initialize.hpp>
#include <nimpush/dialect/flutter_channel_v2/ohos_options.hpp>
#include <nimpush/wire/json.hpp>

#include "command.hpp"
#include "input.hpp"
#include "output.hpp"
#include "push_payload_input.hpp"
#include "scenario_input.hpp"

namespace nimpush_tool {

namespace {

constexpr option console_option = {"--console", "FILE",
                                   "what the console has: a scenario, or its console alone: is the name there?"};

/// What --console names, if anything. False, with the problems printed, where it cannot be read.
bool read_console(const arguments& args, nimpush::maybe<delivery::console>& to) {
    const std::string_view file = args.value(console_option);
    if (file.empty()) return true;
    std::string text;
    if (!read_file(file, text)) return false;
    const auto json = nimpush::json::read(text);
    if (!json) {
        print_problem(json.error());
        return false;
    }
    const nimpush::value* inside = json->find(nimpush::schema::key_of<&delivery::scenario::console>);
    auto read = nimpush::read_parameters<delivery::console>(inside == nullptr ? *json : *inside);
    if (has_errors(read.found))  // whose paths are not those of the options
        std::cerr << "nimpush check: " << nimpush::detail::printable(file, 300).view()
                  << " has no console to be read:\n";
    return take(std::move(read), to.emplace());
}

/// What the options are compared with, and the language of what is said of pushes.
struct compared {
    nimpush::maybe<delivery::console> console{};
    delivery::language in = delivery::language::en;
};

template <class Options> int check_these(const nimpush::value& input, const compared& with) {
    auto [options, found] = nimpush::read_parameters<Options>(input);
    const auto add = [&all = found](nimpush::problems more) {
        const std::size_t before = all.size();
        for (auto& one : more) {
            bool known = false;  // what could not be read is missing, which need not be said again
            for (std::size_t i = 0; i < before; ++i) known = known || all[i].what.path == one.what.path;
            if (!known) all.push_back(std::move(one));
        }
    };
    add(nimpush::check<nimpush::schema::spelling::api>(options));
    add(delivery::push_outlook(options, with.console ? &*with.console : nullptr, with.in));
    if (!print_problems(found)) return input_at_fault;
    if (found.empty()) std::cout << "ok\n";
    return fine;
}

/// Options of a desktop: nim_core's, unless a key says that they are nim_core_v2's, which are the same for both systems.
template <class OfNimCore> int check_desktop(const nimpush::value& input, const compared& with) {
    using v2 = nimpush::flutter_channel_v2::pc_sdk_options;
    bool is_v2 = false;
    for (const std::string_view key :
         {nimpush::schema::key_of<&v2::basic_option>, nimpush::schema::key_of<&v2::link_option>,
          nimpush::schema::key_of<&v2::database_option>, nimpush::schema::key_of<&v2::fcs_option>,
          nimpush::schema::key_of<&v2::private_server_option>})
        is_v2 = is_v2 || input.find(key) != nullptr;
    return is_v2 ? check_these<v2>(input, with) : check_these<OfNimCore>(input, with);
}

int check_options(const arguments& args) {
    nimpush::flutter_channel::platform platform{};
    compared with;
    if (!nimpush::detail::take_name(args.name(), platform) || !read_language(args, with.in)) return wrong_usage;
    if (!read_console(args, with.console)) return input_at_fault;
    return with_json(args, {}, [platform, &with](const nimpush::value& input) -> int {
        switch (platform) {
            case nimpush::flutter_channel::platform::ios:
                return check_these<nimpush::flutter_channel::ios_sdk_options>(input, with);
            case nimpush::flutter_channel::platform::android:
                return check_these<nimpush::flutter_channel::android_sdk_options>(input, with);
            case nimpush::flutter_channel::platform::windows:
                return check_desktop<nimpush::flutter_channel::windows_sdk_options>(input, with);
            case nimpush::flutter_channel::platform::ohos:
                return check_these<nimpush::flutter_channel_v2::ohos_sdk_options>(input, with);
            default: return check_desktop<nimpush::flutter_channel::macos_sdk_options>(input, with);
        }
    });
}

int check_payload(const arguments& args) {
    return with_json(args, {}, [](const nimpush::value& input) -> int {
        const auto found = judge_push_payload(input);
        if (!print_problems(found)) return input_at_fault;
        if (found.empty()) std::cout << "ok\n";
        return fine;
    });
}

constexpr option options[] = {console_option, language_option};
constexpr form forms[] = {
    {.verb = "options", .name = "ios|android|windows|macos|ohos", .options = options, .run = check_options},
    {.verb = "payload", .run = check_payload}};

}  // namespace

constexpr command check_command = {
    .name = "check",
    .summary = "Checks the options of the SDK, or a push payload, against every limit that is known",
    .about =
        "options reads the options of NIM's Flutter plugin as a JSON object, keys as in Dart: NIMIOSSDKOptions,\n"
        "NIMAndroidSDKOptions, NIMWINDOWSSDKOptions, NIMMACOSSDKOptions, NIMPCSDKOptions (of nim_core_v2, told by its\n"
        "basicOption) or NIMOHOSSDKOptions (HarmonyOS). Every limit is looked at, and whether a push can ever come: a\n"
        "certificate's name that is missing, a placeholder, or not the console's.\n"
        "payload reads what a message carries as pushPayload, a JSON object with a part for each vendor, and says "
        "what\n"
        "NIM, FCM, Honor and Xiaomi would refuse or not read, and which key is likely a slip.\n"
        "Prints ok where there is nothing to say; on standard error each problem with its path, and warnings.",
    .forms = forms,
    .at_fault = "a limit is broken",
    .example = {"{\"appKey\": \"k\", \"apnsCername\": \"acme_prod\"}", "check options ios"},
};

}  // namespace nimpush_tool
