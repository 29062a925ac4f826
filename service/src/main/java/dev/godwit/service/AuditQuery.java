package dev.godwit.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the audit trail, newest first.
 *
 * @param who part of the name of who did it, in any case; empty for all
 * @param action part of what was done, likewise
 * @param subject part of the name of the job, profile or token, likewise
 * @param from the first moment; null for the beginning
 * @param until the moment after the last; null for no end
 * @param page from 1
 * @param size 1 to 1000
 */
public record AuditQuery(
        String who,
        String action,
        String subject,
        @Nullable Instant from,
        @Nullable Instant until,
        int page,
        int size) {

    public AuditQuery {
        page = Math.max(1, page);
        size = Math.clamp(size, 1, 1000);
    }

    /** All of it. */
    public static AuditQuery all(int page, int size) {
        return new AuditQuery("", "", "", null, null, page, size);
    }
}
