package dev.godwit.cli;

import picocli.CommandLine.Option;

/** Options of every command that runs long. */
public final class Output {

    /** How progress is shown. */
    enum Progress {
        AUTO,
        TTY,
        PLAIN,
        NONE;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    @Option(
            names = "--json",
            description = "Event lines on standard output instead of text; the last one is the result.")
    private boolean json;

    @Option(
            names = "--progress",
            paramLabel = "HOW",
            defaultValue = "auto",
            description =
                    "Progress on standard error: auto, tty (drawn), plain (lines) or none. Default: ${DEFAULT-VALUE}.")
    private Progress progress;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto, always or never. Default: ${DEFAULT-VALUE}.")
    private Look.When color;

    Look.When color() {
        return color;
    }

    public boolean json() {
        return json;
    }

    Look out(Screen screen) {
        return Look.of(screen.outIsTerminal(), color, screen.environment());
    }

    Look err(Screen screen) {
        return Look.of(screen.errIsTerminal(), color, screen.environment());
    }

    /** Whether progress is drawn in place. */
    boolean drawn(Screen screen) {
        boolean dumb = "dumb".equals(screen.environment().get("TERM"));
        return !json && (progress == Progress.TTY || (progress == Progress.AUTO && screen.errIsTerminal() && !dumb));
    }

    Narrator narrator(Screen screen) {
        if (json) {
            return new JsonLines(screen.out());
        }
        if (drawn(screen)) {
            return new LiveScreen(screen, err(screen));
        }
        return progress == Progress.NONE ? new Quiet() : new PlainLines(screen.err(), err(screen));
    }
}
