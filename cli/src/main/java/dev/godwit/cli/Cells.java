package dev.godwit.cli;

import org.jline.utils.WCWidth;

/** Text as a terminal counts it. */
final class Cells {

    private Cells() {}

    /** No wider than this many cells; escape sequences count nothing and are never cut. */
    static String cut(String text, int width) {
        var cut = new StringBuilder();
        int used = 0;
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '\u001b') {
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

    /** A long name with its middle left out, so that both ends are seen. */
    static String middle(String name, int width) {
        if (name.length() <= width || width < 5) {
            return name;
        }
        int head = (width - 1) / 2;
        return name.substring(0, head) + "…" + name.substring(name.length() - (width - 1 - head));
    }
}
