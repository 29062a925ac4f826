package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line for each change, and one every 30 seconds: for a pipe or a file. */
final class PlainLines implements Narrator {

    private static final Duration QUIET_AT_MOST = Duration.ofSeconds(30);

    private final PrintStream err;
    private final Look look;
    private final Map<String, Voice> voices = new HashMap<>();
    private boolean several;

    /** What was said last of the job, or of one of its databases. */
    private static final class Voice {

        private String status = "";
        private String phase = "";
        private Instant last = Instant.EPOCH;
        private boolean caughtUp;
        private boolean waiting;
    }

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
            case JobEvent.Refused news -> line(news, Words.refused(news));
            case JobEvent.Snapshot first -> several = first.view().databases().size() > 1;
            case JobEvent.Tables ignored -> {}
            case JobEvent.Waiting ignored -> {} // Each is told as an event.
            case JobEvent.Verification ignored -> {} // Its end is told as an event.
            case JobEvent.Switching ignored -> {}
            case JobEvent.Rehearsed news -> line(news, RehearsalAnswer.words(news));
            case JobEvent.Removed ignored -> {}
            case JobEvent.Failed ignored -> {} // Told at the end, as a block.
            case JobEvent.Result ignored -> {}
        }
    }

    private void state(JobEvent.State news) {
        var voice = voice(news);
        if (!news.phase().equals(voice.phase) && !voice.phase.isEmpty()) {
            line(news, "phase %s -> %s".formatted(Words.dashed(voice.phase), Words.dashed(news.phase())));
        }
        if (!news.status().equals(voice.status)) {
            line(news, "status " + Words.dashed(news.status()));
        }
        voice.phase = news.phase();
        voice.status = news.status();
    }

    private Voice voice(JobEvent event) {
        return voices.computeIfAbsent(name(event), any -> new Voice());
    }

    /** The job; with its database, where there are several. */
    private String name(JobEvent event) {
        @Nullable String job = event.job();
        @Nullable String database = event.database();
        String name = job == null ? "-" : job;
        return Cells.harmless(several && database != null ? name + "/" + database : name);
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
        var voice = voice(news);
        if (news.caughtUp() != voice.caughtUp || news.waitingForUser() != voice.waiting || due(news)) {
            voice.caughtUp = news.caughtUp();
            voice.waiting = news.waitingForUser();
            line(
                    news,
                    "cdc lag %s %s %s changes=%d %d/s%s"
                            .formatted(
                                    Units.bytes(news.lagBytes()),
                                    Units.time(news.lagMs()),
                                    news.caughtUp() ? "not delayed" : "delayed",
                                    news.received(),
                                    news.changesPerSecond(),
                                    news.waitingForUser() ? " waiting for promote" : ""));
        }
    }

    private boolean due(JobEvent event) {
        // The clock may have been set back.
        return Duration.between(voice(event).last, event.at()).abs().compareTo(QUIET_AT_MOST) >= 0;
    }

    private void line(JobEvent event, String text) {
        voice(event).last = event.at();
        err.println(event.at().truncatedTo(ChronoUnit.SECONDS) + " " + name(event) + " "
                + look.plain(Cells.harmless(text)));
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
