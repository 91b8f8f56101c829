#pragma once

// Whether a number in a log is a code of somebody's whom we know.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <nimpush/core/utf8.hpp>
#include <nimpush/delivery/diagnosis/matching.hpp>
#include <nimpush/delivery/diagnosis/speaker.hpp>

namespace nimpush::inline v1 {
namespace delivery {
namespace detail {

// Ends of what makes the number behind it a code (errorCode, onFailed), what does so behind it, words joined with it,
// and units that make it none.
inline constexpr std::string_view before_codes =
    "code|error|err|errno|status|failed|fail|failure|login|result|ret|exception|response|returned|"
    "returns|answered|reason|apns|http|http/1.1|http/1.0|http/2|http/2.0|http/3|code is|code was|code of|"
    "status is|status of|failed with|NIMRemoteErrorDomain|error is|error no|error number|码|错误|失败|状态|返回|"
    "报错|code为|码为|码是|返回值|错误号|错误值|返回了|代码|结果|code "
    "为|异常|报|号为|值为|值是|号是|rc|提示|回调|响应|等于|code 是|code是|錯誤|失敗|返回碼|"
    "錯誤碼|狀態|狀態碼|代碼|回應|错误编码";
inline constexpr std::string_view no_codes =
    "密码|验证码|号码|字符编码|视频编码|音频编码|文件编码|页码|源码|解码|二维码|校验码|邀请码|邮编码";
inline constexpr std::string_view behind_codes = "error|forbidden|错误|报错";
inline constexpr std::string_view joined_words = "code|error|err|errcode|errorcode|rescode|statuscode|ret|status";
inline constexpr std::string_view explanations_zh = "错误|失败|超时|不存在|无权|禁|拒绝|频|上限";
inline constexpr std::string_view explanations =
    "错误|失败|超时|不存在|无权|禁|拒绝|频|上限|error|fail|failed|forbidden|denied|timeout|invalid|wrong|not exist";
inline constexpr std::string_view units =
    "ms|s|sec|seconds|bytes|byte|b|kb|mb|px|fps|mah|messages|items|rows|users|accounts|tokens|devices|times|毫秒|秒|"
    "字节|条|次|个|人|台|行|页|天|分钟|小时";
/// Before a number in a question: what it counts or names.
inline constexpr std::string_view counted =
    "port|ports|version|build|line|thread|order|page|pid|tid|uid|userid|user id|accid|msgid|teamid|room|issue|pr|"
    "height|width|size|total|count|端口|版本|第|订单|行|房间";

/// Bytes of the digit at `i`, full-width ones (U+FF10 to U+FF19) too, and what it says; 0: none is there.
constexpr std::size_t size_of_digit(std::string_view log, std::size_t i, std::int64_t& digit) noexcept {
    if (i >= log.size()) return 0;
    if (is_digit(log[i])) return digit = log[i] - '0', 1;
    if (log.size() - i < 3 || log[i] != '\xEF' || log[i + 1] != '\xBC') return 0;
    const auto last = static_cast<unsigned char>(log[i + 2]);
    if (last < 0x90 || last > 0x99) return 0;
    return digit = last - 0x90, 3;
}

/// Where the word begins that is joined with the number at `first` and makes it a code: `code302`, `error_414`; npos
/// for none.
constexpr std::size_t joined_word(std::string_view log, std::size_t first) noexcept {
    std::size_t last = first;
    if (last > 0 && (log[last - 1] == '_' || log[last - 1] == '-')) --last;
    std::size_t start = last;
    while (start > 0 && is_letter(log[start - 1]) && last - start < 12) --start;
    if (start == last || (start > 0 && is_word(log[start - 1]))) return npos;
    const bool is_one = any_part(
        joined_words, [&](std::string_view one) { return one.size() == last - start && match(log, start, one) != 0; });
    return is_one ? start : npos;
}

/// Whether the sign at `i` stands behind a word in Chinese, and makes no number negative: `登录失败-302`.
constexpr bool is_dash_of_a_sentence(std::string_view log, std::size_t i) noexcept {
    const std::string_view head = log.substr(0, i);
    return !head.empty() && static_cast<unsigned char>(head.back()) >= 0x80 && without_signs(head) == head;
}

/// Whether the number stands by itself, and counts nothing.
constexpr bool is_whole_number(std::string_view log, std::size_t first, std::size_t last) noexcept {
    const auto at = [&](std::size_t i) { return i < log.size() ? log[i] : ' '; };
    const char b = first == 0 ? ' ' : log[first - 1], a = at(last);
    const bool is_joined = joined_word(log, first) != npos;
    if (!is_joined && (is_word(b) || b == '.' || b == '/' || b == '$')) return false;
    const bool is_dash = b == '-' && is_dash_of_a_sentence(log, first - 1);
    if (!is_joined && b == '-' && !is_dash) return false;
    if (is_word(a) || a == '%') return false;
    if ((a == '.' || a == ':' || a == '-' || a == '/') && is_digit(at(last + 1))) return false;
    if (b == ':' && a == '/' && first > 1 && is_word(log[first - 2])) return false;  // a port
    return !any_part(units, [&](std::string_view one) {
        const std::size_t unit = a == ' ' ? last + 1 : last, size = match(log, unit, one);
        return size != 0 && !(is_word(one.back()) && is_word(at(unit + size)));
    });
}

/// Whether what stands behind the number explains it: `302（账号密码错误）`, `302: account error`.
constexpr bool is_explained(std::string_view head, std::string_view tail) {
    if (head.ends_with(':')) return false;  // a place in a file
    const bool is_in_bracket =
        head.ends_with('(') || head.ends_with('[') || head.ends_with("（") || head.ends_with("【");
    while (!head.empty() && is_space(head.back())) head.remove_suffix(1);
    if (!tail.empty() && tail[0] == ' ') tail.remove_prefix(1);
    const bool has_bracket = tail.starts_with("(") || tail.starts_with("（");
    const bool has_colon = tail.starts_with(":") || tail.starts_with("：");
    if (!head.empty() && is_letter(head.back())) return false;  // which says what it counts
    if (has_colon && !head.empty() && is_digit(head.back())) return false;
    const std::size_t end = tail.find('\n');
    // The number itself in brackets, and its meaning behind them.
    for (const std::string_view close : {")", "）", "】", "]"})
        if (tail.starts_with(close) && !tail.starts_with("] ") && is_in_bracket)
            return contains(tail.substr(0, end < 40 ? end : 40), explanations_zh);
    return (has_bracket || has_colon) && contains(tail.substr(0, end < 48 ? end : 48), explanations);
}

/// Whether the words beside a number make it a code.
constexpr bool says_code(std::string_view log, std::size_t first, std::size_t last) {
    if (joined_word(log, first) != npos) return true;
    const std::string_view all = log.substr(first < 48 ? 0 : first - 48, first < 48 ? first : 48);
    const std::string_view head = without_signs(all);
    const bool told = any_part(before_codes, [&](std::string_view one) {
        if (head.size() < one.size()) return false;
        const std::size_t start = head.size() - one.size();
        const bool is_end = start > 0 && is_letter(one[0]) && is_word(head[start - 1]);  // of a longer word
        return match(head, start, one) != 0 && (one.size() > 3 || !is_end);
    });
    if (told && !ends_with(head, no_codes)) return true;
    const std::size_t next = last < log.size() && log[last] == ' ' ? last + 1 : last;
    return any_part(behind_codes, [&](std::string_view one) { return match(log, next, one) != 0; }) ||
           is_explained(all, log.substr(last));
}

/// Whether the words before a number in a question say what it counts, or it is the value of a key that is no code's.
constexpr bool is_counted(std::string_view log, std::size_t first) {
    const std::string_view head = without_signs(log.substr(0, first));
    if (ends_with(head, counted)) return true;
    if (first < 3 || log[first - 1] != '=' || !is_letter(log[first - 2]) || !is_word(log[first - 3])) return false;
    return !ends_with(head, "login|send|im|nim|msg|message");
}

/// Whether the line tells of a request to somebody's web server: `GET /favicon.ico 404`, `"method":"POST"`.
constexpr bool is_web_request(const scanned& line) {
    return contains(line,
                    "GET /|POST /|PUT /|DELETE /|HEAD /|PATCH /|OPTIONS /|GET http|POST http|PUT http|"
                    "\"method\":\"GET|\"method\":\"POST|\"method\":\"PUT|\"method\":\"DELETE|\"method\":\"HEAD|"
                    "\"method\": \"GET|\"method\": \"POST|method=GET|method=POST") &&
           !contains(line, "nim|netease|yunxin|云信|网易");
}
/// Whether the number behind `head` stands in a body as NIM's server API answers: `{"code":414,"desc":…}`.
constexpr bool is_in_answer(std::string_view head, const scanned& line) {
    return contains(line, "desc") && head.size() > 4 && !is_letter(head.back()) &&
           ends_with(without_signs(head), "code") && head.substr(without_signs(head).size()).find('"') != npos;
}

/// Whether HTTP's own words stand behind the number, which then is a status: `405 Method Not Allowed`. Not Forbidden,
/// for NIM says so too.
constexpr bool is_http_status(std::string_view tail) {
    std::string_view said = tail;
    while (!said.empty() && !is_letter(said[0]) && !is_digit(said[0]) && said[0] != '\n' && said[0] != '{')
        said.remove_prefix(1);
    return any_part(
        "Bad Request|Not Found|Method Not Allowed|Not Acceptable|Request Timeout|Conflict|Gone|Payload Too Large|"
        "Request Entity Too Large|Content Too Large|URI Too Long|Request-URI Too Long|Unsupported Media Type|"
        "Range Not Satisfiable|Requested Range Not Satisfiable|Expectation Failed|Unprocessable|Too Many Requests|"
        "Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Time|No Content|Multi-Status",
        [&](std::string_view one) { return match(said, 0, one) != 0; });
}

/// Whether the number behind `head`, with `tail` behind it, is a process: `I/Login  (  500):`, `login[500]:`.
constexpr bool is_process(std::string_view head, std::string_view tail) {
    while (head.ends_with(' ')) head.remove_suffix(1);
    if (head.ends_with('[') && tail.starts_with("]:"))
        return !ends_with(head.substr(0, head.size() - 1), "code|error|errno|错误|码");
    if (!head.ends_with('(') || !tail.starts_with("):")) return false;
    const std::size_t slash = head.rfind('/');  // of `I/Login`, whose tag has no colon
    return slash != npos && slash > 0 && is_letter(head[slash - 1]) && (slash == 1 || is_space(head[slash - 2])) &&
           head.find(':', slash) == npos;
}

/// Whether the number is of somebody whom we do not know: another domain of errors, another service, a redirect, a
/// process.
constexpr bool is_of_others(std::string_view head, const scanned& line, std::size_t size, std::int64_t code) {
    const std::string_view tail = line.text().substr(head.size() + size);
    const std::string_view domain = domain_before(line.text(), head.size());
    if (!is_our_domain(domain) && !(domain == "NSCocoaErrorDomain" && (code == 3000 || code == 3010))) return true;
    if (domain.empty() && contains(tail.substr(0, 48), "NSURLErrorDomain|NSPOSIXErrorDomain|kCFErrorDomain"))
        return true;
    if (contains(head.substr(head.size() < 40 ? 0 : head.size() - 40), others_numbers)) return true;
    if (is_process(head, tail) || ends_with(without_signs(head), no_codes)) return true;
    const bool is_others = contains(line, other_services) || is_web_request(line) || contains(line, http_libraries);
    if (code < 1000 && domain.empty() && is_others && most(speakers_of(line)) < is_certain && !is_in_answer(head, line))
        return true;
    if (code < 300 || code > 308) return false;
    const std::string_view before = without_signs(head);
    if (ends_with(before, "http|http/1.1|http/1.0|http/2|http/2.0|http/3")) return true;
    if (ends_with(before, "status|status code") && contains(line, "GET /|POST /|PUT /|HEAD /|GET http|POST http|curl"))
        return true;
    return contains(tail, redirects) || contains(line, "Location:|redirect|重定向|跳转");
}

}  // namespace detail
}  // namespace delivery
}  // namespace nimpush::v1
