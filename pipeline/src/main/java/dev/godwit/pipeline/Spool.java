package dev.godwit.pipeline;

import dev.godwit.core.Failure;
import dev.godwit.core.OwnFiles;
import dev.godwit.core.spi.Change;
import dev.godwit.core.spi.ChangeSink;
import dev.godwit.core.spi.Tuple;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A queue of changes between the one thread that reads them and the one that applies them. What memory cannot hold waits
 * in a file, so that a slow target never makes the source wait. Nothing in it has to survive the process.
 *
 * <p>Order: the memory queue comes before the file. Once something is in the file, everything new goes there until it
 * has been read to its end.
 */
final class Spool implements ChangeSink, AutoCloseable {

    private static final long EVENT_BYTES = 64;
    private static final int PIECE_BYTES = 256 << 10;

    private final FileChannel file;
    private final DataOutputStream out;
    private final SpillReader in;
    private final ChangeCodec codec = new ChangeCodec();
    private final Deque<Change> memory = new ArrayDeque<>();
    private final long memoryLimitBytes;
    private final long fileLimitBytes;

    private long memoryBytes;
    private long writtenBytes;
    private boolean unflushed;
    private long events;
    private long rows;
    private @Nullable Failure failure;

    /**
     * @param folder for the file, which is gone when the spool is closed or the process ends
     * @param memoryLimitBytes above this, changes go to the file
     * @param fileLimitBytes above this, {@link #hasRoom} is false
     */
    Spool(Path folder, long memoryLimitBytes, long fileLimitBytes) {
        this.memoryLimitBytes = memoryLimitBytes;
        this.fileLimitBytes = fileLimitBytes;
        try {
            file = FileChannel.open(
                    Files.createTempFile(folder, "changes", ".spool"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw diskFailure(e);
        }
        out = new DataOutputStream(new BufferedOutputStream(new Appender(), PIECE_BYTES));
        in = new SpillReader(file);
    }

    @Override
    public synchronized void accept(Change change) {
        events++;
        rows += rows(change);
        long bytes = bytes(change);
        boolean fileInUse = in.position() < writtenBytes || unflushed;
        if (fileInUse || memoryBytes + bytes > memoryLimitBytes || bytes > SpillReader.LARGE_TUPLE_BYTES) {
            try {
                codec.write(change, out);
                unflushed = true;
            } catch (IOException e) {
                throw diskFailure(e);
            }
        } else {
            memory.addLast(change);
            memoryBytes += bytes;
        }
        notifyAll();
    }

    /** The next change, or null when none came in time. */
    synchronized @Nullable Change poll(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (isEmpty()) {
            if (failure != null) {
                throw failure;
            }
            long leftMillis = (end - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return null;
            }
            wait(leftMillis);
        }
        return next();
    }

    private Change next() {
        Change change = memory.pollFirst();
        if (change != null) {
            memoryBytes -= bytes(change);
            return change;
        }
        try {
            if (unflushed) {
                out.flush();
                unflushed = false;
            }
            return codec.read(in);
        } catch (IOException e) {
            throw diskFailure(e);
        }
    }

    /** Everything polled until now is applied: the file may forget it. */
    synchronized void release() {
        if (writtenBytes > 0 && in.position() >= writtenBytes && !unflushed) {
            try {
                file.truncate(0);
            } catch (IOException e) {
                throw diskFailure(e);
            }
            writtenBytes = 0;
            in.seek(0);
        }
    }

    synchronized boolean isEmpty() {
        return memory.isEmpty() && !unflushed && in.position() >= writtenBytes;
    }

    synchronized boolean hasRoom() {
        return writtenBytes < fileLimitBytes;
    }

    /** Events ever accepted. */
    synchronized long events() {
        return events;
    }

    /** Row changes ever accepted; an emptied table counts as one. */
    synchronized long rows() {
        return rows;
    }

    /** The reader has failed: thrown to who polls, after all that came before. */
    synchronized void fail(Failure cause) {
        failure = cause;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw diskFailure(e);
        }
    }

    private static long rows(Change change) {
        return switch (change) {
            case Change.Begin b -> 0;
            case Change.Commit c -> 0;
            case Change.Insert i -> 1;
            case Change.Update u -> 1;
            case Change.Delete d -> 1;
            case Change.Truncate truncate -> truncate.relations().size();
            case Change.Definition d -> 0;
            case Change.Altered a -> 0;
        };
    }

    private static long bytes(Change change) {
        return switch (change) {
            case Change.Begin b -> EVENT_BYTES;
            case Change.Commit c -> EVENT_BYTES;
            case Change.Insert insert -> EVENT_BYTES + insert.row().heapBytes();
            case Change.Update update ->
                EVENT_BYTES + heap(update.old()) + update.row().heapBytes();
            case Change.Delete delete -> EVENT_BYTES + delete.old().heapBytes();
            case Change.Truncate t -> EVENT_BYTES;
            case Change.Definition definition ->
                EVENT_BYTES
                        + definition.details().values().stream()
                                .mapToLong(String::length)
                                .sum();
            case Change.Altered a -> EVENT_BYTES;
        };
    }

    private static long heap(@Nullable Tuple tuple) {
        return tuple == null ? 0 : tuple.heapBytes();
    }

    private static Failure diskFailure(IOException e) {
        return OwnFiles.failure("a file for waiting changes", e);
    }

    /** Appends to the file, wherever it ends now. */
    private final class Appender extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        /** In pieces, since the channel copies what it writes outside the heap. */
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int end = offset + length;
            for (int at = offset; at < end; ) {
                int piece = Math.min(PIECE_BYTES, end - at);
                int written = file.write(ByteBuffer.wrap(bytes, at, piece), writtenBytes);
                writtenBytes += written;
                at += written;
            }
        }
    }
}
