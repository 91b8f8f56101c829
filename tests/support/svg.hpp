#pragma once

// A strict reader of the drawings' SVG: XML 1.0 without declarations, comments, CDATA or processing
// instructions, of elements and attributes that cannot fetch or run anything.

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/fit.hpp>
#include <nimpush/core/utf8.hpp>

namespace test {

struct svg_element {
    std::string name{};
    std::vector<std::pair<std::string, std::string>> attributes{};
    std::string text{};  // its own, unescaped

    std::string attribute(std::string_view key) const {
        for (const auto& [name_of_it, value] : attributes)
            if (name_of_it == key) return value;
        return {};
    }
};

/// Elements in the order in which they begin, or the first fault.
struct svg_document {
    std::vector<svg_element> elements{};
    std::string fault{};

    /// Those that are drawn as text, in their order.
    std::vector<svg_element> texts() const {
        std::vector<svg_element> found;
        for (const svg_element& one : elements)
            if (one.name == "text") found.push_back(one);
        return found;
    }
};

namespace detail {

class svg_reader {
    std::string_view left_;
    svg_document made_{};
    std::vector<std::size_t> open_{};

    static bool is_name_char(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
    }
    template <std::size_t N> static bool is_one_of(std::string_view s, const std::string_view (&list)[N]) {
        for (const std::string_view one : list)
            if (one == s) return true;
        return false;
    }

    bool fail(std::string_view why) {
        if (made_.fault.empty()) made_.fault = std::string(why) + " before: " + std::string(left_.substr(0, 40));
        return false;
    }
    bool take(std::string_view s) {
        if (!left_.starts_with(s)) return false;
        left_.remove_prefix(s.size());
        return true;
    }
    std::string name() {
        std::size_t n = 0;
        while (n < left_.size() && is_name_char(left_[n])) ++n;
        std::string found(left_.substr(0, n));
        left_.remove_prefix(n);
        return found;
    }
    void skip_space() {
        while (!left_.empty() && (left_[0] == ' ' || left_[0] == '\n')) left_.remove_prefix(1);
    }
    /// Text up to a character, its references resolved.
    bool text(char end, std::string& to) {
        static constexpr std::pair<std::string_view, char> references[] = {
            {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
        while (!left_.empty() && left_[0] != end) {
            if (left_[0] == '<' || left_[0] == '>') return fail("a bare angle bracket");
            if (left_[0] != '&') {
                to += left_[0];
                left_.remove_prefix(1);
                continue;
            }
            bool known = false;
            for (const auto& [reference, c] : references)
                if (!known && take(reference)) known = true, to += c;
            if (!known) return fail("a reference that is none");
        }
        return true;
    }
    bool attribute(svg_element& into) {
        static constexpr std::string_view allowed[] = {"xmlns",
                                                       "width",
                                                       "height",
                                                       "viewBox",
                                                       "role",
                                                       "xml:space",
                                                       "font-family",
                                                       "id",
                                                       "x1",
                                                       "y1",
                                                       "x2",
                                                       "y2",
                                                       "offset",
                                                       "stop-color",
                                                       "rx",
                                                       "x",
                                                       "y",
                                                       "fill",
                                                       "d",
                                                       "stroke",
                                                       "stroke-width",
                                                       "text-anchor",
                                                       "font-size",
                                                       "font-weight",
                                                       "clip-path",
                                                       "fill-opacity",
                                                       "letter-spacing",
                                                       "direction"};
        std::string key = name();
        std::string value;
        if (!is_one_of(key, allowed)) return fail("an attribute that nobody expects: " + key);
        if (!into.attribute(key).empty()) return fail("an attribute twice");
        if (!take("=\"") || !text('"', value) || !take("\"")) return fail("an attribute without its value");
        into.attributes.emplace_back(std::move(key), std::move(value));
        return true;
    }
    bool tag() {
        static constexpr std::string_view allowed[] = {
            "svg", "title", "defs", "linearGradient", "stop", "clipPath", "rect", "path", "g", "text"};
        if (take("</")) {
            if (open_.empty() || name() != made_.elements[open_.back()].name || !take(">")) return fail("a stray end");
            open_.pop_back();
            return true;
        }
        left_.remove_prefix(1);
        svg_element made{name()};
        if (!is_one_of(made.name, allowed)) return fail("an element that nobody expects: " + made.name);
        if (open_.empty() && !made_.elements.empty()) return fail("a second root");
        for (skip_space(); !left_.empty() && left_[0] != '/' && left_[0] != '>'; skip_space())
            if (!attribute(made)) return false;
        const bool is_empty = take("/");
        if (!take(">")) return fail("a tag without its end");
        if (!is_empty) open_.push_back(made_.elements.size());
        made_.elements.push_back(std::move(made));
        return true;
    }

  public:
    explicit svg_reader(std::string_view s) : left_(s) {}

    svg_document read() {
        if (!nimpush::is_utf8(left_)) fail("no UTF-8");
        for (std::size_t i = 0; made_.fault.empty() && i < left_.size();) {
            const std::size_t length = nimpush::detail::sequence_length(left_, i);
            const char32_t c = nimpush::apns::detail::code_point(left_.substr(i), length);
            // XML 1.0, production 2; a drawing has no use for tabs and carriage returns either.
            if ((c < 0x20 && c != '\n') || c == 0xFFFE || c == 0xFFFF) fail("a character that XML forbids");
            i += length;
        }
        if (made_.fault.empty() && (left_.empty() || left_[0] != '<')) fail("no root");
        while (made_.fault.empty() && !left_.empty()) {
            if (left_[0] == '<') {
                tag();
            } else if (open_.empty()) {
                if (left_ != "\n") fail("text outside the root");
                left_ = {};
            } else {
                text('<', made_.elements[open_.back()].text);
            }
        }
        if (!open_.empty()) fail("an element without its end");
        return std::move(made_);
    }
};

}  // namespace detail

inline svg_document read_svg(std::string_view s) { return detail::svg_reader(s).read(); }

}  // namespace test
