package dev.godwit.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job in a list.
 *
 * @param state status and phase in words
 * @param type what was asked for: VALIDATE, MIGRATE or VALIDATE_AND_MIGRATE
 * @param sourceServer host and port; empty in a draft without a source
 * @param sourceType engine and, once known, version
 * @param databases how many
 * @param databasesFailed how many of them failed
 * @param percent of the full dump; null outside it
 * @param lagBytes the largest of its databases; null outside CDC, as all of lag
 */
public record JobListItem(
        String id,
        String name,
        String status,
        String phase,
        String state,
        boolean waitingForUser,
        String mode,
        String type,
        String sourceServer,
        String sourceType,
        String targetServer,
        String targetType,
        int databases,
        int databasesFailed,
        @Nullable Integer percent,
        @Nullable Long lagBytes,
        @Nullable Long lagMs,
        @Nullable Boolean caughtUp,
        @Nullable Long durationMs,
        Instant createdAt,
        @Nullable Instant startedAt,
        Map<String, String> labels,
        long version,
        List<String> availableActions) {}
