package dev.godwit.pipeline;

import dev.godwit.core.spi.PackedTuple;
import dev.godwit.core.spi.Tuple;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Reads a spill file from front to back; large tuples stay in it until their values are wanted. */
final class SpillReader {

    /** A tuple above this is not loaded whole. */
    static final int LARGE_TUPLE_BYTES = 1 << 20;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(256 << 10).limit(0);
    /** Where the file is read next; the buffer ends there. */
    private long filePosition;

    SpillReader(FileChannel file) {
        this.file = file;
    }

    /** Offset of the next byte that is read. */
    long position() {
        return filePosition - buffer.remaining();
    }

    void seek(long position) {
        buffer.limit(0);
        filePosition = position;
    }

    byte readByte() throws IOException {
        return need(1).get();
    }

    int readInt() throws IOException {
        return need(4).getInt();
    }

    long readLong() throws IOException {
        return need(8).getLong();
    }

    /** What {@link java.io.DataOutputStream#writeUTF} wrote, for plain characters. */
    String readText() throws IOException {
        return new String(readBytes(need(2).getShort() & 0xffff), StandardCharsets.UTF_8);
    }

    byte[] readBytes(int size) throws IOException {
        var bytes = new byte[size];
        readFully(bytes);
        return bytes;
    }

    Tuple readTuple() throws IOException {
        int size = readInt();
        long packed = readLong();
        if (packed > LARGE_TUPLE_BYTES) {
            long start = position();
            seek(start + packed);
            return FileTuple.at(file, start, size);
        }
        return PackedTuple.of(readBytes((int) packed), 0, size);
    }

    private void readFully(byte[] bytes) throws IOException {
        int done = 0;
        while (done < bytes.length) {
            int part = Math.min(bytes.length - done, need(1).remaining());
            buffer.get(bytes, done, part);
            done += part;
        }
    }

    /** The buffer with at least so many bytes in it. */
    private ByteBuffer need(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return buffer;
        }
        buffer.compact();
        while (buffer.position() < bytes) {
            int read = file.read(buffer, filePosition);
            if (read < 0) {
                throw new EOFException("spill file is shorter than written");
            }
            filePosition += read;
        }
        return buffer.flip();
    }
}
