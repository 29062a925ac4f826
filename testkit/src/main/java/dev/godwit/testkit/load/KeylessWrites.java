package dev.godwit.testkit.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/** Tables without a key, with rows that are alike. */
final class KeylessWrites {
    private KeylessWrites() {}

    static void insertTwice(Connection connection, RandomGenerator random) throws SQLException {
        Jdbc.update(
                connection,
                "INSERT INTO mixed.keyless SELECT ?, ?, ?::jsonb, point(?, 1) FROM generate_series(1, 2)",
                random.nextInt(30),
                random.nextInt(4) == 0 ? null : "note " + random.nextInt(3),
                random.nextBoolean() ? "{\"a\": [1, null]}" : null,
                random.nextInt(2));
    }

    static void updateAllAlike(Connection connection, RandomGenerator random) throws SQLException {
        Jdbc.update(
                connection,
                "UPDATE mixed.keyless SET v = ?, note = nullif(note, 'note 1') WHERE v = ?",
                random.nextInt(30),
                random.nextInt(30));
        Jdbc.update(connection, "DELETE FROM mixed.keyless WHERE v = ?", random.nextInt(30));
    }

    static void deleteOneOfSeveral(Connection connection, RandomGenerator random) throws SQLException {
        Jdbc.update(
                connection,
                "DELETE FROM mixed.keyless WHERE ctid = (SELECT ctid FROM mixed.keyless WHERE v = ? LIMIT 1 FOR UPDATE SKIP LOCKED)",
                random.nextInt(30));
    }

    static void fullIdentity(Connection connection, RandomGenerator random) throws SQLException {
        Jdbc.update(
                connection,
                "INSERT INTO mixed.full_identity SELECT ?, NULL, '-0', repeat(md5(?), 300) FROM generate_series(1, 2)",
                random.nextInt(20),
                Integer.toString(random.nextInt(3)));
        Jdbc.update(
                connection,
                "UPDATE mixed.full_identity SET note = ?, f = 'NaN' WHERE v = ?",
                random.nextBoolean() ? null : "seen",
                random.nextInt(20));
        Jdbc.update(connection, "DELETE FROM mixed.full_identity WHERE v = ?", random.nextInt(20));
    }

    /** Waits a moment at most: whoever reads the table, as a migration does, must not stop the application. */
    static void truncate(Connection connection, RandomGenerator random) throws SQLException {
        Jdbc.update(connection, "INSERT INTO mixed.emptied (v) SELECT ? FROM generate_series(1, 20)", random.nextInt());
        var before = connection.setSavepoint();
        try {
            Jdbc.update(connection, "SET LOCAL lock_timeout = '50ms'");
            Jdbc.update(
                    connection,
                    random.nextBoolean()
                            ? "TRUNCATE mixed.emptied RESTART IDENTITY"
                            : "TRUNCATE mixed.parents, mixed.emptied CASCADE");
        } catch (SQLException e) {
            if (!"55P03".equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
        }
        Jdbc.update(connection, "INSERT INTO mixed.emptied (v) VALUES (0)");
    }
}
