package dev.godwit.api;

/**
 * How the stream of changes goes; received = applied + filtered + coalesced.
 *
 * @param lagBytes log not yet applied
 * @param lagMs age of the oldest commit not yet applied
 * @param waitingForUser caught up, and a person has to decide on the promotion
 * @param retainedBytes log the source keeps for the migration
 */
public record LagView(
        long lagBytes,
        long lagMs,
        boolean caughtUp,
        boolean waitingForUser,
        long received,
        long applied,
        long filtered,
        long coalesced,
        long changesPerSecond,
        long retainedBytes) {}
