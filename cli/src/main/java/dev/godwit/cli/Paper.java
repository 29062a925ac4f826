package dev.godwit.cli;

import java.io.PrintStream;

/** Standard output, as wide as a person sees it. */
final class Paper {

    private final PrintStream out;
    private final Look look;
    private final int width;

    Paper(PrintStream out, Look look, int width) {
        this.out = out;
        this.look = look;
        this.width = width;
    }

    Look look() {
        return look;
    }

    /** A line for people. */
    void line(String text) {
        out.println(look.plain(text).stripTrailing());
    }

    void table(TextTable table) {
        table.lines(look, width).forEach(out::println);
    }

    /** Text for programs, as it is. */
    void raw(String text) {
        out.println(text);
    }

    void flush() {
        out.flush();
    }
}
