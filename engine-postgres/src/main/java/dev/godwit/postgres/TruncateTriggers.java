package dev.godwit.postgres;

import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes TRUNCATE visible where the log does not show it (version 10): triggers that write to a published table. */
final class TruncateTriggers {

    private static final Duration LOCK_LIMIT = Duration.ofMinutes(1);

    private final Connection connection;
    private final TableName log;

    TruncateTriggers(Connection connection, CaptureNames names) {
        this.connection = connection;
        this.log = names.truncated();
    }

    void create(Collection<TableDetail> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS %1$s (id bigserial PRIMARY KEY, schema text, name text);
                    CREATE OR REPLACE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
                        SET search_path = '' AS $body$
                    BEGIN
                        INSERT INTO %1$s (schema, name) VALUES (TG_TABLE_SCHEMA, TG_TABLE_NAME);
                        RETURN NULL;
                    END $body$
                    """.formatted(Sql.quote(log)));
        }
        var patience = new Patience(connection, LOCK_LIMIT);
        for (TableDetail table : tables) {
            for (TableName streamed : table.streamed()) {
                patience.run("adding a trigger to " + streamed, """
                        DROP TRIGGER IF EXISTS %1$s ON %2$s;
                        CREATE TRIGGER %1$s AFTER TRUNCATE ON %2$s FOR EACH STATEMENT EXECUTE PROCEDURE %3$s();
                        ALTER TABLE ONLY %2$s ENABLE ALWAYS TRIGGER %1$s
                        """.formatted(
                                CaptureNames.TRUNCATE_TRIGGER, Sql.quote(streamed), Sql.quote(log)));
            }
        }
    }

    void drop() throws SQLException {
        var patience = new Patience(connection, LOCK_LIMIT);
        for (String statement : drops()) {
            patience.run("removing a trigger", statement);
        }
        patience.run(
                "removing " + log,
                "DROP FUNCTION IF EXISTS %1$s(); DROP TABLE IF EXISTS %1$s".formatted(Sql.quote(log)));
    }

    private List<String> drops() throws SQLException {
        var drops = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT pg_catalog.format('DROP TRIGGER IF EXISTS %%I ON %%I.%%I', t.tgname, n.nspname, c.relname)
                        FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                        JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
                        JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
                        WHERE pn.nspname = '%s' AND p.proname = %s
                        """.formatted(log.schema(), Sql.literal(log.name())))) {
            while (row.next()) {
                drops.add(row.getString(1));
            }
        }
        return drops;
    }
}
