package dev.godwit.testkit.schema;

import dev.godwit.testkit.SqlScript;
import dev.godwit.testkit.UncheckedSqlException;
import dev.godwit.testkit.load.Connections;
import dev.godwit.testkit.load.Writers;
import dev.godwit.testkit.load.WritersOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A database in which everything is that pg_dump knows, in its most awkward form, as far as the server's version has it. The
 * scripts are the resources in the folder {@code awkward}; they make no object that a newer version refuses.
 */
public final class AwkwardSchema {
    /** In this order: later ones use what earlier ones made. */
    private static final List<String> SCRIPTS = List.of(
            "extensions",
            "types",
            "functions",
            "tables",
            "keys",
            "sequences",
            "partitions",
            "views",
            "indexes",
            "security",
            "names",
            "triggers",
            "database");

    private AwkwardSchema() {}

    /** Creates the roles, which belong to the whole server, and all the rest in the database; superusers only. */
    public static void create(Connection connection) {
        roles(connection);
        SCRIPTS.forEach(script -> run(connection, script));
    }

    /** The roles alone, for a target to which roles are not migrated; may be repeated. */
    public static void roles(Connection connection) {
        run(connection, "roles");
    }

    /** An application that writes to all of it. None of its transactions may ever fail, whatever happens to the database. */
    public static WritersOptions writes(Connections connections) {
        return Writers.of("awkward", connections, new AwkwardWrites());
    }

    private static void run(Connection connection, String script) {
        try {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            SqlScript.resource(AwkwardSchema.class, "awkward/" + script + ".sql")
                    .forVersion(major)
                    .run(connection);
        } catch (SQLException e) {
            throw new UncheckedSqlException("Asking for the version", e);
        }
    }
}
