// Rendering to JSON and to the channel's bytes, beside RapidJSON, nlohmann/json and Boost.JSON doing the
// same work in the same run. Read the ratios: a shared machine's nanoseconds drift.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "measure.hpp"
#include "subjects.hpp"

namespace {

using namespace nimpush_benchmarks;

template <class T> std::string expected(const T& x) { return nimpush::json::to_string(x).value(); }

template <class T> void nimpush_json_into_buffer(benchmark::State& state, const T& x) {
    std::array<char, 2048> buffer{};
    measure(state, [&] {
        benchmark::DoNotOptimize(x);
        const std::size_t size = nimpush::json::write(x, buffer).value();
        benchmark::DoNotOptimize(buffer.data());
        benchmark::ClobberMemory();
        return size;
    });
}
template <class T> void nimpush_json_into_string(benchmark::State& state, const T& x) {
    measure(state, [&] {
        benchmark::DoNotOptimize(x);
        const std::string made = nimpush::json::to_string(x).value();
        benchmark::DoNotOptimize(made.data());
        return made.size();
    });
}
template <class T> void nimpush_channel_into_buffer(benchmark::State& state, const T& x) {
    std::array<std::uint8_t, 2048> buffer{};
    measure(state, [&] {
        benchmark::DoNotOptimize(x);
        const std::size_t size = nimpush::standard_codec::encode(x, buffer).value();
        benchmark::DoNotOptimize(buffer.data());
        benchmark::ClobberMemory();
        return size;
    });
}
template <class T> void rapidjson_writer(benchmark::State& state, const T& x) {
    rapidjson::StringBuffer buffer;
    rapidjson_write(x, buffer);
    same_or_abort(expected(x), std::string(buffer.GetString(), buffer.GetSize()), "RapidJSON");
    measure(state, [&] {
        benchmark::DoNotOptimize(x);
        buffer.Clear();
        rapidjson_write(x, buffer);
        benchmark::DoNotOptimize(buffer.GetString());
        benchmark::ClobberMemory();
        return buffer.GetSize();
    });
}
template <class T> void boost_serialize(benchmark::State& state, const T& x) {
    same_or_abort(expected(x), std::string(boost::json::serialize(boost_tree(x))), "Boost.JSON");
    measure(state, [&] {
        benchmark::DoNotOptimize(x);
        const auto made = boost::json::serialize(boost_tree(x));
        benchmark::DoNotOptimize(made.data());
        return made.size();
    });
}
template <class T> void nlohmann_dump(benchmark::State& state, const T& x) {
    same_or_abort(expected(x), nlohmann_tree(x).dump(), "nlohmann/json");
    measure(state, [&] {
        benchmark::DoNotOptimize(x);
        const auto made = nlohmann_tree(x).dump();
        benchmark::DoNotOptimize(made.data());
        return made.size();
    });
}

}  // namespace

#define ROWS(subject, name, w)                                            \
    BENCHMARK_CAPTURE(nimpush_json_into_buffer, name, subject(which::w)); \
    BENCHMARK_CAPTURE(rapidjson_writer, name, subject(which::w));         \
    BENCHMARK_CAPTURE(nimpush_json_into_string, name, subject(which::w)); \
    BENCHMARK_CAPTURE(boost_serialize, name, subject(which::w));          \
    BENCHMARK_CAPTURE(nlohmann_dump, name, subject(which::w));            \
    BENCHMARK_CAPTURE(nimpush_channel_into_buffer, name, subject(which::w))

ROWS(login, options / ascii, ascii);
ROWS(login, options / quotes_and_chinese, quotes_and_chinese);
ROWS(notification, message / ascii, ascii);
ROWS(notification, message / quotes_and_chinese, quotes_and_chinese);
