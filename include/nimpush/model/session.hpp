#pragma once

// Whom a message is for, whatever wire it goes over: kinds of session, and the id that names one.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>

namespace nimpush::inline v1 {

/// The kinds of session that are pushed: with one account, in a team, in a super team.
enum class session_kind : std::uint8_t { p2p, team, super_team };
schema::texts<"p2p", "team", "superTeam"> enum_names(session_kind);

/// The numbers of the kinds on the wires that have numbers.
constexpr std::int64_t conversation_number(session_kind k) noexcept { return static_cast<std::int64_t>(k) + 1; }

/// The id of a conversation, `sender|1|receiver`: 1 with an account, 2 in a team, 3 in a super team. The sender may be
/// empty, the receiver may not. (docs/facts/flutter_channel_v2.md)
struct conversation_id {
    text sender{};
    session_kind kind = session_kind::p2p;
    text receiver{};

    /// bad_character for a text that is no such id; neither part may have a bar.
    static constexpr result<conversation_id> from(std::string_view s) {
        const std::size_t at = s.find('|');
        const bool fine = at != npos && at + 3 < s.size() && s[at + 1] >= '1' && s[at + 1] <= '3' && s[at + 2] == '|' &&
                          s.find('|', at + 3) == npos;
        if (!fine) return detail::fail(errc::bad_character, "must be sender|type|receiver, its type 1, 2 or 3");
        return conversation_id{.sender = text(detail::unchecked{}, s.substr(0, at)),
                               .kind = static_cast<session_kind>(s[at + 1] - '1'),
                               .receiver = text(detail::unchecked{}, s.substr(at + 3))};
    }
    constexpr text to_text() const {
        return detail::join(sender.view(), "|", detail::number_text(conversation_number(kind)).view(), "|",
                            receiver.view());
    }

    friend constexpr bool operator==(const conversation_id&, const conversation_id&) = default;
};

}  // namespace nimpush::v1
