package dev.godwit.core.spi;

import java.math.BigInteger;

/**
 * What two equal tables have in common.
 *
 * @param rows how many there are
 * @param sum sum of a hash over each row, independent of their order
 */
public record Checksum(long rows, BigInteger sum) {}
