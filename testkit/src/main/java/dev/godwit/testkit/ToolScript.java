package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Scripts in the folder tools, which find what the machine has, or fetch it from the system's packages. */
final class ToolScript {
    private ToolScript() {}

    /**
     * Runs a script that prints a folder.
     *
     * @throws IllegalStateException with what it says, when it fails
     */
    static Path folder(String name, String... arguments) {
        var command = new ArrayList<>(List.of(root().resolve("tools/" + name).toString()));
        command.addAll(List.of(arguments));
        try {
            Path messages = Files.createTempFile(name, ".err");
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
            throw new IllegalStateException("Interrupted while running tools/" + name, e);
        }
    }

    /** The checkout, as the build and the launcher name it, or the nearest folder upwards that has the scripts. */
    private static Path root() {
        Path folder = Path.of(System.getProperty("godwit.root", System.getProperty("user.dir")))
                .toAbsolutePath();
        while (!Files.exists(folder.resolve("tools/pg-client"))) {
            folder = Objects.requireNonNull(folder.getParent(), "tools/pg-client was not found; set -Dgodwit.root");
        }
        return folder;
    }
}
