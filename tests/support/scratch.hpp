#pragma once

// A folder of one test's own, gone when the test is over.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace test {

class scratch {
    std::filesystem::path root_{};

  public:
    scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "nimpush-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        root_ = name;
    }
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    ~scratch() {
        std::error_code any;
        std::filesystem::remove_all(root_, any);
    }

    std::string path(std::string_view name) const { return (root_ / name).string(); }
    /// Writes a file and gives its path.
    std::string file(std::string_view name, std::string_view contents) const {
        std::ofstream(path(name), std::ios::binary) << contents;
        return path(name);
    }
};

}  // namespace test
