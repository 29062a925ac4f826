package dev.godwit.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Expressions of SQL that give a value's exact bits as a text which is the same in all versions. The text of most types is;
 * that of floating point numbers has fewer digits before version 12, and that of {@code "char"} beyond 127 changed with 15.
 */
final class ExactText {
    /** Built-in types whose text is not exact, with their send functions, which write the bits. */
    private static final Map<String, String> SEND = Map.of(
            "float4", "float4send",
            "float8", "float8send",
            "point", "point_send",
            "line", "line_send",
            "lseg", "lseg_send",
            "box", "box_send",
            "path", "path_send",
            "polygon", "poly_send",
            "circle", "circle_send",
            "char", "charsend");

    /** Built-in types whose text is short and without a comma. */
    private static final Set<String> SHORT =
            Set.of("bool", "int2", "int4", "int8", "oid", "date", "timestamp", "timestamptz", "uuid");

    private final Map<Long, CatalogType> types;
    private final Map<Long, Boolean> exact = new HashMap<>();

    private ExactText(Map<Long, CatalogType> types) {
        this.types = types;
    }

    static ExactText of(Connection connection) throws SQLException {
        return new ExactText(CatalogType.all(connection));
    }

    /** A short text that stands for the value; NULL for NULL. */
    String digest(long type, String expression) {
        CatalogType known = type(type);
        if (known.builtIn("bytea")) {
            return "md5(" + expression + ")";
        }
        return known.builtIn(SHORT) ? expression + "::text" : "md5(" + text(type, expression) + ")";
    }

    private CatalogType type(long oid) {
        var type = types.get(oid);
        if (type == null) {
            throw new IllegalStateException(
                    "A column has the type with oid " + oid + ", which the catalog does not know");
        }
        return type;
    }

    private String text(long oid, String value) {
        CatalogType type = type(oid);
        if (type.builtIn("xml")) {
            return "textin(xml_out(" + value + "))"; // the cast shows an encoding that output leaves out
        }
        if (type.builtIn("bpchar")) {
            return "textin(bpcharout(" + value + "))"; // the cast cuts off blanks
        }
        if (isExact(oid)) {
            return value + "::text";
        }
        return switch (type.kind()) {
            case BASE -> "encode(%s(%s), 'hex')".formatted(SEND.get(type.name()), value);
            case DOMAIN -> text(type.parts().getFirst().type(), "(%s)::%s".formatted(value, base(type)));
            case ARRAY -> array(type, value);
            case COMPOSITE ->
                whenPresent(
                        value,
                        type.parts().stream()
                                .map(field ->
                                        text(field.type(), "(%s).%s".formatted(value, Sql.identifier(field.name())))));
            case RANGE -> whenPresent(value, bounds(type, value));
            case MULTIRANGE -> "isempty(%s)::text || %s".formatted(value, elements(type, value));
        };
    }

    private String base(CatalogType domain) {
        return type(domain.parts().getFirst().type()).qualified();
    }

    /** The binary form of an array contains its elements' type, whose number is the same everywhere for a built-in one. */
    private String array(CatalogType type, String value) {
        CatalogType element = type(type.parts().getFirst().type());
        if (element.builtIn(SEND.keySet())) {
            return "encode(array_send(" + value + "), 'hex')";
        }
        return "coalesce(array_dims(%1$s), 'empty') || %2$s || left(%1$s::text, 0)"
                .formatted(value, elements(type, value));
    }

    private String elements(CatalogType type, String value) {
        return "(SELECT concat('{', string_agg(coalesce(%s, 'NULL'), ','), '}') FROM (SELECT unnest(%s) AS element) elements)"
                .formatted(text(type.parts().getFirst().type(), "element"), value);
    }

    private Stream<String> bounds(CatalogType type, String value) {
        long subtype = type.parts().getFirst().type();
        return Stream.of(
                "isempty(" + value + ")::text",
                "lower_inc(" + value + ")::text",
                "upper_inc(" + value + ")::text",
                text(subtype, "lower(" + value + ")"),
                text(subtype, "upper(" + value + ")"));
    }

    private static String whenPresent(String value, Stream<String> parts) {
        return parts.map(part -> "coalesce(" + part + ", 'NULL')")
                .collect(Collectors.joining(
                        " || ',' || ", "CASE WHEN " + value + " IS DISTINCT FROM NULL THEN '(' || ", " || ')' END"));
    }

    /** Whether the text of all that the type consists of is exact. */
    private boolean isExact(long oid) {
        var known = exact.get(oid);
        if (known == null) {
            CatalogType type = type(oid);
            known = !type.builtIn(SEND.keySet()) && type.parts().stream().allMatch(part -> isExact(part.type()));
            exact.put(oid, known);
        }
        return known;
    }
}
