package dev.godwit.service.profile;

import dev.godwit.core.Secret;
import dev.godwit.core.spi.TlsFiles;
import dev.godwit.core.spi.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Certificates and keys as private files, for the time of their use: drivers and client programs read files only. */
final class TlsFolder implements AutoCloseable {

    private final Path folder;
    private final TlsFiles files;

    private TlsFolder(Path folder, TlsFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * Writes the files that there are.
     *
     * @param root where this and other processes keep such folders
     */
    static TlsFolder make(Path root, @Nullable TlsMode mode, Map<SecretField, Secret> secrets) {
        Path folder = root.resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID());
        var files = new TlsFiles(
                mode,
                write(folder, "authorities.pem", secrets.get(SecretField.AUTHORITIES)),
                write(folder, "certificate.pem", secrets.get(SecretField.CERTIFICATE)),
                write(folder, "key.pem", secrets.get(SecretField.CLIENT_KEY)));
        return new TlsFolder(folder, files);
    }

    private static @Nullable Path write(Path folder, String name, @Nullable Secret text) {
        if (text == null) {
            return null;
        }
        Path file = PrivateFiles.folder(folder).resolve(name);
        try {
            PrivateFiles.write(file, text.reveal());
        } catch (IOException e) {
            PrivateFiles.delete(folder);
            throw PrivateFiles.unusable(file, e);
        }
        return file;
    }

    /** Deletes what processes have left that died. */
    static void clean(Path root) {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (var folders = Files.list(root)) {
            folders.filter(folder -> !alive(folder.getFileName().toString())).forEach(PrivateFiles::delete);
        } catch (IOException e) {
            throw PrivateFiles.unusable(root, e);
        }
    }

    private static boolean alive(String name) {
        String pid = name.split("-", 2)[0];
        return pid.matches("\\d{1,18}")
                && Optional.of(Long.parseLong(pid)).flatMap(ProcessHandle::of).isPresent();
    }

    TlsFiles files() {
        return files;
    }

    @Override
    public void close() {
        PrivateFiles.delete(folder);
    }
}
