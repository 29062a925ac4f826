package dev.godwit.postgres;

import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;

/** A database with everything that pg_dump knows. Needs the roles {@code reader} and {@code "Ow ner"}. */
final class Definitions {

    private Definitions() {}

    static void create(PostgresServer server, String database) {
        // The driver would split a function's body of several statements.
        try (Connection connection = server.connect(database, Map.of("user", "postgres", "preferQueryMode", "simple"));
                Statement statement = connection.createStatement()) {
            for (int version : new int[] {10, 12, 15}) {
                if (server.major() >= version) {
                    statement.execute(text(version == 10 ? "definitions.sql" : "definitions-" + version + ".sql"));
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        String name = '"' + database.replace("\"", "\"\"") + '"';
        server.execute(
                database,
                "ALTER DATABASE " + name + " SET search_path = app, \"$user\", \"Od,d\"",
                "ALTER DATABASE " + name + " SET \"my.own\" = 'it''s'",
                "ALTER ROLE reader IN DATABASE " + name + " SET work_mem = '7MB'",
                "ALTER DATABASE " + name + " CONNECTION LIMIT 55",
                "COMMENT ON DATABASE " + name + " IS 'the database'",
                "GRANT CREATE ON DATABASE " + name + " TO reader");
    }

    private static String text(String resource) {
        try (var stream = Definitions.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
