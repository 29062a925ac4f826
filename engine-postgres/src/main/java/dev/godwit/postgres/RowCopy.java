package dev.godwit.postgres;

import dev.godwit.core.spi.Tuple;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** Sends rows by COPY, in binary or text, without decoding their values, but for {@link CharText}. */
final class RowCopy {

    private static final int BUFFER_BYTES = 64 * 1024;

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final byte[] NULL_TEXT = {'\\', 'N'};

    private final CopyIn copy;
    private final boolean binary;
    private final Buffer out = new Buffer();
    private final OutputStream escaped = new CopyText(out);
    private boolean first;

    RowCopy(CopyManager manager, String statement, boolean binary) throws SQLException {
        this.copy = manager.copyIn(statement);
        this.binary = binary;
        if (binary) {
            out.write(HEADER, 0, HEADER.length);
        }
    }

    /** Begins a row. */
    void begin(int fields) {
        first = true;
        if (binary) {
            out.writeShort(fields);
        }
    }

    void number(int seq) {
        if (binary) {
            out.writeInt(4);
            out.writeInt(seq);
        } else {
            separate();
            byte[] digits = Integer.toString(seq).getBytes(StandardCharsets.US_ASCII);
            out.write(digits, 0, digits.length);
        }
    }

    /** @param chars rewrites the value's text; null where there is nothing to rewrite */
    void field(Tuple tuple, int field, @Nullable CharText chars) throws SQLException {
        try {
            boolean isNull = tuple.kind(field) == Tuple.Kind.NULL;
            if (!binary) {
                separate();
                if (isNull) {
                    out.write(NULL_TEXT, 0, NULL_TEXT.length);
                } else if (chars == null) {
                    tuple.writeTo(field, escaped);
                } else {
                    escaped.write(chars.rewritten(tuple.bytes(field)));
                }
            } else if (isNull) {
                out.writeInt(-1);
            } else {
                out.writeInt(tuple.length(field));
                tuple.writeTo(field, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends a row. */
    void end() throws SQLException {
        if (!binary) {
            out.write('\n');
        }
        out.rethrow();
    }

    /** Ends the copy; answers with the rows that the server took. */
    long finish() throws SQLException {
        if (binary) {
            out.writeShort(-1);
        }
        out.send();
        out.rethrow();
        return copy.endCopy();
    }

    private void separate() {
        if (!first) {
            out.write('\t');
        }
        first = false;
    }

    /** Gathers small writes; large ones pass in pieces. */
    private final class Buffer extends OutputStream {

        private final byte[] bytes = new byte[BUFFER_BYTES];
        private int length;
        private @Nullable SQLException failed;

        @Override
        public void write(int b) {
            if (length == bytes.length) {
                send();
            }
            bytes[length++] = (byte) b;
        }

        @Override
        public void write(byte[] from, int offset, int size) {
            int done = 0;
            while (done < size) {
                if (length == bytes.length) {
                    send();
                }
                int part = Math.min(size - done, bytes.length - length);
                System.arraycopy(from, offset + done, bytes, length, part);
                length += part;
                done += part;
            }
        }

        void writeShort(int value) {
            write(value >> 8);
            write(value);
        }

        void writeInt(int value) {
            write(value >> 24);
            write(value >> 16);
            write(value >> 8);
            write(value);
        }

        void send() {
            try {
                if (length > 0 && failed == null) {
                    copy.writeToCopy(bytes, 0, length);
                }
            } catch (SQLException e) {
                failed = e;
            }
            length = 0;
        }

        void rethrow() throws SQLException {
            if (failed != null) {
                throw failed;
            }
        }
    }
}
