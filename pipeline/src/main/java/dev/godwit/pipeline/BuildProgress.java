package dev.godwit.pipeline;

/**
 * How far the building of indexes or constraints is.
 *
 * @param last what was built last
 * @param done how many are done
 * @param total how many there are
 */
public record BuildProgress(String last, int done, int total) {}
