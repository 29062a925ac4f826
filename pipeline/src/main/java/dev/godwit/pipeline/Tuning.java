package dev.godwit.pipeline;

/**
 * What can be changed while a migration runs.
 *
 * @param workers how many tables are copied, or indexes built, at once; 0 for what the plan says
 * @param dump limit of the full dump
 * @param cdc limit of the stream of changes
 */
public record Tuning(int workers, Limit dump, Limit cdc) {

    /** As the plan says, and as fast as it goes. */
    public static final Tuning NONE = new Tuning(0, Limit.NONE, Limit.NONE);

    public Tuning {
        if (workers < 0) {
            throw new IllegalArgumentException("workers are 0 or more");
        }
    }
}
