#include "lock_screen.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nimpush/apns/fit.hpp>

#include "text_layout.hpp"

namespace nimpush_tool {

namespace {

/// Text between tags or between double quotes.
std::string escaped(std::string_view s) {
    std::string made;
    for (const char c : s) {
        switch (c) {
            case '&': made += "&amp;"; break;
            case '<': made += "&lt;"; break;
            case '>': made += "&gt;"; break;
            case '"': made += "&quot;"; break;
            case '\'': made += "&apos;"; break;
            default: made += c;
        }
    }
    return made;
}

/// A label on one line, whatever its length.
text_line one_line(std::string_view s, std::size_t room) {
    auto lines = wrap(fit_text(s), room, 1);
    return lines.empty() ? text_line{} : std::move(lines.front());
}

/// The number on the badge. An iPhone shows four digits and more
/// (https://www.iphonejd.com/iphone_jd/2023/08/lots-o-messages.html) and shortens the middle of those that
/// are too wide, of six digits at the latest (https://appbank.net/2016/05/20/iphone-application/1202455.php).
std::string badge_text(std::int64_t badge) {
    if (badge < 1) return {};
    std::string digits = std::to_string(badge);
    if (digits.size() < 6) return digits;
    return digits.substr(0, 2) + std::string(ellipsis) + digits.substr(digits.size() - 2);
}

/// How a piece of text looks.
struct text_style {
    int size = 15;
    std::string_view weight = "400";
    std::string_view fill = "#1c1c1e";
    std::string_view more = "";  // attributes
};
constexpr text_style plain_style{};
constexpr text_style bold_style{15, "600"};
constexpr text_style small_style{13, "400", "#3c3c43", " fill-opacity=\"0.6\""};
constexpr text_style wallpaper_style{13, "500", "#ffffff", " fill-opacity=\"0.85\""};
constexpr text_style letter_style{22, "600", "#ffffff"};
constexpr text_style badge_style{12, "600", "#ffffff"};
constexpr text_style date_style{20, "600", "#ffffff", " fill-opacity=\"0.92\""};
constexpr text_style clock_style{92, "600", "#ffffff", " letter-spacing=\"-2\""};

/// Writes the drawing, from top to bottom.
class lock_screen_pen {
    std::string svg_{};

    static constexpr int width = 393;
    static constexpr int edge = 10;     // beside a card
    static constexpr int padding = 14;  // inside it
    static constexpr int icon = 38;
    static constexpr int text_left = edge + padding + icon + 10;
    static constexpr int text_right = width - edge - padding;
    static constexpr int line_height = 20;
    static constexpr int first_card = 252;

    /// Twentieths of an em in so many points; a bold letter is 4 % wider.
    static constexpr std::size_t room(int points, const text_style& how) {
        const int regular = points * 20 / how.size;
        return static_cast<std::size_t>(how.weight == "400" ? regular : regular * 100 / 104);
    }
    static int points_of(std::string_view s, int size) {
        return static_cast<int>((text_width(s) * static_cast<std::size_t>(size) + 19) / 20);
    }

    template <class... Pieces> void add(const Pieces&... pieces) { (svg_.append(text_of(pieces)), ...); }
    static std::string text_of(int n) { return std::to_string(n); }
    static std::string_view text_of(std::string_view s) { return s; }

    void rectangle(int x, int y, int w, int h, int radius, std::string_view fill) {
        add("<rect x=\"", x, "\" y=\"", y, "\" width=\"", w, "\" height=\"", h, "\" rx=\"", radius, "\" fill=\"", fill,
            "\"/>\n");
    }
    void write(int x, int y, std::string_view anchor, const text_style& how, const text_line& line) {
        if (line.text.empty()) return;
        add("<text x=\"", x, "\" y=\"", y, "\" text-anchor=\"", anchor, "\" font-size=\"", how.size,
            "\" font-weight=\"", how.weight, "\" fill=\"", how.fill, "\"", how.more,
            line.right_to_left ? " direction=\"rtl\"" : "", ">", escaped(line.text), "</text>\n");
    }
    void write_centred(int x, int y, const text_style& how, const text_line& line) { write(x, y, "middle", how, line); }
    /// From the side on which a line of its direction begins.
    void write_from_its_side(int left, int right, int y, const text_style& how, const text_line& line) {
        write(line.right_to_left ? right : left, y, "start", how, line);
    }

    void begin(int height, const lock_screen& screen) {
        std::string spoken = "Lock screen";
        for (const lock_screen_card& card : screen.cards)
            spoken.append(". ").append(card.title.empty() ? card.app : card.title).append(": ").append(card.body);
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"", width, "\" height=\"", height, "\" viewBox=\"0 0 ",
            width, " ", height,
            // No font of emoji by its name: Pango would take the digits from it.
            "\" role=\"img\" xml:space=\"preserve\" font-family=\"-apple-system, 'SF Pro Text', Inter, "
            "'Helvetica Neue', "
            "Arial, sans-serif\">\n<title>",
            escaped(fit_text(spoken)), "</title>\n");
        add("<defs>\n"
            "<linearGradient id=\"sky\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\"0\" "
            "stop-color=\"#14213d\"/><stop offset=\"0.45\" stop-color=\"#3d4e8f\"/><stop offset=\"0.8\" "
            "stop-color=\"#a86a8f\"/><stop offset=\"1\" stop-color=\"#e8a87c\"/></linearGradient>\n"
            "<linearGradient id=\"tile\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\"0\" "
            "stop-color=\"#5ac8fa\"/><stop offset=\"1\" stop-color=\"#0a6cff\"/></linearGradient>\n");
        add("<clipPath id=\"screen\"><rect width=\"", width, "\" height=\"", height,
            "\" rx=\"44\"/></clipPath>\n</defs>\n", "<g clip-path=\"url(#screen)\">\n");
        rectangle(0, 0, width, height, 0, "url(#sky)");
    }
    void draw_clock(const lock_screen& screen) {
        rectangle(width / 2 - 60, 12, 120, 34, 17, "#000000");
        add("<path d=\"M190.5 72v-4.5a6 6 0 0 1 12 0v4.5\" fill=\"none\" stroke=\"#ffffff\" "
            "stroke-width=\"2\"/>\n");
        rectangle(187, 72, 19, 14, 3, "#ffffff");
        write_centred(width / 2, 120, date_style, one_line(screen.date, room(width - 40, date_style)));
        write_centred(width / 2, 206, clock_style, one_line(screen.clock, room(width, clock_style)));
    }

    /// The icon, the letter on it, and the badge at its corner.
    void draw_icon(int x, int y, const lock_screen_card& card) {
        rectangle(x, y, icon, icon, 9, "url(#tile)");
        const std::string app = fit_text(card.app);
        std::string letter = app.substr(0, nimpush::apns::detail::cluster_length(app));
        if (letter.size() == 1 && letter[0] >= 'a' && letter[0] <= 'z') letter[0] = static_cast<char>(letter[0] - 32);
        write_centred(x + icon / 2, y + 27, letter_style, {std::move(letter)});

        const std::string number = badge_text(card.badge);
        if (number.empty()) return;
        const int inside = points_of(number, badge_style.size);
        const int wide = inside + 9 < 19 ? 19 : inside + 9;
        rectangle(x + icon + 7 - wide, y - 8, wide, 19, 9, "#ff3b30");
        write(x + icon + 7 - wide / 2, y + 6, "middle", badge_style, {number});
    }

    struct card_text {
        text_line time{};
        text_line title{};
        text_line subtitle{};
        std::vector<text_line> body{};
    };
    static card_text lay_out(const lock_screen_card& card) {
        const int wide = text_right - text_left;
        card_text made{.time = one_line(card.time, room(80, small_style)),
                       .subtitle = one_line(card.subtitle, room(wide, bold_style)),
                       .body = wrap(fit_text(card.body), room(wide, plain_style), body_lines)};
        const std::string title = fit_text(card.title);
        const int beside = wide - points_of(made.time.text, small_style.size) - 12;
        made.title = one_line(title.empty() ? card.app : title, room(beside, bold_style));
        return made;
    }
    static int height_of(const card_text& text) {
        const int lines = 1 + !text.subtitle.text.empty() + static_cast<int>(text.body.size());
        const int high = 2 * padding + lines * line_height - 2;
        return high < icon + 2 * padding ? icon + 2 * padding : high;
    }

    void draw_card(int top, std::size_t number, const lock_screen_card& card, const card_text& text) {
        const int high = height_of(text);
        add("<clipPath id=\"card", static_cast<int>(number), "\"><rect x=\"", edge, "\" y=\"", top, "\" width=\"",
            width - 2 * edge, "\" height=\"", high, "\" rx=\"24\"/></clipPath>\n<g clip-path=\"url(#card",
            static_cast<int>(number), ")\">\n");
        add("<rect x=\"", edge, "\" y=\"", top, "\" width=\"", width - 2 * edge, "\" height=\"", high,
            "\" fill=\"#f6f5fa\" fill-opacity=\"0.82\"/>\n");
        draw_icon(edge + padding, top + (high - icon) / 2, card);

        int y = top + padding + 14;
        // The time stands across from the side on which the title begins.
        write(text.title.right_to_left ? text_left : text_right, y, text.title.right_to_left ? "start" : "end",
              small_style, text.time);
        const auto put = [&](const text_style& how, const text_line& line) {
            write_from_its_side(text_left, text_right, y, how, line);
            y += line_height;
        };
        put(bold_style, text.title);
        if (!text.subtitle.text.empty()) put(bold_style, text.subtitle);
        for (const text_line& line : text.body) put(plain_style, line);
        add("</g>\n");
    }

  public:
    /// Lines of a notification's text on the lock screen.
    static constexpr std::size_t body_lines = 4;

    std::string draw(const lock_screen& screen) {
        constexpr int caption_height = 22;
        constexpr int gap = 8;
        std::vector<card_text> texts;
        int height = first_card;
        for (const lock_screen_card& card : screen.cards) {
            texts.push_back(lay_out(card));
            height += height_of(texts.back()) + gap + (card.caption.empty() ? 0 : caption_height);
        }
        if (!screen.footer.empty()) height += caption_height;
        begin(height + 44, screen);
        draw_clock(screen);

        int y = first_card;
        for (std::size_t i = 0; i < screen.cards.size(); ++i) {
            const lock_screen_card& card = screen.cards[i];
            if (!card.caption.empty()) {
                y += caption_height;
                const int left = edge + padding;
                write_from_its_side(left, width - left, y - 7, wallpaper_style,
                                    one_line(card.caption, room(width - 2 * left, wallpaper_style)));
            }
            draw_card(y, i, card, texts[i]);
            y += height_of(texts[i]) + gap;
        }
        write_centred(width / 2, y + 12, wallpaper_style, one_line(screen.footer, room(width - 40, wallpaper_style)));
        rectangle(width / 2 - 67, height + 30, 134, 5, 2, "#ffffff");
        add("</g>\n</svg>\n");
        return std::move(svg_);
    }
};

}  // namespace

std::string draw(const lock_screen& screen) { return lock_screen_pen().draw(screen); }

}  // namespace nimpush_tool
