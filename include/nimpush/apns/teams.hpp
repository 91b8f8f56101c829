#pragma once

// Several senders that are stepped as one: a client and a transport for each team.
//
//     apns::teams<interop::http2_transport, apns::token_provider<openssl::signing_key>> senders;
//     senders.add("DEF123GHIJ", {"DEF123GHIJ", "ABC123DEFG", key}, [&] { return interop::http2_transport(settings); });
//     senders.find("DEF123GHIJ")->send(request, done);
//     while (!senders.is_idle()) senders.step({monotonic_ms, seconds_since_1970}, 100);
//
// Each has connections of its own, since Apple binds one to the key of its first push. What shares a connection shares a
// name here: team keys of one team, or topic keys that are related (may_follow() in connection.hpp). Any other key, a
// client certificate and the other environment have another name.

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/client.hpp>
#include <nimpush/apns/client_stats.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/result.hpp>
#include <nimpush/core/span.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/transport/http.hpp>

namespace nimpush::inline v1 {
namespace apns {

/// See the head of this file. It belongs to one thread at a time and does not move. From within a result's callback
/// everything but step() and remove() may be called.
template <http_transport Transport, class Provider> class teams {
    struct member {
        text name;
        Transport transport;
        client<Transport, Provider> sender;

        template <class Make>
        member(text called, Provider provider, Make& make, const client_options& options)
            : name(std::move(called)), transport(make()), sender(transport, std::move(provider), options) {}
    };

    std::vector<std::unique_ptr<member>> all_{};
    std::vector<Transport*> transports_{};
    bool is_stepping_ = false;

  public:
    teams() = default;
    teams(const teams&) = delete;
    teams& operator=(const teams&) = delete;
    ~teams() = default;

    /// A sender of this name, over the transport that `make()` returns. An error where the name is taken.
    template <class Make>
    result<void> add(text name, Provider provider, Make make, const client_options& options = {}) {
        if (find(name.view()) != nullptr)
            return nimpush::detail::fail(errc::refused, nimpush::detail::join("there is a team of this name: ", name));
        all_.push_back(std::make_unique<member>(std::move(name), std::move(provider), make, options));
        transports_.push_back(&all_.back()->transport);
        return {};
    }
    /// Null where there is none.
    client<Transport, Provider>* find(std::string_view name) noexcept {
        member* const found = member_of(name);
        return found == nullptr ? nullptr : &found->sender;
    }
    Transport* transport_of(std::string_view name) noexcept {
        member* const found = member_of(name);
        return found == nullptr ? nullptr : &found->transport;
    }
    /// False where there is none, or it is not idle.
    bool remove(std::string_view name) {
        for (std::size_t i = 0; i < all_.size() && !is_stepping_; ++i) {
            if (all_[i]->name.view() != name || !all_[i]->sender.is_idle()) continue;
            std::swap(all_[i], all_.back());
            std::swap(transports_[i], transports_.back());
            transports_.pop_back();
            all_.pop_back();
            return true;
        }
        return false;
    }
    std::size_t size() const noexcept { return all_.size(); }

    /// A step of each, with one wait for all of them together. The first error, with the team's name as its path: the
    /// others are stepped all the same.
    result<void> step(const instant& now, int wait_ms) {
        result<void> fine{};
        const auto wait_of_all = [&] {
            int wait = wait_ms;
            for (const auto& one : all_) wait = one->sender.longest_wait(now, wait);
            return wait;
        };
        int share = 0;
        if constexpr (requires { Transport::wait(span<Transport* const>(), wait_ms); })
            Transport::wait(transports_, wait_of_all());
        else if (!all_.empty())  // each in its turn, all together no longer than they may
            share = (wait_ms < 0 ? 1'000 : wait_ms) / static_cast<int>(all_.size());
        is_stepping_ = true;
        for (std::size_t i = 0; i < all_.size(); ++i) {
            const int wait = share == 0 ? 0 : wait_of_all();
            auto done = all_[i]->sender.step(now, wait < 0 || share < wait ? share : wait);
            if (!done && fine)
                fine = unexpected(nimpush::error{done.error().code, all_[i]->name, std::move(done.error().detail)});
        }
        is_stepping_ = false;
        return fine;
    }

    /// Of all.
    void stop() noexcept {
        for (const auto& one : all_) one->sender.stop();
    }
    bool is_idle() const noexcept {
        for (const auto& one : all_)
            if (!one->sender.is_idle()) return false;
        return true;
    }
    /// The counts of all together.
    client_stats stats() const noexcept {
        client_stats sum{};
        for (const auto& one : all_) sum += one->sender.stats();
        return sum;
    }
    /// Calls f(name, client) for each.
    template <class F> void each(F&& f) const {
        for (const auto& one : all_) f(one->name.view(), std::as_const(one->sender));
    }
    /// The counts of each, with its name as the label `team`, as Prometheus reads them.
    text to_prometheus() const {
        std::vector<team_stats> list;
        each([&](std::string_view name, const auto& sender) { list.push_back({name, &sender.stats()}); });
        return apns::to_prometheus(list);
    }

  private:
    member* member_of(std::string_view name) noexcept {
        for (const auto& one : all_)
            if (one->name.view() == name) return one.get();
        return nullptr;
    }
};

}  // namespace apns
}  // namespace nimpush::v1
