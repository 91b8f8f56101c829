#pragma once

// JSON, both ways: strict RFC 8259, usable while compiling.

// IWYU pragma: begin_exports
#include <nimpush/wire/json_read_as.hpp>
#include <nimpush/wire/json_reader.hpp>
#include <nimpush/wire/json_writer.hpp>
// IWYU pragma: end_exports
