package dev.godwit.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How tests start the command line in a process of its own. Half of the work of its short life would be to load and link
 * classes: what a first start has loaded is kept for all others (JEP 514). That takes jars, which the build makes before
 * these tests; in an IDE processes start without, slower.
 */
final class StartUp {

    /** The words of a command line before Godwit's own. */
    static final List<String> COMMAND = command();

    private static final int LONGEST_MINUTES = 5;

    private StartUp() {}

    private static List<String> command() {
        String[] entries = System.getProperty("java.class.path").split(File.pathSeparator, -1);
        Path own = SourceTree.here().root().resolve("e2e/target");
        List<Path> needed = Stream.of(entries)
                .map(Path::of)
                .filter(entry -> !entry.startsWith(own))
                .toList();
        if (needed.stream().anyMatch(Files::isDirectory)) {
            return java(List.of(), entries);
        }
        String[] jars = needed.stream().map(Path::toString).toArray(String[]::new);
        Path cache = own.resolve("start-" + Integer.toHexString(state(needed).hashCode()) + ".aot");
        return record(cache, jars)
                ? java(List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off,cds*=off"), jars)
                : java(List.of(), jars);
    }

    private static List<String> java(List<String> options, String[] classPath) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1", // a short life: half of its time would go into compiling better code
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), "dev.godwit.cli.Main"));
        return List.copyOf(command);
    }

    /** All that the cache depends on. */
    private static String state(List<Path> jars) {
        var state = new StringBuilder(System.getProperty("java.home"));
        try {
            for (Path jar : jars) {
                state.append(jar).append(Files.getLastModifiedTime(jar)).append(Files.size(jar));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return state.toString();
    }

    /** Makes the cache where there is none, one process at a time; false when it could not be made. */
    private static boolean record(Path cache, String[] jars) {
        try (var channel = FileChannel.open(
                        cache.resolveSibling("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            return Files.exists(cache) || made(cache, jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** By a validation of servers that do not answer, which loads most of what any command needs. */
    private static boolean made(Path cache, String[] jars) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory(cache.getParent(), "start");
        Path unfinished = data.resolve("start.aot");
        var command = new ArrayList<>(java(List.of("-XX:AOTCacheOutput=" + unfinished), jars));
        command.addAll(List.of("validate", "--source", nowhere("a"), "--target", nowhere("b")));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("output").toFile());
        builder.environment().put("GODWIT_DATA", data.toString());
        if (!builder.start().waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || !Files.exists(unfinished)) {
            return false;
        }
        Files.move(unfinished, cache, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private static String nowhere(String database) {
        return "postgresql://nobody@127.0.0.1:1/" + database;
    }
}
