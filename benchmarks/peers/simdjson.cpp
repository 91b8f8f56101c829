#include <simdjson.h>

#include "job.hpp"

#define STRING_OF_(x) #x
#define STRING_OF(x) STRING_OF_(x)

namespace {

using namespace bench;

/// On demand, in the order in which the keys stand; the text is padded beforehand.
struct into_struct {
    simdjson::padded_string text;
    simdjson::ondemand::parser parser{};

    explicit into_struct(std::string_view json) : text(json) {}
    void into(read_push& to) {
        keep(text);
        const auto owned = [](auto found) { return std::string(std::string_view(found)); };
        auto document = parser.iterate(text);
        auto all = document.get_object();
        auto aps = all["aps"].get_object();
        auto alert = aps["alert"].get_object();
        to.title = owned(alert["title"]);
        to.body = owned(alert["body"]);
        to.badge = aps["badge"];
        to.sound = owned(aps["sound"]);
        to.thread_id = owned(aps["thread-id"]);
        to.session_id = owned(all["sessionId"]);
        to.session_type = owned(all["sessionType"]);
    }
};

}  // namespace

extern "C" const bench::peer* simdjson_peer() {
    static const peer all{STRING_OF(SIMDJSON_VERSION), {}, {"simdjson on demand", prepare<reading<into_struct>>}};
    return &all;
}
