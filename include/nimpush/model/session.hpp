#pragma once

// Whom a message is for, whatever wire it goes over: kinds of session, and the id that names one.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include <nimpush/core/error.hpp>
#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>

namespace nimpush::inline v1 {

/// The kinds of session that are pushed: with one account, in a team, in a super team.
enum class session_kind : std::uint8_t { p2p, team, super_team };
schema::texts<"p2p", "team", "superTeam"> enum_names(session_kind);

/// The number of a kind on the C SDK and in REST v1: 0, 1 and 5, of which REST has no super team (`ope`).
constexpr std::int64_t session_number(session_kind k) noexcept {
    return k == session_kind::super_team ? 5 : static_cast<std::int64_t>(k);
}
/// The number of a kind on V2's channel, in REST v2 and in the id of a conversation: 1, 2 and 3.
constexpr std::int64_t conversation_number(session_kind k) noexcept { return static_cast<std::int64_t>(k) + 1; }
/// The kind with this number; nothing where none has it.
[[nodiscard]] constexpr maybe<session_kind> from_session_number(std::int64_t number) noexcept {
    for (const session_kind k : {session_kind::p2p, session_kind::team, session_kind::super_team})
        if (session_number(k) == number) return k;
    return {};
}
[[nodiscard]] constexpr maybe<session_kind> from_conversation_number(std::int64_t number) noexcept {
    for (const session_kind k : {session_kind::p2p, session_kind::team, session_kind::super_team})
        if (conversation_number(k) == number) return k;
    return {};
}

/// The id of a conversation, `sender|1|receiver`: 1 with an account, 2 in a team, 3 in a super team. The sender may be
/// empty, the receiver may not. (docs/facts/flutter_channel_v2.md)
struct conversation_id {
    text sender{};
    session_kind kind = session_kind::p2p;
    text receiver{};

    /// The parts of an id, within the text that it was read from.
    struct parts {
        std::string_view sender;
        session_kind kind;
        std::string_view receiver;
    };
    /// The parts at the first two bars; what a sender and a receiver may be made of is not looked at.
    [[nodiscard]] static constexpr maybe<parts> split(std::string_view s) noexcept {
        const std::size_t at = s.find('|');
        if (at == npos || at + 3 >= s.size() || s[at + 2] != '|') return {};
        const auto kind = from_conversation_number(s[at + 1] - '0');
        if (!kind) return {};
        return parts{s.substr(0, at), *kind, s.substr(at + 3)};
    }
    /// bad_character for a text that is no such id; neither part may have a bar.
    static constexpr result<conversation_id> from(std::string_view s) {
        const auto made = split(s);
        if (!made || made->receiver.find('|') != npos)
            return detail::fail(errc::bad_character, "must be sender|type|receiver, its type 1, 2 or 3");
        return conversation_id{.sender = text(detail::unchecked{}, made->sender),
                               .kind = made->kind,
                               .receiver = text(detail::unchecked{}, made->receiver)};
    }
    constexpr text to_text() const {
        return detail::join(sender.view(), "|", detail::number_text(conversation_number(kind)).view(), "|",
                            receiver.view());
    }

    friend constexpr bool operator==(const conversation_id&, const conversation_id&) = default;
};

}  // namespace nimpush::v1
