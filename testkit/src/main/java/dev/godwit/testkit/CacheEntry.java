package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** A directory that is made once, by one process, and is there whole or not at all. */
record CacheEntry(Path directory) {
    static CacheEntry at(Path directory) {
        return new CacheEntry(directory);
    }

    /** Fills a new directory and puts it in its place, unless it is there already. */
    void make(Consumer<Path> fill) {
        if (Files.isDirectory(directory)) {
            return;
        }
        synchronized (CacheEntry.class) { // a file lock is the whole process's
            try {
                Files.createDirectories(directory.getParent());
                lockAndMake(fill);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void lockAndMake(Consumer<Path> fill) throws IOException {
        var lockFile = directory.resolveSibling(directory.getFileName() + ".lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // until it is closed
            if (Files.isDirectory(directory)) {
                return;
            }
            var unfinished = directory.resolveSibling(directory.getFileName() + ".unfinished");
            Directories.delete(unfinished); // of a process that was killed
            Files.createDirectory(unfinished);
            fill.accept(unfinished);
            Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
