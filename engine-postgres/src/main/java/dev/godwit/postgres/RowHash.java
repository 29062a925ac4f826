package dev.godwit.postgres;

import dev.godwit.postgres.TypeDetail.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * SQL expressions whose values are equal exactly when rows are, bit for bit, on servers of any versions and encodings.
 *
 * <p>A row becomes the text of {@code ROW(…)}, which keeps columns apart and NULL from empty, of short forms of its
 * columns: the type's own text, which is exact and the same in all versions for most types; the bytes of its binary form
 * for floats, geometric types and "char", whose text is neither; a hash of either where values may be long.
 */
final class RowHash {

    /** Longer values are hashed on their own, so that no row's text grows over the server's limit of 1 GB. */
    private static final int LONG_BYTES = 512;

    private static final Set<String> TEXT_DIFFERS =
            Set.of("float4", "float8", "char", "point", "lseg", "box", "path", "polygon", "line", "circle");

    /** Their text is never long. */
    private static final Set<String> SHORT = Set.of(
            "bool",
            "int2",
            "int4",
            "int8",
            "oid",
            "numeric",
            "money",
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "interval",
            "uuid",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "name",
            "xid",
            "xid8",
            "cid",
            "tid",
            "pg_lsn");

    private final TypeGraph types;
    private final boolean utf8;

    /** @param utf8 whether the database's own encoding is UTF8, or none */
    RowHash(TypeGraph types, boolean utf8) {
        this.types = types;
        this.utf8 = utf8;
    }

    /** For columns of these types. */
    static RowHash read(Connection connection, KnownTypes known, Collection<TypeDetail.Field> columns, boolean utf8)
            throws SQLException {
        var types = columns.stream().map(TypeDetail.Field::type).collect(Collectors.toSet());
        return new RowHash(known.of(connection, types), utf8);
    }

    /**
     * The hash of a row, in hexadecimal digits.
     *
     * @param columns in an order that is the same on both sides; not empty
     */
    String of(List<TypeDetail.Field> columns) {
        return hashOfText("ROW(%s)::text"
                .formatted(columns.stream()
                        .map(column -> value(column.type(), Sql.quote(column.name())))
                        .collect(Collectors.joining(", "))));
    }

    /** The hash of one column, in hexadecimal digits; NULL for NULL. */
    String of(TypeDetail.Field column) {
        String name = Sql.quote(column.name());
        return unlessNull(name, of(List.of(column)));
    }

    private String value(long oid, String value) {
        TypeDetail type = types.type(oid);
        return switch (type.kind()) {
            case ENUM -> value;
            case BASE -> base(type, value);
            case DOMAIN -> domain(type, value);
            case ARRAY -> differs(oid) ? array(type, value) : hashOfOutput(value);
            case COMPOSITE -> differs(oid) ? composite(type, value) : hashOfOutput(value);
            case RANGE -> differs(oid) ? sent("range_send", value) : hashOfOutput(value);
            case MULTIRANGE -> differs(oid) ? sent("multirange_send", value) : hashOfOutput(value);
        };
    }

    private String base(TypeDetail type, String value) {
        if (!type.isBuiltIn()) {
            return hashOfOutput(value);
        }
        return switch (type.name()) {
            // NaN comes in many bit patterns that nothing tells apart and text does not keep.
            case "float4", "float8" ->
                "CASE WHEN %1$s = 'NaN' THEN '\\x' ELSE pg_catalog.%2$ssend(%1$s) END".formatted(value, type.name());
            case "char" -> "pg_catalog.charsend(" + value + ")";
            case "point", "lseg", "box", "line", "circle" -> "pg_catalog." + type.name() + "_send(" + value + ")";
            case "path" -> sent("path_send", value);
            case "polygon" -> sent("poly_send", value);
            case "bytea" -> "pg_catalog.md5(" + value + ")";
            case "text", "varchar" -> text(value, value);
            // Cast to text, it would lose its blanks.
            case "bpchar" -> text(value, "pg_catalog.concat(" + value + ")");
            default -> SHORT.contains(type.name()) || type.name().startsWith("reg") ? value : hashOfOutput(value);
        };
    }

    private String text(String value, String output) {
        String bytes = "pg_catalog.octet_length(" + (utf8 ? value : utf8(output)) + ")";
        return "CASE WHEN %1$s <= %2$d THEN %3$s WHEN %1$s > %2$d THEN %4$s END"
                .formatted(bytes, LONG_BYTES, output, hashOfText(output));
    }

    private String domain(TypeDetail type, String value) {
        TypeDetail base = types.type(type.inner());
        return base.kind() == Kind.COMPOSITE && differs(base.oid())
                ? composite(base, "(" + value + ")::" + base.quoted())
                : value(base.oid(), value);
    }

    /** IS NULL holds for a composite value of NULLs, too, so NULLs are counted. */
    private String composite(TypeDetail type, String value) {
        String fields = type.fields().stream()
                .map(field -> value(field.type(), "(" + value + ")." + Sql.quote(field.name())))
                .collect(Collectors.joining(", "));
        return unlessNull(value, hashOfText("ROW(" + fields + ")::text"));
    }

    /**
     * An array's binary form, but for its bytes 5 to 12: a flag that may be set without a NULL inside, and the element
     * type's OID. Composite elements hold OIDs themselves, so they are taken one by one, after the bounds.
     */
    private String array(TypeDetail type, String value) {
        if (!types.within(type.inner(), inner -> inner.kind() == Kind.COMPOSITE)) {
            String bytes = "pg_catalog.overlay(pg_catalog.array_send(%s), '\\x0000000000000000'::bytea, 5, 8)";
            return "pg_catalog.md5(" + bytes.formatted(value) + ")";
        }
        String elements = """
                pg_catalog.array_dims(%1$s) || (SELECT pg_catalog.string_agg(
                    CASE WHEN pg_catalog.num_nulls(godwit_each.e) = 1 THEN 'n' ELSE 'v' || %2$s END, '' ORDER BY o)
                FROM (SELECT pg_catalog.unnest(%1$s) AS e,
                    pg_catalog.generate_series(1, pg_catalog.cardinality(%1$s)) AS o) AS godwit_each)""".formatted(value, value(type.inner(), "godwit_each.e"));
        return unlessNull(value, "coalesce(" + hashOfText(elements) + ", 'empty')");
    }

    private boolean differs(long oid) {
        return types.within(oid, type -> type.isBuiltIn() && TEXT_DIFFERS.contains(type.name()));
    }

    private static String sent(String function, String value) {
        return "pg_catalog.md5(pg_catalog." + function + "(" + value + "))";
    }

    /** By the type's output function, never by a cast, which a user may have defined. */
    private String hashOfOutput(String value) {
        return unlessNull(value, hashOfText("pg_catalog.concat(" + value + ")"));
    }

    private static String unlessNull(String value, String then) {
        return "CASE WHEN pg_catalog.num_nulls(" + value + ") = 0 THEN " + then + " END";
    }

    private String hashOfText(String text) {
        return "pg_catalog.md5(" + (utf8 ? text : utf8(text)) + ")";
    }

    private static String utf8(String text) {
        return "pg_catalog.convert_to(" + text + ", 'UTF8')";
    }
}
