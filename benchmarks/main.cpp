// Prints the tables of benchmarks/README.md:
//
//     benchmarks [--seconds N] [--only TABLE] [--charts FOLDER] [--into FILE]…
//
// --seconds is for each table, --only one of them. --charts writes a picture of each table that has peers. --into puts
// what would be printed into a file, between its lines `<!-- tables: COMPILER -->` or `<!-- summary: COMPILER -->` and
// the next `<!-- end -->`, where COMPILER is g++ or clang.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>

#include <built.hpp>

#include "table.hpp"

#define DECLARE_PEER(name) extern "C" const bench::peer* name##_peer();
NIMPUSH_BENCHMARKS_PEERS(DECLARE_PEER)
#undef DECLARE_PEER

namespace {

using namespace bench;

#if defined(__clang__)
constexpr std::string_view compiler = "clang";
#else
constexpr std::string_view compiler = "g++";
#endif

struct options {
    double seconds = 4;
    std::string only{};
    std::string charts{};
    std::vector<std::string> into{};
};

std::string machine() {
    std::ifstream cpus("/proc/cpuinfo");
    for (std::string line; std::getline(cpus, line);)
        if (line.find("model name") == 0) return line.substr(line.find(':') + 2);
    return "a machine without a name";
}

std::string compiled_by() {
#if defined(__clang__)
    return std::string(__VERSION__) + ", " NIMPUSH_BENCHMARKS_FLAGS;
#else
    return std::string("g++ ") + __VERSION__ + ", " NIMPUSH_BENCHMARKS_FLAGS;
#endif
}

/// What the figures are of.
std::string heading() {
    std::string head = machine() + ", " + std::to_string(std::thread::hardware_concurrency()) + " cores; ";
    head += compiled_by() + ";";
#define NAME_PEER(name) head += std::string(" " #name " ") + name##_peer()->version + ",";
    NIMPUSH_BENCHMARKS_PEERS(NAME_PEER)
#undef NAME_PEER
    head.back() = '.';
    return head + "\n\n```sh\n" NIMPUSH_BENCHMARKS_BUILT_BY "\n```\n";
}

std::string all_tables() {
    std::string out = heading();
    for (const table& one : tables()) out += "\n**" + one.title + "** (1 is " + one.base + ")\n\n" + markdown(one);
    return out;
}

bool write_file(const std::string& name, std::string_view text) {
    std::ofstream to(name, std::ios::binary);
    to << text;
    to.close();
    if (!to) std::fprintf(stderr, "%s: cannot be written\n", name.c_str());
    return bool(to);
}

/// Puts the text between two lines of a page; false where the page has no such line.
bool put_between(std::string& page, const std::string& what, const std::string& text) {
    const std::string begin = "<!-- " + what + ": " + std::string(compiler) + " -->\n";
    const std::size_t at = page.find(begin);
    const std::size_t end = at == std::string::npos ? at : page.find("<!-- end -->", at);
    if (end == std::string::npos) return false;
    page.replace(at + begin.size(), end - at - begin.size(), "\n" + text + "\n");
    return true;
}

bool put_into(const std::string& name) {
    std::ifstream from(name, std::ios::binary);
    std::string page{std::istreambuf_iterator<char>(from), {}};
    const bool has_tables = put_between(page, "tables", all_tables());
    const bool has_summary = put_between(page, "summary", summary(tables()));
    if (!has_tables && !has_summary) {
        std::fprintf(stderr, "%s: has no place for the tables of %s\n", name.c_str(), std::string(compiler).c_str());
        return false;
    }
    return write_file(name, page);
}

int usage() {
    std::fputs("benchmarks [--seconds N] [--only TABLE] [--charts FOLDER] [--into FILE]...\n", stderr);
    return 2;
}

}  // namespace

const std::vector<const bench::peer*>& bench::peers() {
    static const std::vector<const peer*> all = {
#define GET_PEER(name) name##_peer(),
        NIMPUSH_BENCHMARKS_PEERS(GET_PEER)
#undef GET_PEER
    };
    return all;
}

int main(int count, char** words) {
    options asked;
    for (int i = 1; i < count; i += 2) {
        const std::string_view word = words[i];
        if (i + 1 == count) return usage();
        if (word == "--seconds")
            asked.seconds = std::atof(words[i + 1]);
        else if (word == "--only")
            asked.only = words[i + 1];
        else if (word == "--charts")
            asked.charts = words[i + 1];
        else if (word == "--into")
            asked.into.emplace_back(words[i + 1]);
        else
            return usage();
    }
    int none = 1;
    benchmark::Initialize(&none, words);

    add_json_rows();
    add_codec_rows();
    add_token_rows();
    add_delivery_rows();
    if (!asked.only.empty()) std::erase_if(tables(), [&](const table& one) { return one.id != asked.only; });
    if (tables().empty()) return usage();
    for (table& one : tables()) {
        std::fprintf(stderr, "%s…\n", one.title.c_str());
        run(one, asked.seconds);
    }

    bool is_written = true;
    if (!asked.charts.empty())
        for (const table& one : tables())
            if (one.base == "nimpush")
                is_written &= write_file(asked.charts + "/" + one.id + ".svg",
                                         chart(one, "shorter is faster, 1 is nimpush; " + compiled_by()));
    for (const std::string& file : asked.into) is_written &= put_into(file);
    if (asked.into.empty()) std::printf("%s\n%s", all_tables().c_str(), summary(tables()).c_str());
    return is_written ? 0 : 1;
}
