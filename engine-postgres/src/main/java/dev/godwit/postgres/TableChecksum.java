package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Table;
import dev.godwit.core.spi.Checksum;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Sums a hash over all rows of a table: duplicates count, order does not. Since sums add up, either side cuts its table
 * as it likes, and several connections share the work.
 */
final class TableChecksum {

    /** Enough to be worth another statement: below half a second of hashing. */
    private static final long PIECE_BYTES = 64L << 20;

    private static final int PIECES_PER_WORKER = 4;

    private final ConnectionPool readers;
    private final int workers;
    private final Semaphore free;
    private final HashBasis basis = new HashBasis();

    TableChecksum(ConnectionPool readers, int workers) {
        this.readers = readers;
        this.workers = workers;
        this.free = new Semaphore(workers);
    }

    /** Several threads may ask at once; they share the workers. */
    Checksum of(Table table) {
        List<String> statements = with(
                table,
                connection -> HashedTable.read(connection, table, basis)
                        .statements(PIECE_BYTES, workers * PIECES_PER_WORKER));
        if (statements.size() == 1) {
            return with(table, connection -> sum(connection, statements.getFirst()));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var parts = new ArrayList<Future<Checksum>>();
            for (String statement : statements) {
                parts.add(threads.submit(() -> with(table, connection -> sum(connection, statement))));
            }
            return add(table, parts);
        }
    }

    private static Checksum add(Table table, List<Future<Checksum>> parts) {
        long rows = 0;
        BigInteger sum = BigInteger.ZERO;
        try {
            for (Future<Checksum> part : parts) {
                rows += part.get().rows();
                sum = sum.add(part.get().sum());
            }
            return new Checksum(rows, sum);
        } catch (ExecutionException e) {
            parts.forEach(part -> part.cancel(true));
            throw e.getCause() instanceof Failure failure ? failure : unexpected(table, e);
        } catch (InterruptedException e) {
            parts.forEach(part -> part.cancel(true));
            Thread.currentThread().interrupt();
            throw interrupted(table);
        }
    }

    private <T> T with(Table table, Question<T> question) {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(table);
        }
        Connection connection = null;
        try {
            connection = readers.take();
            T answer = question.ask(connection);
            readers.giveBack(connection);
            return answer;
        } catch (SQLException e) {
            discard(connection);
            throw Errors.failure("computing the checksum of " + table.name(), e);
        } catch (RuntimeException e) {
            discard(connection);
            throw e;
        } finally {
            free.release();
        }
    }

    private void discard(@Nullable Connection connection) {
        if (connection != null) {
            readers.discard(connection);
        }
    }

    private static Checksum sum(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            var high = row.getBigDecimal(2).toBigIntegerExact();
            var low = row.getBigDecimal(3).toBigIntegerExact();
            return new Checksum(row.getLong(1), high.shiftLeft(Long.SIZE).add(low));
        }
    }

    private static Failure interrupted(Table table) {
        return Failure.of(CoreFailure.INTERRUPTED)
                .found("the checksum of %s was being computed", table.name())
                .build();
    }

    private static Failure unexpected(Table table, ExecutionException e) {
        return Failure.of(CoreFailure.UNEXPECTED)
                .found("computing the checksum of %s", table.name())
                .cause(e)
                .build();
    }

    private interface Question<T> {

        T ask(Connection connection) throws SQLException;
    }
}
