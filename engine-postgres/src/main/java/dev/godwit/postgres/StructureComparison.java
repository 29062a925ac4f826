package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.Plan;
import dev.godwit.core.Selection;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Compares the catalogs of both sides by the queries of comparison.sql. Of a selection of tables only what is part of
 * them is compared.
 */
final class StructureComparison {

    /** How versions write the same expression differently: in parentheses, casts and white space. */
    private static final Pattern MANNERS = Pattern.compile("[()\\s]|::[a-z]+( varying)?");

    /** What one version quotes, since it is a keyword there, and another does not. */
    private static final Pattern NEEDLESS_QUOTES = Pattern.compile("\"([a-z_][a-z0-9_$]*)\"");

    /** Kinds whose definition may hold a secret. */
    private static final Set<String> OPTIONS = Set.of("user mapping", "database", "object", "relation", "column");

    /** Longer ones help nobody on a screen. */
    private static final int SHOWN_LENGTH = 600;

    private static final Set<String> RIGHTS = Set.of("owner", "grants", "default grants");

    private final PostgresSource source;
    private final Sessions target;
    private final Plan plan;

    StructureComparison(PostgresSource source, Sessions target) {
        this.source = source;
        this.target = target;
        this.plan = source.plan();
    }

    /** One finding for each definition that is not the same. */
    List<Finding> run() {
        return run(PendingDefinitions.NONE);
    }

    /** As {@link #run()}, but for what cannot be the same yet. */
    List<Finding> run(PendingDefinitions pending) {
        int from = source.version().major();
        int to = target.version().major();
        Map<String, String> theirs = new ComparisonQueries(from, to).all();
        Map<String, String> ours = new ComparisonQueries(to, from).all();
        var findings = new ArrayList<Finding>();
        try (Connection left = source.sessions().borrow();
                Connection right = new SchemaNames(plan).asOnSource(target)) {
            for (Map.Entry<String, String> query : theirs.entrySet()) {
                String kind = query.getKey();
                if (plan.owner() == Plan.Owner.KEEP || !RIGHTS.contains(kind)) {
                    String other = ours.getOrDefault(kind, query.getValue());
                    Map<Key, String> there = read(left, kind, query.getValue());
                    Map<Key, String> here = read(right, kind, other);
                    compare(new Kind(kind, from != to, pending), there, here, findings);
                }
            }
        } catch (SQLException e) {
            throw Errors.failure("comparing definitions of " + source.sessions().place() + " and " + target.place(), e);
        }
        return findings;
    }

    /**
     * What is compared.
     *
     * @param manners whether the servers write the same thing differently
     */
    private record Kind(String name, boolean manners, PendingDefinitions pending) {

        boolean same(Key key, String there, String here) {
            String one = pending.comparable(name, key.table, there);
            String other = pending.comparable(name, key.table, here);
            return one.equals(other) || (manners && plain(one).equals(plain(other)));
        }
    }

    private static void compare(Kind kind, Map<Key, String> source, Map<Key, String> target, List<Finding> findings) {
        var keys = new TreeSet<>(source.keySet());
        keys.addAll(target.keySet());
        for (Key key : keys) {
            String there = source.get(key);
            String here = target.get(key);
            if (kind.pending.expected(kind.name, key.name, there, here)) {
                continue;
            }
            if (there == null) {
                findings.add(differs(kind.name, key, "is on the target only"));
            } else if (here == null) {
                findings.add(differs(kind.name, key, "is not on the target"));
            } else if (!kind.same(key, there, here)) {
                findings.add(differs(kind.name, key, how(kind.name, there, here)));
            }
        }
    }

    private static String how(String kind, String there, String here) {
        boolean shown = !OPTIONS.contains(kind) && there.length() + here.length() <= SHOWN_LENGTH;
        return shown ? "is '" + there + "' on the source and '" + here + "' on the target" : "is not the same";
    }

    private static String plain(String definition) {
        return MANNERS.matcher(unquoted(definition)).replaceAll("");
    }

    /** A name as the catalog has it. */
    private static String plainName(String identifier) {
        boolean quoted = identifier.length() > 1 && identifier.startsWith("\"");
        return quoted ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"") : identifier;
    }

    private static String unquoted(String text) {
        return NEEDLESS_QUOTES.matcher(text).replaceAll("$1");
    }

    private static Finding differs(String kind, Key key, String how) {
        return StructureFindings.warning(PostgresFailure.DEFINITIONS_DIFFER, "%s %s %s", kind, key, how);
    }

    private Map<Key, String> read(Connection connection, String kind, String query) throws SQLException {
        boolean quoted = RIGHTS.contains(kind);
        var definitions = new TreeMap<Key, String>();
        Selection selection = plan.selection();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                Optional<TableName> table = row.getString(1) == null
                        ? Optional.empty()
                        : Optional.of(
                                quoted
                                        ? new TableName(plainName(row.getString(1)), plainName(row.getString(2)))
                                        : new TableName(row.getString(1), row.getString(2)));
                boolean compared = table.map(selection::contains).orElse(selection.isAll());
                if (compared) {
                    String definition = row.getString(4);
                    definitions.put(new Key(table, unquoted(row.getString(3))), definition == null ? "" : definition);
                }
            }
        }
        return definitions;
    }

    /** @param name empty for the table itself */
    private record Key(Optional<TableName> table, String name) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return table.map(t -> name.isEmpty() ? t.toString() : name + " of " + t)
                    .orElse(name);
        }
    }
}
