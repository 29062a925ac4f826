package dev.godwit.postgres;

import dev.godwit.core.spi.Relation;
import dev.godwit.core.spi.Tuple;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How the fields of a relation's tuples reach the columns of a table. */
final class Route {

    private static final char UNKNOWN = '?';
    private static final char TEXT = 't';
    private static final char BINARY = 'b';

    private final int id;
    private final TargetTable table;
    private final boolean wholeRows;
    private final TargetTable.@Nullable Column[] columns;
    private final int[] fields;
    private final int[] keyFields;
    /** How each field is sent: a type's form is always the same; unknown until a value was seen. */
    private final char[] formats;

    private boolean allKnown;

    Route(int id, TargetTable table, Relation relation) {
        this.id = id;
        this.table = table;
        this.wholeRows = relation.wholeRows();
        this.columns = new TargetTable.Column[relation.columns().size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = table.columns().get(relation.columns().get(i).name()); // null when the target computes it
        }
        this.fields = IntStream.range(0, columns.length)
                .filter(i -> columns[i] != null)
                .toArray();
        this.keyFields = Arrays.stream(fields).filter(i -> column(i).key()).toArray();
        this.formats = new char[columns.length];
        Arrays.fill(formats, UNKNOWN);
    }

    int id() {
        return id;
    }

    TargetTable table() {
        return table;
    }

    boolean keyed() {
        return keyFields.length > 0;
    }

    /** Whether the source sends old rows whole. */
    boolean wholeRows() {
        return wholeRows;
    }

    /** Fields that are moved. */
    int[] fields() {
        return fields;
    }

    int[] keyFields() {
        return keyFields;
    }

    TargetTable.Column column(int field) {
        TargetTable.Column column = columns[field];
        if (column == null) {
            throw new IllegalArgumentException("field " + field + " is not moved");
        }
        return column;
    }

    /** Looks how the fields are sent. */
    void learn(@Nullable Tuple tuple) {
        if (allKnown || tuple == null) {
            return;
        }
        boolean known = true;
        for (int field : fields) {
            switch (tuple.kind(field)) {
                case TEXT -> formats[field] = TEXT;
                case BINARY -> formats[field] = BINARY;
                case NULL, UNSENT -> known &= formats[field] != UNKNOWN;
            }
        }
        allKnown = known;
    }

    /** All formats, to tell apart what was made under another knowledge. */
    String formats() {
        return new String(formats);
    }

    boolean text(int field) {
        return formats[field] == TEXT;
    }

    boolean binary(int field) {
        return formats[field] == BINARY;
    }

    /** Whether a field that is moved was not sent. */
    boolean lacks(Tuple row) {
        for (int field : fields) {
            if (row.kind(field) == Tuple.Kind.UNSENT) {
                return true;
            }
        }
        return false;
    }
}
