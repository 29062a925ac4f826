package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chooses how pgoutput speaks, by what the source's version and the published columns allow. */
final class StreamOptions {

    static final String BINARY = "binary";

    private StreamOptions() {}

    static Map<String, String> choose(
            Connection control, ServerVersion version, Collection<TableDetail> tables, List<String> publications)
            throws SQLException {
        var options = new LinkedHashMap<String, String>();
        options.put("proto_version", version.streamsOpenTransactions() ? "2" : "1");
        options.put(
                "publication_names",
                String.join(",", publications.stream().map(Sql::quote).toList()));
        if (version.streamsOpenTransactions()) {
            options.put("streaming", "on");
        }
        if (version.streamsMessages()) {
            options.put("messages", "true");
        }
        if (version.streamsBinary() && !needsText(control, tables)) {
            options.put(BINARY, "true");
        }
        return options;
    }

    /**
     * Whether any column holds, on any level, a type whose binary form is an OID of the source's catalog, does not exist, or
     * is refused when empty (vectors, tsquery).
     */
    private static boolean needsText(Connection control, Collection<TableDetail> tables) throws SQLException {
        return needText(control, ColumnDetail.types(tables));
    }

    /** Whether any of these types, by OID, is one for which {@link #choose} has no binary form. */
    static boolean needText(Connection control, Set<Long> oids) throws SQLException {
        Long[] types = oids.toArray(Long[]::new);
        try (PreparedStatement statement = control.prepareStatement(CATALOG_OIDS)) {
            statement.setArray(1, control.createArrayOf("int8", types));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static final String CATALOG_OIDS = """
            WITH RECURSIVE part (oid) AS (
                SELECT u::oid FROM unnest(?::int8[]) u
                UNION
                SELECT x.oid FROM part p JOIN pg_catalog.pg_type t ON t.oid = p.oid
                CROSS JOIN LATERAL (
                    SELECT t.typelem AS oid UNION ALL SELECT t.typbasetype
                    UNION ALL SELECT a.atttypid FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid = t.typrelid AND t.typrelid <> 0 AND a.attnum > 0 AND NOT a.attisdropped
                    UNION ALL SELECT r.rngsubtype FROM pg_catalog.pg_range r
                        WHERE t.oid IN (r.rngtypid, r.rngmultitypid)
                ) x WHERE x.oid <> 0
            )
            SELECT EXISTS (SELECT FROM part JOIN pg_catalog.pg_type t ON t.oid = part.oid
                JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                WHERE t.typsend = 0 OR t.typreceive = 0 OR n.nspname = 'pg_catalog' AND (t.typname ~ '^reg' OR t.typname IN ('aclitem', 'int2vector', 'oidvector', 'tsquery')))
            """;
}
