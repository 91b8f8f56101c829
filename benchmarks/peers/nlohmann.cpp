#include <nlohmann/json.hpp>

#include "job.hpp"

#define STRING_OF_(x) #x
#define STRING_OF(x) STRING_OF_(x)

namespace {

using namespace bench;
using json = nlohmann::ordered_json;

struct writing {
    push from;
    std::string last{};

    explicit writing(const push& subject) : from(subject) {}
    void run() {
        keep(from);
        const auto text = [](bytes b) { return std::string(view(b)); };
        json alert;
        alert["title"] = text(from.title);
        alert["body"] = text(from.body);
        json aps;
        aps["alert"] = std::move(alert);
        aps["badge"] = from.badge;
        aps["sound"] = text(from.sound);
        aps["thread-id"] = text(from.thread_id);
        json all;
        all["aps"] = std::move(aps);
        all["sessionId"] = text(from.session_id);
        all["sessionType"] = text(from.session_type);
        last = all.dump();
        keep(last);
    }
    bytes made() { return show(last); }
};

struct into_struct {
    std::string_view text;

    void into(read_push& to) {
        keep(text);
        const auto all = nlohmann::json::parse(text);
        const auto& aps = all["aps"];
        const auto& alert = aps["alert"];
        to.title = alert["title"].get_ref<const std::string&>();
        to.body = alert["body"].get_ref<const std::string&>();
        to.badge = aps["badge"].get<std::int64_t>();
        to.sound = aps["sound"].get_ref<const std::string&>();
        to.thread_id = aps["thread-id"].get_ref<const std::string&>();
        to.session_id = all["sessionId"].get_ref<const std::string&>();
        to.session_type = all["sessionType"].get_ref<const std::string&>();
    }
};

struct into_tree {
    std::string_view text;
    std::string shown{};

    explicit into_tree(const push& subject) : text(view(subject.json)) {}
    void run() {
        keep(text);
        const auto all = nlohmann::json::parse(text);
        keep(all);
    }
    bytes made() {
        shown = json::parse(text).dump();
        return show(shown);
    }
};

}  // namespace

extern "C" const bench::peer* nlohmann_peer() {
    static const peer all{STRING_OF(NLOHMANN_JSON_VERSION_MAJOR) "." STRING_OF(
                              NLOHMANN_JSON_VERSION_MINOR) "." STRING_OF(NLOHMANN_JSON_VERSION_PATCH),
                          {"nlohmann/json tree, dump", prepare<writing>},
                          {"nlohmann/json", prepare<reading<into_struct>>},
                          {"nlohmann/json", prepare<into_tree>}};
    return &all;
}
