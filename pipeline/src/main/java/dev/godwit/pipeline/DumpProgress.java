package dev.godwit.pipeline;

import dev.godwit.core.TableName;
import java.util.List;

/**
 * How far the full dump is.
 *
 * @param bytesDone encoded bytes written to the target
 * @param bytesTotal estimate from the source's sizes; grows when it proves too small
 * @param rowsDone rows of finished chunks
 * @param tablesDone tables whose rows are complete
 * @param tablesTotal all selected tables
 * @param inWork tables being copied now
 */
public record DumpProgress(
        long bytesDone, long bytesTotal, long rowsDone, int tablesDone, int tablesTotal, List<InWork> inWork) {

    /** A table being copied; bytes as above. */
    public record InWork(TableName table, long bytesDone, long bytesTotal) {}
}
