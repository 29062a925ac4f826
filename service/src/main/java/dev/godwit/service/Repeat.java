package dev.godwit.service;

import dev.godwit.core.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that comes again, perhaps after a restart, because its client got no answer. */
final class Repeat {

    private Repeat() {}

    /**
     * The job as it is now, when this was done for the request already.
     *
     * @param action in words, as it is noted
     * @param idOrName what it is asked of; null for a new job
     * @throws Failure {@code REQUEST_ID_REUSED} when something else was done for it
     */
    static Optional<Job> of(JobStore store, Caller caller, String action, @Nullable String idOrName) {
        @Nullable String request = caller.requestId();
        if (request == null) {
            return Optional.empty();
        }
        Optional<JobStore.Answered> before = store.answered(request);
        before.ifPresent(answered -> {
            boolean another = idOrName != null
                    && store.find(idOrName)
                            .filter(job -> !job.id().equals(answered.job()))
                            .isPresent();
            if (another || !answered.action().equals(action)) {
                throw Failure.of(ServiceFailure.REQUEST_ID_REUSED)
                        .found("%s was for: %s", request, answered.action())
                        .build();
            }
        });
        return before.map(answered -> store.find(answered.job())
                .orElseThrow(() -> Failure.of(ServiceFailure.JOB_NOT_FOUND)
                        .found("job %s, which was there when this was asked first", answered.job())
                        .build()));
    }
}
