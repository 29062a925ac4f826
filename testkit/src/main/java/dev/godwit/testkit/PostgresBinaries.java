package dev.godwit.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs of one version, unpacked in the cache.
 *
 * @param version for instance {@code 15.19.0}, from the jar's name
 * @param folder  of this version in the cache; templates of data directories stand beside the programs
 */
record PostgresBinaries(String version, Path folder) {
    /** The newest known minor version of a major version; unpacked at the first call. */
    static PostgresBinaries of(int major) {
        var jar = PostgresJar.find(major);
        var binaries = new PostgresBinaries(
                jar.version(), Account.current().cache().resolve("postgres").resolve(jar.version()));
        CacheEntry.at(binaries.home()).make(directory -> unpack(jar.file(), directory));
        return binaries;
    }

    private Path home() {
        return folder.resolve("home");
    }

    /** Path of {@code initdb}, {@code pg_ctl} or {@code postgres}: there are no others. */
    String program(String name) {
        return home().resolve("bin").resolve(name).toString();
    }

    private static void unpack(Path jar, Path directory) {
        try (var zip = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".txz")) {
                    untar(zip, directory);
                    return;
                }
            }
            throw new IllegalStateException("No .txz in " + jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("resource") // closing them would close the zip, which the caller does
    private static void untar(InputStream zip, Path directory) throws IOException {
        var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(zip)));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path file = directory.resolve(entry.getName()).normalize();
            if (!file.startsWith(directory)) {
                throw new IOException("The archive leaves its directory: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
                continue;
            }
            Files.createDirectories(file.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, file);
                Files.setPosixFilePermissions(file, permissions(entry));
            }
        }
    }

    private static Set<PosixFilePermission> permissions(TarArchiveEntry entry) {
        var permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if ((entry.getMode() & 0100) != 0) {
            permissions.addAll(EnumSet.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
        }
        return permissions;
    }
}
