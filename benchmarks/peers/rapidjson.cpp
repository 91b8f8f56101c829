// 1.1.0's DOM does not compile with clang 19, which sees that it assigns a const member: there it is left out.
#if defined(__clang_major__) && __clang_major__ >= 19
#define HAS_DOM 0
#else
#define HAS_DOM 1
#include <rapidjson/document.h>
#endif
#include <rapidjson/rapidjson.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "job.hpp"

namespace {

using namespace bench;

rapidjson::SizeType size_of(std::string_view s) { return static_cast<rapidjson::SizeType>(s.size()); }

/// As one writes it by hand: no tree, keys as literals with their sizes.
struct writing {
    push from;
    rapidjson::StringBuffer buffer{};

    explicit writing(const push& subject) : from(subject) {}
    void run() {
        keep(from);
        buffer.Clear();
        rapidjson::Writer<rapidjson::StringBuffer> to(buffer);
        const auto key = [&](std::string_view s) { to.Key(s.data(), size_of(s)); };
        const auto put = [&](bytes b) { to.String(b.data, size_of(view(b))); };
        to.StartObject();
        key("aps");
        to.StartObject();
        key("alert");
        to.StartObject();
        key("title");
        put(from.title);
        key("body");
        put(from.body);
        to.EndObject();
        key("badge");
        to.Int64(from.badge);
        key("sound");
        put(from.sound);
        key("thread-id");
        put(from.thread_id);
        to.EndObject();
        key("sessionId");
        put(from.session_id);
        key("sessionType");
        put(from.session_type);
        to.EndObject();
        keep(buffer);
    }
    bytes made() { return {buffer.GetString(), buffer.GetSize()}; }
};

#if HAS_DOM
std::string text(const rapidjson::Value& v) { return {v.GetString(), v.GetStringLength()}; }

struct into_struct {
    std::string_view json;

    void into(read_push& to) {
        keep(json);
        rapidjson::Document all;
        all.Parse(json.data(), json.size());
        const auto& aps = all["aps"];
        const auto& alert = aps["alert"];
        to.title = text(alert["title"]);
        to.body = text(alert["body"]);
        to.badge = aps["badge"].GetInt64();
        to.sound = text(aps["sound"]);
        to.thread_id = text(aps["thread-id"]);
        to.session_id = text(all["sessionId"]);
        to.session_type = text(all["sessionType"]);
    }
};

struct into_tree {
    std::string_view json;
    rapidjson::StringBuffer buffer{};

    explicit into_tree(const push& subject) : json(view(subject.json)) {}
    void run() {
        keep(json);
        rapidjson::Document all;
        all.Parse(json.data(), json.size());
        keep(all);
    }
    bytes made() {
        rapidjson::Document all;
        all.Parse(json.data(), json.size());
        rapidjson::Writer<rapidjson::StringBuffer> to(buffer);
        all.Accept(to);
        return {buffer.GetString(), buffer.GetSize()};
    }
};

#endif

}  // namespace

extern "C" const bench::peer* rapidjson_peer() {
    static const peer all {
        RAPIDJSON_VERSION_STRING, {"RapidJSON Writer", prepare<writing>},
#if HAS_DOM
            {"RapidJSON DOM", prepare<reading<into_struct>>}, {
            "RapidJSON DOM", prepare<into_tree>
        }
#endif
    };
    return &all;
}
