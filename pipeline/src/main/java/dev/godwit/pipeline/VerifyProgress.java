package dev.godwit.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a verification is.
 *
 * @param tablesDone tables that are done
 * @param tablesTotal tables in the scope
 * @param rows read on the source
 * @param rowsTotal an estimate from the source's statistics, never less than {@code rows}
 * @param bytes of the source's tables that were read, in proportion to their rows
 * @param bytesTotal of the source's tables in the scope
 * @param rowsPerSecond rate over the last seconds
 * @param bytesPerSecond rate over the last seconds
 * @param left time left at this rate; null while nobody can say
 * @param differing rows found to differ so far
 * @param unsettled rows of which that could not be said
 */
public record VerifyProgress(
        int tablesDone,
        int tablesTotal,
        long rows,
        long rowsTotal,
        long bytes,
        long bytesTotal,
        double rowsPerSecond,
        double bytesPerSecond,
        @Nullable Duration left,
        long differing,
        long unsettled) {}
