#include "private_file.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <ios>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nimpush/core/error.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/text.hpp>

namespace nimpush_tool {

namespace {

nimpush::unexpected<nimpush::error> failed(const std::string& path, int code) {
    const std::string why = path + ": " + std::error_code(code, std::generic_category()).message();
    return nimpush::unexpected(nimpush::error{nimpush::errc::refused, {}, nimpush::detail::printable(why, 300)});
}

/// A new file beside the one that it becomes, for its owner alone.
nimpush::result<std::string> write_beside(const std::string& path, std::string_view contents, readers whose) {
    const std::string made = path + "." + std::to_string(::getpid()) + ".new";
    (void)::unlink(made.c_str());
    const int file =
        ::open(made.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, whose == readers::owner ? 0600 : 0644);
    if (file < 0) return failed(made, errno);
    int code = 0;
    for (std::size_t at = 0; at < contents.size() && code == 0;) {
        const auto size = ::write(file, contents.data() + at, contents.size() - at);
        if (size >= 0)
            at += static_cast<std::size_t>(size);
        else if (errno != EINTR)
            code = errno;
    }
    if (::close(file) != 0 && code == 0) code = errno;
    if (code == 0) return made;
    (void)::unlink(made.c_str());
    return failed(path, code);
}

}  // namespace

nimpush::result<void> write_whole(const std::string& path, std::string_view contents, readers whose) {
    const auto made = write_beside(path, contents, whose);
    if (!made) return nimpush::unexpected(made.error());
    if (::rename(made->c_str(), path.c_str()) == 0) return {};
    const int code = errno;
    (void)::unlink(made->c_str());
    return failed(path, code);
}

nimpush::result<void> write_first(const std::string& path, std::string_view contents) {
    const auto made = write_beside(path, contents, readers::owner);
    if (!made) return nimpush::unexpected(made.error());
    const int code = ::link(made->c_str(), path.c_str()) == 0 ? 0 : errno;
    (void)::unlink(made->c_str());
    if (code != 0 && code != EEXIST) return failed(path, code);
    return {};
}

nimpush::result<std::string> read_whole(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string made(std::istreambuf_iterator<char>(in), {});
    if (!in) return failed(path, errno == 0 ? EIO : errno);
    return made;
}

bool is_open_to_others(const std::string& path) {
    struct stat held {};
    return ::stat(path.c_str(), &held) == 0 && (held.st_mode & (S_IRWXG | S_IRWXO)) != 0;
}

}  // namespace nimpush_tool
