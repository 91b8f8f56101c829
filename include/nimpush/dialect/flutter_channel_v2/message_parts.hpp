#pragma once

// What a message of V2 says of its topic, of AIs and of streams.

#include <cstdint>
#include <vector>

#include <nimpush/core/maybe.hpp>
#include <nimpush/core/ranged.hpp>
#include <nimpush/core/schema.hpp>
#include <nimpush/core/text.hpp>
#include <nimpush/dialect/flutter_channel_v2/call.hpp>  // IWYU pragma: keep, it compares models
#include <nimpush/dialect/flutter_channel_v2/enums.hpp>

namespace nimpush::inline v1::flutter_channel_v2 {

/// What an AI's answer rests on (NIMAIRAGInfo): nothing of it is ever null. The time in milliseconds.
struct rag_info {
    text name = "", icon = "", title = "", description = "";
    natural time = 0;
    text url = "";
    template <schema::fixed_string Name, auto Member>
    using filled = field<Name, Member, schema::not_null, schema::if_missing<schema::fixed_string("")>>;
    using described_by = field_list<filled<"name", &rag_info::name>, filled<"icon", &rag_info::icon>,
                                    filled<"title", &rag_info::title>, filled<"description", &rag_info::description>,
                                    field<"time", &rag_info::time, schema::not_null, schema::if_missing<0>>,
                                    filled<"url", &rag_info::url>>;
};
/// The last piece of a message that is streamed (V2NIMMessageStreamChunk, NIMMessageAIStreamChunk); times in
/// milliseconds.
struct stream_chunk {
    text content{};
    natural message_time{}, chunk_time{};
    std::int64_t type = 0;
    maybe<std::int64_t> index{};
    using described_by =
        field_list<field<"content", &stream_chunk::content>, field<"messageTime", &stream_chunk::message_time>,
                   field<"chunkTime", &stream_chunk::chunk_time>, field<"type", &stream_chunk::type>,
                   field<"index", &stream_chunk::index>>;
};
/// How far a streamed message is (V2NIMMessageStreamConfig).
struct stream_config {
    maybe<stream_status> status{};
    maybe<stream_chunk> last_chunk{};
    maybe<std::vector<rag_info>> rags{};
    using described_by =
        field_list<field<"status", &stream_config::status, schema::otherwise<stream_status::none>>,
                   field<"lastChunk", &stream_config::last_chunk>, field<"rags", &stream_config::rags>>;
};
/// Which topic a message belongs to (NIMTopicRefer); the time in milliseconds.
struct topic_refer {
    text conversation_id{};
    maybe<std::int64_t> topic_id{};
    natural create_time{};
    using described_by =
        field_list<field<"conversationId", &topic_refer::conversation_id>, field<"topicId", &topic_refer::topic_id>,
                   field<"createTime", &topic_refer::create_time>>;
};

/// Whether an AI is asked or answers (NIMMessageAIConfig).
struct ai_config {
    text account_id{};
    maybe<flutter_channel_v2::ai_status> ai_status{};
    maybe<std::vector<rag_info>> ai_rags{};
    bool ai_stream = false;
    maybe<flutter_channel_v2::ai_stream_status> ai_stream_status{};
    maybe<stream_chunk> ai_stream_last_chunk{};
    using described_by =
        field_list<field<"accountId", &ai_config::account_id>, field<"aiStatus", &ai_config::ai_status>,
                   field<"aiRAGs", &ai_config::ai_rags, schema::since<10, 8, 0>>,
                   field<"aiStream", &ai_config::ai_stream, schema::since<10, 8, 0>>,
                   field<"aiStreamStatus", &ai_config::ai_stream_status, schema::since<10, 8, 0>>,
                   field<"aiStreamLastChunk", &ai_config::ai_stream_last_chunk, schema::since<10, 8, 0>>>;
};

/// What the server said of a message (NIMMessageStatus). Android spells the second key `readReceiptSen`, which
/// Dart does not read (MessageExtensionsV2.kt).
struct message_status {
    maybe<std::int64_t> error_code{};
    maybe<bool> read_receipt_sent{};
    using described_by = field_list<field<"errorCode", &message_status::error_code>,
                                    field<"readReceiptSent", &message_status::read_receipt_sent>>;
};

}  // namespace nimpush::v1::flutter_channel_v2
