package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Runs tasks, a few at once, in the order in which they are given. */
final class Parallel {

    /** A greater number of workers counts after this long. */
    private static final Duration LOOK_EACH = Duration.ofMillis(250);

    private Parallel() {}

    /**
     * Answers what all tasks answered. The first that fails ends the others and is thrown.
     *
     * @param workers how many run at once; asked before each task begins
     */
    static <T> List<T> run(List<? extends Callable<List<T>>> tasks, IntSupplier workers) {
        var results = new ArrayList<T>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var service = new ExecutorCompletionService<List<T>>(executor);
            try {
                int begun = 0;
                for (int done = 0; done < tasks.size(); ) {
                    while (begun < tasks.size() && begun - done < Math.max(1, workers.getAsInt())) {
                        service.submit(tasks.get(begun));
                        begun++;
                    }
                    Future<List<T>> ended = service.poll(LOOK_EACH.toMillis(), TimeUnit.MILLISECONDS);
                    if (ended != null) {
                        results.addAll(ended.get());
                        done++;
                    }
                }
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw failure(e);
            } catch (InterruptedException e) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
                throw Failure.of(CoreFailure.INTERRUPTED).cause(e).build();
            }
        }
        return results;
    }

    private static RuntimeException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case Failure failure -> failure;
            case java.sql.SQLException refused -> Errors.failure("working on definitions", refused);
            case null, default ->
                Failure.of(CoreFailure.UNEXPECTED)
                        .found("%s", String.valueOf(e.getCause()))
                        .cause(e)
                        .build();
        };
    }
}
