package dev.godwit.core.spi;

/**
 * A row as it was read.
 *
 * @param ref leads to it
 * @param hash of all its columns; equal on both sides exactly when the rows are
 * @param times how many rows have this identity: more than 1 only without a key, or without an index to enforce it
 * @param version differs on one side when the row was written in between, even with the same values
 * @param busy whether a transaction that has not ended has changed it
 */
public record RowDigest(RowRef ref, String hash, long times, String version, boolean busy) {

    /** Whether the same rows were read on another side. */
    public boolean sameRows(RowDigest other) {
        return hash.equals(other.hash) && times == other.times;
    }
}
