package dev.godwit.service;

import dev.godwit.core.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a service looks after by itself, again and again. */
final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Wiring parts;
    private final Presence presence;
    private final boolean attends;
    private final Ticker ticker = new Ticker();
    private final Ticker heart = new Ticker();
    /** Of all jobs, when they were looked at last: another server's clock may go otherwise than this one's. */
    private Map<String, Long> versions = Map.of();

    Watch(Wiring parts, Presence presence, boolean attends) {
        this.parts = parts;
        this.presence = presence;
        this.attends = attends;
    }

    void start() {
        heart.every(Duration.ofSeconds(3), presence::beat);
        if (presence.shared()) {
            heart.every(Duration.ofSeconds(1), parts.ownership()::checkHealth);
            ticker.every(Duration.ofSeconds(2), parts.ownership()::checkOwner);
        }
        versions = parts.store().versions();
        ticker.every(Duration.ofSeconds(1), this::tellOfOthers);
        ticker.every(Duration.ofSeconds(5), this::measure);
        ticker.every(SourceWatch.EACH, parts.sources()::tick);
        if (attends) {
            return;
        }
        parts.ownership().adopt();
        ticker.every(Duration.ofSeconds(1), this::commands);
        ticker.every(Duration.ofSeconds(1), this::startDue);
        ticker.every(Duration.ofSeconds(1), parts.verifying()::look);
        ticker.every(Duration.ofSeconds(2), parts.ownership()::adopt);
        ticker.every(Duration.ofHours(1), parts.store()::tidy);
    }

    /** What the present hour allows, and how things go. */
    private void measure() {
        for (Course course : parts.runs().all()) {
            var run = course.journal();
            parts.tuner().tune(parts.desk().find(run.job().id()), run.database(), course.control());
            parts.series()
                    .sample(
                            Instant.now(),
                            run.database(),
                            parts.feeds().of(run.job().id()));
        }
    }

    private void commands() {
        for (JobStore.Command command : parts.store().take(parts.desk().me())) {
            quietly(command.job(), command.action(), command.options());
        }
    }

    private void startDue() {
        for (Job job : parts.store().due(Instant.now())) {
            if (!job.attended() && job.startedAt() == null) {
                quietly(job.id(), Action.START, scheduled());
            }
        }
    }

    private static ActionOptions scheduled() {
        return new ActionOptions(
                java.util.List.of(),
                Passwords.NONE,
                ActionOptions.EndMode.AUTO,
                null,
                null,
                new Caller("schedule", null));
    }

    private void quietly(String job, Action action, ActionOptions options) {
        try {
            parts.acting().act(job, action, options);
        } catch (Failure e) {
            LOG.atInfo().addKeyValue("job", job).log("{} refused: {}", action.words(), e.getMessage());
        }
    }

    /** Watchers here want to know of jobs that other servers run. */
    private void tellOfOthers() {
        Map<String, Long> now = parts.store().versions();
        now.forEach((job, version) -> {
            if (version > versions.getOrDefault(job, 0L) && parts.feeds().watched(job)) {
                parts.store().find(job).ifPresent(parts.feeds().of(job)::renew);
            }
        });
        versions = now;
    }

    @Override
    public void close() {
        ticker.close();
        heart.close();
    }
}
