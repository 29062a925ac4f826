package dev.godwit.service.store;

import dev.godwit.service.JobStore.Beat;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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

    Optional<Beat> last(String server) {
        return database.read(handle -> handle.createQuery(
                        "SELECT seen_at, " + database.now() + " - seen_at AS age FROM server WHERE id = :id")
                .bind("id", server)
                .map((row, _) -> new Beat(row.getLong("seen_at"), Duration.of(row.getLong("age"), ChronoUnit.MICROS)))
                .findFirst());
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
