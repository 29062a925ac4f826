package dev.godwit.postgres;

import dev.godwit.postgres.TargetObjects.DropTarget;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An object by what is the same on both servers.
 *
 * @param catalog oid of the system catalog it is in, which is the same on all servers
 * @param name as pg_identify_object tells: with its schema, and its arguments where it has some
 */
record ObjectIdentity(long catalog, String name) {

    private static final long PG_TYPE = 1247;

    static ObjectIdentity of(DropTarget object) {
        String key = object.key();
        long catalog = object.kind().equals("composite type")
                ? PG_TYPE
                : key.startsWith("subscription") ? 0 : Long.parseLong(key.substring(0, key.indexOf(':')));
        return new ObjectIdentity(catalog, object.name());
    }

    /** What these entries define on the source; none for those that are part of others. */
    static Map<Integer, ObjectIdentity> of(Connection source, Collection<TocEntry> entries) throws SQLException {
        List<TocEntry> objects =
                entries.stream().filter(entry -> entry.oid() != 0).toList();
        var identities = new HashMap<Integer, ObjectIdentity>();
        try (PreparedStatement statement = source.prepareStatement("""
                SELECT w.id, w.catalog, i.identity FROM unnest(?::int8[], ?::int8[], ?::int8[]) w (id, catalog, oid)
                CROSS JOIN LATERAL pg_catalog.pg_identify_object(w.catalog::oid, w.oid::oid, 0) i
                WHERE i.identity IS NOT NULL""")) {
            statement.setArray(
                    1,
                    source.createArrayOf(
                            "int8", objects.stream().map(e -> (long) e.id()).toArray()));
            statement.setArray(
                    2,
                    source.createArrayOf(
                            "int8", objects.stream().map(TocEntry::catalog).toArray()));
            statement.setArray(
                    3,
                    source.createArrayOf(
                            "int8", objects.stream().map(TocEntry::oid).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    identities.put(row.getInt(1), new ObjectIdentity(row.getLong(2), row.getString(3)));
                }
            }
        }
        return identities;
    }

    /** In one word. */
    String encoded() {
        return catalog + ":" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    static ObjectIdentity decoded(String word) {
        int colon = word.indexOf(':');
        return new ObjectIdentity(
                Long.parseLong(word.substring(0, colon)),
                URLDecoder.decode(word.substring(colon + 1), StandardCharsets.UTF_8));
    }
}
