package dev.godwit.postgres;

import dev.godwit.core.Position;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link TargetProgress} notes of single tables: which chunks are loaded, which tables wait. All of it in the caller's
 * transaction, and as that sees it; who writes has fenced it.
 *
 * @param migration the plan's id
 */
record TableNotes(String migration) {

    /** Forgets the chunks of a table. */
    void forget(Connection connection, TableName table) throws SQLException {
        String sql = "DELETE FROM godwit.chunk WHERE migration = ? AND schema_name = ? AND table_name = ?";
        Prepared.update(connection, sql, migration, table.schema(), table.name());
    }

    /** A chunk that is loaded. */
    void add(Connection connection, LoadedChunk chunk) throws SQLException {
        String sql = "INSERT INTO godwit.chunk"
                + " (migration, schema_name, table_name, number, of, snapshot, rows, bytes)"
                + " VALUES (?, ?, ?, ?, ?, ?::pg_catalog.pg_lsn, ?, ?)";
        TableName table = chunk.table();
        String snapshot = chunk.snapshot() == null ? null : chunk.snapshot().text();
        Prepared.update(
                connection,
                sql,
                migration,
                table.schema(),
                table.name(),
                chunk.index(),
                chunk.of(),
                snapshot,
                chunk.rows(),
                chunk.bytes());
    }

    /** See {@link Progress#copied}. */
    Map<TableName, Progress.Copied> copied(Connection connection) throws SQLException {
        String sql = "SELECT schema_name, table_name, min(snapshot::text) AS snapshot, sum(rows)::int8 AS rows,"
                + " sum(bytes)::int8 AS bytes FROM godwit.chunk WHERE migration = ? GROUP BY schema_name, table_name"
                + " HAVING min(of) = max(of) AND count(*) = min(of) AND count(snapshot) IN (0, count(*))"
                + " AND min(snapshot::text) IS NOT DISTINCT FROM max(snapshot::text)";
        var copied = new HashMap<TableName, Progress.Copied>();
        try (PreparedStatement statement = Prepared.of(connection, sql, migration);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                var table = new TableName(row.getString("schema_name"), row.getString("table_name"));
                var snapshot = Optional.ofNullable(row.getString("snapshot")).map(Lsn::position);
                copied.put(table, new Progress.Copied(snapshot, row.getLong("rows"), row.getLong("bytes")));
            }
        }
        return copied;
    }

    /** See {@link Progress#waiting}. */
    Map<TableName, Progress.Waiting> waiting(Connection connection) throws SQLException {
        String sql =
                "SELECT schema_name, table_name, since::text, reason, choice FROM godwit.waiting WHERE migration = ?";
        var waiting = new HashMap<TableName, Progress.Waiting>();
        try (PreparedStatement statement = Prepared.of(connection, sql, migration);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                waiting.put(
                        new TableName(row.getString(1), row.getString(2)),
                        new Progress.Waiting(
                                Optional.ofNullable(row.getString(3)).map(Lsn::position),
                                row.getString(4),
                                Progress.Waiting.Choice.valueOf(row.getString(5))));
            }
        }
        return waiting;
    }

    /** See {@link Progress#await}. */
    void await(Connection connection, TableName table, Progress.Waiting waiting) throws SQLException {
        String sql = "INSERT INTO godwit.waiting (migration, schema_name, table_name, since, reason, choice)"
                + " VALUES (?, ?, ?, ?::pg_catalog.pg_lsn, ?, ?) ON CONFLICT (migration, schema_name, table_name)"
                + " DO UPDATE SET reason = excluded.reason, choice = excluded.choice";
        String since = waiting.since().map(Position::text).orElse(null);
        Prepared.update(
                connection,
                sql,
                migration,
                table.schema(),
                table.name(),
                since,
                waiting.reason(),
                waiting.choice().name());
    }

    /** See {@link Progress#takeUp}. */
    void release(Connection connection, TableName table) throws SQLException {
        String sql = "DELETE FROM godwit.waiting WHERE migration = ? AND schema_name = ? AND table_name = ?";
        Prepared.update(connection, sql, migration, table.schema(), table.name());
    }

    /**
     * Takes up the changes of a table that waits: the stream goes on from there, and all other tables hold what they have got
     * since.
     */
    void rewind(Connection connection, TableName table, Position since) throws SQLException {
        goBack(connection, since);
        Prepared.update(
                connection,
                "UPDATE godwit.chunk SET snapshot = ?::pg_catalog.pg_lsn"
                        + " WHERE migration = ? AND schema_name = ? AND table_name = ?",
                since.text(),
                migration,
                table.schema(),
                table.name());
        release(connection, table);
    }

    /** What does not wait holds what it has got until now. */
    void goBack(Connection connection, Position since) throws SQLException {
        // A commit whose answer was lost may be on its way: what it applied must be in what the others hold.
        String lock = "SELECT FROM godwit.migration WHERE id = ? FOR NO KEY UPDATE";
        try (PreparedStatement statement = Prepared.of(connection, lock, migration)) {
            statement.execute();
        }
        Prepared.update(
                connection,
                "UPDATE godwit.chunk c SET snapshot = greatest(c.snapshot, m.position) FROM godwit.migration m"
                        + " WHERE m.id = c.migration AND m.id = ? AND NOT EXISTS (SELECT FROM godwit.waiting w"
                        + " WHERE w.migration = m.id AND w.schema_name = c.schema_name AND w.table_name = c.table_name)",
                migration);
        Prepared.update(
                connection,
                "UPDATE godwit.migration SET position = least(position, ?::pg_catalog.pg_lsn) WHERE id = ?",
                since.text(),
                migration);
    }

    /** A table that came to be while changes were followed: all its rows come with them. */
    void came(Connection connection, TableName table, Position commit) throws SQLException {
        gone(connection, table);
        String sql = "INSERT INTO godwit.chunk"
                + " (migration, schema_name, table_name, number, of, snapshot, rows, bytes)"
                + " VALUES (?, ?, ?, 0, 1, ?::pg_catalog.pg_lsn, 0, 0)";
        Prepared.update(connection, sql, migration, table.schema(), table.name(), commit.text());
    }

    /** A table that was dropped while changes were followed. */
    void gone(Connection connection, TableName table) throws SQLException {
        forget(connection, table);
        release(connection, table);
    }

    /** A table that has another name now. */
    void renamed(Connection connection, TableName before, TableName now) throws SQLException {
        gone(connection, now);
        for (String notes : List.of("chunk", "waiting")) {
            String sql = "UPDATE godwit." + notes + " SET schema_name = ?, table_name = ?"
                    + " WHERE migration = ? AND schema_name = ? AND table_name = ?";
            Prepared.update(connection, sql, now.schema(), now.name(), migration, before.schema(), before.name());
        }
    }
}
