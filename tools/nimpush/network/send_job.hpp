#pragma once

// Sending a campaign to a list of tokens: what goes to whom, and the loop until each has its result.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <nimpush/apns/fanout.hpp>
#include <nimpush/apns/provider_token.hpp>
#include <nimpush/apns/request.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/interop/http2_transport.hpp>
#include <nimpush/interop/openssl.hpp>

#include "campaign_input.hpp"
#include "results_file.hpp"
#include "token_list.hpp"

namespace nimpush_tool {

/// Those who get the same body, but for a badge: by locale, and by whether they have a badge of their own where the
/// notification has none.
struct same_push {
    std::string locale{};
    nimpush::apns::campaign push;
    std::vector<std::uint32_t> to{};  // places in the list
};

/// What goes to whom.
struct send_plan {
    const token_list* tokens = nullptr;
    const send_campaign* campaign = nullptr;
    std::vector<same_push> same{};
    std::vector<std::uint32_t> own{};  // those with custom keys of their own
    std::string digest{};              // of all of it but the tokens

    /// Renders what is needed; check() looks at each. An error in what all or those of a locale get, which its path says.
    static nimpush::result<send_plan> make(const send_campaign& campaign, const token_list& tokens,
                                           nimpush::maybe<std::int64_t> now);
    /// Leaves out those that are done.
    void leave_out(const std::vector<bool>& done);
    /// The request of one with keys of its own; its badge is in it.
    nimpush::apns::request request_of(const recipient& one) const;
    std::size_t size() const;
};

/// Signs provider tokens; none with a client certificate, which the connection has.
struct send_signer {
    nimpush::apns::team_id team{};
    nimpush::apns::key_id key{};
    nimpush::openssl::signing_key sign;
};

struct send_settings {
    nimpush::interop::http2_settings connection;
    nimpush::maybe<send_signer> signer{};
    std::int64_t rate = 0;  // a second; 0: no bound
    std::int64_t give_up_after_ms = 60'000;
    unsigned retries = 3;              // of a push whose answer asks for it
    std::int64_t retry_after_ms = -1;  // before the first of them; below 0: what the answer says
};

/// Sends it all, results to `to`; prints what is to be said of it on standard error. Gives the exit status.
int send_all(const send_plan& plan, const send_settings& settings, const earlier_results& earlier, results_file& to);

}  // namespace nimpush_tool
