package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A line for each change, and one every 30 seconds: for a pipe or a file. */
final class PlainLines implements Narrator {

    private static final Duration QUIET_AT_MOST = Duration.ofSeconds(30);

    private final PrintStream err;
    private final Look look;
    private String status = "";
    private String phase = "";
    private Instant last = Instant.EPOCH;
    private boolean caughtUp;
    private boolean waiting;

    PlainLines(PrintStream err, Look look) {
        this.err = err;
        this.look = look;
    }

    @Override
    public void tell(JobEvent event) {
        switch (event) {
            case JobEvent.State news -> state(news);
            case JobEvent.Progress news -> progress(news);
            case JobEvent.Lag news -> lag(news);
            case JobEvent.Found news ->
                line(
                        news,
                        "%s %s %s"
                                .formatted(
                                        news.severity().toLowerCase(java.util.Locale.ROOT), news.code(), news.found()));
            case JobEvent.Note news -> line(news, news.text());
            case JobEvent.Snapshot ignored -> {}
            case JobEvent.Tables ignored -> {}
            case JobEvent.Removed ignored -> {}
            case JobEvent.Failed ignored -> {} // Told at the end, as a block.
            case JobEvent.Result ignored -> {}
        }
    }

    private void state(JobEvent.State news) {
        if (!news.phase().equals(phase) && !phase.isEmpty()) {
            line(news, "phase %s -> %s".formatted(Words.dashed(phase), Words.dashed(news.phase())));
        }
        if (!news.status().equals(status)) {
            line(news, "status " + Words.dashed(news.status()));
        }
        phase = news.phase();
        status = news.status();
    }

    private void progress(JobEvent.Progress news) {
        if (news.bytesDone() != null && due(news)) {
            long done = Story.orZero(news.bytesDone());
            long total = Story.orZero(news.bytesTotal());
            String speed = news.bytesPerSecond() == null ? "" : " " + Units.bytes(news.bytesPerSecond()) + "/s";
            line(
                    news,
                    "%s %d%% %s%s tables=%d/%d"
                            .formatted(
                                    Words.dashed(news.phase()),
                                    Units.percent(done, total),
                                    Units.bytes(done, total),
                                    speed,
                                    Story.orZero(news.tablesDone()),
                                    Story.orZero(news.tablesTotal())));
        } else if (news.builtDone() != null && due(news)) {
            line(
                    news,
                    "%s %d/%d"
                            .formatted(Words.dashed(news.phase()), news.builtDone(), Story.orZero(news.builtTotal())));
        }
    }

    private void lag(JobEvent.Lag news) {
        if (news.caughtUp() != caughtUp || news.waitingForUser() != waiting || due(news)) {
            caughtUp = news.caughtUp();
            waiting = news.waitingForUser();
            line(
                    news,
                    "cdc lag %s %s %s changes=%d %d/s%s"
                            .formatted(
                                    Units.bytes(news.lagBytes()),
                                    Units.time(news.lagMs()),
                                    caughtUp ? "not delayed" : "delayed",
                                    news.received(),
                                    news.changesPerSecond(),
                                    news.waitingForUser() ? " waiting for promote" : ""));
        }
    }

    private boolean due(JobEvent event) {
        return Duration.between(last, event.at()).compareTo(QUIET_AT_MOST) >= 0;
    }

    private void line(JobEvent event, String text) {
        last = event.at();
        @Nullable String job = event.job();
        err.println(
                event.at().truncatedTo(ChronoUnit.SECONDS) + " " + (job == null ? "-" : job) + " " + look.plain(text));
    }

    @Override
    public void say(String text) {
        err.println(look.plain(text));
    }

    @Override
    public void close() {
        err.flush();
    }
}
