package dev.godwit.service;

import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.StreamProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How databases did over time: each five seconds of the last hour, each minute of the last day. In memory only. */
final class Series {

    private static final Duration FINE = Duration.ofHours(1);
    private static final Duration COARSE = Duration.ofDays(1);
    private static final Duration COARSE_STEP = Duration.ofMinutes(1);

    private static final class Ring {

        private final ArrayDeque<Sample> fine = new ArrayDeque<>();
        private final ArrayDeque<Sample> coarse = new ArrayDeque<>();
        private long rows;
        private long bytes;
        /** In the terms of {@link System#nanoTime}; 0 before the first. */
        private long last;

        synchronized void add(Instant now, long rowsNow, long bytesNow, @Nullable StreamProgress stream) {
            long moment = System.nanoTime();
            double seconds = last == 0 ? 0 : (moment - last) / 1e9;
            dropLater(fine, now);
            dropLater(coarse, now);
            var sample = new Sample(
                    now,
                    stream == null ? 0 : stream.lag().bytes(),
                    stream == null ? 0 : stream.lag().time().toMillis(),
                    rate(rowsNow - rows, seconds),
                    rate(bytesNow - bytes, seconds),
                    stream == null ? 0 : stream.retainedBytes());
            rows = rowsNow;
            bytes = bytesNow;
            last = moment;
            fine.addLast(sample);
            drop(fine, now.minus(FINE));
            if (coarse.isEmpty() || !coarse.getLast().at().plus(COARSE_STEP).isAfter(now)) {
                coarse.addLast(sample);
                drop(coarse, now.minus(COARSE));
            }
        }

        private static long rate(long grown, double seconds) {
            return seconds <= 0 || grown < 0 ? 0 : Math.round(grown / seconds);
        }

        private static void drop(ArrayDeque<Sample> samples, Instant before) {
            while (!samples.isEmpty() && samples.getFirst().at().isBefore(before)) {
                samples.removeFirst();
            }
        }

        /** What a clock took down that has been set back since. */
        private static void dropLater(ArrayDeque<Sample> samples, Instant now) {
            while (!samples.isEmpty() && samples.getLast().at().isAfter(now)) {
                samples.removeLast();
            }
        }

        synchronized List<Sample> since(Instant moment) {
            Instant fineFrom = fine.isEmpty() ? Instant.MAX : fine.getFirst().at();
            var samples = new ArrayList<Sample>();
            coarse.stream()
                    .filter(sample ->
                            sample.at().isBefore(fineFrom) && !sample.at().isBefore(moment))
                    .forEach(samples::add);
            fine.stream().filter(sample -> !sample.at().isBefore(moment)).forEach(samples::add);
            return samples;
        }
    }

    private final Map<String, Ring> rings = new ConcurrentHashMap<>();

    /** Takes what was told last of a database. */
    void sample(Instant now, String database, Feed feed) {
        Optional<StreamProgress> stream =
                feed.last(database, Update.Streamed.class).map(Update.Streamed::progress);
        Optional<DumpProgress> dump = feed.last(database, Update.Dumped.class).map(Update.Dumped::progress);
        if (stream.isEmpty() && dump.isEmpty()) {
            return;
        }
        long rows = stream.map(StreamProgress::applied)
                .orElseGet(() -> dump.map(DumpProgress::rowsDone).orElse(0L));
        long bytes = dump.map(DumpProgress::bytesDone).orElse(0L);
        rings.computeIfAbsent(database, id -> new Ring()).add(now, rows, bytes, stream.orElse(null));
    }

    /** Oldest first. */
    List<Sample> of(String database, Instant since) {
        @Nullable Ring ring = rings.get(database);
        return ring == null ? List.of() : ring.since(since);
    }

    void forget(String database) {
        rings.remove(database);
    }
}
