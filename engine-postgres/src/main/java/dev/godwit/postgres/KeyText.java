package dev.godwit.postgres;

import dev.godwit.core.spi.RowRef;
import dev.godwit.core.spi.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The key of a row in the stream as text, where that is simple; who wants to look at some rows takes others. */
final class KeyText {

    private static final int LONGEST = 200;
    private static final String BETWEEN = "\u0001";

    private KeyText() {}

    /** Null where the row has no key, or one that is not read here. */
    static @Nullable RowRef of(Route route, Tuple row) {
        if (!route.keyed()) {
            return null;
        }
        var key = new ArrayList<String>(route.keyFields().length);
        for (int field : route.keyFields()) {
            String text = text(route.column(field).type(), row, field);
            if (text == null) {
                return null;
            }
            key.add(text);
        }
        return new RowRef(key, String.join(BETWEEN, key));
    }

    private static @Nullable String text(String type, Tuple row, int field) {
        if (row.length(field) > LONGEST) {
            return null;
        }
        return switch (row.kind(field)) {
            case NULL, UNSENT -> null;
            case TEXT -> new String(row.bytes(field), StandardCharsets.UTF_8);
            case BINARY -> binary(type, row.bytes(field));
        };
    }

    private static @Nullable String binary(String type, byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        if (type.equals("text") || type.startsWith("character varying")) {
            return new String(value, StandardCharsets.UTF_8);
        }
        return switch (type) {
            case "smallint" -> Short.toString(bytes.getShort());
            case "integer" -> Integer.toString(bytes.getInt());
            case "bigint" -> Long.toString(bytes.getLong());
            case "uuid" -> new UUID(bytes.getLong(), bytes.getLong()).toString();
            default -> null;
        };
    }
}
