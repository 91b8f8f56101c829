#include "../../tools/nimpush/scenario_screen.hpp"

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/wire/json.hpp>

#include "../support/print.hpp"
#include "../support/read_file.hpp"
#include "../support/rows.hpp"
#include "../support/run_tool.hpp"
#include "../support/svg.hpp"

namespace {

namespace delivery = nimpush::delivery;
using namespace nimpush_tool;
using lines = std::vector<std::string>;

struct outcome {
    int status = 0;
    std::string out{};
    std::string err{};

    lines texts() const {
        const auto read = test::read_svg(out);
        CHECK(read.fault == "");
        lines found;
        for (const auto& one : read.texts()) found.push_back(one.text);
        return found;
    }
};

outcome run(std::vector<std::string_view> words, const std::string& input = {}) {
    test::ran ran = test::run_command("preview", std::move(words), input);
    return {ran.status, std::move(ran.out), std::move(ran.err)};
}

std::string scenario_path(std::string_view name) {
    return NIMPUSH_SOURCE_DIR "/examples/scenarios/" + std::string(name) + ".json";
}

/// Bob's devices get this message; `more` goes into it.
std::string scenario_with(std::string_view more, int devices = 1, std::string_view bundle_id = "com.example.acme") {
    std::string all;
    for (int i = 0; i < devices; ++i)
        all += std::string(i == 0 ? "" : ",") + R"({"platform":"ios","options":{"apnsCername":"c"},"token":"0)" +
               std::to_string(i) + "\"}";
    return R"({"now":"2026-11-23T14:00:00+08:00","console":{"apns":[{"certificate":"c","bundleId":")" +
           std::string(bundle_id) + R"(","environment":"production"}]},"accounts":{"alice":{},"bob":{"devices":[)" +
           all +
           R"(]}},"send":{"from":"alice","message":{"sessionId":"bob","sessionType":"p2p","messageType":"text","content":"hello")" +
           std::string(more) + "}}}";
}

}  // namespace

TEST_CASE("an app is named after the end of its bundle id") {
    struct row {
        std::string_view bundle_id;
        std::string_view name;
    };
    for (const row& r :
         {row{"com.example.acme", "Acme"}, row{"acme", "Acme"}, row{"com.example.2048", "2048"},
          row{"com.example.acme..", "Acme"}, row{"com.example.网易", "网易"}, row{"", "App"}, row{"..", "App"}}) {
        CAPTURE(r.bundle_id);
        CHECK(nimpush_tool::app_name(r.bundle_id) == r.name);
    }
}

TEST_CASE("the clock is that of the scenario, in its own offset") {
    struct row {
        std::string_view now;
        std::string_view clock;
        std::string_view date;
    };
    for (const row& r : {row{"2026-11-23T14:00:00+08:00", "14:00", "Monday, November 23"},
                         row{"2026-11-23T23:59:59-12:00", "23:59", "Monday, November 23"},
                         row{"2026-11-24T00:05:00+14:00", "00:05", "Tuesday, November 24"},
                         row{"2024-02-29T09:07:00Z", "09:07", "Thursday, February 29"},
                         row{"1970-01-01T00:00:00Z", "00:00", "Thursday, January 1"},
                         row{"1969-12-31T23:59:00Z", "23:59", "Wednesday, December 31"},
                         row{"0000-01-01T00:00:00+23:59", "00:00", "Saturday, January 1"}}) {
        CAPTURE(r.now);
        const auto now = delivery::moment::from(r.now).value();
        CHECK(nimpush_tool::clock_of(now) == r.clock);
        CHECK(nimpush_tool::date_of(now) == r.date);
    }
}

TEST_CASE("one device has one card, named after the app where there is no title") {
    const outcome pushed = run({scenario_path("pushed")});
    CHECK(pushed.status == fine);
    CHECK(pushed.err == "");
    CHECK(pushed.texts() == lines{"Monday, November 23", "14:00", "A", "4", "now", "Acme", "Alice:hello"});

    const outcome plain = run({}, scenario_with(""));
    CHECK(plain.texts() == lines{"Monday, November 23", "14:00", "A", "1", "now", "Acme", "alice:hello"});
    const outcome named = run({"--app", "Kumquat", "-"}, scenario_with(""));
    CHECK(named.texts() == lines{"Monday, November 23", "14:00", "K", "1", "now", "Kumquat", "alice:hello"});
    CHECK(run({"--app", "\xFF<"}, scenario_with("")).texts()[2] == "\uFFFD");
}

TEST_CASE("what the app put into aps is what is seen") {
    const auto texts_with = [](std::string_view aps) {
        const outcome made = run({}, scenario_with(",\"pushPayload\":{\"apsField\":" + std::string(aps) + "}"));
        CHECK(made.status == fine);
        lines found = made.texts();
        found.erase(found.begin(), found.begin() + 3);
        return found;
    };
    CHECK(texts_with(R"({"alert":{"title":"T","subtitle":"S","body":"B"},"badge":7})") ==
          lines{"7", "now", "T", "S", "B"});
    CHECK(texts_with(R"({"alert":{"title":"T","subtitle":1},"badge":0})") == lines{"now", "T"});
    CHECK(texts_with(R"({"alert":"B"})") == lines{"1", "now", "Acme", "B"});
}

TEST_CASE("several devices have a card each, with whose it is, and no more than there is room for") {
    const lines two = run({scenario_path("lock_screen")}).texts();
    REQUIRE(two.size() == 17);
    CHECK(two[0] == "Monday, November 23");
    CHECK(two[1] == "18:30");
    CHECK(two[2] == "bob, device 0 (ios)");
    CHECK(two[4] == "12");
    CHECK(two[10].ends_with("…"));
    CHECK(two[11] == "carol, device 0 (ios)");
    CHECK(two[16] == "You have a new message");

    const auto count = [](const lines& all, std::string_view what) {
        std::size_t n = 0;
        for (const std::string& one : all) n += one == what;
        return n;
    };
    const lines five = run({}, scenario_with("", 5)).texts();
    CHECK(count(five, "now") == 5);
    CHECK(five.back() == "alice:hello");
    const lines seven = run({}, scenario_with("", 7)).texts();
    CHECK(count(seven, "now") == 5);
    CHECK(count(seven, "bob, device 4 (ios)") == 1);
    CHECK(seven.back() == "and 2 more");
}

TEST_CASE("where nobody sees a push it says why") {
    const outcome open = run({scenario_path("in_the_foreground")});
    CHECK(open.status == input_at_fault);
    CHECK(open.out == "");
    CHECK(open.err ==
          "bob, device 0 (ios): delivered over the open connection, not pushed: the app is in the foreground "
          "and "
          "connected [in_foreground]\n");

    const outcome long_name = run({scenario_path("certificate_name_too_long")});
    CHECK(long_name.status == input_at_fault);
    CHECK(long_name.err.starts_with("bob, device 0 (ios): not pushed: apnsCername has more than 32 characters"));
    CHECK(long_name.err.find("\n  What to do: ") != std::string::npos);

    const outcome no_device = run({}, scenario_with("", 0));
    CHECK(no_device.status == input_at_fault);
    CHECK(no_device.err.starts_with("bob, no device: "));

    const outcome no_text = run({}, scenario_with(R"(,"pushPayload":{"apsField":{"alert":{"loc-key":"GREETING"}}})"));
    CHECK(no_text.status == input_at_fault);
    CHECK(no_text.err.starts_with("bob, device 0 (ios): pushed through APNs [pushed]\n  POST "));
    CHECK(no_text.err.ends_with("\n  The alert has no text of its own: there is nothing to draw.\n"));

    const outcome alone =
        run({}, R"({"now":"2026-11-23T14:00:00Z","accounts":{"alice":{}},"teams":{"t":{"members":["alice"]}},)"
                R"("send":{"from":"alice","message":{"sessionId":"t","sessionType":"team"}}})");
    CHECK(alone.status == input_at_fault);
    CHECK(alone.err == "nobody is to get this message\n");
}

TEST_CASE("in Chinese, too") {
    CHECK(run({scenario_path("pushed"), "--lang", "zh"}).texts() ==
          lines{"11月23日 星期一", "14:00", "A", "4", "现在", "Acme", "Alice:hello"});
    const lines seven = run({"--lang", "zh"}, scenario_with("", 7)).texts();
    CHECK(seven[2] == "bob, 设备 0 (ios)");
    CHECK(seven.back() == "还有 2 台设备");
    CHECK(run({scenario_path("in_the_foreground"), "--lang", "zh"}).err ==
          "bob, 设备 0 (ios): 通过长连接送达，不推送: 应用在前台且连接正常 [in_foreground]\n");
    CHECK(run({"--lang", "fr"}).status == wrong_usage);
}

TEST_CASE("a scenario at fault says where") {
    const outcome faulty =
        run({}, R"({"now":"yesterday","accounts":{"alice":{}},"send":{"from":"alice","mesage":{}}})");
    CHECK(faulty.status == input_at_fault);
    CHECK(faulty.out == "");
    CHECK(faulty.err.find("$.now: ") != std::string::npos);
    CHECK(faulty.err.find("$.send.mesage: ") != std::string::npos);
    CHECK(run({}, "{").status == input_at_fault);
    CHECK(run({}, "").err.starts_with("$: "));
    CHECK(run({"no such file"}).err == "cannot read no such file\n");
}

TEST_CASE("wrong use is told from a wrong scenario") {
    CHECK(run({"-o"}).status == wrong_usage);
    CHECK(run({"--app"}).status == wrong_usage);
    CHECK(run({"--colour", "x"}).status == wrong_usage);
    CHECK(run({"a.json", "b.json"}).status == wrong_usage);
    CHECK(run({"-o", "a.svg", "-o", "b.svg"}).status == wrong_usage);
}

TEST_CASE("-o writes the same into a file") {
    const std::string file = (std::filesystem::temp_directory_path() / "nimpush_preview_command_test.svg").string();
    const outcome written = run({scenario_path("pushed"), "-o", file});
    CHECK(written.status == fine);
    CHECK(written.out == "");
    CHECK(test::read_file(file) == run({scenario_path("pushed")}).out);
    CHECK(run({scenario_path("pushed"), "-o", "-"}).out == test::read_file(file));
    std::remove(file.c_str());

    const outcome nowhere = run({scenario_path("pushed"), "-o", file + "/x"});
    CHECK(nowhere.status == input_at_fault);
    CHECK(nowhere.err.starts_with("cannot write "));
    // A file is not touched where there is nothing to draw.
    CHECK(run({scenario_path("in_the_foreground"), "-o", file}).status == input_at_fault);
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("every scenario there is has a drawing or a reason") {
    std::vector<std::string> all;
    for (const auto& file : std::filesystem::directory_iterator(NIMPUSH_SOURCE_DIR "/examples/scenarios"))
        if (file.path().extension() == ".json") all.push_back(test::read_file(file.path().string()));
    const auto cases = test::read_json_data("delivery_cases.json");
    for (const nimpush::value& one : cases.items())
        all.push_back(nimpush::json::to_string(*one.find("scenario")).value());
    REQUIRE(all.size() >= 60);

    std::size_t drawings = 0;
    for (const std::string& one : all) {
        CAPTURE(one);
        const auto verdicts = delivery::explain(delivery::read_scenario(std::string_view(one)).value()).value();
        std::size_t pushed = 0;
        for (const auto& each : verdicts) pushed += each.outcome == delivery::outcome::apns;
        const outcome made = run({}, one);
        if (pushed == 0) {
            CHECK(made.status == input_at_fault);
            CHECK(made.err != "");
            continue;
        }
        ++drawings;
        CHECK(made.status == fine);
        for (std::size_t at = 0; at < made.err.size(); at = made.err.find('\n', at) + 1)  // warnings alone
            CHECK(made.err.compare(at, 9, "warning: ") == 0);
        std::size_t cards = 0;
        for (const std::string& text : made.texts()) cards += text == "now";
        CHECK(cards == pushed);
    }
    CHECK(drawings >= 20);
}
