#pragma once

// The public functions of our headers that take bytes or text, by reading the headers: what a table of tests is
// held against, so that a new one cannot be forgotten.

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// A scope that is open while a header is read.
struct scope {
    enum class kind { name_space, type, other };
    kind what = kind::other;
    std::string name{};
    bool is_hidden = false;
};

inline bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Code without comments, texts, lines of the preprocessor and empty braces, which begin no scope.
inline std::string bare_code(std::string_view s) {
    std::string made;
    for (std::size_t i = 0; i < s.size();) {
        if (s.substr(i, 2) == "//" || (s[i] == '#' && (made.empty() || made.back() == '\n'))) {
            bool goes_on = false;
            while (i < s.size() && (s[i] != '\n' || goes_on)) goes_on = s[i++] == '\\';
        } else if (s[i] == '"' || (s[i] == '\'' && !made.empty() && !is_word(made.back()))) {
            const char quote = s[i++];
            while (i < s.size() && s[i] != quote) i += s[i] == '\\' ? 2u : 1u;
            ++i;
            made += '0';
        } else if (s.substr(i, 2) == "{}") {
            i += 2;
            made +=
                s.substr(i, 1) == ";" || made.ends_with(") ") || made.ends_with("const ") || made.ends_with("noexcept ")
                    ? ";"
                    : "";
        } else {
            made += std::isspace(static_cast<unsigned char>(s[i])) != 0 && s[i] != '\n' ? ' ' : s[i];
            ++i;
        }
    }
    return made;
}

/// The last word in front of the parameters of a function's head, and the parameters.
struct function_head {
    std::string name{};
    std::string parameters{};
};
inline function_head head_of(std::string_view head) {
    // The first parenthesis behind a word that is none of these opens the parameters.
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (head[i] != '(') continue;
        std::size_t end = i;
        while (end > 0 && head[end - 1] == ' ') --end;
        std::size_t begin = end;
        while (begin > 0 && is_word(head[begin - 1])) --begin;
        if (head.substr(0, begin).ends_with("::")) return {};  // what stands in its class already
        const std::string name(head.substr(begin, end - begin));
        if (name.empty() || name == "requires" || name == "explicit" || name == "noexcept" || name == "decltype" ||
            name == "sizeof" || name == "alignas" || name == "static_assert") {
            int depth = 1;
            while (depth != 0 && ++i < head.size()) depth += head[i] == '(' ? 1 : head[i] == ')' ? -1 : 0;
            continue;
        }
        std::size_t close = i;
        for (int depth = 1; depth != 0 && ++close < head.size();)
            depth += head[close] == '(' ? 1 : head[close] == ')' ? -1 : 0;
        return {name, std::string(head.substr(i + 1, close - i - 1))};
    }
    return {};
}

inline bool takes_bytes_or_text(std::string_view parameters) {
    for (const std::string_view type : {"string_view", "span<const std::uint8_t>", "std::string", "const value&",
                                        "value ", "const text&", "text ", "const Text&", "basic_text"}) {
        const std::size_t at = parameters.find(type);
        if (at != std::string_view::npos && (at == 0 || !is_word(parameters[at - 1]))) return true;
    }
    return parameters.find("string_view") != std::string_view::npos;
}

/// Names as `json::read`, of all headers in these folders of include/nimpush.
inline std::set<std::string> public_functions(const std::string& include, const std::vector<std::string>& folders) {
    std::set<std::string> found;
    for (const std::string& folder : folders)
        for (const auto& one : std::filesystem::recursive_directory_iterator(include + "/nimpush/" + folder)) {
            if (one.path().extension() != ".hpp") continue;
            std::ifstream file(one.path());
            const std::string code = bare_code(std::string(std::istreambuf_iterator<char>(file), {}));
            std::vector<scope> open;
            std::size_t start = 0;
            for (std::size_t i = 0; i < code.size(); ++i) {
                const char c = code[i];
                if (c != '{' && c != '}' && c != ';' && c != ':') continue;
                std::string head = code.substr(start, i - start);
                std::replace(head.begin(), head.end(), '\n', ' ');
                head.erase(
                    0, head.find_first_not_of(' ') == std::string::npos ? head.size() : head.find_first_not_of(' '));
                head.erase(head.find_last_not_of(' ') + 1);
                if (c == ':') {
                    if (head == "public" || head == "private" || head == "protected") {
                        open.back().is_hidden = head != "public";
                        start = i + 1;
                    }
                    continue;
                }
                start = i + 1;
                if (c == '}') {
                    if (!open.empty()) open.pop_back();
                    continue;
                }
                const bool is_seen = std::all_of(open.begin(), open.end(), [](const scope& s) {
                    return s.what != scope::kind::other && !s.is_hidden;
                });
                scope next;
                if (head.starts_with("namespace") || head.starts_with("inline namespace")) {
                    next.what = scope::kind::name_space;
                    next.name = head.substr(head.find("namespace") + 9);
                    next.name.erase(0, std::min(next.name.find_first_not_of(' '), next.name.size()));
                    next.is_hidden = head.find("detail") != std::string::npos;
                    for (const std::string_view outer : {"nimpush::", "inline ", "v1"})
                        if (next.name.starts_with(outer)) next.name.erase(0, outer.size());
                    if (next.name.starts_with("::")) next.name.erase(0, 2);
                } else if (const function_head function = head_of(head); !function.name.empty()) {
                    if (is_seen && takes_bytes_or_text(function.parameters)) {
                        std::string name;
                        for (const scope& s : open) name += s.name.empty() ? "" : s.name + "::";
                        found.insert(name + function.name);
                    }
                } else if (c == '{') {
                    for (const std::string_view word : {"class ", "struct ", "union "})
                        if (const std::size_t at = head.rfind(word);
                            at != std::string::npos && head.find('=') == std::string::npos) {
                            next.what = scope::kind::type;
                            next.is_hidden = word == "class ";
                            std::size_t begin = at + word.size();
                            if (head.compare(begin, 2, "[[") == 0) begin = head.find("]]", begin) + 3;
                            std::size_t end = begin;
                            while (end < head.size() && is_word(head[end])) ++end;
                            next.name = head.substr(begin, end - begin);
                            break;
                        }
                }
                if (c == '{') open.push_back(next);
            }
        }
    return found;
}

}  // namespace test
