package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.pipeline.BuildProgress;
import dev.godwit.pipeline.Control;
import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.Journal;
import dev.godwit.pipeline.Order;
import dev.godwit.pipeline.StreamProgress;
import dev.godwit.pipeline.TableProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job while this process works on it: turns what it hears into states, timeline and updates. */
final class Run implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final JobStore store;
    private final Feed feed;
    private final Order order;
    private final JobLock lock;
    private final Control control = new Control();
    private Job job;

    Run(Job job, Order order, JobLock lock, JobStore store, Feed feed) {
        this.job = job;
        this.order = order;
        this.lock = lock;
        this.store = store;
        this.feed = feed;
    }

    synchronized Job job() {
        return job;
    }

    Order order() {
        return order;
    }

    Control control() {
        return control;
    }

    void publish(Update.What what) {
        feed.publish(what);
    }

    void release() {
        lock.close();
    }

    /** Moves the job on, when the table lists it; anything else is a mistake of ours. */
    synchronized Job turn(Trigger trigger, String text, Job.@Nullable Cause cause) {
        Status next = Transitions.next(job.state(), trigger)
                .orElseThrow(() -> Failure.of(CoreFailure.UNEXPECTED)
                        .found("%s in %s", trigger, job.state())
                        .build());
        return store(new State(next, job.state().phase()), text, cause);
    }

    /** The same, where the job may be past the state in which it matters. */
    private synchronized void turnIfListed(Trigger trigger, String text) {
        if (Transitions.next(job.state(), trigger).isPresent()) {
            turn(trigger, text, null);
            feed.publish(new Update.Noted(text));
        } else {
            event(text);
        }
    }

    private Job store(State next, String text, Job.@Nullable Cause cause) {
        var changed = job.in(next, Instant.now(), cause);
        store.change(changed, text);
        job = changed;
        LOG.atInfo().addKeyValue("job", job.name()).log("{}: {}", next.words(), text);
        feed.publish(new Update.Changed(job));
        return job;
    }

    @Override
    public synchronized void phase(Phase phase) {
        if (phase != job.state().phase()) {
            store(new State(job.status(), phase), "Phase " + phase, null);
        }
    }

    @Override
    public void event(String text) {
        store.note(job(), text);
        feed.publish(new Update.Noted(text));
    }

    @Override
    public void finding(Finding finding) {
        store.note(job(), finding.severity() + " " + finding.code().id() + ": " + finding.found());
        feed.publish(new Update.Found(finding));
    }

    @Override
    public void dump(DumpProgress progress) {
        feed.publish(new Update.Dumped(progress));
    }

    @Override
    public void building(BuildProgress progress) {
        feed.publish(new Update.Built(progress));
    }

    @Override
    public void stream(StreamProgress progress) {
        feed.publish(new Update.Streamed(progress));
    }

    @Override
    public void tables(List<TableProgress> changed) {
        // Nobody shows single tables yet.
    }

    @Override
    public void promotionRefused(Failure cause) {
        event(cause.code().id() + ": " + cause.found());
    }

    @Override
    public void retry(Failure cause, int attempt, Duration delay) {
        String text = "Try %d in %s s: %s (%s)"
                .formatted(
                        attempt + 1,
                        delay.toMillis() / 1000.0,
                        cause.found(),
                        cause.code().id());
        turnIfListed(Happening.TROUBLED, text);
    }

    @Override
    public void recovered() {
        turnIfListed(Happening.RECOVERED, "Works again");
    }
}
