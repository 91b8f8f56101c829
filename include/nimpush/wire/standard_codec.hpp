#pragma once

// Flutter's StandardMessageCodec and StandardMethodCodec, both ways.

#include <nimpush/wire/codec_reader.hpp>
#include <nimpush/wire/codec_writer.hpp>
