package dev.godwit.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jspecify.annotations.Nullable;

/** The streams of this process, and which of them a person looks at. */
final class Screen {

    private static final int USUAL_WIDTH = 80;

    private final @Nullable TerminalProvider provider;
    private final PrintStream out;
    private final PrintStream err;

    private Screen(@Nullable TerminalProvider provider, PrintStream out, PrintStream err) {
        this.provider = provider;
        this.out = out;
        this.err = err;
    }

    static Screen ofProcess() {
        return new Screen(provider(), System.out, System.err);
    }

    private static @Nullable TerminalProvider provider() {
        try {
            return TerminalProvider.load("ffm");
        } catch (IOException | RuntimeException | LinkageError e) {
            return null; // Everything works without a terminal, in plain lines.
        }
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    boolean outIsTerminal() {
        return isTerminal(SystemStream.Output);
    }

    boolean errIsTerminal() {
        return isTerminal(SystemStream.Error);
    }

    /** Whether a question can be asked, and answered. */
    boolean canAsk() {
        return isTerminal(SystemStream.Input) && errIsTerminal();
    }

    private boolean isTerminal(SystemStream stream) {
        return provider != null && provider.isSystemStream(stream);
    }

    /** Cells in a line of standard error, as it is now. */
    int width() {
        int width = provider == null || !errIsTerminal() ? 0 : provider.systemStreamWidth(SystemStream.Error);
        return width > 0 ? width : USUAL_WIDTH;
    }

    Map<String, String> environment() {
        return System.getenv();
    }

    static Charset charset() {
        return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    }
}
