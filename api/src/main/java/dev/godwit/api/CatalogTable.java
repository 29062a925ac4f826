package dev.godwit.api;

import org.jspecify.annotations.Nullable;

/**
 * A table on a server.
 *
 * @param table schema and name
 * @param rows estimate; null when the server has none
 * @param key how its rows are told apart, in words
 */
public record CatalogTable(
        String table,
        long bytes,
        @Nullable Long rows,
        @Nullable String key) {}
