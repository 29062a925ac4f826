package dev.godwit.service.store;

import java.util.List;
import java.util.Optional;

/** The servers of Godwit that use this store, by the store's own clock. */
final class ServerRows {

    private static final int SECONDS_KEPT = 86_400;
    private static final long MICROS = 1_000_000;

    private final Database database;

    ServerRows(Database database) {
        this.database = database;
    }

    void beat(String server, String name) {
        String now = database.now();
        database.write(handle -> handle.execute(
                "INSERT INTO server (id, name, started_at, seen_at) VALUES (?, ?, " + now + ", " + now
                        + ") ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at",
                server,
                name));
    }

    void leave(String server) {
        database.write(handle -> handle.execute("DELETE FROM server WHERE id = ?", server));
    }

    List<String> seen(int seconds) {
        return database.read(
                handle -> handle.createQuery("SELECT id FROM server WHERE seen_at >= " + database.now() + " - :micros")
                        .bind("micros", seconds * MICROS)
                        .mapTo(String.class)
                        .list());
    }

    Optional<String> name(String server) {
        return database.read(handle -> handle.createQuery("SELECT name FROM server WHERE id = :id")
                .bind("id", server)
                .mapTo(String.class)
                .findFirst());
    }

    void tidy() {
        database.write(handle -> handle.execute(
                "DELETE FROM server WHERE seen_at < " + database.now() + " - ?"
                        + " AND id NOT IN (SELECT owner FROM job WHERE owner IS NOT NULL)",
                SECONDS_KEPT * MICROS));
    }
}
