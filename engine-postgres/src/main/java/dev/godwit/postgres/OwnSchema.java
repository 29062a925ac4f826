package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Godwit's schema on either side; several migrations may share it. */
final class OwnSchema {

    private static final String DEPENDENT_OBJECTS_STILL_EXIST = "2BP01";

    private OwnSchema() {}

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean there;
            try (ResultSet row =
                    statement.executeQuery("SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'godwit'")) {
                there = row.next();
            }
            if (!there) { // CREATE SCHEMA IF NOT EXISTS asks for the privilege also when it is there
                statement.execute("CREATE SCHEMA IF NOT EXISTS godwit");
            }
        }
    }

    static void dropIfEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS godwit");
        } catch (SQLException e) {
            if (!Errors.state(e).equals(DEPENDENT_OBJECTS_STILL_EXIST)) {
                throw e;
            }
        }
    }
}
