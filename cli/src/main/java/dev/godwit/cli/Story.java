package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a job from the events so far. */
final class Story {

    /** A phase that is over. */
    record Chapter(String phase, Duration time, String detail) {}

    private JobEvent.@Nullable State state;
    private JobEvent.@Nullable Progress progress;
    private JobEvent.@Nullable Lag lag;
    private final List<JobEvent.Found> findings = new ArrayList<>();
    private String phase = "";
    private Instant phaseSince = Instant.now();
    private long changesBefore;

    /** Takes an event in; answers with the phase that it ended, or null. */
    @Nullable Chapter take(JobEvent event) {
        switch (event) {
            case JobEvent.State news -> {
                state = news;
                if (!news.phase().equals(phase) || over(news)) {
                    return turn(news.phase(), news.at());
                }
            }
            case JobEvent.Progress news -> progress = news;
            case JobEvent.Lag news -> lag = news;
            case JobEvent.Found news -> findings.add(news);
            case JobEvent.Snapshot ignored -> {}
            case JobEvent.Tables ignored -> {}
            case JobEvent.Waiting ignored -> {}
            case JobEvent.Rehearsed ignored -> {}
            case JobEvent.Switching ignored -> {}
            case JobEvent.Verification ignored -> {}
            case JobEvent.Removed ignored -> {}
            case JobEvent.Note ignored -> {}
            case JobEvent.Refused ignored -> {}
            case JobEvent.Failed ignored -> {}
            case JobEvent.Result ignored -> {}
        }
        return null;
    }

    private static boolean over(JobEvent.State state) {
        return state.status().equals("COMPLETED");
    }

    private @Nullable Chapter turn(String next, Instant at) {
        var chapter = phase.isEmpty() ? null : new Chapter(phase, Duration.between(phaseSince, at), detail());
        phase = next;
        phaseSince = at;
        return chapter;
    }

    private String detail() {
        return switch (phase) {
            case "VALIDATING" -> findings.isEmpty() ? "nothing in the way" : warnings();
            case "FULL_DUMP" -> progress == null || progress.bytesDone() == null ? "" : dumped(progress);
            case "BUILDING_INDEXES" ->
                progress == null || progress.builtDone() == null ? "" : progress.builtDone() + " built";
            case "CDC" -> lag == null ? "" : Units.count(lag.received() - changesBefore) + " changes meanwhile";
            default -> "";
        };
    }

    private String warnings() {
        long failed =
                findings.stream().filter(f -> f.severity().equals("FAILED")).count();
        long warned = findings.size() - failed;
        return failed == 0
                ? plural(warned, "warning")
                : plural(failed, "failed").replace("faileds", "failed") + ", " + plural(warned, "warning");
    }

    static String plural(long count, String word) {
        return Units.count(count) + " " + word + (count == 1 ? "" : "s");
    }

    private static String dumped(JobEvent.Progress progress) {
        return "%s, %s rows, %s"
                .formatted(
                        plural(orZero(progress.tablesDone()), "table"),
                        Units.count(orZero(progress.rowsDone())),
                        Units.bytes(orZero(progress.bytesDone())));
    }

    static long orZero(@Nullable Number number) {
        return number == null ? 0 : number.longValue();
    }

    JobEvent.@Nullable State state() {
        return state;
    }

    JobEvent.@Nullable Progress progress() {
        return progress;
    }

    JobEvent.@Nullable Lag lag() {
        return lag;
    }

    List<JobEvent.Found> findings() {
        return findings;
    }

    String phase() {
        return phase;
    }

    Instant phaseSince() {
        return phaseSince;
    }
}
