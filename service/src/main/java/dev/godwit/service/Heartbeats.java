package dev.godwit.service;

import dev.godwit.service.JobStore.Beat;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells which servers live. The store's clock may be set: after a jump ahead every beat looks old, and after one back those of
 * the dead look fresh. So what counts is whether the beats go on while this server looks; the clock decides at the first look.
 */
final class Heartbeats {

    /** Five beats may be lost before others take over. */
    private static final Duration DEAD_AFTER = Duration.ofSeconds(15);
    /** Two beats: a server that lives has shown it by then, whatever the clock says. */
    private static final Duration STILL = Duration.ofSeconds(7);

    /** @param since when the beat was seen first, in the terms of {@link System#nanoTime} */
    private record Seen(long beat, long since) {}

    private final Map<String, Seen> seen = new HashMap<>();

    /**
     * @param last its last beat; empty when it has left
     * @param now in the terms of {@link System#nanoTime}
     */
    synchronized boolean alive(String server, Optional<Beat> last, long now) {
        if (last.isEmpty()) {
            seen.remove(server);
            return false;
        }
        Beat beat = last.get();
        boolean fresh = beat.age().compareTo(DEAD_AFTER) < 0;
        @Nullable Seen before = seen.get(server);
        if (before == null || before.beat != beat.at()) {
            seen.put(server, new Seen(beat.at(), now));
            return before != null || fresh;
        }
        return now - before.since < (fresh ? DEAD_AFTER : STILL).toNanos();
    }
}
