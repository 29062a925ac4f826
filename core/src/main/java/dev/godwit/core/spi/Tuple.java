package dev.godwit.core.spi;

import java.io.IOException;
import java.io.OutputStream;

/** Fields of a row as they came, undecoded; in the order of the relation's columns. */
public interface Tuple {

    /** How a field is given. */
    enum Kind {
        NULL,
        /** The value did not change and was not sent. */
        UNSENT,
        TEXT,
        BINARY
    }

    int size();

    Kind kind(int field);

    /** Bytes of a TEXT or BINARY field, 0 otherwise. */
    int length(int field);

    /** A copy of the value's bytes; only for fields known to be small, such as keys. */
    byte[] bytes(int field);

    /** Writes the value's bytes without holding all of them in memory where they are large. */
    void writeTo(int field, OutputStream out) throws IOException;

    /** Memory this tuple holds, in bytes; small when its values wait on disk. */
    long heapBytes();
}
