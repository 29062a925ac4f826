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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares the catalogs of both sides by the queries of comparison.sql. Of a selection of tables only what is part of
 * them is compared.
 */
final class StructureComparison {

    /** How servers write the same expression differently: in parentheses, casts and white space. */
    private static final Pattern MANNERS = Pattern.compile("[()\\s]|::[a-z]+( varying)?(\\[])*");

    /** What a server writes in another manner once it has read what it wrote. */
    private static final String READ_AGAIN = "ARRAY[";

    /** What one version quotes, since it is a keyword there, and another does not. */
    private static final Pattern NEEDLESS_QUOTES = Pattern.compile("\"([a-z_][a-z0-9_$]*)\"");

    private static final Set<String> RIGHTS = Set.of("owner", "grants", "default grants");

    private final PostgresSource source;
    private final Sessions target;
    private final Plan plan;

    StructureComparison(PostgresSource source, Sessions target) {
        this.source = source;
        this.target = target;
        this.plan = source.plan();
    }

    /** Definitions that are not the same. */
    List<DefinitionDifference> run() {
        return run(PendingDefinitions.NONE);
    }

    /** As {@link #run()}, but for what cannot be the same yet. Both sides are read at once. */
    List<DefinitionDifference> run(PendingDefinitions pending) {
        int from = source.version().major();
        int to = target.version().major();
        Map<String, String> theirs = new ComparisonQueries(from, to).all();
        Map<String, String> ours = new ComparisonQueries(to, from).all();
        ours.keySet().retainAll(theirs.keySet());
        var there = new HashMap<String, Map<DefinitionDifference.Key, String>>();
        var here = new HashMap<String, Map<DefinitionDifference.Key, String>>();
        Beside.bring(List.of(
                () -> read(source.sessions()::borrow, theirs, there),
                () -> read(() -> new SchemaNames(plan).asOnSource(target), ours, here)));
        var differences = new ArrayList<DefinitionDifference>();
        for (String kind : theirs.keySet()) {
            compare(
                    new Kind(kind, from != to, pending),
                    there.getOrDefault(kind, Map.of()),
                    here.getOrDefault(kind, Map.of()),
                    differences);
        }
        return differences;
    }

    private interface Opening {

        Connection open() throws SQLException;
    }

    private List<Finding> read(
            Opening side, Map<String, String> queries, Map<String, Map<DefinitionDifference.Key, String>> definitions) {
        try (Connection connection = side.open()) {
            for (Map.Entry<String, String> query : queries.entrySet()) {
                String kind = query.getKey();
                if (plan.owner() == Plan.Owner.KEEP || !RIGHTS.contains(kind)) {
                    definitions.put(kind, read(connection, kind, query.getValue()));
                }
            }
        } catch (SQLException e) {
            throw Errors.failure("comparing definitions of " + source.sessions().place() + " and " + target.place(), e);
        }
        return List.of();
    }

    /**
     * What is compared.
     *
     * @param manners whether the servers write the same thing differently
     */
    private record Kind(String name, boolean manners, PendingDefinitions pending) {

        Optional<DefinitionDifference> difference(
                DefinitionDifference.Key key, @Nullable String there, @Nullable String here) {
            @Nullable String one = comparable(key, there);
            @Nullable String other = comparable(key, here);
            if (pending.expected(name, key.name(), there, here) || same(one, other)) {
                return Optional.empty();
            }
            return Optional.of(new DefinitionDifference(name, key, one, other));
        }

        private @Nullable String comparable(DefinitionDifference.Key key, @Nullable String definition) {
            return definition == null ? null : pending.comparable(name, key.table(), definition);
        }

        private boolean same(@Nullable String one, @Nullable String other) {
            if (one == null || other == null) {
                return false;
            }
            boolean unlike = manners || (one.contains(READ_AGAIN) && other.contains(READ_AGAIN));
            return one.equals(other) || (unlike && plain(one).equals(plain(other)));
        }
    }

    private static void compare(
            Kind kind,
            Map<DefinitionDifference.Key, String> source,
            Map<DefinitionDifference.Key, String> target,
            List<DefinitionDifference> differences) {
        var keys = new TreeSet<>(source.keySet());
        keys.addAll(target.keySet());
        keys.forEach(
                key -> kind.difference(key, source.get(key), target.get(key)).ifPresent(differences::add));
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

    private Map<DefinitionDifference.Key, String> read(Connection connection, String kind, String query)
            throws SQLException {
        boolean quoted = RIGHTS.contains(kind);
        var definitions = new TreeMap<DefinitionDifference.Key, String>();
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
                    definitions.put(
                            new DefinitionDifference.Key(table, unquoted(row.getString(3))),
                            definition == null ? "" : definition);
                }
            }
        }
        return definitions;
    }
}
