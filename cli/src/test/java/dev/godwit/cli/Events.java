package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import java.time.Instant;
import java.util.List;

/** Events for tests, each a second after the one before. */
final class Events {

    private long seq;

    private Instant at() {
        return Instant.parse("2026-11-21T22:04:30Z").plusSeconds(seq);
    }

    JobEvent state(String status, String phase) {
        seq++;
        return new JobEvent.State(seq, at(), "orders", null, status, phase, "-", seq);
    }

    JobEvent.Progress dump(long done, long total) {
        seq++;
        return new JobEvent.Progress(
                seq,
                at(),
                "orders",
                null,
                "RUNNING",
                "FULL_DUMP",
                done,
                total,
                12L,
                9410,
                10_000,
                184L << 20,
                480_000L,
                List.of(new JobEvent.Progress.InWork("public.events", 31L << 30, 64L << 30)),
                null,
                null,
                null);
    }

    JobEvent.Lag lag(boolean caughtUp) {
        return lag(caughtUp, caughtUp);
    }

    JobEvent.Lag lag(boolean caughtUp, boolean waiting) {
        seq++;
        return new JobEvent.Lag(
                seq, at(), "orders", null, 12_288, 400, caughtUp, waiting, 9, 9, 0, 0, 8120, 1181116006L);
    }

    JobEvent wait30() {
        seq += 30;
        return new JobEvent.Note(seq, at(), "orders", null, "half a minute later");
    }
}
