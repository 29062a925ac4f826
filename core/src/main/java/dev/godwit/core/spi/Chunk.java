package dev.godwit.core.spi;

import dev.godwit.core.Table;

/**
 * A part of a table that is copied in one go.
 *
 * @param table whose rows they are
 * @param index from 0, within the table's plan
 * @param of how many chunks the plan has
 * @param range the engine's own words for its bounds; empty for the whole table
 */
public record Chunk(Table table, int index, int of, String range) {}
