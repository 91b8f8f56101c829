#include <boost/json.hpp>
#include <boost/version.hpp>

#include "job.hpp"

namespace {

using namespace bench;
namespace json = boost::json;

json::string_view in(bytes b) { return {b.data, b.size}; }
json::string_view in(std::string_view s) { return {s.data(), s.size()}; }
std::string text(const json::value& v) { return {v.as_string().data(), v.as_string().size()}; }

struct writing {
    push from;
    std::string last{};

    explicit writing(const push& subject) : from(subject) {}
    void run() {
        keep(from);
        json::object alert;
        alert["title"] = in(from.title);
        alert["body"] = in(from.body);
        json::object aps;
        aps["alert"] = std::move(alert);
        aps["badge"] = from.badge;
        aps["sound"] = in(from.sound);
        aps["thread-id"] = in(from.thread_id);
        json::object all;
        all["aps"] = std::move(aps);
        all["sessionId"] = in(from.session_id);
        all["sessionType"] = in(from.session_type);
        last = json::serialize(all);
        keep(last);
    }
    bytes made() { return show(last); }
};

struct into_struct {
    std::string_view json_text;

    void into(read_push& to) {
        keep(json_text);
        const json::value all = json::parse(in(json_text));
        const json::value& aps = all.at("aps");
        const json::value& alert = aps.at("alert");
        to.title = text(alert.at("title"));
        to.body = text(alert.at("body"));
        to.badge = aps.at("badge").as_int64();
        to.sound = text(aps.at("sound"));
        to.thread_id = text(aps.at("thread-id"));
        to.session_id = text(all.at("sessionId"));
        to.session_type = text(all.at("sessionType"));
    }
};

struct into_tree {
    std::string_view json_text;
    std::string shown{};

    explicit into_tree(const push& subject) : json_text(view(subject.json)) {}
    void run() {
        keep(json_text);
        unsigned char room[4096];
        json::monotonic_resource memory(room, sizeof room);
        const json::value all = json::parse(in(json_text), &memory);
        keep(all);
    }
    bytes made() {
        shown = json::serialize(json::parse(in(json_text)));
        return show(shown);
    }
};

}  // namespace

extern "C" const bench::peer* boost_json_peer() {
    static const peer all{BOOST_LIB_VERSION,
                          {"Boost.JSON tree, serialize", prepare<writing>},
                          {"Boost.JSON", prepare<reading<into_struct>>},
                          {"Boost.JSON, monotonic buffer", prepare<into_tree>}};
    return &all;
}
