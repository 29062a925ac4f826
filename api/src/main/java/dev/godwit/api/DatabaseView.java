package dev.godwit.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One database of a job, as it is now.
 *
 * @param id the migration's name on both servers
 * @param source its name on the source
 * @param target its name on the target
 * @param state status and phase in words: "Failed in full dump"
 * @param begun whether either server may hold anything of the job's for it
 * @param removed whether it was taken out of the job
 * @param failure null unless it failed
 * @param trouble null unless something is retried
 * @param progress null while nothing is known, and in CDC
 * @param copiedBytes what its full dump has written; null where this server has not seen it
 * @param lag null outside CDC
 * @param retention what it costs the source, running or at rest; null while that was not seen
 * @param waiting tables whose changes are set aside since their definition changed
 * @param leftToDo what a person has to do by hand, from the last run or the end
 */
public record DatabaseView(
        String id,
        String source,
        String target,
        String status,
        String phase,
        String state,
        boolean begun,
        boolean removed,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable FailureView failure,
        @Nullable TroubleView trouble,
        @Nullable ProgressView progress,
        @Nullable Long copiedBytes,
        @Nullable LagView lag,
        @Nullable RetentionView retention,
        List<WaitingView> waiting,
        List<String> leftToDo,
        List<String> availableActions,
        List<Unavailable> unavailableActions) {}
