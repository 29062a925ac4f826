package dev.godwit.cli;

import java.io.PrintStream;
import java.util.List;

/** Lines that are drawn anew in place, below lines that stay. Used by one thread at a time. */
final class Drawing {

    private final PrintStream err;
    private final Look look;
    private int drawn;

    Drawing(PrintStream err, Look look) {
        this.err = err;
        this.look = look;
    }

    /** Writes a line that stays. */
    void above(String text) {
        erase();
        err.println(look.plain(text));
        err.flush();
    }

    /** @param width of the terminal, which no line reaches */
    void draw(List<String> lines, int width) {
        var frame = new StringBuilder(back());
        for (String line : lines) {
            frame.append("\u001b[2K")
                    .append(Cells.cut(look.plain(line), width - 1))
                    .append('\n');
        }
        frame.append("\u001b[J");
        drawn = lines.size();
        err.print(frame);
        err.flush();
    }

    void erase() {
        if (drawn > 0) {
            err.print(back() + "\u001b[J");
            drawn = 0;
            err.flush();
        }
    }

    private String back() {
        return drawn == 0 ? "" : "\u001b[" + drawn + "A\r";
    }
}
