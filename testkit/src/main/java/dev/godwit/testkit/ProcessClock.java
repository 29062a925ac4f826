package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The wall clock of some processes, which tests may set while they run. The machine's own stays, and so does what measures
 * how long something takes. It is libfaketime's doing, whose documentation tells of the variables; {@code tools/faketime}
 * finds or fetches it.
 */
public final class ProcessClock {
    private final Path library;
    private final Path offset;
    private Duration ahead = Duration.ZERO;

    private ProcessClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    private static final class Libraries {
        static final Optional<Path> FOLDER = find();

        private static Optional<Path> find() {
            try {
                return Optional.of(ToolScript.folder("faketime"));
            } catch (IllegalStateException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * For a program of many threads, such as Java.
     *
     * @param folder where what they read is put; it is made
     * @return empty where libfaketime is not to be had
     */
    public static Optional<ProcessClock> ofThreads(Path folder) {
        return of(folder, "libfaketimeMT.so.1");
    }

    /** For processes of one thread each, whose signal handlers ask for the time: they must not wait for a lock. */
    static Optional<ProcessClock> ofProcesses(Path folder) {
        return of(folder, "libfaketime.so.1");
    }

    private static Optional<ProcessClock> of(Path folder, String library) {
        return Libraries.FOLDER.map(from -> {
            try {
                Files.createDirectories(folder);
                // A copy: root's home, where it was unpacked, is closed to the servers' account.
                var copy = folder.resolve(library);
                Files.copy(from.resolve(library), copy);
                var clock = new ProcessClock(copy, folder.resolve("offset"));
                clock.set(Duration.ZERO);
                return clock;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * What a process needs in its environment to go by this clock. Without the "fix" being off, each wait of Java's would end
     * at once, and be begun again: it waits by the monotonic clock, which the fix takes for the one that is set.
     */
    public Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "FAKETIME_DISABLE_SHM", "1",
                "NO_FAKE_STAT", "1");
    }

    /** Sets it, so much ahead of the machine's or, below zero, behind it; each process notices within a second. */
    public synchronized void set(Duration time) {
        try {
            var next = offset.resolveSibling("offset.next");
            Files.writeString(next, "%+d\n".formatted(time.toSeconds()));
            Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            ahead = time;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it jump from where it is. */
    public synchronized void jump(Duration by) {
        set(ahead.plus(by));
    }
}
