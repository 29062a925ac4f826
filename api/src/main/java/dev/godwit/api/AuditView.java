package dev.godwit.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a person asked for.
 *
 * @param who name of the token, or "local"
 * @param action as "stop" or "sign in"
 * @param subject name of the job, profile or token; empty for none
 * @param outcome one sentence: what was done, or why it was refused
 * @param requestId null without one
 */
public record AuditView(
        Instant at,
        String who,
        String action,
        String subject,
        String outcome,
        @Nullable String requestId) {}
