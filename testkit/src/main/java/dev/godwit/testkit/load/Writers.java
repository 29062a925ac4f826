package dev.godwit.testkit.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Threads that write until they are stopped. They connect again when the server goes away, and repeat what it refused because
 * of a conflict with another writer; every other refusal is a {@link #failures failure}.
 */
public final class Writers implements AutoCloseable {
    private final List<Writer> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Writers(WritersOptions options) {
        for (int i = 0; i < options.writers(); i++) {
            var writer = new Writer(options, options.seed() * 1_000 + i);
            writers.add(writer);
            threads.add(
                    Thread.ofPlatform().daemon().name(options.name() + "-" + i).start(writer));
        }
    }

    /** An application called {@code name} that does these transactions. */
    public static WritersOptions of(String name, Connections connections, Transactions transactions) {
        return new WritersOptions(name, connections, transactions);
    }

    /** Transactions of which the server has said that they are committed. */
    public long commits() {
        return writers.stream().mapToLong(Writer::commits).sum();
    }

    /** Commits whose answer never came: each of them is in the database, or is not. */
    public long unknown() {
        return writers.stream().mapToLong(Writer::unknown).sum();
    }

    /** Connections that were lost, or could not be had. */
    public long disconnects() {
        return writers.stream().mapToLong(Writer::disconnects).sum();
    }

    /** The longest time any writer had to wait from one commit to its next, its own pauses not counted. */
    public Duration longestWait() {
        return writers.stream()
                .map(Writer::longestWait)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** What the server refused and an application would have noticed: at most 20 messages of each writer. */
    public List<String> failures() {
        return writers.stream().flatMap(writer -> writer.failures().stream()).toList();
    }

    /** Waits until so many more transactions are committed than now. */
    public void awaitCommits(long more, Duration limit) {
        long goal = commits() + more;
        await(limit, () -> commits() >= goal);
    }

    private void await(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "No progress within %s: %d commits, failures %s".formatted(limit, commits(), failures()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Lets each writer finish its transaction, and waits for them. */
    public Writers stop() {
        writers.forEach(Writer::stop);
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.ofSeconds(60))) {
                    throw new IllegalStateException("The writer " + thread.getName() + " does not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while writers end", e);
            }
        }
        return this;
    }

    /** {@link #stop Stops}. */
    @Override
    public void close() {
        stop();
    }
}
