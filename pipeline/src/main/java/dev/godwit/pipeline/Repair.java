package dev.godwit.pipeline;

/**
 * What a repair came to.
 *
 * @param before what was found
 * @param rows how many rows were written or deleted on the target
 * @param after what was found afterwards
 */
public record Repair(Verification before, long rows, Verification after) {}
