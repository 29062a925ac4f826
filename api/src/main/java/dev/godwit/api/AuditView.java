package dev.godwit.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a person asked for.
 *
 * @param who name of the token, or "local"
 * @param role in which they asked
 * @param from address of the client
 * @param action as "job stop" or "sign in"
 * @param subject name of the job, profile or token; null for none
 * @param outcome DONE or REFUSED
 * @param detail code of the refusal, reason of an override …; null for none
 */
public record AuditView(
        long seq,
        Instant at,
        String who,
        String role,
        String from,
        String action,
        @Nullable String subject,
        String outcome,
        @Nullable String detail,
        @Nullable String requestId) {}
