package dev.godwit.pipeline;

import dev.godwit.core.Lag;

/**
 * How the stream of changes goes.
 *
 * @param lag distance to the source
 * @param caughtUp whether the target has held all of the source lately
 * @param waitingForUser caught up, and a person has to decide on the promotion
 * @param received row changes read from the source since the stream began; what of them is in none of the next three is on
 *     its way
 * @param applied of these, written to the target
 * @param filtered of these, already held by the copy
 * @param coalesced of these, made needless by a later one
 * @param changesPerSecond rate over the last seconds
 * @param retainedBytes log the source keeps for this migration
 */
public record StreamProgress(
        Lag lag,
        boolean caughtUp,
        boolean waitingForUser,
        long received,
        long applied,
        long filtered,
        long coalesced,
        double changesPerSecond,
        long retainedBytes) {}
