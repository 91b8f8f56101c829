#pragma once

// What the program prints: tables of rows, each timed in turn with the others of its table.
//
//     table& t = new_table("write", "A push into a buffer", "nimpush");
//     t.add("nimpush", "ASCII", [] { … });
//
// A row is added in one place and has a cell for each column that it is added with. A cell is the median of the ratios
// that each round gives between the row and the base of its column.

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "peers/peer.hpp"

namespace bench {

struct measured {
    double ratio = 0;  // to the base of the column
    double ns = 0;     // of one unit
    double allocations = 0;
};

struct cell {
    std::string row;
    std::string column;
    std::function<void()> run;
    double units = 1;  // that one run does
    std::vector<double> rounds{};
    measured median{};
};

struct table {
    std::string id;     // of letters and dashes
    std::string title;  // with what a unit is
    std::string base;   // the row that the others are compared with
    std::deque<cell> cells{};

    template <class F> void add(std::string row, std::string column, F&& run, double units = 1) {
        cells.push_back({std::move(row), std::move(column), std::forward<F>(run), units});
    }
    /// The same of a peer, if it offers it; `is_same` looks at what it made.
    template <class Subject, class Same>
    void add(const offer<Subject>& offered, const std::string& column, const Subject& subject, Same&& is_same,
             double units = 1) {
        if (offered.how == nullptr) return;
        const job made = offered.prepare(subject);
        made.run(made.state);
        const bytes result = made.made(made.state);
        same_or_abort(is_same(std::string_view(result.data, result.size)), offered.how, column);
        add(
            offered.how, column, [made] { made.run(made.state); }, units);
    }

    std::vector<std::string> rows() const { return names(&cell::row); }
    std::vector<std::string> columns() const { return names(&cell::column); }
    const cell* find(std::string_view row, std::string_view column) const;

    /// Nobody is timed who does other work.
    static void same_or_abort(bool is_same, std::string_view who, std::string_view column);

  private:
    std::vector<std::string> names(std::string cell::*which) const;
};

/// All tables, in the order in which they were made. Adding one moves none.
std::deque<table>& tables();
table& new_table(std::string id, std::string title, std::string base);

/// Those that were compiled in; each room adds its rows.
const std::vector<const peer*>& peers();
void add_json_rows();
void add_codec_rows();
void add_token_rows();
void add_delivery_rows();

/// Times all cells of the table with Google Benchmark: in each round all of them once, on the thread's CPU clock.
void run(table& all, double seconds);

std::string markdown(const table& all);
/// A line for each row of nimpush: its times, and what the others take of them.
std::string summary(const std::deque<table>& all);
/// Bars, one for each cell, as SVG; `beneath` the title.
std::string chart(const table& all, std::string_view beneath);

}  // namespace bench
