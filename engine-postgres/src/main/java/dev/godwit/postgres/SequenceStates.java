package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.Plan;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Compares the values of sequences that are on both sides. Before the switch the target's have never been used; at the
 * switch they are set, and from then on none may be behind the source's.
 */
final class SequenceStates {

    private static final int BATCH = 500;

    private final Sessions source;
    private final Sessions target;
    private final Plan plan;

    SequenceStates(Sessions source, Sessions target, Plan plan) {
        this.source = source;
        this.target = target;
        this.plan = plan;
    }

    /**
     * Where a sequence stands.
     *
     * @param last the value that it gave last, or will give first
     * @param called whether it has given that
     * @param start the value that it was made to begin with
     * @param rising whether its values grow
     */
    private record State(long last, boolean called, long start, boolean rising) {

        boolean behind(State other) {
            if (last == other.last) {
                return !called && other.called;
            }
            return rising == last < other.last;
        }

        boolean used() {
            return called || last != start;
        }
    }

    /**
     * A sequence that is not as it should be.
     *
     * @param last what it should have
     * @param called likewise
     */
    record Wrong(TableName sequence, String how, long last, boolean called) {

        Finding finding() {
            return StructureFindings.warning(PostgresFailure.SEQUENCE_DIFFERS, "sequence %s %s", sequence, how);
        }
    }

    /** @param attempted whether a switch that came to nothing may have set them */
    List<Wrong> wrong(boolean switched, boolean attempted) {
        try (Connection from = source.open();
                Connection to = new SchemaNames(plan).asOnSource(target)) {
            Map<TableName, State> here = states(to, names(to));
            var wrong = new ArrayList<Wrong>();
            // Read after the target's, so that a source in use is never behind by mistake.
            states(from, names(from).stream().filter(here::containsKey).toList())
                    .forEach((sequence, there) -> {
                        State now = here.get(sequence);
                        if (now == null) {
                            return;
                        }
                        if (switched && now.behind(there)) {
                            wrong.add(new Wrong(sequence, "is behind the source's", there.last, there.called));
                        } else if (!switched && now.used() && (!attempted || there.behind(now))) {
                            wrong.add(
                                    new Wrong(sequence, "was used on the target before the switch", now.start, false));
                        }
                    });
            return wrong;
        } catch (SQLException e) {
            throw Errors.failure("comparing sequences of " + source.place() + " and " + target.place(), e);
        }
    }

    /** Sets those that are wrong; answers with their number. */
    int repair(boolean switched, boolean attempted) {
        List<Wrong> wrong = wrong(switched, attempted);
        try (Connection to = target.open();
                Statement statement = to.createStatement()) {
            for (Wrong each : wrong) {
                statement.execute("SELECT pg_catalog.setval(" + Sql.literal(Sql.quote(each.sequence))
                        + "::pg_catalog.regclass, " + each.last + ", " + each.called + ")");
            }
            return wrong.size();
        } catch (SQLException e) {
            throw Errors.failure("setting sequences on " + target.place(), e);
        }
    }

    private List<TableName> names(Connection connection) throws SQLException {
        return Sequences.names(connection).stream()
                .filter(name -> plan.selection().isAll() || plan.selection().contains(name))
                .toList();
    }

    private static Map<TableName, State> states(Connection connection, Collection<TableName> sequences)
            throws SQLException {
        var states = new TreeMap<TableName, State>();
        var names = List.copyOf(sequences);
        for (int from = 0; from < names.size(); from += BATCH) {
            read(connection, names.subList(from, Math.min(names.size(), from + BATCH)), states);
        }
        return states;
    }

    private static void read(Connection connection, List<TableName> sequences, Map<TableName, State> into)
            throws SQLException {
        var query = new StringJoiner(" UNION ALL ");
        for (int i = 0; i < sequences.size(); i++) {
            String name = Sql.quote(sequences.get(i));
            query.add("""
                    SELECT %d, q.last_value, q.is_called, s.seqstart, s.seqincrement > 0
                    FROM %s q, pg_catalog.pg_sequence s WHERE s.seqrelid = %s::pg_catalog.regclass
                    """.formatted(i, name, Sql.literal(name)));
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query.toString())) {
            while (row.next()) {
                into.put(
                        sequences.get(row.getInt(1)),
                        new State(row.getLong(2), row.getBoolean(3), row.getLong(4), row.getBoolean(5)));
            }
        }
    }
}
