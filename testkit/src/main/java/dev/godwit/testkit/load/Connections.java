package dev.godwit.testkit.load;

import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Where an application connects to. A test may exchange what is behind it, as a failover would. */
@FunctionalInterface
public interface Connections {
    /** A new connection; whoever asked for it closes it. */
    Connection open() throws SQLException;

    /** To a database of this server, as the superuser. */
    static Connections to(PostgresServer server, String database) {
        return to(server, database, PostgresServer.SUPERUSER, server.password());
    }

    /** To a database of this server, as this user. */
    static Connections to(PostgresServer server, String database, String user, String password) {
        return () -> DriverManager.getConnection(server.jdbcUrl(database), user, password);
    }
}
