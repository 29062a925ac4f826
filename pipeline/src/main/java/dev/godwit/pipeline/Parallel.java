package dev.godwit.pipeline;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Runs independent tasks at once, each on a virtual thread, and waits for all of them. */
final class Parallel {

    private Parallel() {}

    /**
     * Applies a function to each item, at most {@code workers} at once.
     *
     * @return results in no particular order
     * @throws Failure the first of the tasks' failures; the other tasks have ended by then
     */
    static <A, B> List<B> map(List<A> items, int workers, Function<A, B> function) {
        if (items.isEmpty()) {
            return List.of();
        }
        var permits = new Semaphore(workers);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ExecutorCompletionService<B>(executor);
            int submitted = 0;
            for (A item : items) {
                running.submit(() -> {
                    permits.acquire();
                    try {
                        return function.apply(item);
                    } finally {
                        permits.release();
                    }
                });
                submitted++;
            }
            return collect(running, submitted, executor::shutdownNow);
        }
    }

    private static <B> List<B> collect(ExecutorCompletionService<B> running, int count, Runnable cancel) {
        var results = new ArrayList<B>(count);
        for (int i = 0; i < count; i++) {
            try {
                results.add(running.take().get());
            } catch (ExecutionException e) {
                cancel.run();
                throw failure(cause(e));
            } catch (InterruptedException e) {
                cancel.run();
                Thread.currentThread().interrupt();
                throw Failure.of(CoreFailure.INTERRUPTED)
                        .found("while waiting")
                        .cause(e)
                        .build();
            }
        }
        return results;
    }

    /** The result of a task, or the failure it ended in. */
    static <T> T await(CompletableFuture<T> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw failure(cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of(CoreFailure.INTERRUPTED)
                    .found("while waiting")
                    .cause(e)
                    .build();
        }
    }

    static Throwable cause(ExecutionException e) {
        return Objects.requireNonNullElse(e.getCause(), e);
    }

    /** What is thrown for a throwable from another thread. */
    static Failure failure(Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        }
        if (cause instanceof OutOfMemoryError) {
            return Failure.of(CoreFailure.ROW_TOO_LARGE)
                    .found(
                            "the memory of %d MiB is used up",
                            Runtime.getRuntime().maxMemory() >> 20)
                    .cause(cause)
                    .next(
                            "Set GODWIT_HEAP to twice that, such as GODWIT_HEAP=%dm, and resume the job or repeat the command.",
                            Runtime.getRuntime().maxMemory() >> 19);
        }
        return Failure.of(CoreFailure.UNEXPECTED)
                .found("%s", cause.toString())
                .cause(cause)
                .build();
    }
}
