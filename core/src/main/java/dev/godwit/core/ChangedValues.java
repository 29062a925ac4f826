package dev.godwit.core;

/**
 * Values of a column that are others on the target than on the source, since the two engines differ.
 *
 * @param rows how many; 0 or more
 * @param reason why, and how the value changes; never a row's values
 */
public record ChangedValues(TableName table, String column, long rows, String reason) {}
