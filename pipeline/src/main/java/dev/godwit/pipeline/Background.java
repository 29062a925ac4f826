package dev.godwit.pipeline;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One task beside the stream. Used by one thread; the task runs on another. */
final class Background implements AutoCloseable {

    private @Nullable CompletableFuture<Void> task;
    private @Nullable Thread thread;

    void start(Runnable work) {
        var result = new CompletableFuture<Void>();
        task = result;
        thread = Thread.ofVirtual().name("godwit-background").start(() -> {
            try {
                work.run();
                result.complete(null);
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(Parallel.failure(e));
            }
        });
    }

    /**
     * Whether a task is still running.
     *
     * @throws dev.godwit.core.Failure the task's, once
     */
    boolean running() {
        CompletableFuture<Void> current = task;
        if (current == null) {
            return false;
        }
        if (!current.isDone()) {
            return true;
        }
        task = null;
        Parallel.await(current);
        return false;
    }

    /** Interrupts what is running and waits for its end. */
    @Override
    public void close() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        Uninterrupted.end(running, Duration.ZERO);
    }
}
