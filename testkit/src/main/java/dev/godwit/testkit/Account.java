package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Under which account of the operating system the servers run. PostgreSQL refuses root. */
enum Account {
    /** An ordinary user: nothing to do. */
    SELF,
    /** Root may make a user namespace in which it is nobody, and its files are nobody's. */
    NAMESPACE,
    /** Root may not, as in most containers: the servers run as nobody, who must be let into the directories. */
    NOBODY;

    private static final Account CURRENT = detect();

    static Account current() {
        return CURRENT;
    }

    private static Account detect() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return SELF;
        }
        return OsProcess.succeeds(List.of("unshare", "-U", "true")) ? NAMESPACE : NOBODY;
    }

    /** What stands before the program on the command line. */
    List<String> prefix() {
        return switch (this) {
            case SELF -> List.of();
            case NAMESPACE -> List.of("unshare", "-U");
            case NOBODY -> List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        };
    }

    /** Where unpacked binaries and templates are kept, readable for this account. */
    Path cache() {
        if (this == NOBODY) {
            return Path.of("/var/tmp/godwit"); // root's home is closed to others
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        var home =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return home.resolve("godwit");
    }

    /** Lets the account enter the directory. */
    void admit(Path directory) {
        if (this != NOBODY) {
            return;
        }
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the account the owner of the directory and all in it. */
    void own(Path directory) {
        if (this == NOBODY) {
            OsProcess.run(List.of("chown", "-R", "65534:65534", directory.toString()));
        }
    }
}
