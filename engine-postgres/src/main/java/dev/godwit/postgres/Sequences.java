package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Sets the target's sequences to the source's values. They are never part of the log, and are read from the sequences
 * themselves, since the view pg_sequences hides those that were never used.
 */
final class Sequences {

    /** Few round trips, and no statement longer than some hundred kilobytes. */
    private static final int BATCH = 500;

    private final Sessions source;
    private final Sessions target;

    Sequences(Sessions source, Sessions target) {
        this.source = source;
        this.target = target;
    }

    /** @param wanted the sequences to set; one that the target lacks is a finding */
    List<Finding> copy(Collection<TableName> wanted) {
        try (Connection from = source.borrow();
                Connection to = target.borrow()) {
            Set<TableName> there = new HashSet<>(names(to));
            var findings = new ArrayList<Finding>();
            var batch = new ArrayList<TableName>();
            for (TableName sequence : wanted) {
                if (there.contains(sequence)) {
                    batch.add(sequence);
                } else {
                    findings.add(StructureFindings.warning(PostgresFailure.SEQUENCE_NOT_SET, "%s", sequence));
                }
                if (batch.size() == BATCH) {
                    set(to, read(from, batch));
                    batch.clear();
                }
            }
            if (!batch.isEmpty()) {
                set(to, read(from, batch));
            }
            return findings;
        } catch (SQLException e) {
            throw Errors.failure("setting sequences on " + target.place(), e);
        }
    }

    /** Reads on both sides what {@link #copy} reads and sets; changes nothing. */
    void rehearse(Collection<TableName> wanted) {
        try (Connection from = source.open();
                Connection to = target.open()) {
            Set<TableName> there = new HashSet<>(names(to));
            List<TableName> known = wanted.stream().filter(there::contains).toList();
            for (int i = 0; i < known.size(); i += BATCH) {
                List<TableName> batch = known.subList(i, Math.min(i + BATCH, known.size()));
                read(from, batch);
                read(to, batch);
            }
        } catch (SQLException e) {
            throw Errors.failure("reading sequences of " + source.place() + " and " + target.place(), e);
        }
    }

    private static List<Value> read(Connection from, List<TableName> sequences) throws SQLException {
        var query = new StringJoiner(" UNION ALL ");
        for (int i = 0; i < sequences.size(); i++) {
            query.add("SELECT " + i + ", last_value, is_called FROM " + Sql.quote(sequences.get(i)));
        }
        var values = new ArrayList<Value>();
        try (Statement statement = from.createStatement();
                ResultSet row = statement.executeQuery(query.toString())) {
            while (row.next()) {
                values.add(new Value(sequences.get(row.getInt(1)), row.getLong(2), row.getBoolean(3)));
            }
        }
        return values;
    }

    private static void set(Connection to, List<Value> values) throws SQLException {
        var query = new StringJoiner(", ", "SELECT pg_catalog.count(*) FROM (VALUES ", ") v (s)");
        for (Value value : values) {
            query.add("(pg_catalog.setval(" + Sql.literal(Sql.quote(value.sequence)) + "::pg_catalog.regclass, "
                    + value.last + ", " + value.called + "))");
        }
        try (Statement statement = to.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(query.toString());
        }
    }

    static List<TableName> names(Connection connection) throws SQLException {
        var names = new ArrayList<TableName>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
                        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relkind = 'S' AND c.relpersistence <> 't'
                        AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'godwit') ORDER BY 1, 2""")) {
            while (row.next()) {
                names.add(new TableName(row.getString(1), row.getString(2)));
            }
        }
        return names;
    }

    private record Value(TableName sequence, long last, boolean called) {}
}
