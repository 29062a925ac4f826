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
        int from = source.version().major();
        int to = target.version().major();
        Map<String, String> theirs = new ComparisonQueries(from, to).all();
        Map<String, String> ours = new ComparisonQueries(to, from).all();
        var findings = new ArrayList<Finding>();
        try (Connection left = source.sessions().open();
                Connection right = target.open()) {
            for (Map.Entry<String, String> query : theirs.entrySet()) {
                String kind = query.getKey();
                if (plan.owner() == Plan.Owner.KEEP || !RIGHTS.contains(kind)) {
                    String other = ours.getOrDefault(kind, query.getValue());
                    compare(kind, read(left, query.getValue()), read(right, other), from != to, findings);
                }
            }
        } catch (SQLException e) {
            throw Errors.failure("comparing definitions of " + source.sessions().place() + " and " + target.place(), e);
        }
        return findings;
    }

    private static void compare(
            String kind, Map<Key, String> source, Map<Key, String> target, boolean manners, List<Finding> findings) {
        var keys = new TreeSet<>(source.keySet());
        keys.addAll(target.keySet());
        for (Key key : keys) {
            String there = source.get(key);
            String here = target.get(key);
            if (there == null) {
                findings.add(differs(kind, key, "is on the target only"));
            } else if (here == null) {
                findings.add(differs(kind, key, "is not on the target"));
            } else if (!there.equals(here) && !(manners && plain(there).equals(plain(here)))) {
                findings.add(differs(kind, key, how(kind, there, here)));
            }
        }
    }

    private static String how(String kind, String there, String here) {
        boolean shown = !OPTIONS.contains(kind) && there.length() + here.length() <= SHOWN_LENGTH;
        return shown ? "is '" + there + "' on the source and '" + here + "' on the target" : "is not the same";
    }

    private static String plain(String definition) {
        return MANNERS.matcher(definition).replaceAll("");
    }

    private static Finding differs(String kind, Key key, String how) {
        return StructureFindings.warning(PostgresFailure.DEFINITIONS_DIFFER, "%s %s %s", kind, key, how);
    }

    private Map<Key, String> read(Connection connection, String query) throws SQLException {
        var definitions = new TreeMap<Key, String>();
        Selection selection = plan.selection();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                Optional<TableName> table = row.getString(1) == null
                        ? Optional.empty()
                        : Optional.of(new TableName(row.getString(1), row.getString(2)));
                boolean compared = table.map(selection::contains).orElse(selection.isAll());
                if (compared) {
                    String definition = row.getString(4);
                    definitions.put(new Key(table, row.getString(3)), definition == null ? "" : definition);
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
