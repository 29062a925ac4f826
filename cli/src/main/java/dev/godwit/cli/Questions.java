package dev.godwit.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Locale;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal. Questions go to standard error, since standard output may be a file. */
final class Questions {

    private final Screen screen;
    private @Nullable BufferedReader input;

    Questions(Screen screen) {
        this.screen = screen;
    }

    boolean canAsk() {
        return screen.canAsk();
    }

    /** Yes unless the answer says no. */
    boolean yes(String question) {
        screen.err().print(question + " [Y/n] ");
        screen.err().flush();
        @Nullable String answer = line();
        return answer != null && !answer.strip().toLowerCase(Locale.ROOT).startsWith("n");
    }

    /** No unless the answer says yes. */
    boolean surely(String question) {
        screen.err().print(question + " [y/N] ");
        screen.err().flush();
        @Nullable String answer = line();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    /** Whether the answer is this word: for what cannot be brought back. */
    boolean typed(String question, String word) {
        @Nullable String answer = ask("%s Type %s to go on".formatted(question, word));
        return answer != null && answer.equals(word);
    }

    /** A line; null when the person gives up. */
    @Nullable String ask(String question) {
        screen.err().print(question + ": ");
        screen.err().flush();
        @Nullable String answer = line();
        return answer == null ? null : answer.strip();
    }

    /** The next line that is typed, or piped in; null at the end of the input. */
    @Nullable String line() {
        try {
            if (input == null) {
                input = new BufferedReader(new InputStreamReader(screen.in(), Screen.charset()));
            }
            return input.readLine();
        } catch (IOException e) {
            return null;
        }
    }

    /** A password, not shown while it is typed; null when the person gives up. */
    @Nullable String password(String question) {
        try (var terminal = TerminalBuilder.builder()
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                .dumb(true)
                .build()) {
            return LineReaderBuilder.builder().terminal(terminal).build().readLine(question + ": ", '\0');
        } catch (IOException | UserInterruptException | EndOfFileException e) {
            return null;
        }
    }
}
