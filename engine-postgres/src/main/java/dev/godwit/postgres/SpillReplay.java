package dev.godwit.postgres;

import dev.godwit.core.spi.Change;
import dev.godwit.core.spi.ChangeSink;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Hands out a committed transaction that waited in a file, piece by piece. */
final class SpillReplay implements AutoCloseable {

    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path file;
    private final Set<Integer> rolledBack;
    private final Change.Begin begin;
    private final Change.Commit commit;
    private final DataInputStream in;
    private long left;
    private boolean begun;

    SpillReplay(Path file, Set<Integer> rolledBack, Change.Begin begin, Change.Commit commit) throws IOException {
        this.file = file;
        this.rolledBack = rolledBack;
        this.begin = begin;
        this.commit = commit;
        this.left = Files.size(file);
        this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
    }

    /**
     * Delivers some changes.
     *
     * @param maxBytes after which it stops
     * @return whether that was all, with the commit
     */
    boolean deliver(PgoutputDecoder decoder, ChangeSink sink, long maxBytes) {
        if (!begun) {
            sink.accept(begin);
            begun = true;
        }
        try {
            long delivered = 0;
            while (left > 0 && delivered < maxBytes) {
                int subtransaction = in.readInt();
                int length = in.readInt();
                left -= 8 + length;
                delivered += next(subtransaction, length, decoder, sink);
            }
        } catch (IOException e) {
            throw SpilledTransactions.failure(e);
        }
        if (left > 0) {
            return false;
        }
        sink.accept(commit);
        close();
        return true;
    }

    private int next(int subtransaction, int length, PgoutputDecoder decoder, ChangeSink sink) throws IOException {
        in.mark(1);
        boolean describes = in.read() == 'R'; // holds for what follows, also when its subtransaction was rolled back
        in.reset();
        if (rolledBack.contains(subtransaction) && !describes) {
            in.skipNBytes(length);
            return 0;
        }
        var message = new byte[length];
        in.readFully(message);
        decoder.decode(ByteBuffer.wrap(message), sink);
        return length;
    }

    @Override
    public void close() {
        try {
            in.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw SpilledTransactions.failure(e);
        }
    }
}
