package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.Position;
import dev.godwit.core.spi.Chunk;
import dev.godwit.core.spi.ChunkLoader;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Writes one chunk by COPY. Holds no bytes beyond the driver's buffer of some kilobytes: what is written goes out. */
final class CopyLoader implements ChunkLoader {

    private final Chunk chunk;
    private final long epoch;
    private final CopyIn copy;
    private final Connection connection;
    private final ConnectionPool pool;
    private final TargetProgress progress;
    private long bytes;
    private boolean closed;

    CopyLoader(
            Chunk chunk, long epoch, CopyIn copy, Connection connection, ConnectionPool pool, TargetProgress progress) {
        this.chunk = chunk;
        this.epoch = epoch;
        this.copy = copy;
        this.connection = connection;
        this.pool = pool;
        this.progress = progress;
    }

    @Override
    public void write(byte[] rows) {
        try {
            copy.writeToCopy(rows, 0, rows.length);
            bytes += rows.length;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public long commit(@Nullable Position snapshot) {
        try {
            long rows = copy.endCopy();
            var done = new LoadedChunk(chunk.table().name(), chunk.index(), chunk.of(), snapshot, rows, bytes);
            progress.note(connection, epoch, done);
            connection.commit();
            connection.setAutoCommit(true);
            closed = true;
            pool.giveBack(connection);
            return rows;
        } catch (SQLException e) {
            throw failure(e);
        } catch (Failure e) {
            close();
            throw e;
        }
    }

    /** Without a commit the connection ends, and the server undoes all. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pool.discard(connection);
        }
    }

    private Failure failure(SQLException e) {
        close();
        return LoadErrors.failure(chunk.table(), e);
    }
}
