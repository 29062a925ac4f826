package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Plan;
import dev.godwit.core.Position;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Buckets;
import dev.godwit.core.spi.Checksum;
import dev.godwit.core.spi.Inspection;
import dev.godwit.core.spi.KeyRange;
import dev.godwit.core.spi.RowDetail;
import dev.godwit.core.spi.RowDigest;
import dev.godwit.core.spi.RowRef;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at rows by statements of their own, over connections of its own. */
final class PostgresInspection implements Inspection {

    private static final String UNDEFINED_TABLE = "42P01";
    private static final Checksum NOTHING = new Checksum(0, BigInteger.ZERO);
    /** A standby that answers does so sooner; one that does not must not keep the verification. */
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(10);

    private final ConnectionPool connections;
    private final Sessions sessions;
    /** The migration that changes are applied by; null on the source. */
    private final @Nullable String migration;
    /** Names that schemas may have got; null on the source. */
    private final @Nullable SchemaNames names;

    private final KnownTypes types = new KnownTypes();
    private final Map<TableName, Look> looks = new ConcurrentHashMap<>();

    private PostgresInspection(Sessions sessions, @Nullable Plan applied) {
        this.sessions = sessions;
        this.migration = applied == null ? null : applied.id();
        this.names = applied == null ? null : new SchemaNames(applied);
        this.connections = new ConnectionPool(this::ready);
    }

    static PostgresInspection ofSource(Sessions sessions) {
        return new PostgresInspection(sessions, null);
    }

    static PostgresInspection ofTarget(Sessions sessions, Plan plan) {
        return new PostgresInspection(sessions, plan);
    }

    private record Look(InspectedTable table, InspectionSql sql) {}

    @Override
    public boolean seeks(Table table) {
        return look(table).table.ranged();
    }

    @Override
    public List<KeyRange> ranges(Table table, KeyRange within, long rows) {
        Look look = look(table);
        return with(table, connection -> new KeyBounds(connection, look.table, look.sql).cut(table, within, rows));
    }

    @Override
    public boolean sorts(Table table, List<KeyRange> ranges) {
        Look look = look(table);
        List<List<String>> keys = ranges.stream()
                .map(KeyRange::from)
                .filter(bound -> !bound.isEmpty())
                .toList();
        if (!look.table.ranged() || keys.isEmpty()) {
            return look.table.ranged();
        }
        return with(table, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(look.sql.outOfOrder())) {
                columns(connection, statement, 1, keys);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1) == 0;
                }
            }
        });
    }

    @Override
    public Checksum checksum(Table table, KeyRange range) {
        Look look = look(table);
        return with(table, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(look.sql.checksum(range))) {
                row.next();
                return sums(row, 1);
            }
        });
    }

    @Override
    public void rows(Table table, KeyRange range, Consumer<RowDigest> sink) {
        Look look = look(table);
        with(table, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(look.sql.rows(range))) {
                return read(statement, look.table, sink);
            }
        });
    }

    @Override
    public List<Checksum> buckets(Table table, KeyRange range, int count) {
        Look look = look(table);
        return with(table, connection -> {
            var sums = new ArrayList<>(Collections.nCopies(count, NOTHING));
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(look.sql.buckets(range, count))) {
                while (row.next()) {
                    sums.set(row.getInt(1), sums(row, 2));
                }
            }
            return sums;
        });
    }

    @Override
    public void rows(Table table, KeyRange range, Buckets buckets, Consumer<RowDigest> sink) {
        Look look = look(table);
        with(table, connection -> {
            String sql = look.sql.rowsOfBuckets(range, buckets.count());
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setArray(
                        1, connection.createArrayOf("int4", buckets.chosen().toArray()));
                return read(statement, look.table, sink);
            }
        });
    }

    @Override
    public Map<String, RowDigest> rows(Table table, Collection<RowRef> rows) {
        Look look = look(table);
        return with(table, connection -> rows(connection, look.table, look.sql, rows));
    }

    /** Rows as a connection sees them. */
    static Map<String, RowDigest> rows(
            Connection connection, InspectedTable table, InspectionSql sql, Collection<RowRef> rows)
            throws SQLException {
        var found = new HashMap<String, RowDigest>();
        String query = sql.seeks() ? sql.rowsByKey() : sql.rowsByIdentity();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            ask(connection, statement, sql, rows);
            read(statement, table, row -> found.put(row.ref().identity(), row));
        }
        return found;
    }

    @Override
    public Map<String, RowDetail> details(Table table, Collection<RowRef> rows, boolean values) {
        Look look = look(table);
        var found = new HashMap<String, RowDetail>();
        with(table, connection -> {
            String sql = look.sql.seeks() ? look.sql.detailsByKey(values) : look.sql.detailsByIdentity(values);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                ask(connection, statement, look.sql, rows);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.put(
                                row.getString(1),
                                detail(row, look.table.columns().size(), values));
                    }
                }
                return true;
            }
        });
        return found;
    }

    @Override
    public Optional<Position> applied() {
        String id = migration;
        if (id == null) {
            return Optional.empty();
        }
        return with("asking for the position", connection -> {
            if (!ProgressSchema.exists(connection)) {
                return Optional.empty();
            }
            String sql = "SELECT position::text FROM godwit.migration WHERE id = ? AND position IS NOT NULL";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, id);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(Lsn.position(row.getString(1))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean settle() {
        if (migration != null) {
            return true;
        }
        try (Connection connection = sessions.open();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = remote_apply"); // as the most patient application
            statement.setQueryTimeout((int) SETTLED_WITHIN.toSeconds());
            statement.execute(
                    "SELECT pg_catalog.pg_logical_emit_message(true, '" + CaptureNames.MESSAGE_PREFIX + "', '')");
            return statement.getWarnings() == null; // one says that the wait for a standby was given up
        } catch (SQLException e) {
            throw Errors.failure("writing a mark into the log of " + sessions.place(), e);
        }
    }

    @Override
    public void forget() {
        looks.clear();
    }

    /** Also ends what is being read. */
    @Override
    public void close() {
        connections.cancel();
        connections.close();
    }

    private static boolean read(PreparedStatement statement, InspectedTable table, Consumer<RowDigest> sink)
            throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String identity = row.getString(1);
                var key = new ArrayList<String>(Math.max(1, table.key().size()));
                for (int i = 0; i < table.key().size(); i++) {
                    key.add(row.getString(6 + i));
                }
                if (key.isEmpty()) {
                    key.add(identity);
                }
                sink.accept(new RowDigest(
                        new RowRef(key, identity),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getBoolean(5)));
            }
            return true;
        }
    }

    private static RowDetail detail(ResultSet row, int columns, boolean values) throws SQLException {
        var hashes = new ArrayList<String>(columns);
        var texts = new ArrayList<String>(values ? columns : 0);
        for (int i = 0; i < columns; i++) {
            hashes.add(Objects.requireNonNullElse(row.getString(2 + i), ""));
            if (values) {
                texts.add(Objects.requireNonNullElse(row.getString(2 + columns + i), ""));
            }
        }
        return new RowDetail(hashes, texts);
    }

    /** Sets the parameters that lead to rows. */
    static void ask(Connection connection, PreparedStatement statement, InspectionSql sql, Collection<RowRef> rows)
            throws SQLException {
        statement.setArray(
                1,
                connection.createArrayOf(
                        "text", rows.stream().map(RowRef::identity).toArray()));
        if (sql.seeks()) {
            columns(connection, statement, 2, rows.stream().map(RowRef::key).toList());
        }
    }

    /** Sets an array for each column of the keys. */
    private static void columns(Connection connection, PreparedStatement statement, int first, List<List<String>> keys)
            throws SQLException {
        for (int i = 0; i < keys.getFirst().size(); i++) {
            int column = i;
            statement.setArray(
                    first + i,
                    connection.createArrayOf(
                            "text", keys.stream().map(key -> key.get(column)).toArray()));
        }
    }

    private static Checksum sums(ResultSet row, int first) throws SQLException {
        BigInteger high = row.getBigDecimal(first + 1).toBigIntegerExact();
        BigInteger low = row.getBigDecimal(first + 2).toBigIntegerExact();
        return new Checksum(row.getLong(first), high.shiftLeft(Long.SIZE).add(low));
    }

    private Look look(Table table) {
        Look known = looks.get(table.name());
        if (known == null) {
            known = with(table, connection -> {
                var inspected = InspectedTable.read(connection, types, here(connection, table));
                return new Look(inspected, new InspectionSql(inspected));
            });
            looks.put(table.name(), known);
        }
        return known;
    }

    private Table here(Connection connection, Table table) throws SQLException {
        return names == null || names.none() ? table : table.named(names.now(connection, table.name()));
    }

    /** Whether it may be there under another name since it was looked up. */
    private boolean mayBeNamed(SQLException e) {
        return names != null && !names.none() && Errors.state(e).equals(UNDEFINED_TABLE);
    }

    private <T> T with(Table table, Question<T> question) {
        return with("reading " + table.name(), question);
    }

    private <T> T with(String doing, Question<T> question) {
        Connection connection = null;
        try {
            connection = connections.take();
            T answer = question.ask(connection);
            connections.giveBack(connection);
            return answer;
        } catch (SQLException e) {
            discard(connection);
            if (mayBeNamed(e)) {
                looks.clear();
                throw Failure.of(CoreFailure.TRANSIENT_TROUBLE)
                        .found("schemas got other names while %s on %s", doing, sessions.place())
                        .cause(e)
                        .build();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw Failure.of(CoreFailure.INTERRUPTED)
                        .found("%s on %s", doing, sessions.place())
                        .cause(e)
                        .build();
            }
            throw Errors.failure(doing + " on " + sessions.place(), e);
        } catch (RuntimeException e) {
            discard(connection);
            throw e;
        }
    }

    private void discard(@Nullable Connection connection) {
        if (connection != null) {
            connections.discard(connection);
        }
    }

    private Connection ready() throws SQLException {
        Connection connection = sessions.open();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET max_parallel_workers_per_gather = 0; SET default_transaction_read_only = on; SET work_mem = '32MB'; "
                            + TableLocks.GIVE_WAY);
            if (sessions.version().major() >= 11) {
                statement.execute("SET jit = off");
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private interface Question<T> {

        T ask(Connection connection) throws SQLException;
    }
}
