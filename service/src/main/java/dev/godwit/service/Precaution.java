package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Phase;
import dev.godwit.core.Scope;
import dev.godwit.core.Severity;
import dev.godwit.core.Side;
import dev.godwit.core.SourceBurden;
import dev.godwit.service.SourceStanding.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said and done about what a database costs its source. */
final class Precaution {

    private static final Logger LOG = LoggerFactory.getLogger(Precaution.class);

    private final Parts parts;
    private final Slowing slowing;

    Precaution(Parts parts, Slowing slowing) {
        this.parts = parts;
        this.slowing = slowing;
    }

    /** Takes what the source has answered. */
    void judge(String jobId, String database, Watched one, SourceBurden burden) {
        var job = parts.desk().find(jobId);
        var care = job.spec().care();
        var before = one.level();
        var verdict = Budget.judge(care.retention(), burden, before);
        boolean dumps = job.database(database).state().phase() == Phase.FULL_DUMP;
        if (care.giveWay().asked() && dumps) {
            one.yielding().look(care.giveWay(), burden, speed(database)).ifPresent(text -> note(job, database, text));
        } else {
            one.yielding().end();
        }
        one.see(burden, care.retention(), verdict);
        one.slowed(slowing.words(job, database).orElse(null));
        tell(job, database, before, verdict);
        for (SourceBurden.Holder holder : one.news(burden.holders())) {
            String text =
                    "%s is open for %d s".formatted(holder.who(), holder.age().toSeconds());
            find(job, database, CoreFailure.SOURCE_HELD_UP, text);
        }
        parts.runs().of(database).ifPresent(course -> parts.tuner().tune(job, database, course.control()));
        if (verdict.level() == Level.OVER && care.retention().whenFull() == Retention.WhenFull.STOP) {
            stop(job, database, verdict, one.passwords());
        }
    }

    private void tell(Job job, String database, Level before, Budget.Verdict verdict) {
        if (verdict.level().compareTo(before) > 0 && verdict.code() != null && verdict.reason() != null) {
            find(job, database, verdict.code(), verdict.reason());
            if (verdict.level() == Level.OVER && slowing.throttles(job)) {
                note(job, database, "Gives way: " + slowing.words(job, database).orElse("nothing can be slowed down"));
            }
        } else if (verdict.level() == Level.WITHIN && before != Level.WITHIN) {
            note(job, database, "The log that the source keeps is within its budget again");
        }
    }

    private void find(Job job, String database, CoreFailure code, String text) {
        var finding = new Finding(code, Severity.WARNING, Side.SOURCE, Scope.DATABASE, text, code.advice());
        parts.store().note(job, JobStore.Entry.of(finding.severity() + " " + code.id() + ": " + text, database));
        parts.feeds().of(job.id()).publish(new Update.Found(database, finding));
        LOG.atWarn().addKeyValue("job", job.name()).log("{}: {}", code.id(), text);
    }

    void note(Job job, String database, String text) {
        parts.store().note(job, JobStore.Entry.of(text, database));
        parts.feeds().of(job.id()).publish(new Update.Noted(database, text));
    }

    private long speed(String database) {
        List<Sample> samples = parts.series().of(database, Instant.now().minusSeconds(20));
        return samples.isEmpty() ? 0 : samples.getLast().bytesPerSecond();
    }

    /** The run ends first, then the source is released: by the course of the database, which has no other work then. */
    private void stop(Job job, String database, Budget.Verdict verdict, Passwords passwords) {
        var failure = Failure.of(CoreFailure.SOURCE_FREED)
                .found("%s", verdict.reason() == null ? "" : verdict.reason())
                .build();
        var after = parts.desk().ask(job.id(), found -> stopped(found, database, Cause.of(failure)));
        if (after.database(database).frees()) {
            parts.runs().of(database).ifPresent(course -> course.control().requestStop());
            parts.runs().wake(after, database, passwords);
        }
    }

    private Optional<Desk.Change> stopped(Job job, String database, Cause cause) {
        String me = parts.desk().me();
        if (job.state().active() && !me.equals(job.owner())) {
            return Optional.empty();
        }
        return Transitions.next(job.database(database).state(), Happening.OVER_BUDGET)
                .map(status -> new Desk.Change(
                        job.with(
                                        database,
                                        each -> each.in(
                                                        new State(
                                                                status,
                                                                each.state().phase()),
                                                        Moments.now())
                                                .because(cause)
                                                .wishing(Wish.of(Wish.Kind.FREE)))
                                .ownedBy(me),
                        JobStore.Entry.of("Stops, to free the source: " + cause.found(), database)));
    }
}
