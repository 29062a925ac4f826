package dev.godwit.postgres;

import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Chunk;
import dev.godwit.core.spi.ChunkLoader;
import dev.godwit.core.spi.ChunkReader;
import dev.godwit.core.spi.Encoding;
import dev.godwit.core.spi.RowRef;
import dev.godwit.core.spi.TargetDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.jdbc.PgConnection;

/** Fills and empties tables of the target; its connections are used again until this is closed. */
final class TargetTables implements AutoCloseable {

    /** Nobody else should use the target; whoever does is named by the failure. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TargetProgress progress;
    private final ConnectionPool connections;
    private volatile boolean replicaRoleRefused;

    TargetTables(Sessions sessions, TargetProgress progress) {
        this.progress = progress;
        this.connections = new ConnectionPool(() -> writer(sessions));
    }

    /** Opens a chunk for writing; its transaction begins here. */
    ChunkLoader load(Chunk chunk, Encoding encoding) {
        CopyFormat format = CopyFormat.of(encoding);
        long epoch = progress.epoch();
        Connection connection = null;
        try {
            connection = connections.take();
            connection.setAutoCommit(false);
            progress.check(connection, epoch);
            var copy = connection.unwrap(PgConnection.class).getCopyAPI().copyIn(format.copyIn(chunk.table()));
            return new CopyLoader(chunk, epoch, copy, connection, connections, progress);
        } catch (SQLException e) {
            discard(connection);
            throw LoadErrors.failure(chunk.table(), e);
        } catch (RuntimeException e) {
            discard(connection);
            throw e;
        }
    }

    /** Removes all rows of a table and forgets its chunks, together. */
    void empty(Table table) {
        long epoch = progress.epoch();
        inTransaction("emptying " + table.name(), connection -> {
            empty(connection, table.name());
            progress.forget(connection, epoch, table.name());
            return true;
        });
    }

    /** See {@link dev.godwit.core.spi.TargetDatabase#replace}. */
    TargetDatabase.Replaced replace(Table table, Map<RowRef, Long> rows, ChunkReader instead, Encoding encoding) {
        long epoch = progress.epoch();
        return inTransaction("repairing " + table.name(), connection -> {
            progress.fence(connection, epoch);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL lock_timeout = " + PATIENCE.toMillis());
            }
            long removed = remove(connection, table, rows);
            return new TargetDatabase.Replaced(removed, write(connection, table, instead, encoding));
        });
    }

    private static long remove(Connection connection, Table table, Map<RowRef, Long> rows) throws SQLException {
        var sql = new InspectionSql(InspectedTable.read(connection, new KnownTypes(), table));
        var wanted = List.copyOf(rows.entrySet());
        try (PreparedStatement statement = connection.prepareStatement(sql.delete())) {
            var refs = wanted.stream().map(Map.Entry::getKey).toList();
            PostgresInspection.ask(connection, statement, sql, refs);
            if (!sql.seeks()) {
                var times = wanted.stream().map(Map.Entry::getValue).toArray();
                statement.setArray(2, connection.createArrayOf("int8", times));
            }
            return statement.executeUpdate();
        }
    }

    private static long write(Connection connection, Table table, ChunkReader rows, Encoding encoding)
            throws SQLException {
        CopyIn copy = connection
                .unwrap(PgConnection.class)
                .getCopyAPI()
                .copyIn(CopyFormat.of(encoding).copyIn(table));
        for (byte[] bytes = rows.next(); bytes != null; bytes = rows.next()) {
            copy.writeToCopy(bytes, 0, bytes.length);
        }
        return copy.endCopy();
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(String doing, Work<T> work) {
        Connection connection = null;
        try {
            connection = connections.take();
            connection.setAutoCommit(false);
            T result = work.on(connection);
            connection.commit();
            connection.setAutoCommit(true);
            connections.giveBack(connection);
            return result;
        } catch (SQLException e) {
            discard(connection);
            throw Errors.failure(doing + " on the target", e);
        } catch (RuntimeException e) {
            discard(connection);
            throw e;
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    /** A foreign key forbids TRUNCATE of the table it leads to, even when there is no row on the other side. */
    private static void empty(Connection connection, TableName table) throws SQLException {
        String only = (Storage.isPartitioned(connection, table) ? "" : "ONLY ") + Sql.quote(table);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = " + PATIENCE.toMillis());
            Savepoint before = connection.setSavepoint();
            try {
                statement.execute("TRUNCATE " + only);
            } catch (SQLException e) {
                if (!Errors.state(e).equals(Errors.FEATURE_NOT_SUPPORTED)) {
                    throw e;
                }
                connection.rollback(before);
                statement.execute("DELETE FROM " + only);
            }
        }
    }

    private Connection writer(Sessions sessions) throws SQLException {
        Connection connection = sessions.open();
        try (Statement statement = connection.createStatement()) {
            // One flush for each chunk: a chunk that is called done must outlive a crash of the target.
            statement.execute("SET synchronous_commit = local");
            if (!replicaRoleRefused) {
                replicaRoleRefused = !ReplicaRole.take(connection);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void discard(@Nullable Connection connection) {
        if (connection != null) {
            connections.discard(connection);
        }
    }
}
