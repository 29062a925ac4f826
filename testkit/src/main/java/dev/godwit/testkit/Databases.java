package dev.godwit.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says whether two databases hold the same, bit for bit, on whatever versions of the server. It shares no code with the engine:
 * it is what the engine's own comparison is judged by.
 */
public final class Databases {
    private Databases() {}

    /**
     * Reads the whole database in one snapshot: of each table and materialized view the number of rows and a sum of their
     * hashes, the state of each sequence, each large object. A partitioned table is read through its root, a parent without its
     * children. What belongs to an extension is left out, and so are foreign tables.
     *
     * @param connection outside a transaction; its settings are as before afterwards
     * @return for instance {@code table public.t} to {@code 3 rows 12345.67890}; equal for equal content
     */
    public static SortedMap<String, String> checksums(Connection connection) {
        return checksums(connection, List.of());
    }

    /** The same without these schemas. */
    public static SortedMap<String, String> checksums(Connection connection, List<String> withoutSchemas) {
        try {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                return read(connection, withoutSchemas);
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new UncheckedSqlException("Reading checksums", e);
        }
    }

    /** What is in one and not in the other, or differs, a line each; empty when the databases are equal. */
    public static List<String> differences(SortedMap<String, String> source, SortedMap<String, String> target) {
        var names = new TreeMap<>(source);
        names.putAll(target);
        return names.keySet().stream()
                .filter(name -> !source.getOrDefault(name, "").equals(target.getOrDefault(name, "")))
                .map(name -> "%s: %s on the source, %s on the target"
                        .formatted(name, source.getOrDefault(name, "absent"), target.getOrDefault(name, "absent")))
                .toList();
    }

    private static SortedMap<String, String> read(Connection connection, List<String> withoutSchemas)
            throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        try (var statement = connection.createStatement()) {
            statement.execute(SqlScript.resource(Databases.class, "exact-session.sql")
                    .forVersion(major)
                    .text());
        }
        var checksums = new TreeMap<String, String>();
        var types = ExactText.of(connection);
        for (var relation : relations(connection, withoutSchemas)) {
            checksums.put(relation.title(), relation.checksum(connection, types));
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT oid, md5(lo_get(oid)) FROM pg_largeobject_metadata")) {
            while (rows.next()) {
                checksums.put("large object " + rows.getString(1), rows.getString(2));
            }
        }
        return checksums;
    }

    private static List<Relation> relations(Connection connection, List<String> withoutSchemas) throws SQLException {
        var relations = new ArrayList<Relation>();
        try (var statement = connection.prepareStatement(
                SqlScript.resource(Databases.class, "relations.sql").text())) {
            statement.setArray(1, connection.createArrayOf("text", withoutSchemas.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    relations.add(new Relation(
                            rows.getLong("oid"),
                            rows.getString("nspname"),
                            rows.getString("relname"),
                            Relation.Kind.of(rows.getString("relkind"), rows.getBoolean("relispopulated"))));
                }
            }
        }
        return relations;
    }
}
