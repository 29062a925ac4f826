package dev.godwit.postgres;

import dev.godwit.core.TableName;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the target's sequences ahead of the source's while changes are followed: should the source be lost before anybody
 * can go back, the target gives no value that was given. The switch sets them exactly.
 */
final class SequencesAhead {

    /** Values that may be given between two looks, at the least. */
    private static final long STEPS = 1_000;

    private static final long TIMES_THE_LAST_GROWTH = 3;
    private static final int BATCH = 500;

    private final Sessions source;
    private final Sessions target;
    private final Map<TableName, Long> seen = new HashMap<>();

    SequencesAhead(Sessions source, Sessions target) {
        this.source = source;
        this.target = target;
    }

    /** Where a sequence stands. */
    private record State(TableName sequence, long last, long increment, long least, long most) {

        /** The value so many steps on, where that is not beyond the end. */
        long after(long steps) {
            BigInteger value =
                    BigInteger.valueOf(last).add(BigInteger.valueOf(increment).multiply(BigInteger.valueOf(steps)));
            return value.min(BigInteger.valueOf(most))
                    .max(BigInteger.valueOf(least))
                    .longValue();
        }
    }

    /** The target's may have been set by others: all are set the next time. */
    void forget() {
        seen.clear();
    }

    /** Sets those that were used since the last time; the first time all. */
    void keep(Collection<TableName> sequences) {
        try (Connection from = source.borrow();
                Connection to = target.borrow()) {
            Set<TableName> there = new HashSet<>(Sequences.names(to));
            List<TableName> wanted = sequences.stream().filter(there::contains).toList();
            for (int at = 0; at < wanted.size(); at += BATCH) {
                keep(read(from, wanted.subList(at, Math.min(wanted.size(), at + BATCH))), to);
            }
        } catch (SQLException e) {
            throw Errors.failure("keeping sequences ahead on " + target.place(), e);
        }
    }

    private void keep(List<State> states, Connection to) throws SQLException {
        var values = new StringJoiner(", ", SET_BEFORE, SET_AFTER);
        boolean any = false;
        for (State state : states) {
            Long before = seen.put(state.sequence, state.last);
            if (before == null || before != state.last) {
                any = true;
                values.add("(%s::pg_catalog.regclass, %d::int8)"
                        .formatted(Sql.literal(Sql.quote(state.sequence)), state.after(steps(before, state))));
            }
        }
        if (any) {
            try (Statement statement = to.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(values.toString());
            }
        }
    }

    private static long steps(@Nullable Long before, State state) {
        if (before == null) {
            return STEPS;
        }
        BigInteger grown = BigInteger.valueOf(state.last)
                .subtract(BigInteger.valueOf(before))
                .divide(BigInteger.valueOf(state.increment))
                .multiply(BigInteger.valueOf(TIMES_THE_LAST_GROWTH));
        return grown.min(BigInteger.valueOf(Long.MAX_VALUE))
                .max(BigInteger.valueOf(STEPS))
                .longValue();
    }

    /** Its own bounds count: those of the other side may have been altered since. */
    private static final String SET_BEFORE = """
            SELECT pg_catalog.count(pg_catalog.setval(v.s, greatest(least(v.at, q.seqmax), q.seqmin), true))
            FROM (VALUES\s""";

    private static final String SET_AFTER = ") v (s, at) JOIN pg_catalog.pg_sequence q ON q.seqrelid = v.s";

    private static List<State> read(Connection from, List<TableName> sequences) throws SQLException {
        var states = new ArrayList<State>();
        var query = new StringJoiner(" UNION ALL ");
        for (int i = 0; i < sequences.size(); i++) {
            String name = Sql.quote(sequences.get(i));
            query.add("""
                    SELECT %d, q.last_value, s.seqincrement, s.seqmin, s.seqmax
                    FROM %s q, pg_catalog.pg_sequence s WHERE s.seqrelid = %s::pg_catalog.regclass
                    """.formatted(i, name, Sql.literal(name)));
        }
        try (Statement statement = from.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(query.toString())) {
                while (row.next()) {
                    states.add(new State(
                            sequences.get(row.getInt(1)),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5)));
                }
            }
        }
        return states;
    }
}
