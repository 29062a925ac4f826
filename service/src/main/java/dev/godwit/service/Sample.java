package dev.godwit.service;

import java.time.Instant;

/**
 * How a database did at one moment.
 *
 * @param lagBytes log not yet applied
 * @param lagMs age of the oldest change not yet applied
 * @param rowsPerSecond rows or row changes written on the target since the sample before
 * @param bytesPerSecond encoded bytes of the full dump since the sample before; 0 in CDC
 * @param retainedBytes log that the source keeps for the job
 */
public record Sample(
        Instant at, long lagBytes, long lagMs, long rowsPerSecond, long bytesPerSecond, long retainedBytes) {}
