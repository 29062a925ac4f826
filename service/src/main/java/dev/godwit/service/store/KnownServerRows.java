package dev.godwit.service.store;

import dev.godwit.core.Server;
import dev.godwit.service.KnownServers;
import dev.godwit.service.Place;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Servers that were reached, as rows. */
final class KnownServerRows implements KnownServers {

    private final Database database;

    KnownServerRows(Database database) {
        this.database = database;
    }

    @Override
    public void seen(Place place, Server server) {
        database.write(handle -> handle.createUpdate("""
                        INSERT INTO known_server (place, engine, version, seen_at) VALUES (:place, :engine, :version, :at)
                        ON CONFLICT (place) DO UPDATE SET engine = :engine, version = :version, seen_at = :at
                        """)
                .bind("place", place.text())
                .bind("engine", server.engine())
                .bind("version", server.version())
                .bind("at", JobRows.micros(Instant.now()))
                .execute());
    }

    @Override
    public void forget(Place place) {
        database.write(handle -> handle.execute("DELETE FROM known_server WHERE place = ?", place.text()));
    }

    @Override
    public Map<Place, String> versions(Collection<Place> places) {
        if (places.isEmpty()) {
            return Map.of();
        }
        return database.read(handle -> handle
                .createQuery("SELECT place, version FROM known_server WHERE place IN (<places>)")
                .bindList("places", places.stream().map(Place::text).distinct().toList())
                .map((row, context) -> Map.entry(Place.of(row.getString("place")), row.getString("version")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
