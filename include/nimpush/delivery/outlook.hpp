#pragma once

// Whether a push can ever come, by what an app gives to initialize(): the mistakes that no limit finds.
//
// The guide's step 3 and cases of support: a name that is missing, a placeholder that was left in, a blank at an end,
// a name that the console has not. Whether a push does come is decided elsewhere (delivery/explain.hpp).

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <nimpush/core/ascii.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/faults.hpp>
#include <nimpush/core/near.hpp>
#include <nimpush/core/part.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/delivery/language.hpp>
#include <nimpush/delivery/scenario/harmony.hpp>
#include <nimpush/delivery/scenario/world.hpp>
#include <nimpush/dialect/flutter_channel_v2/ohos_options.hpp>
#include <nimpush/dialect/plugin/sdk_options/android.hpp>
#include <nimpush/dialect/plugin/sdk_options/common.hpp>
#include <nimpush/dialect/plugin/sdk_options/ios.hpp>

namespace nimpush::inline v1 {
namespace delivery {

namespace detail {

/// Text that stands for one that was to be put there: `<#key#>` of Xcode, `<key>`, `${KEY}`, `{{key}}`, `YOUR_APP_KEY`,
/// `yourAppKey`, `xxxx`, `TODO`, the name of the parameter itself, what is printed for nothing, `你的AppKey`.
constexpr bool is_placeholder(std::string_view s) noexcept {
    const auto begins = [](std::string_view text, std::string_view word) {
        return text.size() >= word.size() && nimpush::detail::same_but_for_case(text.substr(0, word.size()), word);
    };
    for (const std::string_view mark : {"<#", "${", "{{", "\u4F60\u7684", "\u60A8\u7684", "\u8BF7\u586B",
                                        "\u8BF7\u8F93\u5165", "\u66FF\u6362\u4E3A", "\u66FF\u6362\u6210"})
        if (s.find(mark) != s.npos) return true;
    if (s.size() > 1 && s.front() == '<' && s.back() == '>') return true;
    constexpr std::string_view your = "your";
    if (s.size() > your.size() && begins(s, your)) {
        const std::string_view rest = s.substr(your.size());
        if (!nimpush::detail::is_letter(rest.front())) return true;
        for (const std::string_view word : {"app", "key", "cert", "push", "apns", "name", "secret"})
            if (begins(rest, word)) return true;
    }
    for (const std::string_view word : {"appkey", "apnscername", "certname", "cername", "certificatename", "todo",
                                        "null", "nil", "undefined", "changeme", "replaceme"})
        if (nimpush::detail::same_words(s, word)) return true;
    for (const char c : s)
        if (nimpush::detail::lower(c) != 'x' && c != '*') return false;
    return s.size() > 2;
}

/// The findings of one app's options, as warnings in one language.
template <class Console> class outlook_check {
    const Console* console_;
    language in_;
    nimpush::detail::fault_list faults_{};
    nimpush::detail::place root_{};

    constexpr void warn(const nimpush::detail::place& here, errc code, const words& says) {
        faults_.add(here, nimpush::error{code, {}, nimpush::detail::join(says.in(in_))}, degree::warning);
    }
    /// Something that was given; false where it is none.
    constexpr bool text_of(std::string_view given, const nimpush::detail::place& here) {
        const std::string_view said = without_blanks(given);
        if (is_placeholder(said)) {
            warn(here, errc::missing,
                 {"a placeholder, in whose place the real one was to be put: no push can come",
                  "仍是占位符（如 <#…#>），没有换成真实的值：不会有推送"});
            return false;
        }
        if (said.empty())
            warn(here, errc::missing, {"blanks alone: no push can come", "只有空格：不会有推送"});
        else if (said != given)
            warn(here, errc::bad_character,
                 {"begins or ends with a blank (a full-width one, or one that cannot be seen, is one too), with which "
                  "it "
                  "is another one: no push can come",
                  "开头或结尾有空格（包括全角空格和不可见字符），与控制台中的值不同：不会有推送"});
        return !said.empty();
    }
    /// The console has no certificate of the name, but perhaps one that was meant.
    constexpr void unknown(const nimpush::detail::place& here, std::string_view meant) {
        constexpr words says{"the console has no certificate of this name: no push can come",
                             "控制台没有该名称的证书：不会有推送"};
        constexpr words likely{"; likely meant is `", "；很可能应为“"};
        constexpr words end{"`", "”"};
        faults_.add(
            here,
            nimpush::error{errc::bad_enumerator,
                           {},
                           meant.empty() ? nimpush::detail::join(says.in(in_))
                                         : nimpush::detail::join(says.in(in_), likely.in(in_),
                                                                 nimpush::detail::printable(meant), end.in(in_))},
            degree::warning);
    }

  public:
    constexpr outlook_check(const Console* known, language in) : console_(known), in_(in) {}

    constexpr void app_key(std::string_view given) {
        const nimpush::detail::place here = root_.at(plugin::app_key_name.view());
        if (given.empty())
            return warn(here, errc::missing,
                        {"empty: nobody can log in, so no push can come", "appKey 为空：无法登录，不会有推送"});
        const bool is_compared = console_ != nullptr && !console_->app_key.empty();
        if (is_compared && console_->app_key.view() == given) return;
        if (!text_of(given, here) || !is_compared) return;
        if (nimpush::detail::same_words(without_blanks(given), console_->app_key.view()))
            warn(here, errc::bad_enumerator,
                 {"not the console's app key, from which it differs by case or blanks alone: copy it letter by letter",
                  "与控制台的 appKey 只在大小写或空格上不同：请原样复制"});
        else
            warn(here, errc::bad_enumerator,
                 {"not the console's app key: another one is another app", "与控制台的 appKey 不一致：是另一个应用"});
    }
    constexpr void certificate(std::string_view given, std::string_view key) {
        const nimpush::detail::place here = root_.at(key);
        if (given.empty())
            return warn(
                here, errc::missing,
                {"no push certificate is named: no push comes to an iPhone", "没有给出推送证书名称：iOS 不会收到推送"});
        if (console_ != nullptr && console_->find(given) != nullptr) {
            std::size_t same = 0;
            for (const push_certificate& one : console_->apns) same += one.certificate.view() == given;
            if (same > 1)
                warn(here, errc::duplicate_key,
                     {"the console has more than one certificate of this name: the first of them counts",
                      "控制台中有多个同名证书：以第一个为准"});
            return;
        }
        if (!text_of(given, here) || console_ == nullptr) return;
        const push_certificate* meant = console_->find_near(given);
        unknown(here, meant == nullptr ? std::string_view() : meant->certificate.view());
    }
    /// That of HarmonyOS's own channel.
    constexpr void harmony_certificate(std::string_view given, const nimpush::detail::place& here) {
        if (given.empty())
            return warn(here, errc::missing,
                        {"no push certificate is named: no push comes to a HarmonyOS phone",
                         "没有给出鸿蒙推送证书名称：鸿蒙设备不会收到推送"});
        warn_of_harmony_name(given, here, faults_, in_);
        if (!text_of(given, here) || console_ == nullptr || !console_->harmony.has_value() ||
            console_->has_harmony(given))
            return;
        unknown(here, console_->harmony_near(given));
    }
    /// The ids, keys and certificate names of the makers' pushes, as far as they are given.
    template <class Makers> constexpr void makers(const Makers& given, std::string_view key) {
        const nimpush::detail::place here = root_.at(key);
        fields<Makers>::each([&]<class P>(P part) {
            if constexpr (nimpush::detail::is_text<std::remove_cvref_t<decltype(&given->*P::member)>>)
                if (const std::string_view said = (&given->*P::member).view(); !said.empty())
                    (void)text_of(said, here.at(part.name.view()));
        });
    }
    constexpr problems&& take() noexcept { return faults_.take(); }
};

/// What HarmonyOS's options say of push.
template <class Look, class Options> constexpr void look_at_harmony(Look& look, const Options& options) {
    using services = flutter_channel_v2::ohos_service_options;
    using push = flutter_channel_v2::ohos_push_config;
    const nimpush::detail::place root;
    const nimpush::detail::place inner = root.at(schema::key_of<&Options::server_options>);
    const nimpush::detail::place here = inner.at(schema::key_of<&services::push_service_config>);
    std::string_view given;
    if (options.server_options.has_value() && options.server_options->push_service_config.has_value())
        given = options.server_options->push_service_config->harmony_certificate_name.view();
    look.harmony_certificate(given, here.at(schema::key_of<&push::harmony_certificate_name>));
}

}  // namespace detail

/// Warnings of what keeps pushes from ever coming, for the options of any platform: the app key, on iOS and HarmonyOS the
/// certificate's name, compared with the console where it is known, and on Android what the makers' pushes are given.
/// Limits are check()'s business, but for the length of HarmonyOS's name, which support alone tells.
template <class Options>
[[nodiscard]] constexpr problems push_outlook(const Options& options, const console* known = nullptr,
                                              language in = language::en) {
    detail::outlook_check look(known, in);
    if constexpr (requires { options.common; })
        look.app_key(options.common.app_key.view());
    else
        look.app_key(options.app_key.view());
    if constexpr (requires { options.apns_cername; })
        look.certificate(options.apns_cername.view(), schema::key_of<&plugin::ios_sdk_options::apns_cername>);
    if constexpr (requires { options.mix_push_config; })
        if (options.mix_push_config)
            look.makers(*options.mix_push_config, schema::key_of<&plugin::android_sdk_options::mix_push_config>);
    if constexpr (requires { options.server_options; }) detail::look_at_harmony(look, options);
    return look.take();
}

}  // namespace delivery
}  // namespace nimpush::v1
