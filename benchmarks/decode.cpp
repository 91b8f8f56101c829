// Reading the options of a login from JSON and from the channel's bytes into the model, beside RapidJSON,
// nlohmann/json and Boost.JSON doing the same work in the same run.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <rapidjson/document.h>  // 1.1.0 does not compile on clang 19: it assigns a const member

#include "measure.hpp"
#include "subjects.hpp"

namespace {

using namespace nimpush_benchmarks;

// Reading: the same five members out of the text into a login_info.

nimpush::flutter_channel::login_info from_parts(std::string_view account, std::string_view token, std::int64_t type,
                                                std::string_view ext, std::int64_t client) {
    nimpush::flutter_channel::login_info info;
    info.account = run_time_text(account);
    info.token = run_time_text(token);
    info.auth_type = static_cast<nimpush::flutter_channel::auth_type>(type);
    info.login_ext = run_time_text(ext);
    info.custom_client_type = client;
    return info;
}
std::string_view view_of(const rapidjson::Value& v) { return {v.GetString(), v.GetStringLength()}; }
nimpush::flutter_channel::login_info rapidjson_read(std::string_view json) {
    rapidjson::Document d;
    d.Parse(json.data(), json.size());
    return from_parts(view_of(d["account"]), view_of(d["token"]), d["authType"].GetInt64(), view_of(d["loginExt"]),
                      d["customClientType"].GetInt64());
}
nimpush::flutter_channel::login_info nlohmann_read(std::string_view json) {
    const auto d = nlohmann::json::parse(json);
    return from_parts(d["account"].get_ref<const std::string&>(), d["token"].get_ref<const std::string&>(),
                      d["authType"], d["loginExt"].get_ref<const std::string&>(), d["customClientType"]);
}
std::string_view view_of(const boost::json::value& v) { return {v.as_string().data(), v.as_string().size()}; }
nimpush::flutter_channel::login_info boost_read(std::string_view json) {
    const auto d = boost::json::parse(boost::json::string_view(json.data(), json.size()));
    return from_parts(view_of(d.at("account")), view_of(d.at("token")), d.at("authType").as_int64(),
                      view_of(d.at("loginExt")), d.at("customClientType").as_int64());
}

template <class Read> void from_json(benchmark::State& state, which w, Read read, const char* by) {
    const std::string json = nimpush::json::to_string(login(w)).value();
    same_or_abort(login(w), read(json), by);
    measure(state, [&] {
        benchmark::DoNotOptimize(json.data());
        benchmark::DoNotOptimize(read(json));
        return json.size();
    });
}

nimpush::flutter_channel::login_info nimpush_read(std::string_view json) {
    return nimpush::read_wire<nimpush::flutter_channel::login_info>(nimpush::json::read(json).value()).value();
}

void nimpush_from_json(benchmark::State& s, which w) { from_json(s, w, nimpush_read, "nimpush"); }
void rapidjson_from_json(benchmark::State& s, which w) { from_json(s, w, rapidjson_read, "RapidJSON"); }
void boost_from_json(benchmark::State& s, which w) { from_json(s, w, boost_read, "Boost.JSON"); }
void nlohmann_from_json(benchmark::State& s, which w) { from_json(s, w, nlohmann_read, "nlohmann/json"); }

void nimpush_from_channel(benchmark::State& state, which w) {
    const std::vector<std::uint8_t> message = nimpush::standard_codec::encode(login(w)).value();
    measure(state, [&] {
        benchmark::DoNotOptimize(message.data());
        const auto tree = nimpush::standard_codec::decode(message);
        benchmark::DoNotOptimize(nimpush::read_wire<nimpush::flutter_channel::login_info>(*tree));
        return message.size();
    });
}

}  // namespace

#define ROWS(w)                                          \
    BENCHMARK_CAPTURE(nimpush_from_json, w, which::w);   \
    BENCHMARK_CAPTURE(rapidjson_from_json, w, which::w); \
    BENCHMARK_CAPTURE(boost_from_json, w, which::w);     \
    BENCHMARK_CAPTURE(nlohmann_from_json, w, which::w);  \
    BENCHMARK_CAPTURE(nimpush_from_channel, w, which::w)

ROWS(ascii);
ROWS(quotes_and_chinese);
