package dev.godwit.pipeline;

import dev.godwit.core.spi.Tuple;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A large tuple whose values wait in a file. */
final class FileTuple implements Tuple {

    private static final int PIECE_BYTES = 64 << 10;
    private static final int HEADER_BYTES = 5;

    private final FileChannel file;
    private final Kind[] kinds;
    private final long[] starts;
    private final int[] lengths;

    private FileTuple(FileChannel file, int size) {
        this.file = file;
        this.kinds = new Kind[size];
        this.starts = new long[size];
        this.lengths = new int[size];
    }

    /** Reads the headers of {@code size} packed fields that begin at {@code position}. */
    static FileTuple at(FileChannel file, long position, int size) throws IOException {
        var tuple = new FileTuple(file, size);
        var header = ByteBuffer.allocate(HEADER_BYTES);
        long at = position;
        for (int i = 0; i < size; i++) {
            readFully(file, header.clear().limit(1), at);
            byte kind = header.get(0);
            boolean value = kind == 't' || kind == 'b';
            if (value) {
                readFully(file, header.clear(), at);
                tuple.lengths[i] = header.getInt(1);
            }
            tuple.kinds[i] = kind(kind);
            tuple.starts[i] = at + HEADER_BYTES;
            at += value ? (long) HEADER_BYTES + tuple.lengths[i] : 1;
        }
        return tuple;
    }

    private static Kind kind(byte kind) {
        return switch (kind) {
            case 'n' -> Kind.NULL;
            case 'u' -> Kind.UNSENT;
            case 't' -> Kind.TEXT;
            default -> Kind.BINARY;
        };
    }

    @Override
    public int size() {
        return kinds.length;
    }

    @Override
    public Kind kind(int field) {
        return kinds[field];
    }

    @Override
    public int length(int field) {
        return lengths[field];
    }

    @Override
    public byte[] bytes(int field) {
        var bytes = new byte[lengths[field]];
        try {
            readFully(file, ByteBuffer.wrap(bytes), starts[field]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    @Override
    public void writeTo(int field, OutputStream out) throws IOException {
        var piece = new byte[Math.min(PIECE_BYTES, lengths[field])];
        int done = 0;
        while (done < lengths[field]) {
            int part = Math.min(piece.length, lengths[field] - done);
            readFully(file, ByteBuffer.wrap(piece, 0, part), starts[field] + done);
            out.write(piece, 0, part);
            done += part;
        }
    }

    @Override
    public long heapBytes() {
        return 64L + 24L * kinds.length;
    }

    private static void readFully(FileChannel file, ByteBuffer into, long position) throws IOException {
        int from = into.position();
        while (into.hasRemaining()) {
            if (file.read(into, position + into.position() - from) < 0) {
                throw new EOFException("spill file is shorter than written");
            }
        }
    }
}
