#pragma once

// Flutter's StandardMessageCodec and StandardMethodCodec, both ways.

// IWYU pragma: begin_exports
#include <nimpush/wire/codec_read_as.hpp>
#include <nimpush/wire/codec_reader.hpp>
#include <nimpush/wire/codec_tree.hpp>
#include <nimpush/wire/codec_writer.hpp>
// IWYU pragma: end_exports
