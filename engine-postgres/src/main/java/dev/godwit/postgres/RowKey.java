package dev.godwit.postgres;

import dev.godwit.core.spi.Tuple;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Some fields of a row as bytes, or for large ones a hash of them, to find rows that are the same. */
final class RowKey {

    private static final int LARGE = 8_192;

    private final byte[] bytes;
    private final int hash;

    private RowKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    static RowKey of(Tuple tuple, int[] fields) {
        long length = 0;
        for (int field : fields) {
            length += 5 + tuple.length(field);
        }
        if (length > LARGE) {
            return digest(tuple, fields);
        }
        var buffer = ByteBuffer.allocate((int) length);
        for (int field : fields) {
            buffer.put(kind(tuple, field)).putInt(tuple.length(field));
            if (tuple.length(field) > 0) {
                buffer.put(tuple.bytes(field));
            }
        }
        return new RowKey(buffer.array());
    }

    private static RowKey digest(Tuple tuple, int[] fields) {
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            for (int field : fields) {
                out.write(kind(tuple, field));
                out.write(ByteBuffer.allocate(4).putInt(tuple.length(field)).array());
                if (tuple.length(field) > 0) {
                    tuple.writeTo(field, out);
                }
            }
            return new RowKey(out.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte kind(Tuple tuple, int field) {
        return switch (tuple.kind(field)) {
            case NULL -> 'n';
            case UNSENT -> 'u';
            case TEXT -> 't';
            case BINARY -> 'b';
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey key && hash == key.hash && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
