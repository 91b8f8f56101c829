// The command-line tool: reads a file or standard input, prints JSON or hexadecimal digits on standard
// output and problems on standard error as `path: what is wrong`. Exit 0 fine, 1 input at fault, 2 usage.
//
//     c++ -std=c++20 -Iinclude tools/nimpush/*.cpp -o nimpush

#include <iostream>
#include <string_view>
#include <vector>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <cstdio>
#endif

#include "command.hpp"

int main(int argc, char** argv) {
#ifdef _WIN32
    // Else Windows writes a carriage return before each line's end, and takes those of the input away.
    for (std::FILE* stream : {stdin, stdout, stderr}) (void)_setmode(_fileno(stream), _O_BINARY);
#endif
    std::ios::sync_with_stdio(false);
    std::vector<std::string_view> words;
    for (int i = 1; i < argc; ++i) words.emplace_back(argv[i]);
    return nimpush_tool::dispatch(words);
}
