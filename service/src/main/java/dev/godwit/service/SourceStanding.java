package dev.godwit.service;

import dev.godwit.core.SourceBurden;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a database of a job costs its source, as it was seen last.
 *
 * @param at when the source was asked
 * @param burden the last answer; null while there was none
 * @param growthPerSecond bytes by which the kept log grows each second, over the last minutes; below 0 while it shrinks
 * @param level where that is
 * @param reason why it is not within; null while it is
 * @param retention what it may keep
 * @param givesWay in which way the job is slowed down, for people; null while it is not
 * @param trouble why the source could not be asked; null when it answered
 */
public record SourceStanding(
        Instant at,
        @Nullable SourceBurden burden,
        long growthPerSecond,
        Level level,
        @Nullable String reason,
        Retention retention,
        @Nullable String givesWay,
        @Nullable Cause trouble) {

    /** How much of the budget is used. */
    public enum Level {
        WITHIN,
        /** Four fifths of the budget or of the source's own limit, or the source says so itself. */
        NEAR,
        /** The budget is used up. */
        OVER
    }

    SourceStanding givingWay(@Nullable String how) {
        return new SourceStanding(at, burden, growthPerSecond, level, reason, retention, how, trouble);
    }

    /** The source does not answer any more. */
    SourceStanding troubled(Cause cause) {
        return new SourceStanding(at, burden, growthPerSecond, level, reason, retention, givesWay, cause);
    }

    /** Milliseconds until the kept log has this size; null when it does not grow towards it. */
    public @Nullable Long millisUntil(long bytes) {
        if (burden == null || bytes <= 0 || growthPerSecond <= 0) {
            return null;
        }
        return Math.max(0, bytes - burden.retainedBytes()) * 1000 / growthPerSecond;
    }
}
