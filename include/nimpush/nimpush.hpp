#pragma once

// All of nimpush but interop/: models, wires and rules of offline push for NIM and APNs.

#include <nimpush/core/base64.hpp>
#include <nimpush/core/basic_text.hpp>
#include <nimpush/core/emit.hpp>
#include <nimpush/core/error.hpp>
#include <nimpush/core/hex.hpp>
#include <nimpush/core/number.hpp>
#include <nimpush/core/octets.hpp>
#include <nimpush/core/one_of.hpp>
#include <nimpush/core/path.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/read.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/core/utf8.hpp>
#include <nimpush/core/value.hpp>
#include <nimpush/dialect/check.hpp>
#include <nimpush/dialect/flutter_channel.hpp>
#include <nimpush/model/attachment.hpp>
#include <nimpush/model/custom_notification.hpp>
#include <nimpush/model/device_token.hpp>
#include <nimpush/model/message.hpp>
#include <nimpush/model/nos_scenes.hpp>
#include <nimpush/model/push.hpp>
#include <nimpush/model/sdk_options.hpp>
#include <nimpush/model/session.hpp>
#include <nimpush/model/settings.hpp>
#include <nimpush/transport/client.hpp>
#include <nimpush/transport/transport.hpp>
#include <nimpush/wire/codec_reader.hpp>
#include <nimpush/wire/codec_writer.hpp>
#include <nimpush/wire/json.hpp>
#include <nimpush/wire/json_reader.hpp>
#include <nimpush/wire/json_writer.hpp>
#include <nimpush/wire/standard_codec.hpp>
