package dev.godwit.cli;

import dev.godwit.api.DatabaseView;
import dev.godwit.api.FailureView;
import dev.godwit.api.JobEvent;
import dev.godwit.api.JobView;
import dev.godwit.api.LagView;
import dev.godwit.api.ProgressView;
import dev.godwit.api.TroubleView;
import dev.godwit.api.WaitingView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is known of a job on a server, and of each of its databases, from the events so far. */
final class WatchStory {

    /**
     * A database as it is now.
     *
     * @param why it failed, or what is retried; null when all is well
     * @param waiting tables whose changes are set aside
     */
    record Part(
            String name,
            String status,
            String phase,
            String state,
            @Nullable ProgressView progress,
            @Nullable LagView lag,
            @Nullable String why,
            List<WaitingView> waiting) {

        Part at(JobEvent.State news) {
            boolean samePhase = phase.equals(news.phase());
            boolean well = !news.status().equals("FAILED") && !news.status().equals("RUNNING_WITH_ERRORS");
            return new Part(
                    name,
                    news.status(),
                    news.phase(),
                    news.state(),
                    samePhase ? progress : null,
                    samePhase ? lag : null,
                    well ? null : why,
                    waiting);
        }

        Part with(ProgressView now) {
            return new Part(name, status, phase, state, now, null, why, waiting);
        }

        Part with(LagView now) {
            return new Part(name, status, phase, state, null, now, why, waiting);
        }

        Part with(List<WaitingView> now) {
            return new Part(name, status, phase, state, progress, lag, why, now);
        }

        Part because(String reason) {
            return new Part(name, status, phase, state, progress, lag, reason, waiting);
        }
    }

    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, JobEvent.Result> results = new LinkedHashMap<>();
    private @Nullable JobView view;
    private String status = "";
    private String phase = "";
    private String state = "";
    private long version = -1;
    private boolean gone;
    private boolean moved;

    void take(JobEvent event) {
        switch (event) {
            case JobEvent.Snapshot news -> begin(news.view());
            case JobEvent.State news -> state(news);
            case JobEvent.Progress news -> change(news, part -> part.with(progress(news)));
            case JobEvent.Lag news -> change(news, part -> part.with(lag(news)));
            case JobEvent.Failed news -> change(news, part -> part.because(news.code() + " " + news.title()));
            case JobEvent.Waiting news -> change(news, part -> part.with(news.tables()));
            case JobEvent.Result news -> results.put(String.valueOf(news.database()), news);
            case JobEvent.Removed ignored -> gone = true;
            case JobEvent.Note ignored -> {}
            case JobEvent.Refused ignored -> {}
            case JobEvent.Found ignored -> {}
            case JobEvent.Tables ignored -> {}
            case JobEvent.Rehearsed ignored -> {}
            case JobEvent.Switching ignored -> {}
            case JobEvent.Verification ignored -> {}
        }
    }

    private void begin(JobView now) {
        view = now;
        status = now.status();
        phase = now.phase();
        state = now.state();
        version = now.version();
        parts.clear();
        now.databases().stream()
                .filter(database -> !database.removed())
                .forEach(database -> parts.put(database.source(), part(database)));
    }

    private static Part part(DatabaseView database) {
        @Nullable TroubleView trouble = database.trouble();
        @Nullable FailureView failure = database.failure();
        @Nullable String why = trouble != null
                ? "try %d: %s".formatted(trouble.attempt(), trouble.cause().found())
                : failure == null ? null : failure.code() + " " + failure.title();
        return new Part(
                database.source(),
                database.status(),
                database.phase(),
                database.state(),
                database.progress(),
                database.lag(),
                why,
                database.waiting());
    }

    private void state(JobEvent.State news) {
        if (news.version() < version) {
            return; // Older than what is known.
        }
        version = news.version();
        if (news.database() == null) {
            moved |= !news.status().equals(status);
            status = news.status();
            phase = news.phase();
            state = news.state();
            if (parts.size() == 1) {
                parts.replaceAll((name, part) -> part.at(news));
            }
        } else {
            change(news, part -> part.at(news));
        }
    }

    private void change(JobEvent event, UnaryOperator<Part> step) {
        @Nullable String name = event.database();
        if (name == null && parts.size() == 1) {
            parts.replaceAll((any, part) -> step.apply(part));
        } else if (name != null) {
            parts.computeIfPresent(name, (any, part) -> step.apply(part));
        }
    }

    private static ProgressView progress(JobEvent.Progress news) {
        return new ProgressView(
                news.bytesDone(),
                news.bytesTotal(),
                news.rowsDone(),
                news.tablesDone(),
                news.tablesTotal(),
                news.bytesPerSecond(),
                news.etaMs(),
                news.tables(),
                news.built(),
                news.builtDone(),
                news.builtTotal());
    }

    private static LagView lag(JobEvent.Lag news) {
        return new LagView(
                news.lagBytes(),
                news.lagMs(),
                news.caughtUp(),
                news.waitingForUser(),
                news.received(),
                news.applied(),
                news.filtered(),
                news.coalesced(),
                news.changesPerSecond(),
                news.retainedBytes());
    }

    /** Whether nothing works on it any more, and nothing will by itself. */
    boolean isOver() {
        boolean scheduled = view != null && view.settings().startAt() != null;
        return gone || (Deed.isAtRest(status) && !(scheduled && status.equals("NOT_STARTED")));
    }

    /** Whether it came to rest while it was watched, so that results are told. */
    boolean moved() {
        return moved;
    }

    boolean gone() {
        return gone;
    }

    @Nullable JobView view() {
        return view;
    }

    Collection<Part> parts() {
        return parts.values();
    }

    List<JobEvent.Result> results() {
        return new ArrayList<>(results.values());
    }

    String status() {
        return status;
    }

    String phase() {
        return phase;
    }

    String state() {
        return state;
    }

    boolean waitingForUser() {
        return !parts.isEmpty()
                && status.startsWith("RUNNING")
                && parts.values().stream()
                        .filter(part -> !part.status().equals("FAILED"))
                        .allMatch(part -> part.lag() != null && part.lag().waitingForUser());
    }
}
