package dev.godwit.postgres;

import dev.godwit.postgres.TypeDetail.Field;
import dev.godwit.postgres.TypeDetail.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.postgresql.jdbc.PgConnection;

/** Types of one server with all that they are made of. */
final class TypeGraph {

    private final Map<Long, TypeDetail> types;

    TypeGraph(Map<Long, TypeDetail> types) {
        this.types = types;
    }

    /** Reads these types and those within them. */
    static TypeGraph read(Connection connection, Collection<Long> oids) throws SQLException {
        boolean multiranges = connection.unwrap(PgConnection.class).getServerMajorVersion() >= 14;
        String sql = QUERY.formatted(multiranges ? INTO_MULTIRANGES : "", multiranges ? OF_MULTIRANGE : "0");
        var types = new HashMap<Long, TypeDetail>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("int8", oids.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    TypeDetail type = detail(row);
                    types.put(type.oid(), type);
                }
            }
        }
        return new TypeGraph(types);
    }

    Map<Long, TypeDetail> types() {
        return types;
    }

    TypeDetail type(long oid) {
        return Objects.requireNonNull(types.get(oid), () -> "type " + oid);
    }

    /** Whether the predicate holds for a type or anything within it. */
    boolean within(long oid, Predicate<TypeDetail> predicate) {
        TypeDetail type = type(oid);
        return predicate.test(type)
                || (type.inner() != 0 && within(type.inner(), predicate))
                || type.fields().stream().anyMatch(field -> within(field.type(), predicate));
    }

    private static TypeDetail detail(ResultSet row) throws SQLException {
        Kind kind = kind(row.getString("typtype"), row.getLong("element"));
        long inner = switch (kind) {
            case ARRAY -> row.getLong("element");
            case DOMAIN -> row.getLong("typbasetype");
            case RANGE -> row.getLong("subtype");
            case MULTIRANGE -> row.getLong("range");
            case BASE, ENUM, COMPOSITE -> 0;
        };
        List<Field> fields = kind == Kind.COMPOSITE ? fields(row) : List.of();
        return new TypeDetail(
                row.getLong("oid"),
                row.getString("nspname"),
                row.getString("typname"),
                kind,
                inner,
                fields,
                row.getBoolean("binary"));
    }

    private static Kind kind(String typtype, long element) {
        return switch (typtype) {
            case "d" -> Kind.DOMAIN;
            case "c" -> Kind.COMPOSITE;
            case "e" -> Kind.ENUM;
            case "r" -> Kind.RANGE;
            case "m" -> Kind.MULTIRANGE;
            default -> element == 0 ? Kind.BASE : Kind.ARRAY;
        };
    }

    private static List<Field> fields(ResultSet row) throws SQLException {
        if (row.getArray("names") == null) {
            return List.of();
        }
        var names = (String[]) row.getArray("names").getArray();
        var types = (Long[]) row.getArray("types").getArray();
        var fields = new ArrayList<Field>();
        for (int i = 0; i < names.length; i++) {
            fields.add(new Field(names[i], types[i]));
        }
        return fields;
    }

    private static final String INTO_MULTIRANGES =
            "UNION ALL SELECT r.rngtypid FROM pg_catalog.pg_range r WHERE r.rngmultitypid = used.oid";

    private static final String OF_MULTIRANGE =
            "coalesce((SELECT r.rngtypid FROM pg_catalog.pg_range r WHERE r.rngmultitypid = t.oid), 0)";

    /** An array has typlen -1; fixed-size types with typelem, such as point and name, are none. */
    private static final String QUERY = """
            WITH RECURSIVE used AS (
                SELECT DISTINCT w.oid::oid AS oid FROM unnest(?::int8[]) AS w (oid)
                UNION
                SELECT part.oid FROM used CROSS JOIN LATERAL (
                    SELECT t.typelem AS oid FROM pg_catalog.pg_type t
                    WHERE t.oid = used.oid AND t.typlen = -1 AND t.typelem <> 0
                    UNION ALL SELECT t.typbasetype FROM pg_catalog.pg_type t WHERE t.oid = used.oid AND t.typtype = 'd'
                    UNION ALL SELECT a.atttypid FROM pg_catalog.pg_type t
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
                    WHERE t.oid = used.oid AND t.typtype = 'c'
                    UNION ALL SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid = used.oid
                    %s
                ) part
            )
            SELECT t.oid::int8, n.nspname, t.typname, t.typtype::text, t.typbasetype::int8,
                CASE WHEN t.typlen = -1 THEN t.typelem::int8 ELSE 0 END AS element,
                coalesce((SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid), 0)::int8 AS subtype,
                (%s)::int8 AS range,
                t.typsend <> 0 AND t.typreceive <> 0 AS binary,
                (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS names,
                (SELECT array_agg(a.atttypid::int8 ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS types
            FROM used JOIN pg_catalog.pg_type t ON t.oid = used.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            """;
}
