package dev.godwit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Lets a person change a text in the editor of their choice. */
final class Editor {

    private final Map<String, String> environment;

    Editor(Screen screen) {
        this.environment = screen.environment();
    }

    /** @param subject part of the file's name */
    String edited(String subject, String text) {
        try {
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path file = Files.createTempFile("godwit-" + subject.replaceAll("[^\\w-]", "_") + "-", ".yaml", owner);
            try {
                Files.writeString(file, text);
                run(file);
                return Files.readString(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw Refusal.usage(
                    "the editor cannot be used (%s)".formatted(e.getMessage()), "Set EDITOR, or use -f FILE.");
        }
    }

    /** The variable may hold options, so a shell reads it. */
    private void run(Path file) throws IOException {
        String editor = environment.getOrDefault("VISUAL", environment.getOrDefault("EDITOR", "vi"));
        var process = new ProcessBuilder("/bin/sh", "-c", editor + " \"$1\"", "editor", file.toString())
                .inheritIO()
                .start();
        try {
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw Refusal.usage("the editor ended with " + exitCode, "Nothing was changed.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
