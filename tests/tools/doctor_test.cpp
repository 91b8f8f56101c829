// `nimpush doctor` on the logs of tests/data/doctor: the answers that case.json says are right.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nimpush/core/value.hpp>
#include <nimpush/delivery/doctor/prefilter.hpp>
#include <nimpush/wire/json.hpp>

#include "../../tools/nimpush/gbk.hpp"
#include "../../tools/nimpush/log_text.hpp"
#include "../support/print.hpp"
#include "../support/random.hpp"
#include "../support/read_file.hpp"
#include "../support/run_tool.hpp"

namespace {

using namespace nimpush_tool;
using nimpush::value;

const std::filesystem::path data = NIMPUSH_TEST_DATA "/doctor";

std::vector<std::filesystem::path> cases() {
    std::vector<std::filesystem::path> all;
    for (const auto& one : std::filesystem::directory_iterator(data))
        if (one.is_directory()) all.push_back(one.path());
    std::sort(all.begin(), all.end());
    return all;
}

std::string_view chars(const value& map, std::string_view key) {
    const value* found = map.find(key);
    return found == nullptr ? std::string_view() : found->chars();
}
std::int64_t number(const value& map, std::string_view key) {
    const value* found = map.find(key);
    return found == nullptr ? 0 : found->as_int().value_or(0);
}
const value& list(const value& map, std::string_view key) {
    static const value none = value::list();
    const value* found = map.find(key);
    return found == nullptr ? none : *found;
}
bool has(const value& names, std::string_view name) {
    for (const value& one : names.items())
        if (one.chars() == name) return true;
    return false;
}
std::string last_part(std::string_view file) { return std::filesystem::path(file).filename().string(); }

value json_of(const std::string& text) {
    auto read = nimpush::json::read(text);
    REQUIRE(read.has_value());
    return *std::move(read);
}

/// The words of the call: the files, and the complaint where it is to be told.
std::vector<std::string> words_for(const std::filesystem::path& folder, const value& told, bool with_complaint) {
    std::vector<std::string> words{"doctor", "--json"};
    const value* about = told.find("about");
    if (with_complaint && about != nullptr && about->is(value::kind::map)) {
        words.insert(words.end(), {"--account", std::string(chars(*about, "account"))});
        words.insert(words.end(), {"--at", std::string(chars(*about, "at"))});
    }
    for (const value& file : list(told, "files").items()) words.push_back((folder / chars(file, "name")).string());
    return words;
}
value run(const std::vector<std::string>& words) {
    const test::ran made = test::run_tool(std::vector<std::string_view>(words.begin(), words.end()));
    CHECK(made.err.empty());
    REQUIRE(made.status == fine);
    const value whole = json_of(made.out);
    REQUIRE(whole.find("answer") != nullptr);
    return *whole.find("answer");
}

void check_lines(const value& expected, const value& said) {
    for (const value& file : list(expected, "lines").items()) {
        bool is_cited = false;
        for (const value& line : list(said, "lines").items()) {
            if (last_part(chars(line, "file")) != chars(file, "file")) continue;
            for (const value& one : list(file, "lines").items())
                is_cited = is_cited || std::abs(one.as_int().value_or(0) - number(line, "line")) <= 1;
        }
        CAPTURE(chars(file, "file"));
        CHECK(is_cited);
    }
}
void check_timeline(const value& expected, const value& said) {
    for (const value& event : list(expected, "timeline").items()) {
        CAPTURE(chars(event, "kind"));
        CAPTURE(number(event, "line"));
        CHECK(std::any_of(list(said, "timeline").items().begin(), list(said, "timeline").items().end(),
                          [&](const value& one) {
                              const std::string_view who = chars(event, "account"), told = chars(one, "account");
                              return last_part(chars(one, "file")) == chars(event, "file") &&
                                     chars(one, "kind") == chars(event, "kind") &&
                                     std::abs(number(one, "line") - number(event, "line")) <= 1 &&
                                     (who.empty() || told.empty() || who == told);
                          }));
    }
}
void check_answer(const value& expected, const value& said) {
    const std::string_view cause = chars(said, "cause"), sure = chars(said, "sure");
    CHECK((cause == chars(expected, "cause") || has(list(expected, "also_ok"), cause)));
    CHECK((sure == chars(expected, "sure") || has(list(expected, "sure_ok"), sure)));
    for (const value& other : list(said, "others").items())
        if (chars(other, "sure") == "proved") CHECK(!has(list(expected, "must_not"), chars(other, "cause")));
    check_lines(expected, said);
    check_timeline(expected, said);
    if (!list(expected, "next_question").items().empty())
        CHECK((has(list(expected, "next_question"), chars(said, "next")) || sure == "proved"));
}

}  // namespace

TEST_CASE("each case has its answer, whether the complaint is told or found") {
    std::size_t count = 0;
    for (const std::filesystem::path& folder : cases()) {
        CAPTURE(folder.filename().string());
        const value told = json_of(test::read_file((folder / "case.json").string()));
        const value* expected = told.find("expect");
        REQUIRE(expected != nullptr);
        for (const bool with_complaint : {false, true})
            check_answer(*expected, run(words_for(folder, told, with_complaint)));
        ++count;
    }
    CHECK(count >= 40);
}

TEST_CASE("the questions of NetEase's guide, asked with logs") {
    struct question {
        std::string_view folder;
        std::string_view cause;
    };
    constexpr question questions[] = {
        // What triggers a push, and when is there none?
        {"13-no-banner-in-foreground", "in_foreground"},
        {"own-14-alive-bg", "alive_in_background"},
        {"own-37-never-logged-in", "never_logged_in"},
        {"own-12-logged-out", "logged_out"},
        {"own-12b-kicked", "kicked_out"},
        // query token with exception must not refer to a null object
        {"own-70-android-null-object", "token_never_uploaded"},
        // Others get the push of the same message, one user does not.
        {"own-18-not-friends", "not_friends"},
        {"17-blacklist-7101", "blocked"},
        {"15-dnd-across-time-zones", "do_not_disturb"},
        // Step 3: a name of more than 32 characters.
        {"03-login-500-long-name", "certificate_name_too_long"},
    };
    for (const question& one : questions) {
        CAPTURE(one.folder);
        const value told = json_of(test::read_file((data / one.folder / "case.json").string()));
        CHECK(chars(run(words_for(data / one.folder, told, false)), "cause") == one.cause);
    }
}

TEST_CASE("the answer does not hang on the order of the files") {
    for (const std::filesystem::path& folder : cases()) {
        CAPTURE(folder.filename().string());
        const value told = json_of(test::read_file((folder / "case.json").string()));
        std::vector<std::string> words = words_for(folder, told, false);
        const std::string_view before = "cause";
        const std::string first(chars(run(words), before));
        std::reverse(words.begin() + 2, words.end());
        CHECK(chars(run(words), before) == first);
    }
}

namespace {

/// Where a folder of logs stands while a test runs.
struct written {
    std::filesystem::path folder = std::filesystem::temp_directory_path() / "nimpush_doctor_test";
    written() { std::filesystem::create_directories(folder); }
    written(const written&) = delete;
    written& operator=(const written&) = delete;
    ~written() { std::filesystem::remove_all(folder); }
    std::string add(std::string_view name, std::string_view bytes) const {
        const std::string path = (folder / name).string();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
};

bool has_word(std::string_view text, std::string_view word) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("of redacted logs the doctor says the same, and their names are gone") {
    const written files;
    for (const std::filesystem::path& folder : cases()) {
        CAPTURE(folder.filename().string());
        const value told = json_of(test::read_file((folder / "case.json").string()));
        std::vector<std::string> words = words_for(folder, told, false);
        const std::string cause(chars(run(words), "cause"));
        words[1] = "--redact";
        const test::ran made = test::run_tool(std::vector<std::string_view>(words.begin(), words.end()));
        REQUIRE(made.status == fine);
        const value* about = told.find("about");
        if (about != nullptr && about->is(value::kind::map)) CHECK(!has_word(made.out, chars(*about, "account")));
        // Each log between its head and the next one's.
        std::vector<std::string> again{"doctor", "--json"};
        for (std::size_t i = 2; i < words.size(); ++i) {
            const auto head = [](std::size_t n) { return "==> log " + std::to_string(n) + " <==\n"; };
            const std::size_t begin = words.size() == 3 ? 0 : made.out.find(head(i - 1)) + head(i - 1).size();
            const std::size_t end = i + 1 == words.size() ? std::string::npos : made.out.find(head(i));
            again.push_back(files.add(last_part(words[i]), made.out.substr(begin, end - begin)));
        }
        CHECK(chars(run(again), "cause") == cause);
    }
}

TEST_CASE("nothing of what is to be hidden is left, wherever it stands") {
    test::random from(20261130);
    constexpr std::string_view digits = "0123456789abcdef";
    const auto hex = [&](std::size_t size) {
        std::string made;
        while (made.size() < size) made += digits[from.below(16)];
        return made;
    };
    const auto number = [&](std::size_t size) {
        std::string made;
        while (made.size() < size) made += digits[from.below(10)];
        return made;
    };
    for (int round = 0; round < 300; ++round) {
        const std::string account = "zq" + hex(3 + from.below(8)) + (from.one_in(2) ? "_" : "-") + number(2);
        const std::string token = hex(64), key = hex(32), phone = "13" + number(9), mail = account + "@corp.example";
        const std::string ip = "10." + std::to_string(from.below(256)) + "." + std::to_string(from.below(256)) + "." +
                               std::to_string(from.below(256));
        const std::string secret = "pa55" + hex(12), jwt = "eyJ" + hex(40) + "." + hex(20);
        std::string grouped = "<";
        for (std::size_t i = 0; i < 64; i += 8) grouped += token.substr(i, 8) + (i + 8 < 64 ? " " : ">");
        const std::string lines[] = {
            "2026-11-20 10:00:00.000 INFO nim sendMsg from=cs_01 to=" + account + " code=200",
            R"({"msg":"apn sent","account":")" + account + R"(","token":")" + token + R"(","ip":")" + ip + R"("})",
            "[nim] -> AuthService.login {account: " + account + ", token: " + secret + "}",
            "didRegisterForRemoteNotificationsWithDeviceToken: " + grouped + " of (" + account + ")",
            "appKey=" + key + " apnsCername=acme_prod phone=" + phone + " mail " + mail + " password: \"" + secret +
                "\"",
            "[nim] -> MessageService.sendMessage {conversationId: cs_01|1|" + account + "}",
            "Authorization: Bearer " + jwt + " from " + ip + ":443, tel +86 " + phone + " [" + account + "]",
        };
        std::string log;
        for (std::size_t n = 1 + from.below(12); n > 0; --n) log += lines[from.below(std::size(lines))] + "\n";
        const bool names_it = log.find("to=" + account) != log.npos || log.find("account: ") != log.npos ||
                              log.find("account\":") != log.npos || log.find("|1|") != log.npos;
        const test::ran made = test::run_tool({"doctor", "--redact", "-"}, log);
        REQUIRE(made.status == fine);
        CAPTURE(log);
        CAPTURE(made.out);
        for (const std::string& hidden :
             {token, token.substr(0, 8) + " " + token.substr(8, 8), key, phone, mail, ip, secret, jwt})
            CHECK(made.out.find(hidden) == made.out.npos);
        if (names_it) CHECK(made.out.find(account) == made.out.npos);
        CHECK(std::count(made.out.begin(), made.out.end(), '\n') == std::count(log.begin(), log.end(), '\n'));
    }
}

TEST_CASE("the answer does not hang on how a log is encoded, nor on a line that is endless") {
    const written files;
    const std::filesystem::path folder = data / "17-blacklist-7101";
    const std::string receiver = test::read_file((folder / "receiver.log").string());
    const std::string sender = test::read_file((folder / "sender-nim.log").string());
    const auto utf16 = [](std::string_view ascii, bool is_big, std::string made) {
        for (const char c : ascii) {
            if (c == '\n') made += is_big ? std::string("\0\r", 2) : std::string("\r\0", 2);
            made += is_big ? std::string{'\0', c} : std::string{c, '\0'};
        }
        return made;
    };
    const std::string endless =
        "2026-11-20 15:10:00.000 D PacketSender: " + std::string(std::size_t{3} << 20U, 'x') + "\n";
    const std::string forms[] = {sender,
                                 "\xEF\xBB\xBF" + sender,
                                 utf16(sender, false, "\xFF\xFE"),
                                 utf16(sender, false, {}),
                                 utf16(sender, true, "\xFE\xFF"),
                                 sender.substr(0, sender.size() - 1),
                                 "\xC4\xE3\xBA\xC3 \xB5\xC7\xC2\xBC\n" + sender,
                                 endless + sender};
    for (const std::string& form : forms) {
        CAPTURE(&form - forms);
        const value said =
            run({"doctor", "--json", files.add("sender.log", form), files.add("receiver.log", receiver)});
        CHECK(chars(said, "cause") == "blocked");
        CHECK(chars(said, "sure") == "proved");
        const std::int64_t more = &form - forms >= 6 ? 1 : 0;
        CHECK(number(list(said, "lines").items()[0], "line") == 115 + more);
    }
}

TEST_CASE("the characters that the doctor's words are written in are known in GBK") {
    std::set<std::string_view> known;
    for (unsigned pair = 0x8140; pair < 0xFF00; ++pair) known.insert(gbk_character(pair));
    std::size_t count = 0;
    for (const std::string_view text : nimpush::delivery::doctor::detail::trigger_texts) {
        for (std::size_t i = 0; i < text.size();) {
            const std::size_t size = (static_cast<unsigned char>(text[i]) & 0xE0U) == 0xE0U ? 3 : 1;
            CAPTURE(text);
            if (size == 3) CHECK(known.count(text.substr(i, size)) == 1);
            count += size == 3;
            i += size;
        }
    }
    CHECK(count > 300);
    CHECK(to_utf8("\xB5\xC7\xC2\xBC ok \xFF\x41\x80", log_encoding::gbk) == "登录 ok \xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("what is wrong with the call is told") {
    CHECK(test::run_tool({"doctor"}).status == wrong_usage);
    CHECK(test::run_tool({"doctor", "--at", "yesterday", "-"}).status == wrong_usage);
    CHECK(test::run_tool({"doctor", "--lang", "fr", "-"}).status == wrong_usage);
    const test::ran none = test::run_tool({"doctor", "no/such/file.log"});
    CHECK(none.status == input_at_fault);
    CHECK(none.err == "cannot read no/such/file.log\n");
}

TEST_CASE("for people in two languages, and as Markdown") {
    const std::string log =
        "2026-11-20 10:00:00.000 I InvocationMgr: execution result: Transaction: [id: 7, method: "
        "AuthService/login, result: 302] account=`ada`\n";
    const test::ran english = test::run_tool({"doctor", "-"}, log);
    CHECK(english.out.find("\nWhat to do:\n  Let the user log in again") != std::string::npos);
    const test::ran chinese = test::run_tool({"doctor", "--lang", "zh", "-"}, log);
    CHECK(chinese.out.find("\n处理办法：\n") != std::string::npos);
    const test::ran pasted = test::run_tool({"doctor", "--markdown", "-"}, log);
    CHECK(pasted.out.find("### ") == 0);
    CHECK(pasted.out.find("\n**What to do**\n\n- ") != std::string::npos);
    CHECK(pasted.out.find("'ada'") != std::string::npos);  // no mark of its own within marks
}
