package dev.godwit.core.spi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A tuple in one array. Each field is a byte for its kind ({@code n} null, {@code u} unsent, {@code t} text, {@code b}
 * binary), for the last two followed by a length of 4 bytes, big-endian, and the value.
 */
public final class PackedTuple implements Tuple {

    private static final int HEADER_BYTES = 5;

    private final byte[] data;
    /** Where each field begins; one more entry for the end. */
    private final int[] starts;

    private PackedTuple(byte[] data, int[] starts) {
        this.data = data;
        this.starts = starts;
    }

    /**
     * Reads a tuple's fields out of an array that is kept, not copied.
     *
     * @param offset where the first field begins
     * @param size how many fields there are
     * @throws IllegalArgumentException when the bytes are not fields
     */
    public static PackedTuple of(byte[] data, int offset, int size) {
        var starts = new int[size + 1];
        int at = offset;
        for (int i = 0; i < size; i++) {
            starts[i] = at;
            at += switch (data[at]) {
                case 'n', 'u' -> 1;
                case 't', 'b' -> HEADER_BYTES + intAt(data, at + 1);
                default -> throw new IllegalArgumentException("unknown kind of field: " + data[at]);
            };
        }
        starts[size] = at;
        return new PackedTuple(data, starts);
    }

    @Override
    public int size() {
        return starts.length - 1;
    }

    @Override
    public Kind kind(int field) {
        return switch (data[starts[field]]) {
            case 'n' -> Kind.NULL;
            case 'u' -> Kind.UNSENT;
            case 't' -> Kind.TEXT;
            default -> Kind.BINARY;
        };
    }

    @Override
    public int length(int field) {
        return Math.max(0, starts[field + 1] - starts[field] - HEADER_BYTES);
    }

    @Override
    public byte[] bytes(int field) {
        return Arrays.copyOfRange(data, starts[field] + HEADER_BYTES, starts[field + 1]);
    }

    @Override
    public void writeTo(int field, OutputStream out) throws IOException {
        out.write(data, starts[field] + HEADER_BYTES, length(field));
    }

    @Override
    public long heapBytes() {
        return packedLength() + 4L * starts.length;
    }

    /** Where the packed fields end in the array that was given. */
    public int end() {
        return starts[size()];
    }

    /** Bytes of all fields with their headers. */
    public int packedLength() {
        return end() - starts[0];
    }

    /** Writes all fields in the form that {@link #of} reads. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(data, starts[0], packedLength());
    }

    private static int intAt(byte[] data, int at) {
        return ByteBuffer.wrap(data).getInt(at);
    }
}
