package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** An empty database on the target, with its encoding and collation, that goes when it is closed. */
final class ScratchDatabase implements AutoCloseable {

    private static final int FIRST_WITH_PROVIDER = 15;
    private static final int FIRST_WITH_LOCALE = 17;
    private static final int FIRST_WITH_FORCE = 13;

    private final Sessions target;
    private final String name;

    private ScratchDatabase(Sessions target, String name) {
        this.target = target;
        this.name = name;
    }

    /** Makes it; one that an earlier attempt left behind goes first. */
    static ScratchDatabase create(Sessions target, String migration) throws SQLException {
        var scratch = new ScratchDatabase(target, "godwit_scratch_" + migration);
        scratch.close();
        try (Connection connection = target.borrow();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + Sql.quote(scratch.name) + " TEMPLATE template0 "
                    + locale(statement, target.version().major()));
        }
        return scratch;
    }

    Sessions sessions() {
        return target.on(name);
    }

    private static String locale(Statement statement, int major) throws SQLException {
        String provider = major >= FIRST_WITH_PROVIDER ? "datlocprovider" : "'c'";
        String locale =
                major >= FIRST_WITH_LOCALE ? "datlocale" : major >= FIRST_WITH_PROVIDER ? "daticulocale" : "NULL";
        try (ResultSet row =
                statement.executeQuery("SELECT pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype, "
                        + provider + ", " + locale
                        + " FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()")) {
            row.next();
            String options = "ENCODING " + Sql.literal(row.getString(1)) + " LC_COLLATE "
                    + Sql.literal(row.getString(2)) + " LC_CTYPE " + Sql.literal(row.getString(3));
            return switch (row.getString(4)) {
                case "i" -> options + " LOCALE_PROVIDER icu ICU_LOCALE " + Sql.literal(row.getString(5));
                case "b" -> options + " LOCALE_PROVIDER builtin BUILTIN_LOCALE " + Sql.literal(row.getString(5));
                default -> options;
            };
        }
    }

    /** Also when this thread is interrupted: nobody else would look for it. */
    @Override
    public void close() throws SQLException {
        boolean interrupted = Thread.interrupted();
        try (Connection connection = target.borrow();
                Statement statement = connection.createStatement()) {
            String force = target.version().major() >= FIRST_WITH_FORCE ? " WITH (FORCE)" : "";
            statement.execute("DROP DATABASE IF EXISTS " + Sql.quote(name) + force);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
