#include "send_job.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/model/device_token.hpp>

#include "campaign_input.hpp"
#include "results_file.hpp"
#include "token_list.hpp"

namespace nimpush_tool {

namespace {

namespace apns = nimpush::apns;

std::string to_bytes(const apns::campaign& push) {
    std::string made;
    for (const apns::header& one : push.headers())
        made.append(one.name).append(1, ':').append(one.value).append(1, '\n');
    return made.append(push.body());
}

/// The errors of it come as one, the warnings nowhere: the campaign's own were told already.
nimpush::result<apns::campaign> rendered(const apns::request& one, const std::string& locale,
                                         nimpush::maybe<std::int64_t> now) {
    auto refused = [&](nimpush::error why) {
        if (!locale.empty())
            why.detail = nimpush::detail::join("for the locale ", nimpush::detail::printable(locale).view(), ": ",
                                               why.detail.view());
        return nimpush::unexpected(std::move(why));
    };
    for (const nimpush::problem& found : apns::detail::check_without_token(one, now))
        if (found.how == nimpush::degree::error) return refused(found.what);
    auto made = apns::prepare(one);
    if (!made) return refused(made.error());
    return made;
}

}  // namespace

nimpush::result<send_plan> send_plan::make(const send_campaign& campaign, const token_list& tokens,
                                           nimpush::maybe<std::int64_t> now) {
    send_plan plan;
    plan.tokens = &tokens;
    plan.campaign = &campaign;
    // Of no one's locale, so that a campaign at fault is told whatever the tokens are.
    const auto first = rendered(campaign.in({}), {}, now);
    if (!first) return nimpush::unexpected(first.error());
    std::string all = to_bytes(*first);

    const bool has_badge = campaign.base().payload.badge.has_value();
    std::vector<std::size_t> places(2 * tokens.locales.size(), nimpush::npos);
    for (std::uint32_t i = 0; i < tokens.all.size(); ++i) {
        const recipient& one = tokens.all[i];
        if (one.own_row != recipient::none) {
            plan.own.push_back(i);
            continue;
        }
        const bool with_badge = one.badge >= 0 && !has_badge;
        std::size_t& place = places[2 * std::size_t{one.locale} + (with_badge ? 1 : 0)];
        if (place == nimpush::npos) {
            const std::string& locale = tokens.locales[one.locale];
            apns::request request = campaign.in(locale);
            if (with_badge) request.payload.badge = 0;  // a place for theirs
            auto push = rendered(request, locale, now);
            if (!push) return nimpush::unexpected(push.error());
            place = plan.same.size();
            plan.same.push_back({locale, *std::move(push), {}});
            all += to_bytes(plan.same.back().push);
        }
        plan.same[place].to.push_back(i);
    }
    // Of those with keys of their own the file of tokens says the rest.
    if (!plan.own.empty())
        for (const std::string& locale : tokens.locales) {
            const auto push = rendered(campaign.in(locale), locale, now);
            if (!push) return nimpush::unexpected(push.error());
            all += to_bytes(*push);
        }
    plan.digest = digest_of(all);
    return plan;
}

void send_plan::leave_out(const std::vector<bool>& done) {
    const auto is_done = [&](std::uint32_t i) { return done[i]; };
    for (same_push& one : same) one.to.erase(std::remove_if(one.to.begin(), one.to.end(), is_done), one.to.end());
    own.erase(std::remove_if(own.begin(), own.end(), is_done), own.end());
}

apns::request send_plan::request_of(const recipient& one) const {
    apns::request made =
        send_campaign::with_own(campaign->in(tokens->locales[one.locale]), tokens->custom_keys, tokens->cells_of(one));
    if (one.badge >= 0) made.payload.badge = nimpush::natural::from(one.badge).value();
    const auto token = nimpush::device_token::from(tokens->token(one));
    if (token) made.token = *token;
    return made;
}

std::size_t send_plan::size() const {
    std::size_t all = own.size();
    for (const same_push& one : same) all += one.to.size();
    return all;
}

}  // namespace nimpush_tool
