package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.service.ServiceFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** A key in a file that its owner alone may read. */
record KeyFile(Path file) implements KeyPlace {

    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Optional<Keys> read() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNER.containsAll(permissions)) {
                throw Failure.of(ServiceFailure.KEY_EXPOSED)
                        .found("%s has the mode %s", file, PosixFilePermissions.toString(permissions))
                        .build();
            }
            return Optional.of(Keys.of(new Secret(Files.readString(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw PrivateFiles.unusable(file, e);
        } catch (GeneralSecurityException e) {
            // Without the cause: its words may quote the key.
            throw Failure.of(ServiceFailure.KEY_UNREADABLE).found("%s", file).build();
        }
    }

    /** Makes the file with a new key, unless another process is faster; answers with what is there then. */
    Keys create() {
        Path draft = draft();
        try {
            PrivateFiles.write(draft, Keys.random().text().reveal());
            try {
                Files.createLink(file, draft); // unlike a move never in place of a file that is there
            } catch (FileAlreadyExistsException e) {
                // The other's key counts.
            }
            Files.delete(draft);
            PrivateFiles.force(folder());
        } catch (IOException e) {
            throw PrivateFiles.unusable(file, e);
        }
        return read().orElseThrow();
    }

    /** Puts other keys into the file, at once and wholly. */
    void replace(Keys keys) {
        Path draft = draft();
        try {
            PrivateFiles.write(draft, keys.text().reveal());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.force(folder());
        } catch (IOException e) {
            throw PrivateFiles.unusable(file, e);
        }
    }

    /** Does something while no other process does it. */
    <T> T alone(Supplier<T> work) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            return work.get();
        } catch (IOException e) {
            throw PrivateFiles.unusable(lock, e);
        }
    }

    private Path draft() {
        return file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    }

    private Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }
}
