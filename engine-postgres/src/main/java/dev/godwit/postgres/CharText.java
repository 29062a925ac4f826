package dev.godwit.postgres;

import dev.godwit.core.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the text of values that are "char", or hold it on any level: a byte beyond 127, which servers before version 15
 * print as it is and which is no text in UTF8, becomes {@code \ooo}, as newer ones print and read it. All else stays.
 *
 * <p>Arrays, composites and ranges are taken apart where they hold such a byte, since each level doubles backslashes.
 *
 * @see <a href="https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-IO-SYNTAX">quoting in composites</a>
 */
final class CharText {

    private final TypeGraph types;
    private final long type;

    private CharText(TypeGraph types, long type) {
        this.types = types;
        this.type = type;
    }

    /** For values of a type; null when it holds no "char". */
    static @Nullable CharText of(TypeGraph types, long type) {
        return holdsChar(types, type) ? new CharText(types, type) : null;
    }

    static boolean holdsChar(TypeGraph types, long type) {
        return types.within(type, CharText::isChar);
    }

    private static boolean isChar(TypeDetail type) {
        return type.isBuiltIn() && type.name().equals("char");
    }

    /** The same array when there is nothing to rewrite. */
    byte[] rewritten(byte[] text) {
        return rewritten(type, text);
    }

    private byte[] rewritten(long oid, byte[] text) {
        if (isAscii(text)) {
            return text;
        }
        TypeDetail detail = types.type(oid);
        return switch (detail.kind()) {
            case BASE -> isChar(detail) ? octal(text) : text;
            case ENUM -> text;
            case DOMAIN -> rewritten(detail.inner(), text);
            case ARRAY -> array(detail, text);
            case COMPOSITE -> composite(detail, text);
            case RANGE -> range(detail, text);
            case MULTIRANGE -> multirange(detail, text);
        };
    }

    /** What has more than a byte was converted on the source, from an encoding that is not known here. */
    private static byte[] octal(byte[] text) {
        if (text.length != 1) {
            throw Failure.of(PostgresFinding.CHAR_BEYOND_ASCII)
                    .found("a \"char\" beyond 127 came in an encoding that is neither UTF8 nor SQL_ASCII")
                    .build();
        }
        return "\\%03o".formatted(text[0] & 0xFF).getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] array(TypeDetail array, byte[] text) {
        var parts = new Parts(text);
        parts.copyUntil("{"); // bounds such as [0:1]=
        while (parts.more()) {
            parts.copyAll("{},");
            part(parts, array.inner(), "},");
        }
        return parts.result();
    }

    private byte[] composite(TypeDetail composite, byte[] text) {
        var parts = new Parts(text);
        for (TypeDetail.Field field : composite.fields()) {
            parts.copy(); // a parenthesis or a comma
            part(parts, field.type(), ",)");
        }
        parts.copy();
        return parts.result();
    }

    private byte[] range(TypeDetail range, byte[] text) {
        var parts = new Parts(text);
        for (int bound = 0; bound < 2; bound++) {
            parts.copy(); // a bracket or a comma
            part(parts, range.inner(), ",)]");
        }
        parts.copy();
        return parts.result();
    }

    /** Its ranges stand in it without quotes of their own. */
    private byte[] multirange(TypeDetail multirange, byte[] text) {
        long bound = types.type(multirange.inner()).inner();
        var parts = new Parts(text);
        while (parts.more()) {
            parts.copyAll("{}[](),");
            part(parts, bound, ",)]");
        }
        return parts.result();
    }

    private void part(Parts parts, long oid, String ends) {
        byte[] value = parts.next(ends);
        parts.write(value, rewritten(oid, value));
    }

    private static boolean isAscii(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** A text that is read part by part and written anew. */
    private static final class Parts {

        private final byte[] text;
        private final ByteArrayOutputStream out;
        private int at;
        private int from;

        private Parts(byte[] text) {
            this.text = text;
            this.out = new ByteArrayOutputStream(text.length + 16);
        }

        boolean more() {
            return at < text.length;
        }

        byte[] result() {
            return out.toByteArray();
        }

        void copy() {
            out.write(text[at++]);
        }

        void copyAll(String bytes) {
            while (more() && bytes.indexOf(text[at]) >= 0) {
                copy();
            }
        }

        void copyUntil(String bytes) {
            while (more() && bytes.indexOf(text[at]) < 0) {
                copy();
            }
        }

        /** What stands before one of these bytes, its quotes and backslashes taken off. */
        byte[] next(String ends) {
            var value = new ByteArrayOutputStream();
            boolean quoted = false;
            from = at;
            while (more() && (quoted || ends.indexOf(text[at]) < 0)) {
                byte b = text[at++];
                if (b == '\\') {
                    value.write(text[at++]);
                } else if (b != '"') {
                    value.write(b);
                } else if (quoted && more() && text[at] == '"') {
                    value.write(text[at++]);
                } else {
                    quoted = !quoted;
                }
            }
            return value.toByteArray();
        }

        /** Writes the part that was read last: as it stood, or what became of it. */
        void write(byte[] before, byte[] after) {
            if (Arrays.equals(before, after)) {
                out.write(text, from, at - from);
                return;
            }
            out.write('"');
            for (byte b : after) {
                if (b == '"' || b == '\\') {
                    out.write('\\');
                }
                out.write(b);
            }
            out.write('"');
        }
    }
}
