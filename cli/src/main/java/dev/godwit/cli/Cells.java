package dev.godwit.cli;

import java.util.ArrayDeque;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/** Text as a terminal counts it. */
final class Cells {

    private static final char ESCAPE = '\u001b';
    private static final Pattern CLUSTER = Pattern.compile("\\X");
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");

    private Cells() {}

    /** No wider than this many cells; escape sequences count nothing and are never cut. */
    static String cut(String text, int width) {
        var cut = new StringBuilder();
        int used = 0;
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == ESCAPE) {
                int end = text.indexOf('m', at);
                int next = end < 0 ? text.length() : end + 1;
                cut.append(text, at, next);
                at = next;
                continue;
            }
            int sign = text.codePointAt(at);
            used += Math.max(0, WCWidth.wcwidth(sign));
            if (used <= width) {
                cut.appendCodePoint(sign);
            }
            at += Character.charCount(sign);
        }
        return cut.toString();
    }

    /** How many cells it takes. */
    static int width(String text) {
        int width = 0;
        for (int at = 0; at < text.length(); ) {
            if (text.charAt(at) == ESCAPE) {
                int end = text.indexOf('m', at);
                at = end < 0 ? text.length() : end + 1;
                continue;
            }
            int sign = text.codePointAt(at);
            width += Math.max(0, WCWidth.wcwidth(sign));
            at += Character.charCount(sign);
        }
        return width;
    }

    /** A long name with its middle left out, so that both ends are seen; no sign is cut in two. */
    static String middle(String name, int width) {
        return middle(name, width, "…");
    }

    /** @param ellipsis stands for what is left out */
    static String middle(String name, int width, String ellipsis) {
        int whole = width(name);
        if (whole <= width || width < 5) {
            return name;
        }
        int head = (width - ellipsis.length()) / 2;
        int tail = width - ellipsis.length() - head;
        var first = new StringBuilder();
        var last = new ArrayDeque<String>();
        int used = 0;
        var clusters = CLUSTER.matcher(name).results().map(MatchResult::group).toList();
        for (String cluster : clusters) {
            used += width(cluster);
            if (used > head) {
                break;
            }
            first.append(cluster);
        }
        used = 0;
        for (String cluster : clusters.reversed()) {
            used += width(cluster);
            if (used > tail) {
                break;
            }
            last.addFirst(cluster);
        }
        return first + ellipsis + String.join("", last);
    }

    /** With spaces behind it, or before it, until it is as wide as this. */
    static String pad(String text, int width, boolean right) {
        String spaces = " ".repeat(Math.max(0, width - width(text)));
        return right ? spaces + text : text + spaces;
    }

    /** Names come from other machines: what would move the cursor, colour the screen or turn the line round is shown as �. */
    static String harmless(String text) {
        return UNSEEN.matcher(text).replaceAll("�");
    }
}
