package dev.godwit.testkit.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/** Keys that change, change places, or cascade. */
final class KeyWrites {
    private static final int SLOTS = 50;

    private KeyWrites() {}

    static void moveKey(Connection connection, RandomGenerator random) throws SQLException {
        int moved = Jdbc.update(connection, """
                UPDATE mixed.moved SET a = nextval('mixed.fresh')::int, v = v + 1
                WHERE (a, b) IN (SELECT a, b FROM mixed.moved WHERE v % 7 = ? ORDER BY a LIMIT 3 FOR UPDATE SKIP LOCKED)
                """, random.nextInt(7));
        if (moved < 3) {
            Jdbc.update(
                    connection,
                    "INSERT INTO mixed.moved SELECT nextval('mixed.fresh')::int, 'b' || i, i, current_date FROM generate_series(1, 5) i");
        }
        Jdbc.update(connection, "DELETE FROM mixed.moved WHERE a < ?", random.nextInt(1_000 + moved * 50));
    }

    /** Two rows exchange their keys by way of a third value; afterwards both keys are there as before. */
    static void swapKeys(Connection connection, RandomGenerator random) throws SQLException {
        int one = random.nextInt(1, SLOTS / 2);
        int other = random.nextInt(SLOTS / 2, SLOTS);
        lockSlots(connection);
        String update = "UPDATE mixed.swapped SET id = ? WHERE id = ?";
        Jdbc.update(connection, update, -1, one);
        Jdbc.update(connection, update, one, other);
        Jdbc.update(connection, update, other, -1);
    }

    static void swapUniqueValues(Connection connection, RandomGenerator random) throws SQLException {
        int one = random.nextInt(1, SLOTS / 2);
        int other = random.nextInt(SLOTS / 2, SLOTS);
        lockSlots(connection);
        long slot = Jdbc.query(connection, "SELECT slot FROM mixed.swapped WHERE id = ?", one);
        long otherSlot = Jdbc.query(connection, "SELECT slot FROM mixed.swapped WHERE id = ?", other);
        String update = "UPDATE mixed.swapped SET slot = ? WHERE id = ?";
        Jdbc.update(connection, update, -1, one);
        Jdbc.update(connection, update, slot, other);
        Jdbc.update(connection, update, otherSlot, one);
    }

    private static void lockSlots(Connection connection) throws SQLException {
        Jdbc.query(connection, "SELECT 1 FROM (SELECT id FROM mixed.swapped ORDER BY slot FOR UPDATE) s");
    }

    /** The identity is a unique index, not the key; it changes too. */
    static void indexIdentity(Connection connection, RandomGenerator random) throws SQLException {
        Jdbc.update(connection, """
                INSERT INTO mixed.by_index (code, v) VALUES (?, ?)
                ON CONFLICT (code) DO UPDATE SET v = EXCLUDED.v, code = 'Moved ' || nextval('mixed.fresh')
                """, "code " + random.nextInt(40), random.nextInt());
        Jdbc.update(
                connection,
                "DELETE FROM mixed.by_index WHERE code IN (SELECT code FROM mixed.by_index WHERE v % 9 = ? LIMIT 2)",
                random.nextInt(9));
    }

    /** Cascades: one statement of the application, many rows in the log. */
    static void family(Connection connection, RandomGenerator random) throws SQLException {
        long parent = Jdbc.query(connection, "SELECT nextval('mixed.fresh')");
        Jdbc.update(connection, "INSERT INTO mixed.parents VALUES (?::int, 'parent')", parent);
        Jdbc.update(
                connection,
                "INSERT INTO mixed.children (parent, other) SELECT ?::int, ?::int FROM generate_series(1, ?)",
                parent,
                random.nextBoolean() ? parent : null,
                random.nextInt(1, 8));
        if (random.nextBoolean()) {
            Jdbc.update(
                    connection, "UPDATE mixed.parents SET id = nextval('mixed.fresh')::int WHERE id = ?::int", parent);
        }
        Jdbc.update(
                connection,
                "DELETE FROM mixed.parents WHERE id IN (SELECT id FROM mixed.parents ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)",
                random.nextInt(3));
    }

    static void movePartition(Connection connection, RandomGenerator random) throws SQLException {
        Jdbc.update(
                connection,
                "INSERT INTO mixed.measured (area, day, v) VALUES (?, date '2024-01-01' + ?, ?)",
                "area " + random.nextInt(4),
                random.nextInt(700),
                random.nextInt());
        if (connection.getMetaData().getDatabaseMajorVersion() < 11) {
            return; // there a row cannot leave its partition
        }
        Jdbc.update(connection, """
                UPDATE mixed.measured SET day = date '2024-01-01' + ?, area = ?
                WHERE id IN (SELECT id FROM mixed.measured WHERE v % 5 = ? LIMIT 2 FOR UPDATE SKIP LOCKED)
                """, random.nextInt(700), "area " + random.nextInt(4), random.nextInt(5));
    }
}
