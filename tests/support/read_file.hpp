#pragma once

// Whole files for tests.

#include <cstdio>
#include <cstdlib>
#include <string>

namespace test {

/// The bytes of a file; ends the program where there is none, as every test of it would fail.
inline std::string read_file(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) {
        std::fprintf(stderr, "cannot open %s\n", path.c_str());
        std::exit(1);
    }
    std::string all;
    char piece[65536];
    for (std::size_t n = 0; (n = std::fread(piece, 1, sizeof piece, file)) != 0;) all.append(piece, n);
    std::fclose(file);
    return all;
}

#ifdef NIMPUSH_TEST_DATA
/// The same for a file of tests/data.
inline std::string read_data(const std::string& name) { return read_file(NIMPUSH_TEST_DATA "/" + name); }
#endif

}  // namespace test
