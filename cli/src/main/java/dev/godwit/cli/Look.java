package dev.godwit.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stream can show.
 *
 * @param colour whether the 16 colours of ANSI may be used
 * @param unicode whether it takes more than ASCII
 */
record Look(boolean colour, boolean unicode) {

    /** Colour only ever repeats what a word or sign says. */
    enum Paint {
        GREEN("32"),
        RED("31"),
        YELLOW("33"),
        CYAN("36"),
        BOLD("1"),
        DIM("2");

        private final String code;

        Paint(String code) {
            this.code = code;
        }
    }

    /** When to colour. */
    enum When {
        AUTO,
        ALWAYS,
        NEVER;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    static Look of(boolean terminal, When when, Map<String, String> environment) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        @Nullable String noColor = environment.get("NO_COLOR");
        boolean silenced = noColor != null && !noColor.isEmpty();
        boolean colour = when == When.ALWAYS || (when == When.AUTO && terminal && !dumb && !silenced);
        return new Look(colour, takesUnicode());
    }

    private static boolean takesUnicode() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        return Charset.isSupported(name) && Charset.forName(name).equals(StandardCharsets.UTF_8);
    }

    String paint(Paint paint, String text) {
        return colour ? "\u001b[" + paint.code + "m" + text + "\u001b[0m" : text;
    }

    String done() {
        return paint(Paint.GREEN, unicode ? "✓" : "+");
    }

    String failed() {
        return paint(Paint.RED, unicode ? "✕" : "x");
    }

    String warning() {
        return paint(Paint.YELLOW, unicode ? "▲" : "!");
    }

    String working() {
        return paint(Paint.CYAN, unicode ? "●" : "*");
    }

    String ellipsis() {
        return unicode ? "…" : "...";
    }

    String arrow() {
        return unicode ? "→" : "->";
    }

    /** A text in which every sign that is not ASCII is replaced where it has to be. */
    String plain(String text) {
        if (unicode) {
            return text;
        }
        return text.replace("→", "->").replace("…", "...").replace("·", "-").replaceAll("[^\\x00-\\x7f]", "?");
    }

    /** A bar of this many cells. */
    String bar(int percent, int cells) {
        int halves = percent * cells * 2 / 100;
        int full = Math.min(cells, halves / 2);
        String head = full < cells ? (halves % 2 == 1 ? (unicode ? "╸" : "-") : (unicode ? "─" : ".")) : "";
        String done = (unicode ? "━" : "=").repeat(full);
        String left = (unicode ? "─" : ".").repeat(Math.max(0, cells - full - 1));
        boolean half = halves % 2 == 1 && full < cells;
        return half ? paint(Paint.CYAN, done + head) + left : paint(Paint.CYAN, done) + head + left;
    }
}
