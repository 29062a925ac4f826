package dev.godwit.postgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * COPY's text form of a value: a backslash stands before what would end it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2">text format</a>
 */
final class CopyText extends OutputStream {

    private final OutputStream to;

    /** @param to gets what is written here, escaped */
    CopyText(OutputStream to) {
        this.to = to;
    }

    /** The value that stands in a part of a row. */
    static byte[] value(byte[] row, int from, int end) {
        var value = new ByteArrayOutputStream(end - from);
        for (int i = from; i < end; i++) {
            value.write(row[i] == '\\' ? unescaped(row[++i]) : row[i]);
        }
        return value.toByteArray();
    }

    /** COPY writes no octal and no hexadecimal digits. */
    private static int unescaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> letter;
        };
    }

    @Override
    public void write(int b) throws IOException {
        switch (b) {
            case '\\' -> escape('\\');
            case '\n' -> escape('n');
            case '\r' -> escape('r');
            case '\t' -> escape('t');
            default -> to.write(b);
        }
    }

    private void escape(char c) throws IOException {
        to.write('\\');
        to.write(c);
    }

    @Override
    public void write(byte[] from, int offset, int size) throws IOException {
        int clean = offset;
        for (int i = offset; i < offset + size; i++) {
            byte b = from[i];
            if (b == '\\' || b == '\n' || b == '\r' || b == '\t') {
                to.write(from, clean, i - clean);
                write(b);
                clean = i + 1;
            }
        }
        to.write(from, clean, offset + size - clean);
    }
}
