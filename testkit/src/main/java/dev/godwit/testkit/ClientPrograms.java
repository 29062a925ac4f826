package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** pg_dump, pg_restore and psql, which the servers of the testkit come without. */
public final class ClientPrograms {
    private ClientPrograms() {}

    /**
     * The folder of installed programs, or of programs fetched from the system's packages into {@code ~/.cache/godwit},
     * where the engine looks too.
     *
     * @param major the oldest PostgreSQL version that will do, for instance 17
     * @throws IllegalStateException with what to install, where they can be neither found nor fetched
     */
    public static Path atLeast(int major) {
        var command = List.of(root().resolve("tools/pg-client").toString(), Integer.toString(major));
        try {
            Path messages = Files.createTempFile("pg-client", ".err");
            try {
                var process = new ProcessBuilder(command)
                        .redirectError(messages.toFile())
                        .start();
                String folder = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(Files.readString(messages));
                }
                return Path.of(folder.strip());
            } finally {
                Files.delete(messages);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while looking for pg_dump " + major, e);
        }
    }

    /** The checkout, as the build and the launcher name it, or the nearest folder upwards that has the script. */
    private static Path root() {
        Path folder = Path.of(System.getProperty("godwit.root", System.getProperty("user.dir")))
                .toAbsolutePath();
        while (!Files.exists(folder.resolve("tools/pg-client"))) {
            folder = Objects.requireNonNull(folder.getParent(), "tools/pg-client was not found; set -Dgodwit.root");
        }
        return folder;
    }
}
