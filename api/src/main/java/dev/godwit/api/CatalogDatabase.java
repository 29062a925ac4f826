package dev.godwit.api;

import org.jspecify.annotations.Nullable;

/** A database on a server. */
public record CatalogDatabase(
        String name, long bytes, @Nullable String owner) {}
