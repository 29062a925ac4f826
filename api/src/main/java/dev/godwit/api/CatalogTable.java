package dev.godwit.api;

import org.jspecify.annotations.Nullable;

/**
 * A table on a server.
 *
 * @param table schema and name, as patterns of a job match them
 * @param schema of the table; a name may hold a dot, so {@code table} alone does not tell
 * @param name without its schema
 * @param rows estimate; null when the server has none
 * @param key how its rows are told apart, in words
 */
public record CatalogTable(
        String table,
        String schema,
        String name,
        long bytes,
        @Nullable Long rows,
        @Nullable String key) {}
