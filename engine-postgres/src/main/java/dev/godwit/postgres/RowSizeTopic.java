package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import java.sql.Connection;

/** Whether every row fits into this process: the driver holds a whole one. */
final class RowSizeTopic implements Topic {

    /** What the pipeline reserves for a row on its way. */
    private static final int COPIES = 2;

    private static final long MIB = 1024 * 1024;

    /** Everything but rows; measured at rest with a wide margin. */
    private static final long BASE_BYTES = 128 * MIB;

    private final SelectedTables tables;
    private final long heapBytes;

    /** @param heapBytes most that this process may use */
    RowSizeTopic(SelectedTables tables, long heapBytes) {
        this.tables = tables;
        this.heapBytes = heapBytes;
    }

    @Override
    public String name() {
        return "largest row";
    }

    @Override
    public void look(Connection connection, Findings findings) {
        for (TableDetail table : tables.all()) {
            long row = table.table().largestRowBytes();
            long needed = COPIES * row + BASE_BYTES;
            if (row > 0 && needed > heapBytes) {
                findings.failed(
                        CoreFailure.ROW_TOO_LARGE,
                        "%s has a row of %d MiB; this process may use %d MiB"
                                .formatted(table.name(), row / MIB, heapBytes / MIB),
                        "Set GODWIT_HEAP=%dm and resume the job or repeat the command.".formatted(needed / MIB + 1));
            }
        }
    }
}
