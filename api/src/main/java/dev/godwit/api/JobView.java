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
 * @param attended made by a command that runs it itself; ends with that
 * @param waitingForUser every database that goes on is caught up, and a person has to decide on the promotion
 * @param version a view with a lower version is older; also the ETag
 * @param asOf when this was so
 * @param source null in a draft without one
 * @param target likewise
 * @param settings as they may be sent back for an edit
 * @param startedAt null before the first start
 * @param endedAt null while it is not over
 * @param durationMs since the first start, until it was over
 * @param lag the largest of its databases; null outside CDC
 * @param failure null unless it failed
 * @param wayBackOf name, or id once it is deleted, of the job whose promotions this one can take back; null for others
 * @param wayBack what leads back from where this one has led; null without
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
        boolean attended,
        boolean waitingForUser,
        long version,
        Instant asOf,
        @Nullable PlaceView source,
        @Nullable PlaceView target,
        String mode,
        String option,
        String promote,
        JobRequest settings,
        List<DatabaseView> databases,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long durationMs,
        @Nullable LagView lag,
        @Nullable FailureView failure,
        @Nullable String wayBackOf,
        @Nullable WayBackView wayBack,
        List<String> availableActions,
        List<Unavailable> unavailableActions) {}
