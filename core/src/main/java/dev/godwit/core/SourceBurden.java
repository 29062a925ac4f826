package dev.godwit.core;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source bears because of one migration, at one moment. What the engine or the user's rights do not tell is null.
 *
 * @param keepsLog whether the source keeps log for this migration at all
 * @param retainedBytes how much it keeps; 0 or more
 * @param limitBytes from which size on the source releases log that is still needed; null when it never does
 * @param roomBytes how much more the source may write before it does; below 0 when it is overdue
 * @param standing what the source itself says of that log
 * @param horizonAge how many transactions ago the oldest view was taken that Godwit holds open; what was deleted since cannot be
 *     cleaned away. Null when it holds none
 * @param freeDiskBytes free space on the disk of the log
 * @param holders who else holds things up, oldest first: the release of log, the start of a stream, the cleaning of tables
 * @param activeSessions sessions at work, other than Godwit's
 * @param standbyLag how far the slowest of the source's own standbys is behind; zero without any
 */
public record SourceBurden(
        boolean keepsLog,
        long retainedBytes,
        @Nullable Long limitBytes,
        @Nullable Long roomBytes,
        Standing standing,
        @Nullable Long horizonAge,
        @Nullable Long freeDiskBytes,
        List<Holder> holders,
        @Nullable Integer activeSessions,
        @Nullable Duration standbyLag) {

    /** How safe the log is that a migration needs. */
    public enum Standing {
        SAFE,
        /** More than the source would keep for itself. */
        PRESSED,
        /** About to be released, although it is needed. */
        ENDANGERED,
        LOST
    }

    /**
     * A transaction that is open for long.
     *
     * @param who session or prepared transaction, with application, user and database; never what it does
     */
    public record Holder(String who, Duration age) {}

    public SourceBurden {
        holders = List.copyOf(holders);
    }
}
