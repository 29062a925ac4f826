package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Position;
import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlushedPositionIT {

    private static final Position START = Lsn.position("0/1");
    private static final Position COMMITTED = Lsn.position("0/2");

    /** The server writes by itself only each ten seconds here, so that nothing but the question makes it. */
    @ParameterizedTest
    @ValueSource(ints = {10, 18})
    void whatIsSettledOutlivesTheServer(int major) throws SQLException {
        try (var server =
                PostgresServer.version(major).set("wal_writer_delay", "10s").start()) {
            server.execute("postgres", "CREATE TABLE kept (n int)", "CHECKPOINT");
            try (Connection connection = server.connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("SET synchronous_commit = off");
                connection.setAutoCommit(false);
                var safe = new FlushedPosition(connection, START);
                statement.execute("INSERT INTO kept VALUES (1)");
                connection.commit();
                safe.committed(new FlushedPosition.Point(COMMITTED, Instant.EPOCH));
                assertThat(safe.settled().position()).isEqualTo(COMMITTED);
                server.kill9();
            }
            server.start();
            try (Connection connection = server.connect("postgres");
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM kept")) {
                row.next();
                assertThat(row.getInt(1)).isOne();
            }
        }
    }
}
