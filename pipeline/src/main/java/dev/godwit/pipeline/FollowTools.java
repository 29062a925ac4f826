package dev.godwit.pipeline;

import dev.godwit.core.spi.Structure;

/**
 * What every round of {@link Follow} works with.
 *
 * @param epoch this run's, see {@link dev.godwit.core.spi.Progress#takeOver}
 * @param changed tables that are not as they were when they were compared
 */
record FollowTools(
        long epoch, Structure structure, PhaseClock clock, Outcomes outcomes, Comparison comparison, Changed changed) {}
