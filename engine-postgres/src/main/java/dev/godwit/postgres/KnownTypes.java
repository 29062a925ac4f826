package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Types of one server, each read once: most tables have the same few. Thread-safe. */
final class KnownTypes {

    private final Map<Long, TypeDetail> types = new ConcurrentHashMap<>();

    /** A graph that holds at least these types and those within them; nobody sees a type before those. */
    synchronized TypeGraph of(Connection connection, Collection<Long> oids) throws SQLException {
        if (!types.keySet().containsAll(oids)) {
            types.putAll(TypeGraph.read(connection, oids).types());
        }
        return new TypeGraph(types);
    }
}
