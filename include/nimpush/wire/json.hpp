#pragma once

// JSON, both ways: strict RFC 8259, usable while compiling.

#include <nimpush/wire/json_reader.hpp>
#include <nimpush/wire/json_writer.hpp>
