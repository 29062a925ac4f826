package dev.godwit.testkit.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/** Values of 10 to 500 kB, which are stored apart and are not in the log when an update leaves them alone. */
final class ToastWrites {
    private static final String ONE =
            "(SELECT id FROM mixed.toasted WHERE id >= ? ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)";
    private static final int ROWS_KEPT = 60;

    private ToastWrites() {}

    private static long last(Connection connection) throws SQLException {
        return Jdbc.query(connection, "SELECT last_value FROM mixed.toasted_id_seq");
    }

    private static long somewhere(Connection connection, RandomGenerator random) throws SQLException {
        return last(connection) - random.nextInt(ROWS_KEPT);
    }

    static void insert(Connection connection, RandomGenerator random) throws SQLException {
        Jdbc.update(
                connection,
                "INSERT INTO mixed.toasted (n, big, raw) VALUES (?, ?, ?)",
                random.nextInt(),
                text(random),
                random.nextInt(3) == 0 ? bytes(random) : null);
        Jdbc.update(connection, "DELETE FROM mixed.toasted WHERE id < ?", last(connection) - ROWS_KEPT);
    }

    static void updateBesideToast(Connection connection, RandomGenerator random) throws SQLException {
        Jdbc.update(
                connection,
                "UPDATE mixed.toasted SET n = ? WHERE id = " + ONE,
                random.nextInt(),
                somewhere(connection, random));
    }

    static void replace(Connection connection, RandomGenerator random) throws SQLException {
        Jdbc.update(
                connection,
                "UPDATE mixed.toasted SET big = ?, raw = NULL WHERE id = " + ONE,
                random.nextInt(4) == 0 ? "short" : text(random),
                somewhere(connection, random));
    }

    /** The new row's large values are not in the log either: they must be moved along on the other side. */
    static void moveKey(Connection connection, RandomGenerator random) throws SQLException {
        Jdbc.update(
                connection,
                "UPDATE mixed.toasted SET id = nextval('mixed.toasted_id_seq'), n = -n WHERE id = " + ONE,
                somewhere(connection, random));
    }

    private static String text(RandomGenerator random) {
        int length = size(random);
        var text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(Long.toString(random.nextLong(), 36)).append(random.nextInt(50) == 0 ? "ß𝄞\n\t\\" : "");
        }
        return text.toString();
    }

    private static byte[] bytes(RandomGenerator random) {
        byte[] bytes = new byte[size(random)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Small ones are more frequent. */
    private static int size(RandomGenerator random) {
        return 10_000 * random.nextInt(1, random.nextInt(10) == 0 ? 51 : 6);
    }
}
