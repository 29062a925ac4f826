package dev.godwit.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a batch came to, job by job; one refusal never blocks the rest. */
public record BatchResult(String action, int done, int refused, List<Item> items) {

    /**
     * One job of it.
     *
     * @param job id; what was asked for, when there is no such job
     * @param state in words, after the action
     * @param refusal null when it was done
     */
    public record Item(
            String job,
            String name,
            boolean done,
            @Nullable String state,
            @Nullable Long version,
            @Nullable FailureView refusal) {}
}
