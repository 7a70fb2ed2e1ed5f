package dev.sluice.gateway.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page about all codes of refusals, which the {@code type} of a problem document leads to: {@code docs/rejections.md}, of
 * whose form it knows what that page has: headings, paragraphs, code, and links to other pages, of which it shows the words,
 * since those pages are not here.
 */
final class RejectionsPage {

    /** Where the page is; the code follows. */
    static final String PATH = "/docs/rejections";

    private static final String SOURCE = "rejections.md";
    private static final Pattern HEADING = Pattern.compile("(#{1,3}) (.*)");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    private RejectionsPage() {}

    static String html() {
        return """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Rejections</title>
            <style>
            body { font: 16px/1.5 sans-serif; max-width: 48em; margin: 2em auto; padding: 0 1em }
            code { background: #eee; padding: 0 .2em } :target { background: #fd8 }
            </style></head>
            <body>
            %s
            </body>
            </html>
            """.formatted(Arrays.stream(source().strip().split("\n{2,}"))
                .map(RejectionsPage::block)
                .collect(Collectors.joining("\n")));
    }

    private static String block(String text) {
        var heading = HEADING.matcher(text);
        if (!heading.matches()) {
            return "<p>%s</p>".formatted(inline(text));
        }
        var level = heading.group(1).length();
        var words = heading.group(2);
        return "<h%d id=\"%s\">%s</h%d>".formatted(level, anchor(words), inline(words), level);
    }

    /** As GitHub makes it, so that a link to a heading leads there in both places. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
    }

    private static String inline(String text) {
        var escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return CODE.matcher(LINK.matcher(escaped).replaceAll("$1")).replaceAll("<code>$1</code>");
    }

    private static String source() {
        try (var page = RejectionsPage.class.getResourceAsStream(SOURCE)) {
            if (page == null) {
                throw new IllegalStateException("Expected %s in the jar, where the build puts it".formatted(SOURCE));
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
