package dev.godwit.api;

import java.time.Instant;
import java.util.List;

/** What a verification found in each table; those that differ first. */
public record VerdictPage(List<Verdict> items, long total, int page, int size, Instant asOf) {

    /**
     * One table.
     *
     * @param verdict EQUAL, DIFFERENT, UNSETTLED, NOT_VERIFIED or NOT_FOLLOWED
     * @param note what else there is to say; may be empty
     */
    public record Verdict(
            String table,
            String verdict,
            long sourceRows,
            long targetRows,
            long missing,
            long extra,
            long changed,
            long unsettled,
            long rechecked,
            long ms,
            String note) {}
}
