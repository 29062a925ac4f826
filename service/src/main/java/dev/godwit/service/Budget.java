package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.SourceBurden;
import dev.godwit.service.SourceStanding.Level;
import org.jspecify.annotations.Nullable;

/** Judges what a source keeps by what a job may keep there. */
final class Budget {

    /** Early enough for a person to do something. */
    private static final double NEAR = 0.8;
    /** What was reached is left only so far below it: otherwise the timeline would hear of every segment of log. */
    private static final double LEFT_AGAIN = 0.9;

    private Budget() {}

    /**
     * A level and why.
     *
     * @param code null within
     * @param reason null within
     */
    record Verdict(
            Level level,
            @Nullable CoreFailure code,
            @Nullable String reason) {

        static final Verdict WITHIN = new Verdict(Level.WITHIN, null, null);
    }

    /** @param before the level until now */
    static Verdict judge(Retention retention, SourceBurden burden, Level before) {
        long kept = burden.retainedBytes();
        if (retention.bytes() > 0) {
            if (kept >= retention.bytes() * slack(before, Level.OVER)) {
                return new Verdict(Level.OVER, CoreFailure.LOG_BUDGET, found(kept, "its budget is", retention.bytes()));
            }
            if (kept >= retention.bytes() * NEAR * slack(before, Level.NEAR)) {
                return new Verdict(Level.NEAR, CoreFailure.LOG_BUDGET, found(kept, "its budget is", retention.bytes()));
            }
        }
        return pressed(burden, before, retention.bytes() > 0);
    }

    /** @param budgeted more than the source would keep for itself is what a budget allows */
    private static Verdict pressed(SourceBurden burden, Level before, boolean budgeted) {
        @Nullable String said = switch (burden.standing()) {
            case SAFE -> null;
            case PRESSED -> budgeted ? null : "the source keeps more log than it would for itself";
            case ENDANGERED -> "the source is about to release log that the job needs";
            case LOST -> "the source has released log that the job needs";
        };
        if (said != null) {
            return new Verdict(Level.NEAR, CoreFailure.LOG_PRESSED, said + room(burden));
        }
        @Nullable Long limit = burden.limitBytes();
        if (limit != null && limit > 0 && burden.retainedBytes() >= limit * NEAR * slack(before, Level.NEAR)) {
            String text = found(burden.retainedBytes(), "and releases it from", limit);
            return new Verdict(Level.NEAR, CoreFailure.LOG_PRESSED, text + " on");
        }
        return Verdict.WITHIN;
    }

    private static double slack(Level before, Level level) {
        return before.compareTo(level) >= 0 ? LEFT_AGAIN : 1;
    }

    private static String found(long kept, String what, long limit) {
        return "the source keeps %s of log for it; %s %s".formatted(Sizes.about(kept), what, Sizes.about(limit));
    }

    private static String room(SourceBurden burden) {
        String kept = "; it keeps " + Sizes.about(burden.retainedBytes());
        @Nullable Long room = burden.roomBytes();
        return room == null ? kept : kept + " and has room for " + Sizes.about(Math.max(0, room)) + " more";
    }
}
