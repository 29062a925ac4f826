package dev.godwit.postgres;

import dev.godwit.core.spi.Tuple;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What rows have in common that are written by one statement.
 *
 * @param route where they go
 * @param op what is done
 * @param sent fields of the new row that were sent; null when all
 * @param formats how the fields are sent, as {@link Route#formats()}
 * @param ordered whether rows are numbered, to be written one by one
 */
record Shape(Route route, NetRow.Op op, @Nullable BitSet sent, String formats, boolean ordered) {

    static Shape of(Route route, NetRow row, boolean ordered) {
        Tuple after = row.row();
        return new Shape(route, row.op(), after == null ? null : sent(route, after), route.formats(), ordered);
    }

    private static @Nullable BitSet sent(Route route, Tuple row) {
        if (!route.lacks(row)) {
            return null;
        }
        var sent = new BitSet(row.size());
        for (int field : route.fields()) {
            if (row.kind(field) != Tuple.Kind.UNSENT) {
                sent.set(field);
            }
        }
        return sent;
    }

    /** Fields by which the row is found; those of the old row. */
    int[] oldFields() {
        return switch (op) {
            case INSERT -> new int[0];
            case DELETE, UPDATE, MOVE -> route.keyed() ? route.keyFields() : route.fields();
        };
    }

    /** Fields that are written. */
    int[] newFields() {
        return switch (op) {
            case DELETE -> new int[0];
            case INSERT, MOVE -> sentFields();
            case UPDATE ->
                Arrays.stream(sentFields())
                        .filter(field -> !route.column(field).key())
                        .toArray();
        };
    }

    /** Fields of the new row that the target keeps. */
    int[] keptFields() {
        return Arrays.stream(route.fields())
                .filter(field -> sent != null && !sent.get(field))
                .toArray();
    }

    private int[] sentFields() {
        BitSet some = sent;
        return some == null
                ? route.fields()
                : Arrays.stream(route.fields()).filter(some::get).toArray();
    }

    /** Whether rows travel in COPY's binary form; in text when no value has come in binary. */
    boolean binary() {
        return formats.indexOf('b') >= 0;
    }

    /** Whether a field's value is text within rows that are binary: it is cast by the server. */
    boolean cast(int field) {
        return binary() && formats.charAt(field) == 't';
    }

    /** Whether rows can be copied into the table itself. */
    boolean direct() {
        return op == NetRow.Op.INSERT
                && !ordered
                && Arrays.stream(route.fields()).noneMatch(this::cast);
    }
}
