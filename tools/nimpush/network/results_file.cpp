#include "results_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/wire/json.hpp>

#include "key_files.hpp"
#include "token_list.hpp"

namespace nimpush_tool {

namespace {

/// The first line.
struct results_header {
    std::int64_t version = 0;
    nimpush::text tokens{};
    nimpush::text campaign{};

    using described_by = nimpush::field_list<nimpush::field<"nimpush_send", &results_header::version>,
                                             nimpush::field<"tokens", &results_header::tokens>,
                                             nimpush::field<"campaign", &results_header::campaign>>;
};
constexpr std::int64_t known_version = 1;

/// What of a line says whether its token is done.
struct result_line {
    std::int64_t line = 0;
    nimpush::text token{};
    std::int64_t status = 0;
    bool final = false;

    using described_by =
        nimpush::field_list<nimpush::field<"line", &result_line::line>, nimpush::field<"token", &result_line::token>,
                            nimpush::field<"status", &result_line::status>,
                            nimpush::field<"final", &result_line::final>>;
};

bool refuse(std::string_view path, std::string_view why) {
    std::cerr << shown(path) << ": " << why << '\n';
    return false;
}
std::string reason_of(int code) { return std::error_code(code, std::generic_category()).message(); }

/// Its place by its line; the end where there is none.
template <class All> std::size_t place_of(const All& all, std::int64_t line) {
    const auto found = std::lower_bound(all.begin(), all.end(), line,
                                        [](const auto& one, std::int64_t n) { return std::int64_t{one.line} < n; });
    return found != all.end() && found->line == line ? static_cast<std::size_t>(found - all.begin()) : all.size();
}
bool is_token(nimpush::span<const std::uint8_t> bytes, std::string_view digits) {
    std::string own(2 * bytes.size(), '0');
    nimpush::write_hex(bytes, own.data());
    return own == digits;
}

/// Notes a line; false where it is not of these tokens.
bool note(const result_line& one, const token_list& tokens, earlier_results& to) {
    std::vector<bool>* flags = &to.done_faulty;
    std::size_t at = place_of(tokens.faulty, one.line);
    if (one.token.has_value()) {
        at = place_of(tokens.all, one.line);
        if (at == tokens.all.size() || !is_token(tokens.token(tokens.all[at]), one.token.view())) return false;
        flags = &to.done;
    } else if (at == tokens.faulty.size()) {
        return false;
    }
    if (!one.final || (*flags)[at]) return true;
    (*flags)[at] = true;
    ++to.final_count;
    if (one.status < 200 || one.status > 299) ++to.refused;
    return true;
}

}  // namespace

std::string digest_of(std::string_view bytes) {
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> made{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), made.data(), &size, EVP_sha256(), nullptr) != 1) return {};
    std::string digits(2 * static_cast<std::size_t>(size), '0');
    nimpush::write_hex(nimpush::span<const std::uint8_t>(made).first(size), digits.data());
    return digits;
}

results_file::~results_file() {
    if (fd_ >= 0) ::close(fd_);
}

bool results_file::open(std::string_view path, const results_of& of, const token_list& tokens, bool resume,
                        earlier_results& earlier) {
    earlier.done.assign(tokens.all.size(), false);
    earlier.done_faulty.assign(tokens.faulty.size(), false);
    if (path.empty()) return true;
    // Tokens and what became of them are nobody else's business.
    fd_ = ::open(std::string(path).c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd_ < 0) return refuse(path, reason_of(errno));
    if (::flock(fd_, LOCK_EX | LOCK_NB) != 0)
        return refuse(path, errno == EWOULDBLOCK ? "another process writes to it at this moment" : reason_of(errno));
    struct stat held {};
    if (::fstat(fd_, &held) != 0) return refuse(path, reason_of(errno));
    if (held.st_size != 0 && !resume)
        return refuse(path, "is there already: --resume goes on where it ends, or name another");
    if (held.st_size != 0 && !take_up(path, of, tokens, earlier)) return false;
    if (::lseek(fd_, 0, SEEK_END) != 0) return true;
    const results_header header{known_version, nimpush::text(of.tokens), nimpush::text(of.campaign)};
    waiting_ = nimpush::json::to_string(header).value() + '\n';
    return flush() || refuse(path, problem_);
}

bool results_file::take_up(std::string_view path, const results_of& of, const token_list& tokens,
                           earlier_results& earlier) {
    std::ifstream in(std::string(path), std::ios::binary);
    off_t whole = 0;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line); whole += static_cast<off_t>(line.size()) + 1) {
        if (in.eof()) {  // without its end: the writer was killed while it wrote
            earlier.had_torn_line = true;
            break;
        }
        ++number;
        const auto json = nimpush::json::read(line);
        const std::string at = "line " + std::to_string(number);
        if (!json) return refuse(path, at + " is no JSON: not a file of results, or damaged");
        if (number == 1) {
            const auto header = nimpush::read_wire<results_header>(*json);
            if (!header || header->version != known_version) return refuse(path, "no file of results of nimpush send");
            if (header->tokens.view() != of.tokens)
                return refuse(path, "its results are of another file of tokens, or that has changed: name another");
            if (header->campaign.view() != of.campaign)
                return refuse(path, "its results are of another notification, topic or server: name another");
            continue;
        }
        const auto one = nimpush::read_wire<result_line>(*json);
        if (!one || !note(*one, tokens, earlier)) return refuse(path, at + " is of no token of the file: damaged");
    }
    if (::ftruncate(fd_, whole) != 0) return refuse(path, reason_of(errno));
    return true;
}

bool results_file::write_waiting() {
    std::size_t at = 0;
    while (at < waiting_.size()) {
        const auto size = ::write(fd_, waiting_.data() + at, waiting_.size() - at);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) {
            problem_ = size < 0 ? reason_of(errno) : "it takes no more";
            break;
        }
        at += static_cast<std::size_t>(size);
    }
    waiting_.erase(0, at);
    return waiting_.empty();
}

bool results_file::flush() {
    if (waiting_.empty()) return true;
    if (fd_ >= 0) return write_waiting();
    std::cout << waiting_ << std::flush;
    waiting_.clear();
    if (std::cout) return true;
    problem_ = "standard output takes no more";
    return false;
}

}  // namespace nimpush_tool
