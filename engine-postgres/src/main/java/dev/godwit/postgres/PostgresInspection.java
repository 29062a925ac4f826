package dev.godwit.postgres;

import dev.godwit.core.Table;
import dev.godwit.core.spi.Checksum;
import dev.godwit.core.spi.Inspection;
import dev.godwit.core.spi.KeyRange;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks at rows by statements of their own, over connections of its own. */
final class PostgresInspection implements Inspection {

    private final ConnectionPool connections;

    PostgresInspection(Sessions sessions) {
        this.connections = new ConnectionPool(() -> ready(sessions));
    }

    @Override
    public Checksum checksum(Table table, KeyRange range) {
        Connection connection = null;
        try {
            connection = connections.take();
            Checksum sum = sum(
                    connection,
                    HashedTable.look(connection, table).statements(1, 1).getFirst());
            connections.giveBack(connection);
            return sum;
        } catch (SQLException e) {
            if (connection != null) {
                connections.discard(connection);
            }
            throw Errors.failure("reading " + table.name(), e);
        }
    }

    private static Checksum sum(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            BigInteger high = row.getBigDecimal(2).toBigIntegerExact();
            BigInteger low = row.getBigDecimal(3).toBigIntegerExact();
            return new Checksum(row.getLong(1), high.shiftLeft(Long.SIZE).add(low));
        }
    }

    private static Connection ready(Sessions sessions) throws SQLException {
        Connection connection = sessions.open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET max_parallel_workers_per_gather = 0; " + TableLocks.GIVE_WAY);
            if (sessions.version().major() >= 11) {
                statement.execute("SET jit = off");
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
