#include "table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "allocations.hpp"

namespace bench {

const cell* table::find(std::string_view row, std::string_view column) const {
    for (const cell& one : cells)
        if (one.row == row && one.column == column) return &one;
    return nullptr;
}

std::vector<std::string> table::names(std::string cell::*which) const {
    std::vector<std::string> found;
    for (const cell& one : cells)
        if (std::find(found.begin(), found.end(), one.*which) == found.end()) found.push_back(one.*which);
    return found;
}

void table::same_or_abort(bool is_same, std::string_view who, std::string_view column) {
    if (is_same) return;
    std::fprintf(stderr, "not the same work: %.*s, %.*s\n", static_cast<int>(who.size()), who.data(),
                 static_cast<int>(column.size()), column.data());
    std::abort();
}

std::deque<table>& tables() {
    static std::deque<table> all;
    return all;
}
table& new_table(std::string id, std::string title, std::string base) {
    return tables().emplace_back(table{std::move(id), std::move(title), std::move(base), {}});
}

namespace {

constexpr double slice = 0.25e6;  // ns of one cell in one round, unless one run takes longer
constexpr std::size_t fewest_rounds = 7;
constexpr std::size_t most_rounds = 151;

double cpu_ns() { return static_cast<double>(std::clock()) * (1e9 / CLOCKS_PER_SEC); }

/// How often a cell runs to fill a slice, and what one run takes.
std::pair<std::int64_t, double> calibrated(const cell& one) {
    one.run();  // the first touches memory that the others find
    for (std::int64_t count = 1;; count *= 4) {
        const double began = cpu_ns();
        for (std::int64_t i = 0; i < count; ++i) one.run();
        const double took = cpu_ns() - began;
        if (took < slice) continue;
        const double each = took / static_cast<double>(count);
        return {std::max<std::int64_t>(1, static_cast<std::int64_t>(slice / each)), each};
    }
}

double median(std::vector<double> all) {
    if (all.empty()) return 0;
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), middle, all.end());
    return *middle;
}

/// Keeps what each cell took, and prints nothing.
struct collector final : benchmark::BenchmarkReporter {
    std::unordered_map<std::string, cell*> by_name{};

    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& all) override {
        for (const Run& one : all) {
            if (one.run_type != Run::RT_Iteration) continue;
            if (cell* of = by_name.at(one.run_name.function_name); of != nullptr)
                of->rounds.push_back(one.GetAdjustedCPUTime() / of->units);
        }
    }
};

}  // namespace

void run(table& all, double seconds) {
    collector takes;
    double round = 0;
    std::size_t number = 0;
    for (cell& one : all.cells) {
        const auto [count, each] = calibrated(one);
        round += each * static_cast<double>(count);
        const std::size_t before = allocations();
        one.run();
        one.median.allocations = static_cast<double>(allocations() - before);
        const std::string name = all.id + "-" + std::to_string(number++);
        takes.by_name[name] = &one;
        benchmark::RegisterBenchmark(name.c_str(), [&one](benchmark::State& state) {
            for (auto _ : state) one.run();
        })->Iterations(count);
    }
    const auto rounds =
        std::clamp(static_cast<std::size_t>(seconds * 1e9 / round), fewest_rounds, most_rounds) | std::size_t{1};
    for (std::size_t i = 0; i < rounds; ++i) benchmark::RunSpecifiedBenchmarks(&takes, "^" + all.id + "-");
    benchmark::ClearRegisteredBenchmarks();

    for (cell& one : all.cells) {
        const cell* base = all.find(all.base, one.column);
        if (base == nullptr) base = &all.cells.front();
        std::vector<double> ratios;
        for (std::size_t i = 0; i < one.rounds.size(); ++i) ratios.push_back(one.rounds[i] / base->rounds[i]);
        one.median.ratio = median(std::move(ratios));
        one.median.ns = median(one.rounds);
    }
}

namespace {

/// Three digits that count.
std::string figure(double x) {
    char text[32];
    const int behind = x <= 0 ? 0 : std::clamp(2 - static_cast<int>(std::floor(std::log10(x))), 0, 3);
    std::snprintf(text, sizeof text, "%.*f", behind, x);
    return text;
}
std::string time_of(double ns) {
    if (ns >= 1e6) return figure(ns / 1e6) + " ms";
    if (ns >= 1e3) return figure(ns / 1e3) + " µs";
    return figure(ns) + " ns";
}
std::string ratio_of(const measured& m) { return figure(m.ratio) + " ×"; }

constexpr std::string_view ours = "nimpush";
bool is_ours(std::string_view row) { return row.substr(0, ours.size()) == ours; }

template <class F> std::string joined(const std::vector<std::string>& columns, F&& of) {
    std::string all;
    for (const std::string& column : columns) all += (all.empty() ? "" : " / ") + of(column);
    return all;
}

std::string allocations_of(const measured& m) {
    return m.allocations == 0 ? "" : ", " + std::to_string(static_cast<long long>(m.allocations));
}

}  // namespace

std::string markdown(const table& all) {
    std::string out = "| |";
    for (const std::string& column : all.columns()) out += " " + column + " |";
    out += "\n|---|";
    for (std::size_t i = 0; i < all.columns().size(); ++i) out += "--:|";
    out += "\n";
    for (const std::string& row : all.rows()) {
        out += "| " + row + " |";
        for (const std::string& column : all.columns()) {
            const cell* one = all.find(row, column);
            out += one == nullptr ? " |"
                                  : " " + ratio_of(one->median) + " (" + time_of(one->median.ns) +
                                        allocations_of(one->median) + ") |";
        }
        out += "\n";
    }
    return out;
}

std::string summary(const std::deque<table>& all) {
    std::string out = "| work | nimpush | beside it |\n|---|--:|---|\n";
    for (const table& one : all) {
        const std::vector<std::string> columns = one.columns();
        for (const std::string& row : one.rows()) {
            if (!is_ours(row)) continue;
            const auto times = joined(columns, [&](const std::string& column) {
                const cell* at = one.find(row, column);
                return at == nullptr ? std::string("–") : time_of(at->median.ns);
            });
            // Of a row the others are told as its multiples, of one that is not the base it is told as the base's.
            std::string beside;
            for (const std::string& other : one.rows()) {
                const bool is_base = row == one.base;
                if (is_base ? is_ours(other) : other != one.base) continue;
                beside += (beside.empty() ? "" : "; ") + (is_base ? other + " " : "") +
                          joined(columns,
                                 [&](const std::string& column) {
                                     const cell* at = one.find(is_base ? other : row, column);
                                     return at == nullptr ? std::string("–") : figure(at->median.ratio);
                                 }) +
                          (is_base ? "" : " × " + other);
            }
            out += "| " + one.title + ", " + joined(columns, [](const std::string& column) { return column; }) +
                   row.substr(ours.size()) + " | " + times + " | " + beside + " |\n";
        }
    }
    return out;
}

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else
            out += c;
    }
    return out;
}

std::string number(double x) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", x);
    return text;
}

constexpr double chart_width = 800;  // what a page of a repository shows without scaling
constexpr double names_width = 250;
constexpr double figures_width = 150;
constexpr double bar_height = 18;
constexpr double bar_step = 24;
constexpr double heading_height = 34;

std::string text_at(double x, double y, std::string_view kind, std::string_view words) {
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" class=\"" + std::string(kind) + "\">" +
           escaped(words) + "</text>\n";
}

}  // namespace

std::string chart(const table& all, std::string_view beneath) {
    std::string bars = text_at(16, 46, "beneath", beneath);
    double y = 60;
    for (const std::string& column : all.columns()) {
        double longest = 0;
        for (const cell& one : all.cells)
            if (one.column == column) longest = std::max(longest, one.median.ratio);
        if (!column.empty()) {
            bars += text_at(16, y + 20, "column", column);
            y += heading_height;
        }
        for (const cell& one : all.cells) {
            if (one.column != column) continue;
            const double room = chart_width - names_width - figures_width - 16;
            const double length = std::max(2.0, room * one.median.ratio / longest);
            const std::string kind = is_ours(one.row) ? "ours" : "theirs";
            bars += text_at(16, y + 14, "name", one.row);
            bars += "<rect x=\"" + number(names_width) + "\" y=\"" + number(y) + "\" width=\"" + number(length) +
                    "\" height=\"" + number(bar_height) + "\" rx=\"2\" class=\"" + kind + "\"/>\n";
            bars +=
                text_at(names_width + length + 8, y + 14, "name", ratio_of(one.median) + ", " + time_of(one.median.ns));
            y += bar_step;
        }
        y += 6;
    }
    const std::string width = number(chart_width);
    const std::string height = number(y + 10);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height +
           "\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\">\n<title>" + escaped(all.title) +
           "</title>\n<style>\n"
           "text { font-family: system-ui, -apple-system, \"Segoe UI\", \"Noto Sans\", Helvetica, Arial, sans-serif; "
           "font-size: 13px; fill: #1f2328; }\n"
           ".title { font-size: 15px; font-weight: 600; }\n.beneath { font-size: 12px; }\n.column { font-weight: 600; "
           "}\n"
           ".page { fill: #ffffff; stroke: #d1d9e0; }\n.ours { fill: #0969da; }\n.theirs { fill: #9aa4ae; }\n"
           // A browser that shows a dark page says so; the picture brings its own ground either way.
           "@media (prefers-color-scheme: dark) {\ntext { fill: #f0f6fc; }\n"
           ".page { fill: #0d1117; stroke: #3d444d; }\n.ours { fill: #4493f8; }\n.theirs { fill: #656c76; }\n}\n"
           "</style>\n<rect x=\"0.5\" y=\"0.5\" width=\"" +
           number(chart_width - 1) + "\" height=\"" + number(y + 9) + "\" rx=\"6\" class=\"page\"/>\n" +
           text_at(16, 26, "title", all.title) + bars + "</svg>\n";
}

}  // namespace bench
