package dev.godwit.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a person did, or was refused.
 *
 * @param who as they signed in
 * @param action what they asked for
 * @param subject name of the job, profile or token
 * @param outcome one sentence
 * @param requestId null without one
 */
public record AuditEntry(
        Instant at,
        String who,
        String action,
        String subject,
        String outcome,
        @Nullable String requestId) {}
