package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Texts that people have read and found good. What varies from run to run is written as what it is; with {@code
 * GODWIT_WRITE_DOCS=1} they are written anew, to be read again.
 */
final class Golden {

    private static final Path FOLDER = SourceTree.here().root().resolve("e2e/src/test/resources/golden");

    private Golden() {}

    /** @param name of the file, without its ending */
    static void assertSame(String name, String text) {
        Path file = FOLDER.resolve(name + ".txt");
        String steady = steady(text);
        try {
            if (System.getenv("GODWIT_WRITE_DOCS") != null) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, steady);
            }
            assertThat(steady)
                    .as("%s; where it is meant, make the text anew with GODWIT_WRITE_DOCS=1 and read it", file)
                    .isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String steady(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "", "\n"))
                .replace('\u00a0', ' ')
                .replaceAll("godwit[._]\\w+", "<id>")
                .replaceAll("[\\d.,]+ ?([kKMGT]?i?B|bytes)\\b", "<size>")
                .replaceAll("\\b\\d+(\\.\\d+)? (ms|s|min|h \\d+ min)\\b|\\b\\d+[mh] \\d\\d[sm]\\b", "<time>")
                .replaceAll("\\d+(,\\d{3})*", "<n>")
                // Whether it grows in these very seconds is chance.
                .replaceAll(
                        "<size> already(, and <size> more each hour)?", "<size> already, and <size> more each hour");
    }
}
