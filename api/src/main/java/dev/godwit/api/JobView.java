package dev.godwit.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is now.
 *
 * @param id unique and stable
 * @param name for people
 * @param state status and phase in words: "Stopped in CDC"
 * @param begun whether either server may hold anything of the job's
 * @param version a view with a lower version is older
 * @param source address of the source, without secrets
 * @param target address of the target, without secrets
 * @param startedAt null before the first start
 * @param failure null unless it failed
 * @param availableActions what may be asked for now
 * @param unavailableActions what may not, and why
 */
public record JobView(
        String id,
        String name,
        String status,
        String phase,
        String state,
        boolean begun,
        long version,
        String source,
        String target,
        String mode,
        String option,
        String promote,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant startedAt,
        @Nullable FailureView failure,
        List<String> availableActions,
        List<Unavailable> unavailableActions) {

    /** An action and why it is refused. */
    public record Unavailable(String action, String reason) {}
}
