package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether the target has the source's extensions, and may create them. */
final class ExtensionsTopic implements Topic {

    private final Sessions source;

    ExtensionsTopic(Sessions source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "extensions";
    }

    @Override
    public void look(Connection target, Findings findings) throws SQLException {
        try (Connection connection = source.borrow()) {
            for (List<String> extension : Rows.of(connection, INSTALLED)) {
                check(target, extension.get(0), extension.get(1), findings);
            }
        }
    }

    private static void check(Connection target, String name, String version, Findings findings) throws SQLException {
        List<List<String>> available = Rows.of(target, AVAILABLE, name);
        if (available.isEmpty()) {
            findings.failed(
                    PostgresFinding.EXTENSION_MISSING,
                    "extension %s %s is not available on the target".formatted(name, version),
                    "Install the package with extension %s on the target's machine, or drop it on the source."
                            .formatted(name));
            return;
        }
        String standard = available.getFirst().get(0);
        String installed = available.getFirst().get(1);
        String arriving = installed.isEmpty() ? standard : installed;
        if (!arriving.equals(version)) {
            findings.warning(
                    PostgresFinding.EXTENSION_DIFFERS,
                    "extension %s is %s on the source and %s on the target".formatted(name, version, arriving));
        }
        if (installed.isEmpty() && !creatable(target, name)) {
            findings.warning(
                    PostgresFinding.EXTENSION_DIFFERS,
                    "extension %s needs a superuser to be created on the target".formatted(name),
                    "As a superuser in the target database: CREATE EXTENSION %s;".formatted(Sql.quote(name)));
        }
    }

    private static boolean creatable(Connection target, String name) throws SQLException {
        if (Rows.yes(target, "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user")) {
            return true;
        }
        boolean hasTrusted = Rows.number(target, "SELECT current_setting('server_version_num')") >= 130_000;
        return Rows.yes(
                target,
                "SELECT coalesce(bool_or(NOT superuser %s), true) FROM pg_catalog.pg_available_extension_versions WHERE name = ?"
                        .formatted(hasTrusted ? "OR trusted" : ""),
                name);
    }

    private static final String INSTALLED =
            "SELECT extname, extversion FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql' ORDER BY 1";

    private static final String AVAILABLE = """
            SELECT coalesce(default_version, ''), coalesce(installed_version, '')
            FROM pg_catalog.pg_available_extensions WHERE name = ?
            """;
}
