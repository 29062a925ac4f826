package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Position;
import dev.godwit.core.spi.Change;
import dev.godwit.core.spi.ChangeReader;
import dev.godwit.core.spi.ChangeSink;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import org.postgresql.replication.fluent.logical.ChainedLogicalStreamBuilder;

/** Reads a slot by the replication protocol. */
final class PgoutputReader implements ChangeReader {

    /** What one poll hands out at most, so that its caller can look at its queue. */
    private static final long POLL_BYTES = 4L << 20;

    /** Who has no room for changes looks again after this long. */
    private static final long FULL_NANOS = 1_000_000;
    /** Without changes each look costs processor time: the pause grows to this part of the time without any. */
    private static final int IDLE_PART = 20;

    private static final long LONGEST_IDLE_NANOS = 50_000_000;
    private static final long STATUS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PgConnection connection;
    private final PGReplicationStream stream;
    private final StreamedTables tables;
    private final PgoutputDecoder decoder;
    private final SpilledTransactions spilled;
    private final long statusNanos;
    private final AtomicLong acknowledged;
    private @Nullable SpillReplay replay;
    private volatile long received;
    private long sent;
    private long lastStatus = System.nanoTime();
    private long lastData = System.nanoTime();
    private boolean inTransaction;

    PgoutputReader(
            Sessions sessions,
            String slot,
            Map<String, String> options,
            StreamedTables tables,
            Path work,
            Position from,
            Position keep)
            throws SQLException {
        this.tables = tables;
        this.decoder = new PgoutputDecoder(tables);
        this.spilled = new SpilledTransactions(work);
        this.acknowledged = new AtomicLong(keep.order());
        this.received = from.order();
        this.sent = keep.order();
        this.connection = sessions.openReplication();
        try {
            this.statusNanos = Math.min(STATUS_NANOS, senderTimeout(connection).toNanos() / 3);
            this.stream = start(connection, slot, options, from);
        } catch (SQLException e) {
            connection.close();
            throw failure(e);
        }
    }

    @Override
    public void poll(ChangeSink sink, boolean accept) {
        try {
            answer();
            if (!accept) {
                LockSupport.parkNanos(FULL_NANOS);
                return;
            }
            if (replay != null && !replayed(replay, sink)) {
                return;
            }
            pause(read(sink));
        } catch (SQLException e) {
            throw failure(e);
        } catch (OutOfMemoryError e) {
            throw Failure.of(CoreFailure.ROW_TOO_LARGE)
                    .found(
                            "a changed row does not fit into a heap of %d MB",
                            Runtime.getRuntime().maxMemory() >> 20)
                    .cause(e)
                    .build();
        }
    }

    @Override
    public void acknowledge(Position applied) {
        acknowledged.accumulateAndGet(applied.order(), (a, b) -> Long.compareUnsigned(a, b) >= 0 ? a : b);
    }

    @Override
    public Position received() {
        return Lsn.position(received);
    }

    @Override
    public void close() {
        try (connection;
                tables;
                spilled) {
            if (replay != null) {
                replay.close();
            }
            stream.close();
        } catch (SQLException e) {
            // The connection is gone; the slot keeps what was not acknowledged.
            return;
        }
    }

    /** Reads until nothing is left or enough was handed out; answers with the bytes read. */
    private long read(ChangeSink sink) throws SQLException {
        long bytes = 0;
        while (bytes < POLL_BYTES) {
            ByteBuffer message = stream.readPending();
            if (message == null) {
                if (!inTransaction) {
                    reached(stream.getLastReceiveLSN().asLong());
                }
                break;
            }
            bytes += message.remaining();
            take(message, sink);
            if (replay != null && !replayed(replay, sink)) {
                break;
            }
            if (dueForStatus()) {
                answer();
            }
        }
        return bytes;
    }

    private void take(ByteBuffer message, ChangeSink sink) {
        switch (message.get(message.position())) {
            case 'S' -> {
                message.get();
                spilled.start(message.getInt());
            }
            case 'E' -> spilled.stop();
            case 'A' -> {
                message.get();
                spilled.abort(message.getInt(), message.getInt());
            }
            case 'c' -> {
                message.get();
                int xid = message.getInt();
                var begin = new Change.Begin(Lsn.position(message.getLong(message.position() + 1)));
                replay = spilled.commit(xid, begin, PgoutputDecoder.commit(message));
            }
            case 'B' -> {
                inTransaction = true;
                decoder.decode(message, sink);
            }
            case 'C' -> {
                decoder.decode(message, sink);
                inTransaction = false;
            }
            default -> {
                if (spilled.inBlock()) {
                    spilled.add(message);
                } else {
                    decoder.decode(message, sink);
                }
            }
        }
    }

    private boolean replayed(SpillReplay waiting, ChangeSink sink) {
        if (!waiting.deliver(decoder, sink, POLL_BYTES)) {
            return false;
        }
        replay = null;
        return true;
    }

    private void reached(long lsn) {
        if (Long.compareUnsigned(lsn, received) > 0) {
            received = lsn;
        }
    }

    private boolean dueForStatus() {
        return System.nanoTime() - lastStatus >= statusNanos;
    }

    /** Tells the source what may be forgotten, and that we live. */
    private void answer() throws SQLException {
        long applied = acknowledged.get();
        if (applied == sent && !dueForStatus()) {
            return;
        }
        LogSequenceNumber lsn = LogSequenceNumber.valueOf(applied);
        stream.setFlushedLSN(lsn);
        stream.setAppliedLSN(lsn);
        if (dueForStatus() || System.nanoTime() - lastStatus > statusNanos / 10) {
            stream.forceUpdateStatus();
            lastStatus = System.nanoTime();
            sent = applied;
        }
    }

    /** Under load a longer pause lets the source send in bulk; without, a change is seen at once. */
    private void pause(long bytes) {
        long now = System.nanoTime();
        if (bytes == 0) { // the driver has waited a millisecond for data already
            LockSupport.parkNanos(Math.min((now - lastData) / IDLE_PART, LONGEST_IDLE_NANOS));
            return;
        }
        lastData = now;
        if (bytes < POLL_BYTES && bytes > 16_384) {
            LockSupport.parkNanos(bytes > 131_072 ? 2_000_000 : 500_000);
        }
    }

    private static PGReplicationStream start(
            PgConnection connection, String slot, Map<String, String> options, Position from) throws SQLException {
        ChainedLogicalStreamBuilder builder = connection
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(slot)
                .withStartPosition(ReplicationSlot.lsn(from))
                .withAutomaticFlush(false)
                .withStatusInterval(1, TimeUnit.SECONDS);
        for (var option : options.entrySet()) {
            builder.withSlotOption(option.getKey(), option.getValue());
        }
        return builder.start();
    }

    private static Duration senderTimeout(PgConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT setting::int8 FROM pg_catalog.pg_settings WHERE name = 'wal_sender_timeout'")) {
            long millis = row.next() ? row.getLong(1) : 0;
            return millis <= 0 ? Duration.ofMinutes(1) : Duration.ofMillis(millis);
        }
    }

    private static Failure failure(SQLException e) {
        boolean lost = Errors.state(e).equals("55000") || Errors.words(e).contains("has already been removed");
        if (lost) {
            return Failure.of(PostgresFailure.SLOT_LOST)
                    .found("%s", Errors.words(e))
                    .cause(e)
                    .build();
        }
        return Errors.failure("reading changes", e);
    }
}
