#pragma once

// Logs without what says who is who, to be sent to somebody: tokens, accounts, app keys, phone numbers, addresses and
// secrets become stand-ins of the same form, the same for the same value in all logs of a call.

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace nimpush_tool {

/// Learns names from all logs, then writes them anew.
class redactor {
    std::map<std::string, std::string, std::less<>> names_{};  // of accounts
    std::map<std::string, std::string, std::less<>> others_{};
    std::size_t counts_[6]{};

    enum kind { account, hex, phone, address, mail, secret };
    std::string stand_in(kind of, std::string_view value);
    std::size_t special_at(std::string_view line, std::size_t at, std::string& to);
    std::size_t secret_at(std::string_view line, std::size_t at, std::string& to);
    void write_line(std::string_view line, std::string& to);

  public:
    /// Takes the accounts out of whole lines.
    void learn(std::string_view block);
    /// The lines without what was learnt, and without the rest.
    std::string redacted(std::string_view block);
};

}  // namespace nimpush_tool
