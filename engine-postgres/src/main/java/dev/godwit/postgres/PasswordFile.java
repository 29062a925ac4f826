package dev.godwit.postgres;

import dev.godwit.core.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file ~/.pgpass, read as libpq does: lines of {@code host:port:database:user:password}, where {@code *} matches all,
 * and nothing at all from a file that others may read.
 */
final class PasswordFile {

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final int FIELDS = 5;

    private PasswordFile() {}

    /** Which file counts: the address's, the environment's, the one in the home folder. */
    static Path of(Address address, Map<String, String> environment, Path home) {
        String named = address.options().getOrDefault("passfile", environment.getOrDefault("PGPASSFILE", ""));
        return named.isEmpty() ? home.resolve(".pgpass") : Path.of(named);
    }

    /** The password of the first line that matches; empty without one, or when the file is no secret. */
    static Optional<Secret> find(Path file, Address address) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                return Optional.empty();
            }
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(PasswordFile::fields)
                    .filter(fields -> fields.size() >= FIELDS && matches(fields, address))
                    .map(fields -> new Secret(fields.get(FIELDS - 1)))
                    .findFirst();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static boolean matches(List<String> fields, Address address) {
        List<String> wanted =
                List.of(address.host(), String.valueOf(address.port()), address.database(), address.user());
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Fields without their escapes; a backslash makes the next character an ordinary one. */
    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
            } else if (c == ':' && fields.size() < FIELDS - 1) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
