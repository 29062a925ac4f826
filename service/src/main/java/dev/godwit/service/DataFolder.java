package dev.godwit.service;

import dev.godwit.core.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** Where Godwit keeps its own files; private to the user who runs it. */
public final class DataFolder {

    private final Path root;

    private DataFolder(Path root) {
        this.root = root;
    }

    /** Makes the folder, readable by its owner alone, or takes the one that is there. */
    public static DataFolder at(Path root) {
        var folder = new DataFolder(root.toAbsolutePath().normalize());
        folder.make(folder.root);
        return folder;
    }

    public Path store() {
        return root.resolve("godwit.db");
    }

    /** The log of this process and of earlier ones. */
    public Path log() {
        return root.resolve("godwit.log");
    }

    /** The report of one database of a job, as a file for people. */
    public Path report(String job, String database) {
        return make(job(job).resolve(database)).resolve("report.json");
    }

    /** Locked by a server while it lives. */
    Path lock(String server) {
        return make(root.resolve("servers")).resolve(server + ".lock");
    }

    /** An existing folder for the temporary files of one migration. */
    Path work(String job, String database) {
        return make(make(job(job).resolve(database)).resolve("work"));
    }

    /** An existing folder for what belongs to no job. */
    Path scratch() {
        return make(root.resolve("scratch"));
    }

    /** Removes what a migration that is over has left in its work folder. */
    void clean(String job, String database) {
        remove(job(job).resolve(database).resolve("work"));
    }

    /** Removes everything of a job. */
    void remove(String job) {
        remove(root.resolve("jobs").resolve(job));
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private Path job(String id) {
        return make(root.resolve("jobs").resolve(id));
    }

    private Path make(Path folder) {
        try {
            if (Files.getFileStore(existing(folder)).supportsFileAttributeView("posix")) {
                return Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static Path existing(Path folder) {
        Path path = folder;
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    /** Where the key of the secrets may be, and other files that are made on the first need. */
    public Path root() {
        return root;
    }

    static Failure unusable(Path path, IOException cause) {
        return Failure.of(ServiceFailure.STORE_UNUSABLE)
                .found("%s: %s", path, cause.getClass().getSimpleName())
                .cause(cause)
                .build();
    }
}
