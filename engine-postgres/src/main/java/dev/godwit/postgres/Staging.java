package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Temporary tables into which rows are copied before they are written, one for each shape, kept for the next batch. */
final class Staging {

    /** More would make each commit slow, since it empties them all. */
    private static final int MAX_TABLES = 200;

    private final Connection connection;
    private final CopyManager copies;
    private final Map<Shape, Staged> tables = new LinkedHashMap<>(64, 0.75f, true);
    private final List<Shape> createdSinceSavepoint = new ArrayList<>();
    /** Tables that hold rows of the open transaction; its commit empties them. */
    private final Set<Staged> used = new HashSet<>();

    private int names;
    /** The planner's setting now; null when a rollback may have undone it. */
    private @Nullable Boolean hashJoins;

    Staging(Connection connection) throws SQLException {
        this.connection = connection;
        this.copies = connection.unwrap(PGConnection.class).getCopyAPI();
    }

    private record Staged(String name, PreparedStatement write) {}

    /** A row with its place in commit order. */
    record Numbered(int seq, NetRow row) {}

    /** Writes rows of one shape by one statement; fails when the target does not answer with as many. */
    void writeAll(Shape shape, List<NetRow> rows) throws SQLException {
        if (shape.op() == NetRow.Op.UPDATE && shape.newFields().length == 0) {
            return; // only the key was sent, and it is the same
        }
        if (shape.direct()) {
            expect(shape, rows.size(), copy(ShapeSql.copyInto(shape), shape, rows));
            return;
        }
        Staged staged = emptied(shape);
        copy(new ShapeSql(shape, staged.name).copy(), shape, rows);
        joins(shape);
        expect(shape, rows.size(), staged.write.executeLargeUpdate());
    }

    /** Stages numbered rows. */
    void stage(Shape shape, List<Numbered> rows) throws SQLException {
        Staged staged = emptied(shape);
        var copy = new RowCopy(copies, new ShapeSql(shape, staged.name).copy(), shape.binary());
        for (Numbered row : rows) {
            copy.begin(1 + shape.oldFields().length + shape.newFields().length);
            copy.number(row.seq());
            fields(copy, shape, row.row());
        }
        copy.finish();
    }

    /** Writes staged rows one by one, in the order of their numbers. */
    void writeEach(Shape shape, List<Integer> numbers) throws SQLException {
        if (shape.op() == NetRow.Op.UPDATE && shape.newFields().length == 0) {
            return;
        }
        Staged staged = staged(shape);
        joins(shape);
        for (int seq : numbers) {
            staged.write.setInt(1, seq);
            staged.write.addBatch();
        }
        for (int count : staged.write.executeBatch()) {
            expect(shape, 1, count);
        }
    }

    /** The transaction ended. */
    void committed() {
        used.clear();
    }

    /**
     * Everything staged from here on is forgotten by {@link #rolledBack}. Only here, where nothing is staged, are tables given
     * up: a batch may need more of them at once.
     */
    void savepoint() throws SQLException {
        while (tables.size() > MAX_TABLES) {
            forget(tables.keySet().iterator().next());
        }
        createdSinceSavepoint.clear();
    }

    void rolledBack() throws SQLException {
        for (Shape shape : createdSinceSavepoint) {
            Staged staged = tables.remove(shape);
            if (staged != null) {
                staged.write.close();
                used.remove(staged);
            }
        }
        createdSinceSavepoint.clear();
        hashJoins = null;
    }

    private long copy(String statement, Shape shape, List<NetRow> rows) throws SQLException {
        var copy = new RowCopy(copies, statement, shape.binary());
        int size = shape.oldFields().length + shape.newFields().length;
        for (NetRow row : rows) {
            copy.begin(size);
            fields(copy, shape, row);
        }
        return copy.finish();
    }

    private static void fields(RowCopy copy, Shape shape, NetRow row) throws SQLException {
        for (int field : shape.oldFields()) {
            copy.field(
                    Objects.requireNonNull(row.old()),
                    field,
                    shape.route().column(field).chars());
        }
        for (int field : shape.newFields()) {
            copy.field(
                    Objects.requireNonNull(row.row()),
                    field,
                    shape.route().column(field).chars());
        }
        copy.end();
    }

    private Staged emptied(Shape shape) throws SQLException {
        Staged staged = staged(shape);
        if (!used.add(staged)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("TRUNCATE " + staged.name);
            }
        }
        return staged;
    }

    private Staged staged(Shape shape) throws SQLException {
        Staged known = tables.get(shape);
        if (known != null) {
            return known;
        }
        String name = "pg_temp.godwit_" + names++;
        var sql = new ShapeSql(shape, name);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.create());
        }
        var staged = new Staged(name, connection.prepareStatement(sql.write()));
        tables.put(shape, staged);
        createdSinceSavepoint.add(shape);
        return staged;
    }

    /** Tables of the target may have other columns now. */
    void forgetAll() throws SQLException {
        for (Shape shape : List.copyOf(tables.keySet())) {
            forget(shape);
        }
        used.clear();
        createdSinceSavepoint.clear();
    }

    private void forget(Shape shape) throws SQLException {
        Staged staged = tables.remove(shape);
        if (staged != null) {
            staged.write.close();
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE " + staged.name);
            }
        }
    }

    /**
     * Rows with a key are looked up one by one in its index, whatever the planner guesses of a temporary table it knows
     * nothing of; without an index a hash is right.
     */
    private void joins(Shape shape) throws SQLException {
        boolean wanted = !shape.route().keyed() || !shape.route().table().indexed();
        if (hashJoins == null || wanted != hashJoins) {
            hashJoins = wanted;
            String value = wanted ? "on" : "off";
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET enable_hashjoin = %1$s; SET enable_seqscan = %1$s".formatted(value));
            }
        }
    }

    private static void expect(Shape shape, long expected, long found) {
        if (expected != found) {
            throw Failure.of(CoreFailure.ROW_NOT_FOUND)
                    .found(
                            "%s on %s reached %d rows instead of %d",
                            shape.op(), shape.route().table().name(), found, expected)
                    .build();
        }
    }

    /** Settings that the statements above count on. */
    static String settings(ServerVersion version) {
        return """
                SET synchronous_commit = off; SET enable_mergejoin = off; SET enable_hashjoin = off;
                SET enable_seqscan = off; SET temp_buffers = '32MB'; SET client_min_messages = 'warning';
                """ + (version.major() >= 11 ? "SET jit = off;" : "");
    }
}
