// As C++23, with libc++: a shared object that shows nothing but its peer.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <glaze/glaze.hpp>

#include "job.hpp"

namespace {

using namespace bench;
using text = std::optional<std::string>;
using texts = std::optional<std::vector<std::string>>;

}  // namespace

// The 15 keys of an alert and the 22 of aps, as optionals: what nimpush's aggregate has. At namespace scope, for glaze
// reads their members' names.
namespace bench_glaze {

struct alert {
    text title, subtitle, body, launch_image, title_loc_key;
    texts title_loc_args;
    text subtitle_loc_key;
    texts subtitle_loc_args;
    text loc_key;
    texts loc_args;
    text sound, action, action_loc_key, summary_arg;
    std::optional<std::int64_t> summary_arg_count;

    struct glaze {
        using T = alert;
        static constexpr auto value = glz::object(
            "title", &T::title, "subtitle", &T::subtitle, "body", &T::body, "launch-image", &T::launch_image,
            "title-loc-key", &T::title_loc_key, "title-loc-args", &T::title_loc_args, "subtitle-loc-key",
            &T::subtitle_loc_key, "subtitle-loc-args", &T::subtitle_loc_args, "loc-key", &T::loc_key, "loc-args",
            &T::loc_args, "sound", &T::sound, "action", &T::action, "action-loc-key", &T::action_loc_key, "summary-arg",
            &T::summary_arg, "summary-arg-count", &T::summary_arg_count);
    };
};

struct aps {
    std::optional<bench_glaze::alert> alert;
    std::optional<std::int64_t> badge;
    text sound, thread_id, category;
    std::optional<int> content_available, mutable_content;
    text target_content_id, interruption_level;
    std::optional<double> relevance_score;
    text filter_criteria;
    std::optional<std::int64_t> stale_date, timestamp;
    text event;
    std::optional<std::int64_t> dismissal_date;
    text content_state, attributes_type, attributes, input_push_channel;
    std::optional<int> input_push_token;
    std::optional<bool> content_changed;
    texts url_args;

    struct glaze {
        using T = aps;
        static constexpr auto value = glz::object(
            "alert", &T::alert, "badge", &T::badge, "sound", &T::sound, "thread-id", &T::thread_id, "category",
            &T::category, "content-available", &T::content_available, "mutable-content", &T::mutable_content,
            "target-content-id", &T::target_content_id, "interruption-level", &T::interruption_level, "relevance-score",
            &T::relevance_score, "filter-criteria", &T::filter_criteria, "stale-date", &T::stale_date, "timestamp",
            &T::timestamp, "event", &T::event, "dismissal-date", &T::dismissal_date, "content-state", &T::content_state,
            "attributes-type", &T::attributes_type, "attributes", &T::attributes, "input-push-channel",
            &T::input_push_channel, "input-push-token", &T::input_push_token, "content-changed", &T::content_changed,
            "url-args", &T::url_args);
    };
};

struct payload {
    bench_glaze::aps aps;
    text session_id, session_type;

    struct glaze {
        using T = payload;
        static constexpr auto value =
            glz::object("aps", &T::aps, "sessionId", &T::session_id, "sessionType", &T::session_type);
    };
};

}  // namespace bench_glaze

namespace {

struct writing {
    bench_glaze::payload from{};
    std::array<char, 4096> buffer{};
    std::size_t size = 0;

    explicit writing(const push& p) {
        const auto owned = [](bytes b) { return std::string(b.data, b.size); };
        auto& alert = from.aps.alert.emplace();
        alert.title = owned(p.title);
        alert.body = owned(p.body);
        from.aps.badge = p.badge;
        from.aps.sound = owned(p.sound);
        from.aps.thread_id = owned(p.thread_id);
        from.session_id = owned(p.session_id);
        from.session_type = owned(p.session_type);
    }
    void run() {
        keep(from);
        size = glz::write_json(from, buffer).count;
        keep(buffer);
    }
    bytes made() { return {buffer.data(), size}; }
};

/// The aggregate is all that is wanted, so that no value is copied out of it while time is taken.
struct typed_reading {
    std::string json;
    std::string shown{};

    explicit typed_reading(const push& p) : json(view(p.json)) {}
    void run() {
        keep(json);
        bench_glaze::payload to{};
        const auto fault = glz::read_json(to, json);
        keep(fault);
        keep(to);
    }
    bytes made() {
        bench_glaze::payload to{};
        if (glz::read_json(to, json)) return {"", 0};
        shown = read_push{*to.aps.alert->title, *to.aps.alert->body, *to.aps.sound, *to.aps.thread_id,
                          *to.session_id,       *to.session_type,    *to.aps.badge}
                    .lines();
        return show(shown);
    }
};

const std::string version = std::to_string(glz::version.major) + "." + std::to_string(glz::version.minor) + "." +
                            std::to_string(glz::version.patch);

}  // namespace

extern "C" [[gnu::visibility("default")]] const bench::peer* glaze_peer() {
    static const peer all{
        version.c_str(), {"glaze, the same 37 keys", prepare<writing>}, {"glaze, typed", prepare<typed_reading>}};
    return &all;
}
