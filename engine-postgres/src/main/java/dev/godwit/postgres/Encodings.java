package dev.godwit.postgres;

import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Encoding;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the format in which a table's rows travel: binary, which is faster and exact, unless one column's type forbids
 * it.
 */
final class Encodings {

    /** Their binary form is an OID, which on another server means something else or nothing; text is a name. */
    private static final Set<String> NAMES_OF_OBJECTS = Set.of(
            "regproc",
            "regprocedure",
            "regoper",
            "regoperator",
            "regclass",
            "regtype",
            "regconfig",
            "regdictionary",
            "regnamespace",
            "regrole",
            "regcollation",
            "regdatabase");

    /** An empty value is sent in a form that the type's own receive function refuses. */
    private static final Set<String> EMPTY_REFUSED = Set.of("int2vector", "oidvector", "tsquery");

    private final Sessions source;
    private final Sessions target;
    private Map<TableName, CopyFormat> formats = Map.of();

    Encodings(Sessions source, Sessions target) {
        this.source = source;
        this.target = target;
    }

    /** The format for a table; all are looked up at once, and again when one is new. */
    synchronized Encoding of(Table table) {
        CopyFormat format = formats.get(table.name());
        if (format == null) {
            formats = read();
            // A table without columns is in no list.
            format = formats.getOrDefault(table.name(), CopyFormat.BINARY);
        }
        return format.encoding();
    }

    private Map<TableName, CopyFormat> read() {
        try (Connection from = source.borrow();
                Connection to = target.borrow()) {
            boolean strict = !target.version().acceptsForeignElementOids();
            boolean rewrites =
                    !source.version().readsOctalChars() && target.version().readsOctalChars();
            Map<TableName, List<Long>> tables = columnTypes(from);
            var oids = new HashSet<Long>();
            tables.values().forEach(oids::addAll);
            TypeGraph types = TypeGraph.read(from, oids);
            Set<String> unreceived = unreceived(to);
            var texts = new HashSet<Long>();
            for (long oid : oids) {
                if (types.within(oid, type -> needsText(type, strict, unreceived))) {
                    texts.add(oid);
                }
            }
            var read = new HashMap<TableName, CopyFormat>();
            tables.forEach((table, columns) -> {
                boolean text = columns.stream().anyMatch(texts::contains);
                boolean rewritten = rewrites && columns.stream().anyMatch(oid -> CharText.holdsChar(types, oid));
                CopyFormat asText = rewritten ? CopyFormat.TEXT_OF_15 : CopyFormat.TEXT;
                read.put(table, text ? asText : CopyFormat.BINARY);
            });
            return read;
        } catch (SQLException e) {
            throw Errors.failure("reading the types of columns", e);
        }
    }

    /**
     * Whether a type, its parts aside, cannot travel in binary.
     *
     * @param strict whether the target compares the OIDs of user types inside arrays and composites, as it does before
     *     version 14
     */
    private static boolean needsText(TypeDetail type, boolean strict, Set<String> unreceived) {
        return switch (type.kind()) {
            case BASE -> isText(type) || !type.binary() || unreceived.contains(type.quoted());
            case ARRAY -> isText(type) || (strict && !TypeDetail.hasStableOid(type.inner()));
            case COMPOSITE ->
                strict && type.fields().stream().anyMatch(field -> !TypeDetail.hasStableOid(field.type()));
            case ENUM, DOMAIN, RANGE, MULTIRANGE -> false;
        };
    }

    private static boolean isText(TypeDetail type) {
        return type.isBuiltIn() && (NAMES_OF_OBJECTS.contains(type.name()) || EMPTY_REFUSED.contains(type.name()));
    }

    private static Map<TableName, List<Long>> columnTypes(Connection connection) throws SQLException {
        var tables = new HashMap<TableName, List<Long>>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COLUMN_TYPES)) {
            while (row.next()) {
                Array types = row.getArray("types");
                var name = new TableName(row.getString("nspname"), row.getString("relname"));
                tables.put(name, Arrays.asList((Long[]) types.getArray()));
            }
        }
        return tables;
    }

    /** Types of extensions that the target knows, but cannot take in binary: an older version of the extension. */
    private static Set<String> unreceived(Connection connection) throws SQLException {
        var names = new HashSet<String>();
        try (PreparedStatement statement = connection.prepareStatement(UNRECEIVED);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                names.add(Sql.quote(row.getString(1)) + "." + Sql.quote(row.getString(2)));
            }
        }
        return names;
    }

    private static final String COLUMN_TYPES = """
            SELECT n.nspname, c.relname, array_agg(DISTINCT a.atttypid::int8) AS types
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p')
            AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            GROUP BY n.nspname, c.relname
            """;

    private static final String UNRECEIVED = """
            SELECT n.nspname, t.typname FROM pg_catalog.pg_type t
            JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typtype = 'b' AND t.typreceive = 0
            """;
}
