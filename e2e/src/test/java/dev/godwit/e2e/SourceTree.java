package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The checkout these tests belong to. */
record SourceTree(Path root) {

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Set<String> NOT_COPIED = Set.of(".git", ".godwit", ".idea", "target", "node_modules");

    /**
     * The tree that Maven names, or in an IDE the nearest folder upwards with the wrapper in it.
     */
    static SourceTree here() {
        Path folder = Path.of(System.getProperty("godwit.root", System.getProperty("user.dir")))
                .toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no folder with mvnw in it; set -Dgodwit.root");
        }
        return new SourceTree(folder);
    }

    /** The names of the modules in the root pom. */
    Set<String> modules() {
        var modules = new TreeSet<String>();
        MODULE.matcher(read(root.resolve("pom.xml"))).results().forEach(found -> modules.add(found.group(1)));
        assertThat(modules).as("modules in pom.xml").isNotEmpty();
        return modules;
    }

    /**
     * The Java files a module ships; a module without any fails, so that a renamed folder cannot
     * hide from a check.
     */
    List<Path> mainSources(String module) {
        Path folder = root.resolve(module).resolve("src/main/java");
        assertThat(folder).isDirectory();
        try (var files = Files.walk(folder)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).as("Java files in %s", folder).isNotEmpty();
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies what a clone would have, and files not yet added, without anything built. */
    void copyTo(Path target) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (NOT_COPIED.contains(String.valueOf(folder.getFileName())) && !folder.equals(root)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(target.resolve(root.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, target.resolve(root.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
