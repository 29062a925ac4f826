package dev.godwit.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much waiting changes may take. */
final class SpoolLimits {

    /** Small beside the default heap of 512 MiB, large beside what a busy source sends in a second. */
    static final long MEMORY_BYTES = 48L << 20;

    private SpoolLimits() {}

    /** Half of what is free in the folder now; more would take the disk from others. */
    static long fileBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() / 2;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
