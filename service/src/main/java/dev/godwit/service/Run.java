package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Phase;
import dev.godwit.core.Server;
import dev.godwit.core.Status;
import dev.godwit.pipeline.BuildProgress;
import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.Journal;
import dev.godwit.pipeline.Rehearsed;
import dev.godwit.pipeline.StreamProgress;
import dev.godwit.pipeline.SwitchProgress;
import dev.godwit.pipeline.TableProgress;
import dev.godwit.pipeline.WaitingTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One database while this process works on it: turns what it hears into states, timeline and updates. */
final class Run implements Journal {

    private final String job;
    private final String database;
    private final Desk desk;
    private final JobStore store;
    private final Feed feed;
    private final Findings kept;
    private final Tables tables;
    private final Rehearsals rehearsals;
    private final Verifying verifying;
    private final List<Finding> findings = new ArrayList<>();
    private final Parts parts;
    private final Supplier<Passwords> passwords;
    private final WaitingRun waiting;
    /** Whether this run has tried the switch; what a crash has cut short is tried again. */
    private volatile boolean switching;

    private volatile Job latest;

    /** @param passwords those that the run was given last */
    Run(Job job, String database, Parts parts, Supplier<Passwords> passwords) {
        this.parts = parts;
        this.passwords = passwords;
        this.job = job.id();
        this.database = database;
        this.desk = parts.desk();
        this.store = parts.store();
        this.feed = parts.feeds().of(job.id());
        this.kept = parts.findings();
        this.tables = parts.tables();
        this.rehearsals = parts.rehearsals();
        this.verifying = parts.verifying();
        this.waiting = new WaitingRun(this, parts.setAsides(), parts.runs());
        this.latest = job;
    }

    /** The database as it is now, whoever changed it. */
    JobDatabase now() {
        latest = desk.find(job);
        return latest.database(database);
    }

    Job job() {
        return latest;
    }

    String database() {
        return database;
    }

    void publish(Update.What what) {
        feed.publish(what);
    }

    /** Moves the database on when the table lists it; nothing when a person was faster. */
    boolean turn(Trigger trigger, String text, UnaryOperator<JobDatabase> more) {
        var moved = new boolean[1];
        change(text, each -> {
            Optional<Status> next = Transitions.next(each.state(), trigger);
            moved[0] = next.isPresent();
            return next.map(
                    status -> more.apply(each.in(new State(status, each.state().phase()), Moments.now())));
        });
        return moved[0];
    }

    /** Changes the database, or leaves it as it is. */
    Job change(String text, java.util.function.Function<JobDatabase, Optional<JobDatabase>> step) {
        latest = desk.run(
                job,
                found -> step.apply(found.database(database))
                        .map(changed -> new Desk.Change(
                                found.with(database, each -> changed), JobStore.Entry.of(text, database))));
        return latest;
    }

    /** Told of a resumed migration too: what is gone through again is not news, until it is further than before. */
    @Override
    public void phase(Phase phase) {
        if (phase == Phase.PROMOTING || phase == Phase.COMPLETING) {
            verifying.stopFor(database); // soon the target has writes of its own
        }
        switching |= phase == Phase.PROMOTING;
        change("Now in " + new State(Status.RUNNING, phase).where(), each -> {
            Phase before = each.state().phase();
            boolean again = phase.compareTo(before) < 0 && !(before == Phase.PROMOTING && phase == Phase.CDC);
            return phase == before || again ? Optional.empty() : Optional.of(into(phase, each));
        });
        keepFindings();
    }

    /** Back from a promotion, nothing is wished any more, unless it is to be tried again. */
    private JobDatabase into(Phase phase, JobDatabase database) {
        boolean back = switching && database.state().phase() == Phase.PROMOTING && phase == Phase.CDC;
        var moved =
                database.in(new State(database.status(), phase), Moments.now()).troubled(database.trouble());
        return back && !asked() ? moved.wishing(null) : moved;
    }

    private boolean asked() {
        return parts.runs()
                .of(database)
                .filter(course -> course.control().promoteRequested())
                .isPresent();
    }

    @Override
    public void servers(Server source, Server target) {
        store.knownServers().seen(latest.spec().source(), source);
        store.knownServers().seen(latest.spec().target(), target);
    }

    @Override
    public void event(String text) {
        store.note(latest, JobStore.Entry.of(text, database));
        feed.publish(new Update.Noted(database, text));
    }

    @Override
    public void finding(Finding finding) {
        synchronized (findings) {
            findings.add(finding);
        }
        store.note(
                latest,
                JobStore.Entry.of(finding.severity() + " " + finding.code().id() + ": " + finding.found(), database));
        feed.publish(new Update.Found(database, finding));
    }

    /** So that they can be read when this process is gone. */
    void keepFindings() {
        List<Finding> all;
        synchronized (findings) {
            all = List.copyOf(findings);
        }
        kept.keep(job, database, all);
    }

    @Override
    public void dump(DumpProgress progress) {
        feed.publish(new Update.Dumped(database, progress));
    }

    @Override
    public void tables(List<TableProgress> changed) {
        tables.note(database, changed);
        feed.publish(new Update.Tables(database, changed));
    }

    @Override
    public void promotionRefused(Failure cause) {
        String text = "Not promoted: " + cause.found() + " (" + cause.code().id() + ")";
        if (now().wish() == null) {
            store.note(latest, JobStore.Entry.of(text, database));
        } else {
            change(text, each -> Optional.of(each.wishing(null)));
        }
        feed.publish(new Update.Refused(database, Cause.of(cause)));
    }

    @Override
    public void waiting(List<WaitingTable> tables) {
        waiting.tell(tables);
    }

    /** Tables whose changes are set aside. */
    WaitingRun waiting() {
        return waiting;
    }

    @Override
    public void wayBackArmed() {
        parts.waysBack().armed(now(), latest, passwords.get());
    }

    @Override
    public void rehearsed(Rehearsed result) {
        var rehearsal = Rehearsal.of(database, result);
        rehearsals.keep(job, rehearsal);
        change(rehearsal.words(), each -> each.rehearses() ? Optional.of(each.wishing(null)) : Optional.empty());
        feed.publish(new Update.Rehearsed(rehearsal));
    }

    @Override
    public void building(BuildProgress progress) {
        feed.publish(new Update.Built(database, progress));
    }

    @Override
    public void stream(StreamProgress progress) {
        feed.publish(new Update.Streamed(database, progress));
    }

    @Override
    public void switching(SwitchProgress progress) {
        feed.publish(new Update.Switching(database, progress));
    }

    @Override
    public void retry(Failure cause, int attempt, Duration delay) {
        var trouble = new Trouble(attempt, Instant.now().plus(delay), Cause.of(cause));
        String text = "Try %d in %s s: %s (%s)"
                .formatted(
                        attempt + 1,
                        delay.toMillis() / 1000.0,
                        cause.found(),
                        cause.code().id());
        if (!turn(Happening.TROUBLED, text, each -> each.troubled(trouble))) {
            change(text, each -> each.state().active() ? Optional.of(each.troubled(trouble)) : Optional.empty());
        }
        feed.publish(new Update.Noted(database, text));
    }

    @Override
    public void recovered() {
        String text = "Works again";
        if (waiting.isOpen() || !turn(Happening.RECOVERED, text, each -> each)) {
            change(text, each -> each.trouble() == null ? Optional.empty() : Optional.of(each.troubled(null)));
        }
        feed.publish(new Update.Noted(database, text));
    }
}
