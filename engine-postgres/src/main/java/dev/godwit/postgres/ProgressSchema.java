package dev.godwit.postgres;

import dev.godwit.core.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables that hold Godwit's notes on a target; several migrations into one database share them. */
final class ProgressSchema {

    /** Raised whenever the tables change their form or meaning. */
    private static final int VERSION = 2;

    /** Any number that nobody else uses: "godwit" in ASCII. Two processes never make or remove the schema at once. */
    private static final long LOCK = 0x676f_6477_6974L;

    private ProgressSchema() {}

    static boolean exists(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT pg_catalog.to_regclass('godwit.migration') IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Makes the tables, or finds them, in the caller's transaction. */
    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_catalog.pg_advisory_xact_lock(" + LOCK + ")");
            if (!exists(connection)) {
                OwnSchema.create(connection);
                statement.execute(TABLES.formatted(VERSION));
            }
            checkVersion(statement);
        }
    }

    /** Removes one migration's notes, and everything when it was the last, in the caller's transaction. */
    static void remove(Connection connection, String migration) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_catalog.pg_advisory_xact_lock(" + LOCK + ")");
            if (!exists(connection)) {
                return;
            }
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM godwit.migration WHERE id = ?")) {
                delete.setString(1, migration);
                delete.executeUpdate();
            }
            try (ResultSet row = statement.executeQuery("SELECT count(*) FROM godwit.migration")) {
                row.next();
                if (row.getLong(1) > 0) {
                    return;
                }
            }
            // Other parts of Godwit may keep objects of their own in the schema: it goes with the last of them.
            statement.execute(
                    "DROP TABLE godwit.note, godwit.waiting, godwit.chunk, godwit.migration, godwit.progress_version");
            statement.execute(DROP_EMPTY_SCHEMA);
        }
    }

    private static void checkVersion(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT version FROM godwit.progress_version")) {
            int found = row.next() ? row.getInt(1) : 0;
            if (found != VERSION) {
                throw Failure.of(PostgresFailure.PROGRESS_UNREADABLE)
                        .found("schema godwit on the target has version %d, this Godwit knows %d", found, VERSION)
                        .build();
            }
        }
    }

    private static final String TABLES = """
            REVOKE ALL ON SCHEMA godwit FROM PUBLIC;
            CREATE TABLE godwit.progress_version (version int4 NOT NULL);
            INSERT INTO godwit.progress_version VALUES (%d);
            CREATE TABLE godwit.migration (
                id text COLLATE "C" PRIMARY KEY,
                epoch int8 NOT NULL DEFAULT 0,
                position pg_catalog.pg_lsn
            );
            CREATE TABLE godwit.chunk (
                migration text COLLATE "C" NOT NULL REFERENCES godwit.migration ON DELETE CASCADE,
                schema_name text COLLATE "C" NOT NULL,
                table_name text COLLATE "C" NOT NULL,
                number int4 NOT NULL,
                of int4 NOT NULL,
                snapshot pg_catalog.pg_lsn,
                rows int8 NOT NULL,
                bytes int8 NOT NULL,
                PRIMARY KEY (migration, schema_name, table_name, number)
            );
            CREATE TABLE godwit.waiting (
                migration text COLLATE "C" NOT NULL REFERENCES godwit.migration ON DELETE CASCADE,
                schema_name text COLLATE "C" NOT NULL,
                table_name text COLLATE "C" NOT NULL,
                since pg_catalog.pg_lsn,
                reason text NOT NULL,
                choice text NOT NULL,
                PRIMARY KEY (migration, schema_name, table_name)
            );
            CREATE TABLE godwit.note (
                migration text COLLATE "C" NOT NULL REFERENCES godwit.migration ON DELETE CASCADE,
                key text COLLATE "C" NOT NULL,
                value text NOT NULL,
                PRIMARY KEY (migration, key)
            );
            COMMENT ON SCHEMA godwit IS 'Progress of Godwit''s migrations into this database; removed with the last one';
            """;

    private static final String DROP_EMPTY_SCHEMA = """
            DO $$
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE refclassid = 'pg_catalog.pg_namespace'::regclass
                        AND refobjid = 'godwit'::regnamespace AND deptype = 'n') THEN
                    DROP SCHEMA godwit;
                END IF;
            END $$
            """;
}
