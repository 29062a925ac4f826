package dev.godwit.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A type as the server's catalog knows it.
 *
 * @param parts fields of a composite; otherwise the one type of which this is an array, domain, range or multirange
 */
record CatalogType(String schema, String name, Kind kind, List<Part> parts) {
    /** A field; the name is empty but for a composite. */
    record Part(String name, long type) {}

    enum Kind {
        BASE,
        DOMAIN,
        ARRAY,
        COMPOSITE,
        RANGE,
        MULTIRANGE
    }

    /** All types by their oid. */
    static Map<Long, CatalogType> all(Connection connection) throws SQLException {
        var types = new HashMap<Long, CatalogType>();
        int major = connection.getMetaData().getDatabaseMajorVersion();
        String query = SqlScript.resource(CatalogType.class, "catalog-types.sql")
                .forVersion(major)
                .text();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String schema = rows.getString("nspname");
                String name = rows.getString("typname");
                var kind = Kind.valueOf(rows.getString("kind"));
                types.computeIfAbsent(rows.getLong("oid"), _ -> new CatalogType(schema, name, kind, new ArrayList<>()));
                long part = rows.getLong("part");
                if (!rows.wasNull()) {
                    types.get(rows.getLong("oid")).parts().add(new Part(rows.getString("field"), part));
                }
            }
        }
        return types;
    }

    boolean builtIn(String builtIn) {
        return schema.equals("pg_catalog") && name.equals(builtIn);
    }

    boolean builtIn(Collection<String> anyOf) {
        return schema.equals("pg_catalog") && anyOf.contains(name);
    }

    String qualified() {
        return Sql.identifier(schema, name);
    }
}
