package dev.godwit.service;

/**
 * How much log a source may keep for a job; each of its databases by itself, as they keep the same log of one server.
 *
 * @param bytes the budget; 0 for none: then there is a warning when the source's own limit is near
 * @param whenFull what happens at the budget
 * @param diskBytes what the source's disk can spare for log, for the forecast; 0 where nobody said
 */
public record Retention(long bytes, WhenFull whenFull, long diskBytes) {

    public static final Retention NONE = new Retention(0, WhenFull.WARN, 0);

    /** Each does what those before it do, too. */
    public enum WhenFull {
        /** The timeline, the events and the measures say so. */
        WARN,
        /** The job's other work makes room for what catches up. */
        THROTTLE,
        /** The job is stopped and its source released: it has to begin again. */
        STOP
    }

    public Retention {
        if (bytes < 0 || diskBytes < 0) {
            throw new IllegalArgumentException("sizes are 0 or more");
        }
    }
}
