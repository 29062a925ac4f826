package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.Plan;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Publishes tables by name, leaves of partitioned ones too: publishing a root, or all tables, would break UPDATE and
 * DELETE on every keyless table or partition that an application creates later.
 */
final class Publications {

    /** Tables added by one statement. */
    private static final int AT_ONCE = 500;

    private static final Duration LOCK_LIMIT = Duration.ofMinutes(2);

    private final Connection connection;
    private final ServerVersion version;
    private final CaptureNames names;

    Publications(Connection connection, ServerVersion version, CaptureNames names) {
        this.connection = connection;
        this.version = version;
        this.names = names;
    }

    /**
     * Makes what is needed.
     *
     * @param own Godwit's own tables that are sent too
     */
    void create(Collection<TableDetail> tables, Plan.Keyless keyless, List<TableName> own) throws SQLException {
        Groups groups = groups(tables, keyless);
        var all = new ArrayList<>(own);
        all.addAll(groups.all);
        create(names.publication(), all, options());
        if (!groups.insertsOnly.isEmpty()) {
            create(names.insertsPublication(), groups.insertsOnly, insertsOptions());
        }
        if (!groups.withComputed.isEmpty()) {
            create(names.computedPublication(), groups.withComputed, COMPUTED_OPTIONS);
        }
    }

    /** Adds tables that are in none of them yet. */
    void join(Collection<TableDetail> tables, Plan.Keyless keyless) throws SQLException {
        Set<TableName> there = published();
        Groups groups = groups(tables, keyless);
        List<String> existing = existing();
        join(existing, names.publication(), groups.all, there, options());
        join(existing, names.insertsPublication(), groups.insertsOnly, there, insertsOptions());
        join(existing, names.computedPublication(), groups.withComputed, there, COMPUTED_OPTIONS);
    }

    private void join(
            List<String> existing, String publication, List<TableName> tables, Set<TableName> there, String options)
            throws SQLException {
        List<TableName> missing =
                tables.stream().filter(table -> !there.contains(table)).toList();
        if (missing.isEmpty()) {
            return;
        }
        if (existing.contains(publication)) {
            add(publication, missing);
        } else {
            create(publication, missing, options);
        }
    }

    private Set<TableName> published() throws SQLException {
        var published = new HashSet<TableName>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT schemaname, tablename FROM pg_catalog.pg_publication_tables WHERE pubname IN ("
                                + all().stream().map(Sql::literal).collect(Collectors.joining(", ")) + ")")) {
            while (row.next()) {
                published.add(new TableName(row.getString(1), row.getString(2)));
            }
        }
        return published;
    }

    /** Which publication each table belongs to. */
    private record Groups(List<TableName> all, List<TableName> insertsOnly, List<TableName> withComputed) {}

    private Groups groups(Collection<TableDetail> tables, Plan.Keyless keyless) throws SQLException {
        Map<TableName, String> computed = computedColumns();
        var all = new ArrayList<TableName>();
        var insertsOnly = new ArrayList<TableName>();
        var withComputed = new ArrayList<TableName>();
        for (TableDetail table : tables) {
            for (TableName streamed : table.streamed()) {
                boolean wholeRows = !table.keyed() || table.identity() == 'f';
                if (!table.keyed() && keyless == Plan.Keyless.INSERT_ONLY) {
                    insertsOnly.add(streamed);
                } else if (wholeRows && version.major() >= 18 && computed.containsKey(streamed)) {
                    refuseVirtual(streamed, computed.getOrDefault(streamed, ""));
                    withComputed.add(streamed);
                } else {
                    all.add(streamed);
                }
            }
        }
        return new Groups(all, insertsOnly, withComputed);
    }

    private String options() {
        return "publish = 'insert, update, delete" + (version.streamsTruncate() ? ", truncate" : "") + "'";
    }

    private String insertsOptions() {
        return "publish = 'insert" + (version.streamsTruncate() ? ", truncate" : "") + "'";
    }

    /** The publications that are there. */
    List<String> existing() throws SQLException {
        var found = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT pubname FROM pg_catalog.pg_publication WHERE pubname IN ("
                                + all().stream().map(Sql::literal).collect(Collectors.joining(", "))
                                + ") ORDER BY pubname")) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    void drop() throws SQLException {
        for (String publication : existing()) {
            new Patience(connection, LOCK_LIMIT)
                    .run("removing publication " + publication, "DROP PUBLICATION IF EXISTS " + Sql.quote(publication));
        }
    }

    private List<String> all() {
        return List.of(names.publication(), names.insertsPublication(), names.computedPublication());
    }

    private void create(String publication, List<TableName> tables, String options) throws SQLException {
        var patience = new Patience(connection, LOCK_LIMIT);
        patience.run(
                "creating publication " + publication,
                "CREATE PUBLICATION %s WITH (%s)".formatted(Sql.quote(publication), options));
        add(publication, tables);
    }

    private void add(String publication, List<TableName> tables) throws SQLException {
        var patience = new Patience(connection, LOCK_LIMIT);
        for (int from = 0; from < tables.size(); from += AT_ONCE) {
            String list = tables.subList(from, Math.min(from + AT_ONCE, tables.size())).stream()
                    .map(table -> "ONLY " + Sql.quote(table))
                    .collect(Collectors.joining(", "));
            patience.run(
                    "publishing tables", "ALTER PUBLICATION %s ADD TABLE %s".formatted(Sql.quote(publication), list));
        }
    }

    private static void refuseVirtual(TableName table, String kinds) {
        if (kinds.contains("v")) {
            throw Failure.of(PostgresFailure.KEYLESS_NOT_STREAMED)
                    .found("%s has virtual generated columns and no usable key", table)
                    .build();
        }
    }

    /** For each table with generated columns, their kinds: s stored, v virtual. */
    private Map<TableName, String> computedColumns() throws SQLException {
        var computed = new HashMap<TableName, String>();
        if (!version.hasGeneratedColumns()) {
            return computed;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COMPUTED)) {
            while (row.next()) {
                computed.put(new TableName(row.getString(1), row.getString(2)), row.getString(3));
            }
        }
        return computed;
    }

    /** Since 18 a whole row as identity must hold stored generated columns, else UPDATE fails for applications. */
    private static final String COMPUTED_OPTIONS = "publish_generated_columns = 'stored'";

    private static final String COMPUTED = """
            SELECT n.nspname, c.relname, pg_catalog.string_agg(DISTINCT a.attgenerated::text, '')
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> '' GROUP BY 1, 2
            """;
}
