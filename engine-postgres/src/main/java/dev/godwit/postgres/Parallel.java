package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks, a few at once, in the order in which they are given. */
final class Parallel {

    private Parallel() {}

    /**
     * Answers what all tasks answered. The first that fails ends the others and is thrown.
     *
     * @param workers how many run at once; 1 or more
     */
    static <T> List<T> run(List<? extends Callable<List<T>>> tasks, int workers) {
        var results = new ArrayList<T>();
        try (var executor =
                Executors.newFixedThreadPool(workers, Thread.ofVirtual().factory())) {
            var service = new ExecutorCompletionService<List<T>>(executor);
            tasks.forEach(service::submit);
            try {
                for (int i = 0; i < tasks.size(); i++) {
                    Future<List<T>> done = service.take();
                    results.addAll(done.get());
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
