package dev.godwit.service;

import dev.godwit.core.SourceBurden;
import dev.godwit.core.SourceBurden.Holder;
import dev.godwit.pipeline.SourceHold;
import dev.godwit.service.SourceStanding.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known of one database and its source. One thread looks at a time; who asks may be another. */
final class Watched implements AutoCloseable {

    /** Growth is measured over so long. */
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private record Seen(long nanos, long bytes) {}

    /** A way to the source, and what is held behind it. */
    record Open(ProfileReach.Way way, SourceHold hold) implements AutoCloseable {

        @Override
        public void close() {
            try (way) {
                hold.close();
            }
        }
    }

    private final Yielding yielding = new Yielding();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ArrayDeque<Seen> seen = new ArrayDeque<>();
    private Set<String> named = Set.of();
    private volatile Passwords passwords = Passwords.NONE;
    private volatile @Nullable SourceStanding standing;
    private @Nullable Open open;
    private long lookedAt;
    private volatile boolean looked;

    Yielding yielding() {
        return yielding;
    }

    Passwords passwords() {
        return passwords;
    }

    void remember(Passwords given) {
        if (!given.equals(Passwords.NONE)) {
            passwords = given;
        }
    }

    /** Whether it is time for another look, which is then this caller's to take, and to {@link #done}. */
    boolean begin(Duration pace) {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        if (looked && System.nanoTime() - lookedAt < pace.toNanos()) {
            busy.set(false);
            return false;
        }
        return true;
    }

    void done() {
        looked = true;
        lookedAt = System.nanoTime();
        busy.set(false);
    }

    /** The next look is due at once. */
    void hurry() {
        looked = false;
    }

    SourceHold hold(Supplier<Open> opening) {
        Open there = open;
        if (there == null) {
            there = opening.get();
            open = there;
        }
        return there.hold();
    }

    Optional<SourceStanding> standing() {
        return Optional.ofNullable(standing);
    }

    Level level() {
        return standing().map(SourceStanding::level).orElse(Level.WITHIN);
    }

    void see(SourceBurden burden, Retention retention, Budget.Verdict verdict) {
        long now = System.nanoTime();
        seen.addLast(new Seen(now, burden.retainedBytes()));
        while (seen.size() > 2 && now - seen.getFirst().nanos() > WINDOW.toNanos()) {
            seen.removeFirst();
        }
        standing = new SourceStanding(
                Instant.now(), burden, growth(), verdict.level(), verdict.reason(), retention, null, null);
    }

    void slowed(@Nullable String how) {
        @Nullable SourceStanding now = standing;
        if (now != null) {
            standing = now.givingWay(how);
        }
    }

    private long growth() {
        Seen first = seen.getFirst();
        Seen last = seen.getLast();
        double seconds = (last.nanos() - first.nanos()) / 1e9;
        return seconds <= 0 ? 0 : Math.round((last.bytes() - first.bytes()) / seconds);
    }

    /**
     * The source did not answer; what was seen before stays.
     *
     * @return whether that is new
     */
    boolean unseen(Retention retention, Cause cause) {
        @Nullable SourceStanding before = standing;
        standing = before == null
                ? new SourceStanding(Instant.now(), null, 0, Level.WITHIN, null, retention, null, cause)
                : before.troubled(cause);
        @Nullable Cause known = before == null ? null : before.trouble();
        return known == null || !known.code().equals(cause.code());
    }

    /** Those that nobody was told of yet. */
    List<Holder> news(List<Holder> holders) {
        Set<String> before = named;
        named = holders.stream().map(Holder::who).collect(Collectors.toCollection(HashSet::new));
        return holders.stream().filter(holder -> !before.contains(holder.who())).toList();
    }

    @Override
    public void close() {
        Open there = open;
        open = null;
        if (there != null) {
            there.close();
        }
    }
}
