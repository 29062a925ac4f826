package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file system of its own, in memory, that can be full. Only root may make one, and not in every container. */
public final class SmallDisk implements AutoCloseable {
    private final Path mount;
    private final Path ballast;
    private final Thread unmount;

    private SmallDisk(Path mount) {
        this.mount = mount;
        this.ballast = mount.resolve("ballast");
        this.unmount = new Thread(() -> unmount(mount));
    }

    /** A new one; empty where this account may not mount. */
    public static Optional<SmallDisk> mount(int megabytes) {
        try {
            var mount = Files.createTempDirectory("godwit-disk-");
            var command = List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", mount.toString());
            if (!OsProcess.succeeds(command)) {
                Files.delete(mount);
                return Optional.empty();
            }
            var disk = new SmallDisk(mount);
            Runtime.getRuntime().addShutdownHook(disk.unmount);
            return Optional.of(disk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty folder on it that servers may write to. */
    public Path folder(String name) {
        try {
            var account = Account.current();
            account.admit(mount);
            var folder = Files.createDirectory(mount.resolve(name));
            account.own(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes all that is left. */
    public void fill() {
        OsProcess.succeeds(List.of("dd", "if=/dev/zero", "of=" + ballast, "bs=64k")); // it ends when nothing is left
    }

    /** Gives back what {@link #fill} took. */
    public void free() {
        try {
            Files.deleteIfExists(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What used it must have ended, or loses it. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(unmount);
        unmount(mount);
    }

    private static void unmount(Path mount) {
        OsProcess.run(List.of("umount", "-l", mount.toString()));
        OsProcess.run(List.of("rmdir", mount.toString()));
    }
}
