package dev.godwit.pipeline;

import dev.godwit.core.Lag;
import dev.godwit.core.Position;
import dev.godwit.core.spi.ChangeCapture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Measures how far the target is behind, also when the source is idle. Used by one thread. */
final class StreamMeter {

    /** The target holds everything when it holds what was the source's end so long ago. */
    private static final Duration CAUGHT_UP_WITHIN = Duration.ofSeconds(3);
    /** Without a commit for so long, Godwit commits a mark: positions move on an idle source too. */
    private static final Duration MARK_AFTER = Duration.ofSeconds(5);

    private static final long RATE_WINDOW_NANOS = 3_000_000_000L;

    private final ChangeCapture capture;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private Position lastHeld;
    private long heldSince = System.nanoTime();
    private boolean caughtUp;

    StreamMeter(ChangeCapture capture, Position from) {
        this.capture = capture;
        this.lastHeld = from;
    }

    /** Looks at both sides now. */
    StreamProgress measure(Stream stream, boolean waitingForUser) {
        Position end = capture.end();
        Instant clock = capture.clock();
        Position held = stream.holdsUpTo();
        long now = System.nanoTime();
        samples.addLast(new Sample(now, end, stream.handledRows()));
        while (samples.size() > 1 && now - samples.getFirst().nanos > RATE_WINDOW_NANOS) {
            samples.removeFirst();
        }
        caughtUp = !held.before(oldestWithin(now));
        markWhenIdle(stream.loop().applied(), now);
        Instant oldest = stream.loop().oldestPending();
        Duration age = oldest == null || !oldest.isBefore(clock) ? Duration.ZERO : Duration.between(oldest, clock);
        stream.checkCounts();
        ApplyLoop loop = stream.loop();
        // Read before what came, so that no change is counted that has not come.
        long applied = loop.appliedRows();
        long filtered = loop.filteredRows();
        long coalesced = loop.coalescedRows();
        return new StreamProgress(
                new Lag(capture.bytesBetween(held, end), age),
                caughtUp,
                waitingForUser && caughtUp,
                stream.receivedRows(),
                applied,
                filtered,
                coalesced,
                rate(),
                capture.retainedBytes());
    }

    boolean caughtUp() {
        return caughtUp;
    }

    /** Whether no row change was handled during the last seconds, and there were seconds to see it. */
    boolean still() {
        if (samples.isEmpty()) {
            return false;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        return last.nanos - first.nanos > RATE_WINDOW_NANOS / 2 && last.rows == first.rows;
    }

    /** Forgets what was seen: quiet has to be seen anew. */
    void restartWindow() {
        samples.clear();
    }

    private Position oldestWithin(long now) {
        for (Sample sample : samples) {
            if (now - sample.nanos <= CAUGHT_UP_WITHIN.toNanos()) {
                return sample.end;
            }
        }
        return samples.getLast().end;
    }

    private void markWhenIdle(Position applied, long now) {
        if (lastHeld.before(applied)) {
            lastHeld = applied;
            heldSince = now;
        } else if (now - heldSince > MARK_AFTER.toNanos()) {
            capture.mark();
            heldSince = now;
        }
    }

    private double rate() {
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = (last.nanos - first.nanos) / 1e9;
        return seconds <= 0 ? 0 : (last.rows - first.rows) / seconds;
    }

    private record Sample(long nanos, Position end, long rows) {}
}
