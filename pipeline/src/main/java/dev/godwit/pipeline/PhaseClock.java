package dev.godwit.pipeline;

import dev.godwit.core.Phase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the phase a migration is in and how long each took. */
final class PhaseClock {

    private static final Logger LOG = LoggerFactory.getLogger(PhaseClock.class);

    private final Journal journal;
    private final Map<Phase, Duration> times = new EnumMap<>(Phase.class);
    private @Nullable Phase current;
    private long since = System.nanoTime();

    PhaseClock(Journal journal) {
        this.journal = journal;
    }

    synchronized void enter(Phase phase) {
        if (phase == current) {
            return;
        }
        close();
        current = phase;
        LOG.info("phase {}", phase);
        journal.phase(phase);
    }

    /** Time spent in each phase until now. */
    synchronized Map<Phase, Duration> times() {
        close();
        return Map.copyOf(times);
    }

    private void close() {
        long now = System.nanoTime();
        if (current != null) {
            times.merge(current, Duration.ofNanos(now - since), Duration::plus);
        }
        since = now;
    }
}
