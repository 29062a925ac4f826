package dev.godwit.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that a person names; - is standard input. */
final class Documents {

    private Documents() {}

    static String read(Screen screen, Path file) {
        try {
            return file.toString().equals("-")
                    ? new String(screen.in().readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(file);
        } catch (NoSuchFileException e) {
            throw Refusal.usage("there is no file " + file, "Correct its name; - reads standard input.");
        } catch (IOException e) {
            throw Refusal.usage(
                    "%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()), "");
        }
    }

    /** The first line, as of a file that holds a password and was written by an editor. */
    static String secret(Screen screen, Path file) {
        String text = read(screen, file);
        return text.lines().findFirst().orElse("");
    }
}
