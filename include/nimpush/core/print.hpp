#pragma once

// Texts and errors for std::ostream and, where the library has it, std::format. Nothing of ours includes this: who
// prints so pays for it.

#include <ostream>
#include <string_view>
#include <version>  // IWYU pragma: keep
#ifdef __cpp_lib_format
#include <format>
#endif

#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/error.hpp>

namespace nimpush::inline v1 {

/// The characters as they are, with the stream's width; nothing for null.
template <class Rule> std::ostream& operator<<(std::ostream& out, const basic_text<Rule>& t) { return out << t.view(); }
/// The code's name, as name_of() gives it.
inline std::ostream& operator<<(std::ostream& out, errc code) { return out << name_of(code); }
/// One line, as to_text() gives it.
inline std::ostream& operator<<(std::ostream& out, const error& e) { return out << to_text(e).view(); }
/// One line, without its degree.
inline std::ostream& operator<<(std::ostream& out, const problem& p) { return out << p.what; }

}  // namespace nimpush::v1

#ifdef __cpp_lib_format
template <class Rule> struct std::formatter<nimpush::basic_text<Rule>> : std::formatter<std::string_view> {
    auto format(const nimpush::basic_text<Rule>& t, auto& context) const {
        return std::formatter<std::string_view>::format(t.view(), context);
    }
};
template <> struct std::formatter<nimpush::errc> : std::formatter<std::string_view> {
    auto format(nimpush::errc code, auto& context) const {
        return std::formatter<std::string_view>::format(nimpush::name_of(code), context);
    }
};
template <> struct std::formatter<nimpush::error> : std::formatter<std::string_view> {
    auto format(const nimpush::error& e, auto& context) const {
        return std::formatter<std::string_view>::format(nimpush::to_text(e).view(), context);
    }
};
template <> struct std::formatter<nimpush::problem> : std::formatter<nimpush::error> {
    auto format(const nimpush::problem& p, auto& context) const {
        return std::formatter<nimpush::error>::format(p.what, context);
    }
};
#endif
