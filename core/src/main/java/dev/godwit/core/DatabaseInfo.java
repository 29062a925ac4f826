package dev.godwit.core;

import org.jspecify.annotations.Nullable;

/**
 * A database that can be migrated.
 *
 * @param name as the server spells it
 * @param bytes its size on the server's disk; 0 where the server does not tell us
 * @param owner who owns it; null where the server knows no owners
 */
public record DatabaseInfo(
        String name, long bytes, @Nullable String owner) {}
