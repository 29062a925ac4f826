package dev.godwit.service;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The end of a log, as far as it is about one job. */
final class LogTail {

    /** As much of the file as is looked at. */
    private static final int MOST_BYTES = 4 << 20;

    private LogTail() {}

    static List<String> of(Path file, Job job, int lines) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> words = Stream.concat(
                        Stream.of(job.id(), job.name()),
                        job.databases().stream().map(JobDatabase::id))
                .toList();
        List<String> found = end(file)
                .lines()
                .filter(line -> words.stream().anyMatch(line::contains))
                .toList();
        return found.subList(Math.max(0, found.size() - lines), found.size());
    }

    private static String end(Path file) {
        try (var access = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, access.length() - MOST_BYTES);
            access.seek(from);
            byte[] bytes = new byte[(int) (access.length() - from)];
            access.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw DataFolder.unusable(file, e);
        }
    }
}
