package dev.godwit.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a browser loads. */
public final class ConsoleFiles {

    /** Stands in the page where the nonce of its answer belongs. */
    private static final String NONCE = "GODWIT-NONCE";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private ConsoleFiles() {}

    /**
     * The page that all addresses of the console begin with; empty where it was built without Node.js.
     *
     * @param nonce of this answer alone; the page's own styles carry it
     */
    public static Optional<String> page(String nonce) {
        return read("index.html").map(bytes -> new String(bytes, StandardCharsets.UTF_8).replace(NONCE, nonce));
    }

    /** A file that never changes under its name; empty when there is none. */
    public static Optional<byte[]> asset(String name) {
        return NAME.matcher(name).matches() ? read("assets/" + name) : Optional.empty();
    }

    private static Optional<byte[]> read(String path) {
        try (@Nullable InputStream file = ConsoleFiles.class.getResourceAsStream(path)) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
