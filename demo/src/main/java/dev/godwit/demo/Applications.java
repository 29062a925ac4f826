package dev.godwit.demo;

import dev.godwit.api.JobEvent;
import dev.godwit.testkit.load.Writers;
import java.util.List;

/** Whoever writes to the source; goes home a while after the target has caught up, so that it can be promoted. */
final class Applications implements AutoCloseable {

    private static final long SHOW_MILLIS = 2_000;
    /** On a machine that is busy otherwise the target may never catch up with them. */
    private static final long PATIENCE_MILLIS = 12_000;

    private final List<Writers> writers;
    private long followedSince = Long.MAX_VALUE;
    private long caughtUpSince = Long.MAX_VALUE;
    private boolean sentHome;

    Applications(List<Writers> writers) {
        this.writers = writers;
    }

    synchronized void hear(JobEvent event) {
        if (!(event instanceof JobEvent.Lag lag)) {
            return;
        }
        long now = lag.at().toEpochMilli();
        followedSince = Math.min(followedSince, now);
        caughtUpSince = lag.caughtUp() ? Math.min(caughtUpSince, now) : Long.MAX_VALUE;
        boolean seen = now - caughtUpSince >= SHOW_MILLIS || now - followedSince >= PATIENCE_MILLIS;
        if (seen && !sentHome) {
            sentHome = true;
            Thread.ofVirtual().start(this::close);
        }
    }

    long commits() {
        return writers.stream().mapToLong(Writers::commits).sum();
    }

    @Override
    public void close() {
        writers.forEach(Writers::stop);
    }
}
