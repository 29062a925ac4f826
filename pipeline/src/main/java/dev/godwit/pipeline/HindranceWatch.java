package dev.godwit.pipeline;

import dev.godwit.core.Failure;
import dev.godwit.core.spi.SourceDatabase;
import java.time.Duration;

/** Tells of applications that have to wait for Godwit, as long as it works on the source. */
final class HindranceWatch implements AutoCloseable {

    private static final Duration EACH = Duration.ofSeconds(2);

    private final SourceDatabase source;
    private final Outcomes outcomes;
    private final Thread thread;

    HindranceWatch(SourceDatabase source, Outcomes outcomes) {
        this.source = source;
        this.outcomes = outcomes;
        this.thread = Thread.ofVirtual().name("godwit-hindrances").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(EACH);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            outcomes.add(source.hindrances());
        } catch (Failure e) {
            return; // whoever needs the source more tells of it
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
