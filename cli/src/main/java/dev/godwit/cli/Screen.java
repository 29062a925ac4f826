package dev.godwit.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import org.jline.terminal.spi.SystemStream;

/** The streams of this process, and which of them a person looks at. */
final class Screen {

    private static final int USUAL_WIDTH = 80;
    private static final int USUAL_HEIGHT = 24;

    /** What is known of the terminal. */
    interface Terminals {

        boolean has(SystemStream stream);

        /** In cells; 0 when it is not known. */
        int width(SystemStream stream);

        /** In lines; 0 when it is not known. */
        int height();
    }

    private final Terminals terminals;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    Screen(Terminals terminals, InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
        this.terminals = terminals;
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    static Screen ofProcess() {
        return new Screen(new NativeTerminals(), System.in, System.out, System.err, System.getenv());
    }

    InputStream in() {
        return in;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    boolean outIsTerminal() {
        return terminals.has(SystemStream.Output);
    }

    boolean errIsTerminal() {
        return terminals.has(SystemStream.Error);
    }

    /** Whether a question can be asked, and answered. */
    boolean canAsk() {
        return terminals.has(SystemStream.Input) && errIsTerminal();
    }

    /** Cells in a line of standard error, as it is now. */
    int width() {
        int width = errIsTerminal() ? terminals.width(SystemStream.Error) : 0;
        return width > 0 ? width : USUAL_WIDTH;
    }

    /** Cells in a line of standard output; as many as one likes where nobody looks. */
    int outWidth() {
        int width = outIsTerminal() ? terminals.width(SystemStream.Output) : 0;
        return width > 0 ? width : Integer.MAX_VALUE;
    }

    /** Lines of the terminal, as it is now. */
    int height() {
        int height = errIsTerminal() ? terminals.height() : 0;
        return height > 0 ? height : USUAL_HEIGHT;
    }

    Map<String, String> environment() {
        return environment;
    }

    static Charset charset() {
        return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    }
}
