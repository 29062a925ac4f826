package dev.godwit.e2e;

import dev.godwit.testkit.PostgresServer;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How tests start the command line in a process of its own. Most of the work of its short life would be to load and link
 * classes: what a first migration has loaded is kept for all others (JEP 514). That takes jars, which the build makes before
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
            return java(List.of(), List.of(entries));
        }
        Path kept = own.resolve("start-" + Integer.toHexString(state(needed).hashCode()));
        var jars = needed.stream()
                .map(jar -> isOld(jar) ? kept.resolve(jar.getFileName()) : jar)
                .map(Path::toString)
                .toList();
        return record(kept, needed, jars)
                ? java(List.of("-XX:AOTCache=" + cache(kept), "-Xlog:aot*=off,cds*=off"), jars)
                : java(List.of(), jars);
    }

    /** Its class files are of a version that the JVM keeps in no cache; the launcher rewrites it, too. */
    private static boolean isOld(Path jar) {
        return jar.getFileName().toString().startsWith("picocli-");
    }

    private static List<String> java(List<String> options, List<String> classPath) {
        var command = new ArrayList<>(List.of(
                ownJava(),
                "-Xmx512m",
                "-XX:+UseSerialGC", // as little is done beside the work as can be: several of them share few processors
                "-XX:TieredStopAtLevel=1", // a short life: half of its time would go into compiling better code
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), "dev.godwit.cli.Main"));
        return List.copyOf(command);
    }

    private static Path cache(Path kept) {
        return kept.resolve("start.aot");
    }

    private static String ownJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
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
    private static boolean record(Path kept, List<Path> needed, List<String> jars) {
        Path lock = kept.resolveSibling("start.lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (Files.exists(cache(kept))) {
                return true;
            }
            Files.createDirectories(kept);
            for (Path jar : needed) {
                if (isOld(jar)) {
                    upgrade(jar, kept.resolve(jar.getFileName()));
                }
            }
            return made(kept, jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void upgrade(Path jar, Path copy) throws IOException, InterruptedException {
        Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
        Path program = SourceTree.here().root().resolve("tools/UpgradeClassFiles.java");
        int status = new ProcessBuilder(ownJava(), program.toString(), copy.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("Cannot rewrite " + copy);
        }
    }

    /** By a migration, which loads most of what any command needs. */
    private static boolean made(Path kept, List<String> jars) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory(kept, "recording");
        Path unfinished = data.resolve("start.aot");
        try (var source = PostgresServer.start(15);
                var target = PostgresServer.start(17)) {
            for (var server : List.of(source, target)) {
                server.createDatabase("recorded");
            }
            source.execute("recorded", "CREATE TABLE t AS SELECT 1 AS id", "ALTER TABLE t ADD PRIMARY KEY (id)");
            var command = new ArrayList<>(java(List.of("-XX:AOTCacheOutput=" + unfinished), jars));
            command.addAll(List.of("migrate", "--promote", "auto"));
            command.addAll(List.of("--source", source.url("recorded"), "--target", target.url("recorded")));
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(data.resolve("output").toFile());
            builder.environment()
                    .putAll(Map.of(
                            "GODWIT_DATA", data.toString(),
                            "GODWIT_SOURCE_PASSWORD", source.password(),
                            "GODWIT_TARGET_PASSWORD", target.password()));
            if (!builder.start().waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || !Files.exists(unfinished)) {
                return false;
            }
        }
        Files.move(unfinished, cache(kept), StandardCopyOption.ATOMIC_MOVE);
        return true;
    }
}
