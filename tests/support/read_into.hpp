#pragma once

// Readers that give a value and its problems, with the value put where a test has it.

#include <utility>

#include <nimpush/core/error.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/value.hpp>

namespace test {

template <class T> constexpr nimpush::problems put(nimpush::parsed<T> read, T& to) {
    to = std::move(read.made);
    return std::move(read.found);
}
template <class T> constexpr nimpush::problems read_parameters(const nimpush::value& v, T& to) {
    return put(nimpush::read_parameters<T>(v), to);
}

}  // namespace test
