package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Selection;
import dev.godwit.core.Severity;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.KeyRange;
import dev.godwit.pipeline.Coverage;
import dev.godwit.pipeline.Limit;
import dev.godwit.pipeline.Repair;
import dev.godwit.pipeline.TableVerdict;
import dev.godwit.pipeline.Verification;
import dev.godwit.pipeline.VerifyControl;
import dev.godwit.pipeline.VerifyListener;
import dev.godwit.pipeline.VerifyOrder;
import dev.godwit.pipeline.VerifyProgress;
import dev.godwit.service.VerificationRecord.Progress;
import dev.godwit.service.VerificationRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One verification of one database, on a thread of its own. */
final class VerificationRun implements Runnable, VerifyListener {

    private static final Logger LOG = LoggerFactory.getLogger(VerificationRun.class);

    /** Rows that differ and are kept: more than that nobody reads, and the store has other guests. */
    private static final int KEPT_ROWS = 10_000;

    /** Of one look, on the timeline. */
    private static final int TOLD_DEFINITIONS = 20;

    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final long TELL_EACH_NANOS = Duration.ofMillis(500).toNanos();
    private static final long STORE_EACH_NANOS = Duration.ofSeconds(3).toNanos();

    private final Parts parts;
    private final VerificationStore store;
    private final Passwords passwords;
    private final Ears ears;
    private final VerifyControl control = new VerifyControl();
    private volatile VerificationRecord record;
    private volatile boolean left;
    /** Tables of a continuous one that differed when they were last looked at. */
    private final Map<TableName, TableVerdict> different = new TreeMap<>();

    /** Definitions that a continuous one found missing or others when it last looked. */
    private Set<String> unlike = Set.of();

    private long told;
    private long stored;

    VerificationRun(Parts parts, VerificationStore store, VerificationRecord record, Passwords passwords, Ears ears) {
        this.parts = parts;
        this.store = store;
        this.record = record.in(State.RUNNING, null);
        this.passwords = passwords;
        this.ears = ears;
    }

    /** Hears how it goes. */
    interface Ears {

        /** Called before anybody sees that it is over. */
        void found(VerificationRecord record, Verified verified);

        /** Found before the end, by one that is continuous. */
        void differs(VerificationRecord record, TableName table);

        void over(VerificationRecord record);
    }

    VerificationRecord record() {
        return record;
    }

    VerifyControl control() {
        return control;
    }

    /** Ends without a result: another server will have one. */
    void leave() {
        left = true;
        control.requestStop();
    }

    @Override
    public void run() {
        if (!store.update(record)) {
            ears.over(record); // It is over already.
            return;
        }
        try {
            var verified = patiently();
            ears.found(record, verified);
            var over = record.with(verified.result()).in(verified.state(), Moments.now());
            end(over, verified.lines(), verified.differences(KEPT_ROWS), verified.words());
        } catch (RuntimeException e) {
            var failure = unwrapped(e);
            if (endedByStop(failure)) {
                end(
                        record.in(State.STOPPED, Moments.now()),
                        List.of(),
                        List.of(),
                        "The verification was stopped before its end");
                return;
            }
            end(
                    record.because(Cause.of(failure)).in(State.FAILED, Moments.now()),
                    List.of(),
                    List.of(),
                    "Not verified: %s (%s)"
                            .formatted(failure.found(), failure.code().id()));
        } finally {
            ears.over(record);
        }
    }

    /** A stop ends the statements that run, and what was about to ask fails with them. */
    private boolean endedByStop(Failure failure) {
        return control.stopRequested() && (failure.isTransient() || failure.code() == CoreFailure.INTERRUPTED);
    }

    /** What clears by itself is tried again: a run that begins ends sessions that an earlier one may have left. */
    private Verified patiently() {
        for (int attempt = 1; ; attempt++) {
            try {
                return verify();
            } catch (RuntimeException e) {
                var failure = unwrapped(e);
                if (!failure.isTransient() || attempt == ATTEMPTS || control.stopRequested()) {
                    throw failure;
                }
                LOG.atInfo().addKeyValue("job", record.job()).log("Verifies again: {}", failure.getMessage());
            }
            LockSupport.parkNanos(PAUSE.toNanos() << (attempt - 1));
        }
    }

    private Verified verify() {
        var job = parts.desk().find(record.job());
        var scope = record.scope();
        var tables = new Selection(scope.tables(), scope.excludeTables());
        var range = new KeyRange(scope.from(), scope.to());
        boolean whole = tables.isAll() && range.isAll();
        var order = new VerifyOrder(tables, range, whole, VerifyOrder.SHOWN_ROWS, scope.values(), scope.continuous());
        control.limit(new Limit(scope.rowsPerSecond(), scope.bytesPerSecond()));
        if (scope.repair()) {
            return Verified.of(repair(order));
        }
        var database = job.database(record.database());
        try (var crossing = Crossing.open(parts.reach(), parts.data(), job, database, passwords)) {
            control.expectFollowed(database.follows());
            parts.runs().of(database.id()).ifPresent(course -> {
                control.recent(course.control().recent());
                control.redefinitions(course.control()::redefinitions);
            });
            Verification found = parts.runner()
                    .verify(crossing.order(), order, this, control)
                    .join();
            return Verified.of(found);
        } finally {
            if (!database.begun()) {
                parts.data().clean(job.id(), database.id());
            }
        }
    }

    private Repair repair(VerifyOrder order) {
        return parts.runs()
                .of(record.database())
                .orElseThrow(() -> Failure.of(CoreFailure.NOT_FOLLOWED)
                        .found("it does not run here any more")
                        .build())
                .control()
                .requestRepair(order, this, control)
                .join();
    }

    private static Failure unwrapped(RuntimeException thrown) {
        @Nullable Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof Failure failure) {
            return failure;
        }
        LOG.error("A verification failed unforeseen", thrown);
        return Failure.of(CoreFailure.UNEXPECTED)
                .found((cause == null ? thrown : cause).getClass().getName())
                .cause(thrown)
                .build();
    }

    /** Nobody sees that it is over before what was found is there to be read. */
    private synchronized void end(
            VerificationRecord over,
            List<VerificationRecord.Line> lines,
            List<VerificationRecord.Difference> differences,
            String words) {
        if (left) {
            return;
        }
        try {
            if (!store.finish(over, lines, differences)) {
                return; // Marked as interrupted meanwhile, or forgotten with its job.
            }
            record = over;
        } catch (Failure e) {
            LOG.warn("What a verification found is not written down: {}", e.getMessage());
            return; // Whoever looks next marks it as interrupted.
        }
        parts.store().find(record.job()).ifPresent(job -> {
            parts.store().note(job, JobStore.Entry.of(words, record.database()));
            parts.feeds().of(job.id()).publish(new Update.Noted(record.database(), words));
            parts.feeds().of(job.id()).publish(new Update.Verified(record));
        });
    }

    @Override
    public synchronized void progress(VerifyProgress now) {
        if (!record.state().active() || record.scope().continuous()) {
            return;
        }
        record = record.with(new Progress(
                now.tablesDone(),
                now.tablesTotal(),
                now.rows(),
                now.rowsTotal(),
                now.bytes(),
                now.bytesTotal(),
                now.rowsPerSecond(),
                now.bytesPerSecond(),
                now.left() == null ? null : (Long) now.left().toMillis(),
                now.differing(),
                now.unsettled()));
        tell();
    }

    @Override
    public synchronized void coverage(Coverage now) {
        if (record.state().active()) {
            record = record.with(new VerificationRecord.Coverage(
                    now.tables(),
                    now.covered(),
                    now.rounds(),
                    now.eldest(),
                    now.recentRows(),
                    different.size(),
                    definitions(now)));
            tell();
        }
    }

    private VerificationRecord.@Nullable Definitions definitions(Coverage now) {
        @Nullable Instant at = now.definitions();
        return at == null ? null : new VerificationRecord.Definitions(at, unlike.size());
    }

    /** What is missing or another is told at once, and that it is not any more. */
    @Override
    public synchronized void definitions(List<Finding> found) {
        Set<String> now = found.stream()
                .filter(finding -> finding.severity() == Severity.FAILED)
                .map(Finding::found)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> before = unlike;
        unlike = now;
        if (!left) {
            now.stream()
                    .filter(each -> !before.contains(each))
                    .limit(TOLD_DEFINITIONS)
                    .forEach(each -> note("Definitions differ: " + each));
            before.stream()
                    .filter(each -> !now.contains(each))
                    .limit(TOLD_DEFINITIONS)
                    .forEach(each -> note("No longer so: " + each));
        }
    }

    private void note(String words) {
        parts.store().find(record.job()).ifPresent(job -> {
            parts.store().note(job, JobStore.Entry.of(words, record.database()));
            parts.feeds().of(job.id()).publish(new Update.Noted(record.database(), words));
        });
    }

    private void tell() {
        long clock = System.nanoTime();
        if (clock - told > TELL_EACH_NANOS) {
            told = clock;
            parts.feeds().of(record.job()).publish(new Update.Verified(record));
        }
        if (clock - stored > STORE_EACH_NANOS) {
            stored = clock;
            store.update(record);
        }
    }

    @Override
    public void table(TableVerdict verdict) {
        if (record.scope().continuous()) {
            watch(verdict);
        }
    }

    /** What differs is told at once, and that it does not any more. */
    private synchronized void watch(TableVerdict verdict) {
        boolean differs = verdict.differing() > 0;
        @Nullable TableVerdict before = differs ? different.put(verdict.table(), verdict) : different.get(verdict.table());
        boolean again = !differs && verdict.verdict() == TableVerdict.Verdict.EQUAL;
        if (again) {
            different.remove(verdict.table());
        }
        boolean news = differs ? before == null || before.differing() != verdict.differing() : again && before != null;
        if (!news || left) {
            return;
        }
        if (differs) {
            ears.differs(record, verdict.table());
        }
        var found = List.copyOf(different.values());
        store.report(record, found.stream().map(Verified::line).toList(), Verified.differences(found, KEPT_ROWS));
        String words = differs
                ? "%s differs: %d rows missing, %d extra, %d changed"
                        .formatted(verdict.table(), verdict.missing(), verdict.extra(), verdict.changed())
                : verdict.table() + " is equal again";
        note(words);
    }
}
