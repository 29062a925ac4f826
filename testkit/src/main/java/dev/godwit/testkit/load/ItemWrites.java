package dev.godwit.testkit.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/** Ordinary rows with an ordinary key, in transactions that are not ordinary. */
final class ItemWrites {
    private static final String ONE = "(SELECT id FROM mixed.items WHERE id >= ? ORDER BY id LIMIT 1)";

    private ItemWrites() {}

    static void insert(Connection connection, RandomGenerator random) throws SQLException {
        insert(connection, random.nextInt(1, 10), random);
    }

    private static void insert(Connection connection, int rows, RandomGenerator random) throws SQLException {
        Jdbc.update(connection, """
                INSERT INTO mixed.items (name, body, amount, tags)
                SELECT 'item ' || ?, CASE WHEN i % 3 > 0 THEN repeat('lorem ' || i, i % 50) END, i / 7.0, ARRAY[NULL, i::text, '']
                FROM generate_series(1, ?) i
                """, random.nextInt(), rows);
    }

    private static long somewhere(Connection connection, RandomGenerator random) throws SQLException {
        return 1 + (long) (random.nextDouble() * Jdbc.query(connection, "SELECT last_value FROM mixed.items_id_seq"));
    }

    static void update(Connection connection, RandomGenerator random) throws SQLException {
        Jdbc.update(
                connection,
                "UPDATE mixed.items SET amount = amount + 0.10, changed = clock_timestamp(), body = nullif(name, ?) WHERE id = "
                        + ONE,
                random.nextBoolean() ? "" : "item",
                somewhere(connection, random));
    }

    static void delete(Connection connection, RandomGenerator random) throws SQLException {
        long from = somewhere(connection, random);
        Jdbc.update(connection, "DELETE FROM mixed.items WHERE id BETWEEN ? AND ?", from, from + random.nextInt(12));
    }

    static void manyRows(Connection connection, RandomGenerator random) throws SQLException {
        insert(connection, random.nextInt(100, 2_000), random);
        Jdbc.update(connection, "UPDATE mixed.items SET amount = -amount WHERE id % 97 = ?", random.nextInt(97));
        Jdbc.update(connection, "DELETE FROM mixed.items WHERE id % 11 = ?", random.nextInt(11));
        Jdbc.update(connection, "DELETE FROM mixed.items WHERE id < ?", somewhere(connection, random) - 20_000);
    }

    /** Insert, update, delete and insert again of one key, in one transaction. */
    static void sameRowAgainAndAgain(Connection connection, RandomGenerator random) throws SQLException {
        long id = Jdbc.query(connection, "SELECT nextval('mixed.items_id_seq')");
        String insert = "INSERT INTO mixed.items (id, name) VALUES (?, ?)";
        Jdbc.update(connection, insert, id, "first");
        for (int i = 0; i < random.nextInt(1, 6); i++) {
            Jdbc.update(connection, "UPDATE mixed.items SET name = name || ? WHERE id = ?", Integer.toString(i), id);
        }
        Jdbc.update(connection, "DELETE FROM mixed.items WHERE id = ?", id);
        if (random.nextBoolean()) {
            Jdbc.update(connection, insert, id, "second");
        }
    }

    static void savepoints(Connection connection, RandomGenerator random) throws SQLException {
        insert(connection, 2, random);
        var outer = connection.setSavepoint();
        insert(connection, random.nextInt(1, 200), random);
        var inner = connection.setSavepoint();
        update(connection, random);
        insert(connection, 3, random);
        if (random.nextBoolean()) {
            connection.rollback(inner);
        } else {
            connection.releaseSavepoint(inner);
        }
        if (random.nextBoolean()) {
            connection.rollback(outer);
        }
        update(connection, random);
    }

    /** Nothing of it is ever to be seen; a large one is sent to subscribers that ask for running transactions. */
    static void rolledBack(Connection connection, RandomGenerator random) throws SQLException {
        insert(connection, random.nextInt(1, 1_000), random);
        delete(connection, random);
        connection.rollback();
    }
}
