#pragma once

// Whether somebody is still there: asked by a callback that may outlive whom it serves.

#include <cstddef>
#include <utility>

#include <nimpush/core/array.hpp>

namespace nimpush::inline v1 {
namespace detail {

// g++ 12 at -O2 takes the count of holders that are left for one of holders that are gone.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuse-after-free"
#endif
/// Says to its witnesses that its owner is there, until it is destroyed. All belong to one thread: nothing here
/// is atomic.
class presence {
    struct shared {
        std::size_t holders;
        bool there;
    };
    shared* shared_;

    static void leave(shared* s) noexcept {
        if (s != nullptr && --s->holders == 0) array<shared>::free(s);
    }

  public:
    /// True while the owner is there. A copy is another witness; what was moved from, or made of nothing, is false.
    class witness {
        friend class presence;

        shared* shared_ = nullptr;

        explicit witness(shared* s) noexcept : shared_(s) { ++s->holders; }

      public:
        witness() = default;
        witness(const witness& other) noexcept : shared_(other.shared_) {
            if (shared_ != nullptr) ++shared_->holders;
        }
        witness(witness&& other) noexcept : shared_(std::exchange(other.shared_, nullptr)) {}
        witness& operator=(witness other) noexcept {
            std::swap(shared_, other.shared_);
            return *this;
        }
        ~witness() { leave(shared_); }

        explicit operator bool() const noexcept { return shared_ != nullptr && shared_->there; }
    };

    presence() : shared_(array<shared>::of(1).release()) { *shared_ = {1, true}; }
    presence(const presence&) = delete;
    presence& operator=(const presence&) = delete;
    ~presence() {
        shared_->there = false;
        leave(shared_);
    }

    witness seen() const noexcept { return witness(shared_); }
};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

}  // namespace detail
}  // namespace nimpush::v1
