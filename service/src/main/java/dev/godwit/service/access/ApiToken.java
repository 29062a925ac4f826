package dev.godwit.service.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Proof of who asks; without its secret.
 *
 * @param name of a person or program; unique
 * @param lastUsedAt to the minute; null while it was not used
 * @param expiresAt null for never
 */
public record ApiToken(
        String id,
        String name,
        Role role,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt) {

    boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether its last use that is known is so long ago that it is worth a write. */
    boolean usedLongAgo(Instant now) {
        return lastUsedAt == null || lastUsedAt.isBefore(now.minusSeconds(60));
    }
}
