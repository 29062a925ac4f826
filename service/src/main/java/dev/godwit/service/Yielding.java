package dev.godwit.service;

import dev.godwit.core.SourceBurden;
import dev.godwit.pipeline.Limit;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a full dump slows down while its source has much to do: to half its speed at each look, down to a trickle, and
 * back in the same steps. Thread-safe.
 */
final class Yielding {

    /** Slower would never end, and keeps the source's snapshot open for longer. */
    static final long TRICKLE = 1L << 20;
    /** Where nothing was measured yet. */
    private static final long ASSUMED = 64L << 20;

    private long cap;
    private long full;
    private @Nullable String reason;

    /**
     * Takes a new look at the source.
     *
     * @param bytesPerSecond how fast the dump is now; 0 when not known
     * @return what to tell people, when it begins or ends to give way
     */
    synchronized Optional<String> look(GiveWay rule, SourceBurden burden, long bytesPerSecond) {
        Optional<String> busy = busy(rule, burden);
        if (busy.isPresent()) {
            boolean first = cap == 0;
            full = first ? Math.max(TRICKLE, bytesPerSecond == 0 ? ASSUMED : bytesPerSecond) : full;
            cap = Math.max(TRICKLE, (first ? full : cap) / 2);
            reason = busy.get();
            return first ? Optional.of("The full dump gives way: " + reason) : Optional.empty();
        }
        if (cap == 0) {
            return Optional.empty();
        }
        cap *= 2;
        if (cap <= full) {
            return Optional.empty();
        }
        end();
        return Optional.of("The full dump has its full speed again: the source has time");
    }

    synchronized void end() {
        cap = 0;
        reason = null;
    }

    /** The limit asked for, or a lower one. */
    synchronized Limit under(Limit asked) {
        return cap == 0 ? asked : capped(asked, cap);
    }

    /** Why it is slow, for people. */
    synchronized Optional<String> words() {
        return cap == 0
                ? Optional.empty()
                : Optional.of("full dump at %s/s at most: %s".formatted(Sizes.about(cap), reason));
    }

    static Limit capped(Limit asked, long bytesPerSecond) {
        long bytes = asked.bytesPerSecond() == 0 ? bytesPerSecond : Math.min(asked.bytesPerSecond(), bytesPerSecond);
        return new Limit(asked.rowsPerSecond(), bytes);
    }

    private static Optional<String> busy(GiveWay rule, SourceBurden burden) {
        @Nullable Integer sessions = burden.activeSessions();
        if (rule.activeSessions() > 0 && sessions != null && sessions > rule.activeSessions()) {
            return Optional.of(
                    "%d sessions are active on the source, more than %d".formatted(sessions, rule.activeSessions()));
        }
        @Nullable Duration lag = burden.standbyLag();
        if (rule.standbyLagMs() > 0 && lag != null && lag.toMillis() > rule.standbyLagMs()) {
            return Optional.of("a standby of the source is %.1f s behind, more than %.1f s"
                    .formatted(lag.toMillis() / 1000.0, rule.standbyLagMs() / 1000.0));
        }
        return Optional.empty();
    }
}
