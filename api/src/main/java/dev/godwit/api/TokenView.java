package dev.godwit.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token, without its secret.
 *
 * @param lastUsedAt to the minute; null while it was not used
 * @param expiresAt null for never
 */
public record TokenView(
        String id,
        String name,
        String role,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt) {}
