package dev.godwit.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One watcher's view of a job, or of all: first the picture of now, then each update. */
public final class Subscription implements AutoCloseable {

    /** A watcher who is this far behind starts again with a new picture. */
    private static final int LIMIT = 10_000;

    private final BlockingQueue<Update> queue = new LinkedBlockingQueue<>(LIMIT);
    private final Consumer<Subscription> leave;
    private volatile boolean lost;

    Subscription(Feed feed, List<Update> picture) {
        this(feed::leave, picture);
    }

    /** @param leave told when the watcher has seen enough */
    Subscription(Consumer<Subscription> leave, List<Update> picture) {
        this.leave = leave;
        picture.forEach(this::offer);
    }

    void offer(Update update) {
        if (!queue.offer(update)) {
            lost = true;
        }
    }

    /** The next update; empty when none came in this time. */
    public Optional<Update> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Whether updates were dropped because nobody took them: subscribe again. */
    public boolean lost() {
        return lost;
    }

    @Override
    public void close() {
        leave.accept(this);
    }
}
