package dev.godwit.postgres;

import dev.godwit.core.Secret;
import dev.godwit.core.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;

/**
 * Opens connections to one database, each with every setting pinned that could change what is read or written: settings
 * of a role or a database never reach Godwit.
 */
final class Sessions {

    /** Begins the application_name of every connection of Godwit's. */
    static final String APPLICATION = "godwit";

    private static final String PINNED = """
            SET client_encoding = 'UTF8';
            SET search_path = '';
            SET DateStyle = 'ISO, YMD';
            SET IntervalStyle = 'postgres';
            SET TimeZone = 'UTC';
            SET extra_float_digits = 3;
            SET bytea_output = 'hex';
            SET xmloption = 'content';
            SET lc_monetary = 'C';
            SET statement_timeout = 0;
            SET lock_timeout = 0;
            SET idle_in_transaction_session_timeout = 0;
            SET row_security = off;
            SET synchronize_seqscans = off;
            SET default_transaction_read_only = off;
            SET default_transaction_isolation = 'read committed';
            SET default_transaction_deferrable = off;
            SET standard_conforming_strings = on;
            SET array_nulls = on;
            SET default_tablespace = '';
            """;

    private final Address address;
    private final @Nullable Secret password;
    private final String application;
    private volatile @Nullable ServerVersion version;

    /** @param id the migration's id, shown in the server's list of sessions */
    Sessions(Address address, @Nullable Secret password, String id) {
        this.address = address;
        this.password = password;
        this.application = APPLICATION + " " + id;
    }

    Address address() {
        return address;
    }

    /** Sessions of the same user on another database of the server. */
    Sessions on(String database) {
        return new Sessions(address.with(database), password, application.substring(APPLICATION.length() + 1));
    }

    /** Host, port and database, for people. */
    String place() {
        return address.hostAndPort() + "/" + address.database();
    }

    /** The server's version; it is asked once. */
    ServerVersion version() {
        ServerVersion known = version;
        if (known == null) {
            try (Connection connection = open()) {
                known = CatalogReader.version(connection);
            } catch (SQLException e) {
                throw Errors.failure("asking " + place() + " for its version", e);
            }
            version = known;
        }
        return known;
    }

    /** The server as it answers now. */
    Server server() {
        try (Connection connection = open()) {
            ServerVersion answered = CatalogReader.version(connection);
            version = answered;
            return new Server(
                    "PostgreSQL " + answered.major(), answered.text(), address.hostAndPort(), address.database());
        } catch (SQLException e) {
            throw Errors.failure("signing in to " + place(), e);
        }
    }

    /** A connection in autocommit mode. */
    Connection open() throws SQLException {
        Connection connection = connect(properties());
        try {
            pin(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection that speaks the replication protocol; it also takes plain statements. */
    PgConnection openReplication() throws SQLException {
        Properties properties = properties();
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        Connection connection = connect(properties);
        try {
            pin(connection);
            return connection.unwrap(PgConnection.class);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void pin(Connection connection) throws SQLException {
        int version = connection.unwrap(PgConnection.class).getServerMajorVersion();
        try (Statement statement = connection.createStatement()) {
            statement.execute(PINNED + (version >= 17 ? "SET transaction_timeout = 0;" : ""));
        }
    }

    private Connection connect(Properties properties) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + address.hostAndPort() + "/", properties);
    }

    private Properties properties() {
        var properties = new Properties();
        PGProperty.PG_DBNAME.set(properties, address.database());
        PGProperty.USER.set(properties, address.user());
        if (password != null) {
            PGProperty.PASSWORD.set(properties, password.reveal());
        } else if (address.options().containsKey("password")) {
            PGProperty.PASSWORD.set(properties, address.options().get("password"));
        }
        if (address.options().containsKey("sslmode")) {
            PGProperty.SSL_MODE.set(properties, address.options().get("sslmode"));
        }
        PGProperty.APPLICATION_NAME.set(properties, application);
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "10");
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.CONNECT_TIMEOUT.set(properties, 10);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.OPTIONS.set(properties, "-c default_transaction_read_only=off -c statement_timeout=0");
        return properties;
    }
}
