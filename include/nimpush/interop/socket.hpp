#pragma once

// A POSIX socket that closes itself, for what carries bytes here.

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <netinet/in.h>  // IWYU pragma: keep
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <nimpush/core/error.hpp>
#include <nimpush/core/text.hpp>

namespace nimpush::inline v1 {
namespace interop {

namespace detail {

/// A descriptor that is closed.
class socket {
    int fd_ = -1;

  public:
    socket() = default;
    explicit socket(int fd) noexcept : fd_(fd) {}
    socket(socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    socket& operator=(socket&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~socket() {
        if (fd_ >= 0) ::close(fd_);
    }

    int fd() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }

    /// Made ready for what follows: it never blocks, is not inherited, and sends small things at once.
    bool prepare() const noexcept {
        const int on = 1;
#if defined(SO_NOSIGPIPE)
        (void)::setsockopt(fd_, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
        (void)::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        return ::fcntl(fd_, F_SETFD, FD_CLOEXEC) == 0 && ::fcntl(fd_, F_SETFL, O_NONBLOCK) == 0;
    }
};

/// A pipe to oneself: what waits for fd() is woken from any thread.
class waker {
    socket read_{}, write_{};

  public:
    waker() noexcept {
        int ends[2];
        if (::pipe(ends) != 0) return;
        read_ = socket(ends[0]);
        write_ = socket(ends[1]);
        for (const int one : ends) {
            (void)::fcntl(one, F_SETFD, FD_CLOEXEC);
            (void)::fcntl(one, F_SETFL, O_NONBLOCK);
        }
    }
    /// To be readable; -1, which poll() passes over, where the system had no pipe.
    int fd() const noexcept { return read_.fd(); }
    void wake() const noexcept {
        const int before = errno;
        (void)!::write(write_.fd(), "", 1);  // a pipe that is full wakes too
        errno = before;
    }
    /// Of what woke it so far.
    void clear() const noexcept {
        char room[64];
        while (::read(read_.fd(), room, sizeof room) > 0) {
        }
    }
};

#if defined(MSG_NOSIGNAL)
inline constexpr int no_signal = MSG_NOSIGNAL;  // a peer that is gone is an error here, not the end of the program
#else
inline constexpr int no_signal = 0;
#endif

inline text reason_of(int code) {
    return nimpush::detail::printable(std::error_code(code, std::generic_category()).message(), 100);
}
inline bool is_later(int code) noexcept { return code == EAGAIN || code == EWOULDBLOCK || code == EINTR; }

}  // namespace detail

}  // namespace interop
}  // namespace nimpush::v1
