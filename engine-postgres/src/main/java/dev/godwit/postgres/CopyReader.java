package dev.godwit.postgres;

import dev.godwit.core.TableName;
import dev.godwit.core.spi.ChunkReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/**
 * Passes the driver's rows on in portions of one size: small rows are gathered and large ones are cut, since COPY takes its
 * bytes in any portions.
 *
 * <p>Memory: {@value #PORTION_BYTES} bytes and one row as the driver read it, so N bytes for a row of N; the loader holds
 * nothing. A row is cut, though that copies its bytes once more, because a caller's variable would keep the whole of it
 * while the driver reads the next.
 */
final class CopyReader implements ChunkReader {

    private static final int PORTION_BYTES = 64 * 1024;

    private final TableName table;
    private final CopyOut copy;
    private final @Nullable CharRows chars;
    private final Connection connection;
    private final ConnectionPool pool;
    private final SnapshotKeeper keeper;
    private final byte[] portion = new byte[PORTION_BYTES];
    private int filled;
    /** What did not fit; its bytes from {@code rowOffset} on come next. */
    private byte @Nullable [] row;

    private long rows;
    private int rowOffset;
    private boolean ended;
    private boolean closed;

    /** @param chars rewrites each row; null when nothing is to be rewritten */
    CopyReader(
            TableName table,
            CopyOut copy,
            @Nullable CharRows chars,
            Connection connection,
            ConnectionPool pool,
            SnapshotKeeper keeper) {
        this.table = table;
        this.copy = copy;
        this.chars = chars;
        this.connection = connection;
        this.pool = pool;
        this.keeper = keeper;
    }

    @Override
    public byte @Nullable [] next() {
        while (!ended) {
            if (row == null && !readRow()) {
                break;
            }
            byte[] full = take();
            if (full != null) {
                return full;
            }
        }
        return filled == 0 ? null : flush();
    }

    /** Moves on with the row; answers with what is ready to be passed on. */
    private byte @Nullable [] take() {
        byte[] current = Objects.requireNonNull(row);
        int length = Math.min(PORTION_BYTES - filled, current.length - rowOffset);
        System.arraycopy(current, rowOffset, portion, filled, length);
        filled += length;
        rowOffset += length;
        if (rowOffset == current.length) {
            row = null;
        }
        return filled == PORTION_BYTES ? flush() : null;
    }

    private byte[] flush() {
        byte[] full = filled == PORTION_BYTES ? portion : Arrays.copyOf(portion, filled);
        filled = 0;
        return full;
    }

    private boolean readRow() {
        try {
            byte[] read = copy.readFromCopy();
            row = chars == null || read == null ? read : chars.rewritten(read);
        } catch (SQLException e) {
            throw Errors.failure("reading " + table, e);
        }
        rowOffset = 0;
        ended = row == null;
        rows += ended ? 0 : 1;
        if (ended) {
            // The locks must have held until the last row, or other tables' rows may have moved meanwhile.
            keeper.check();
        }
        return !ended;
    }

    @Override
    public long rows() {
        return rows;
    }

    /** A reader that is closed before its end gives up its connection. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (ended) {
            pool.giveBack(connection);
        } else {
            pool.discard(connection);
        }
    }
}
