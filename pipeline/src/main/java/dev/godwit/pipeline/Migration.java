package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Mode;
import dev.godwit.core.Option;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Server;
import dev.godwit.core.Severity;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.ChangeCapture;
import dev.godwit.core.spi.Progress;
import dev.godwit.core.spi.Snapshot;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.Structure;
import dev.godwit.core.spi.TargetDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One migration of one database, from validation to promotion; goes on where an earlier run ended. */
public final class Migration {

    private static final Logger LOG = LoggerFactory.getLogger(Migration.class);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);

    private final Session session;
    private final PhaseClock clock;
    private final Retry retry;
    private final Outcomes outcomes;
    private final Comparison comparison;
    private final Structure structure;
    private final Instant startedAt = Instant.now();
    private final long began = System.nanoTime();
    private boolean partsOnTarget;
    private boolean definitionsCompared;

    /**
     * @param back the same with the sides exchanged
     * @param work existing private folder for what does not fit into memory; the same for each run of a migration
     */
    public Migration(
            Plan plan,
            SourceDatabase source,
            TargetDatabase target,
            WayBack back,
            Journal journal,
            Control control,
            Path work) {
        this.session = new Session(plan, source, target, journal, control, work, new TableBoard(journal::tables), back);
        this.clock = new PhaseClock(journal);
        this.retry = new Retry(journal, control);
        this.outcomes = new Outcomes(journal);
        this.comparison = new Comparison(plan.workers(), session.board());
        this.structure = target.structure(source);
    }

    /**
     * Runs until done, stopped or failed. Transient failures are retried inside.
     *
     * @throws Failure when it cannot go on by itself
     */
    public Report run() {
        return run(this::begunBefore);
    }

    /**
     * As {@link #run} where an earlier run may have left something: nothing is done before the target has said what, however
     * long that takes.
     */
    public Report resume() {
        return run(() -> retry.run(this::begunOnTarget));
    }

    private Report run(BooleanSupplier begun) {
        try {
            return session.control().interruptibly(() -> report(goOn(begun)));
        } catch (Failure e) {
            if (e.code() != CoreFailure.INTERRUPTED && !session.control().stopping()) {
                throw e;
            }
            if (e.code() != CoreFailure.INTERRUPTED) {
                LOG.info("broken off by the stop: {}", e.getMessage());
            }
            new Silence(session).make();
            return report(Report.Outcome.STOPPED);
        }
    }

    private Report.Outcome goOn(BooleanSupplier begun) {
        clock.enter(Phase.PREPARING);
        boolean resumed = begun.getAsBoolean();
        introduce();
        if (session.plan().wayBack()) {
            retry.run(this::refuseUnarmed);
            resumed = true;
        }
        Option option = session.plan().option();
        if (option == Option.VALIDATE || (option == Option.VALIDATE_AND_MIGRATE && !resumed)) {
            clock.enter(Phase.VALIDATING);
            List<Finding> findings = validation().run();
            session.control().checkStop();
            outcomes.add(findings);
            if (findings.stream().anyMatch(finding -> finding.severity() == Severity.FAILED)) {
                return Report.Outcome.VALIDATION_FAILED;
            }
            if (option == Option.VALIDATE) {
                return Report.Outcome.VALIDATED;
            }
        } else if (!resumed) {
            List<Finding> refusals = validation().refusals();
            outcomes.add(refusals);
            if (!refusals.isEmpty()) {
                return Report.Outcome.VALIDATION_FAILED;
            }
        }
        try (var _ = new HindranceWatch(session.source(), outcomes)) {
            migrate(resumed);
            return outcomes.gap() == null ? Report.Outcome.EQUAL : Report.Outcome.OVERRIDDEN;
        } catch (Failure e) {
            boolean unlike = e.code() == CoreFailure.DATA_DIFFER || e.code() == CoreFailure.DEFINITIONS_MISSING;
            if (unlike && !session.control().stopping()) {
                session.journal().event(e.found());
                if (e.code() == CoreFailure.DEFINITIONS_MISSING) {
                    outcomes.add(List.of(DefinitionGate.finding(e)));
                }
                return Report.Outcome.DIFFERENT;
            }
            throw e;
        }
    }

    private Validation validation() {
        return new Validation(session);
    }

    private void introduce() {
        try {
            session.journal()
                    .servers(session.source().server(), session.target().server());
        } catch (Failure e) {
            session.control().checkStop();
            // What comes next needs them, and reports why one does not answer.
            LOG.debug("not introduced: {}", e.getMessage());
        }
    }

    private boolean begunOnTarget() {
        return session.target().progress().note(Notes.BEGUN).isPresent();
    }

    private boolean begunBefore() {
        try {
            return begunOnTarget();
        } catch (Failure e) {
            session.control().checkStop();
            // Validation, which comes next, reports why the target does not answer.
            return false;
        }
    }

    private void migrate(boolean resumed) {
        partsOnTarget = resumed;
        Progress progress = session.target().progress();
        Optional<String> promoted = retry.run(() -> progress.note(Notes.PROMOTED));
        promoted.flatMap(GapNote::read).ifPresent(outcomes::overridden);
        if (promoted.isPresent()) {
            session.control().switches();
        } else {
            retry.run(progress::establish);
            long epoch = retry.run(progress::takeOver);
            retry.run(() -> progress.note(Notes.BEGUN, Notes.DONE));
            retry.run(this::undoCompletion);
            Catalog catalog = retry.run(this::createSchema);
            retry.run(() -> dump(catalog));
            retry.run(() -> buildIndexes(catalog));
            if (session.plan().mode() == Mode.ONLINE) {
                var tools = new FollowTools(epoch, structure, clock, outcomes, comparison, new Changed());
                new Following(session, tools, retry).run(catalog);
            } else {
                retry.run(() -> finishOffline(catalog));
            }
        }
        retry.run(this::tidyUp);
    }

    /** An end that failed after all was made leaves other names. */
    private void undoCompletion() {
        boolean completed = session.target()
                .progress()
                .note(Notes.COMPLETED)
                .filter(Notes.DONE::equals)
                .isPresent();
        if (completed) {
            try (var names = structure.renameBack()) {
                names.commit(Notes.COMPLETED, Notes.NO);
            }
        }
    }

    private void refuseUnarmed() {
        if (session.plan().wayBack()
                && session.target().progress().note(Notes.SCHEMA).isEmpty()) {
            throw Failure.of(CoreFailure.WAY_BACK_ONLY_FOLLOWS)
                    .found("it was not armed by a promotion, or has ended")
                    .build();
        }
    }

    private Catalog createSchema() {
        Catalog before = session.source().catalog();
        Optional<String> fingerprint = session.target().progress().note(Notes.SCHEMA);
        if (fingerprint.isPresent()) {
            if (!fingerprint.get().equals(before.fingerprint()) && !following()) {
                throw Failure.of(CoreFailure.CATALOG_CHANGED)
                        .found("since the migration began")
                        .build();
            }
            return CatalogWatch.read(session.source(), structure::read); // another machine may have run it before
        }
        if (session.plan().existingTarget() == Plan.ExistingTarget.DROP) {
            clock.enter(Phase.DROPPING_TARGET);
            outcomes.add(structure.dropExisting(before));
        }
        clock.enter(Phase.CREATING_SCHEMA);
        Catalog catalog = CatalogWatch.read(session.source(), structure::read);
        outcomes.add(structure.create(catalog));
        session.target().progress().note(Notes.SCHEMA, catalog.fingerprint());
        return catalog;
    }

    /** Whether all was copied, so that definitions may change: the stream tells of it, see {@link Following}. */
    private boolean following() {
        Progress progress = session.target().progress();
        return session.plan().mode() == Mode.ONLINE
                && progress.note(Notes.INDEXES).isPresent()
                && progress.position().isPresent();
    }

    private void dump(Catalog catalog) {
        clock.enter(Phase.FULL_DUMP);
        Map<TableName, Progress.Copied> copied = session.target().progress().copied();
        // Tables that have come since all was copied are for the stream to tell of.
        List<Table> missing = following()
                ? List.of()
                : catalog.tables().stream()
                        .filter(table -> !copied.containsKey(table.name()))
                        .toList();
        session.board().begin(catalog.tables(), copied);
        var meter = new DumpMeter(session.journal(), session.board(), catalog.tables(), copied).telling(retry::works);
        boolean first = session.plan().mode() == Mode.ONLINE
                && session.target().progress().position().isEmpty();
        if (!missing.isEmpty() || first) {
            try (Snapshot snapshot = snapshot(catalog, first)) {
                CatalogWatch.check(catalog, session.source().catalog());
                boolean again = partsOnTarget;
                partsOnTarget = true;
                new Dump(session).copy(snapshot, missing, again, meter);
            }
        }
        outcomes.dumped(meter.bytesDone());
    }

    private Snapshot snapshot(Catalog catalog, boolean first) {
        if (session.plan().mode() == Mode.OFFLINE) {
            return session.source().snapshot();
        }
        ChangeCapture capture = session.source().changes();
        if (!first) {
            return capture.resnapshot(catalog);
        }
        session.target().progress().check();
        Snapshot snapshot = capture.establish(catalog);
        try {
            session.target().progress().note(Notes.HISTORY, capture.history());
            session.target().progress().begin(snapshot.position().orElseThrow());
            return snapshot;
        } catch (Failure e) {
            snapshot.close();
            throw e;
        }
    }

    private void buildIndexes(Catalog catalog) {
        clock.enter(Phase.BUILDING_INDEXES);
        once(Notes.INDEXES, () -> structure.buildIndexes(catalog, session::workers, this::built));
    }

    private void finishOffline(Catalog catalog) {
        once(Notes.CONSTRAINTS, () -> structure.buildConstraints(catalog, session::workers, this::built));
        clock.enter(Phase.PROMOTING);
        try (Snapshot source = session.source().snapshot();
                Snapshot target = session.target().snapshot()) {
            comparison.compare(catalog.tables(), source, target, true, session.control());
        }
        CatalogWatch.check(catalog, session.source().catalog());
        structure.beforeSwitch(catalog);
        new DefinitionGate(session, catalog, structure, outcomes)
                .againstAtRest()
                .ifPresent(unlike -> {
                    throw unlike;
                });
        outcomes.add(structure.complete(catalog));
        try (var names = structure.rename()) {
            session.control().switches();
            names.commit(Notes.PROMOTED, Notes.DONE);
        }
        session.tellNames();
    }

    private void built(Structure.Built built) {
        session.journal().building(new BuildProgress(built.name(), built.done(), built.of()));
    }

    private void once(String note, Supplier<List<Finding>> step) {
        Progress progress = session.target().progress();
        if (progress.note(note).isEmpty()) {
            outcomes.add(step.get());
            progress.note(note, Notes.DONE);
        }
    }

    /** Nothing of Godwit stays on either side, but what a way back needs. */
    private void tidyUp() {
        clock.enter(Phase.COMPLETING);
        if (session.plan().wayBack()) {
            session.target().openDoor();
        }
        var arming = session.arming();
        boolean back = arming.armed();
        if (back) {
            session.source().leaveDoorTo(session.back().plan().id());
        } else {
            leaveDoorClosed();
        }
        // What the way back writes on the source must never come over again.
        session.source().changes().cut();
        if (back) {
            compareDefinitions(); // while what logs whole rows does so on both sides
            session.journal().wayBackArmed();
        }
        session.source().changes().remove();
        compareDefinitions();
        session.target().remove();
    }

    private void leaveDoorClosed() {
        List<String> opening = session.source().leaveDoorClosed();
        if (!opening.isEmpty()) {
            outcomes.leave("The source stays closed to applications. To open it again: " + String.join("; ", opening));
        }
    }

    private void compareDefinitions() {
        if (!definitionsCompared) {
            outcomes.add(structure.compare(session.source().catalog()));
            definitionsCompared = true;
        }
    }

    private Report report(Report.Outcome outcome) {
        List<Report.TableResult> tables = comparison.results();
        return new Report(
                outcome,
                server(session.source()::server),
                server(session.target()::server),
                startedAt,
                Duration.ofNanos(System.nanoTime() - began),
                clock.times(),
                tables,
                tables.stream().mapToLong(Report.TableResult::targetRows).sum(),
                outcomes.dumpBytes(),
                outcomes.changes(),
                outcomes.ledger(),
                session.target().changedValues(),
                outcomes.writePause(),
                outcomes.comparePause(),
                outcomes.findings(),
                outcomes.leftToDo(),
                outcomes.gap());
    }

    /** Who was there, if he answers at once. */
    private static @Nullable Server server(Supplier<Server> question) {
        var answer = new CompletableFuture<Server>();
        Thread asking = Thread.ofVirtual().name("godwit-report").start(() -> {
            try {
                answer.complete(question.get());
            } catch (Failure e) {
                answer.cancel(false);
            }
        });
        Uninterrupted.end(asking, ANSWERS_WITHIN);
        return answer.isDone() && !answer.isCancelled() ? answer.join() : null;
    }
}
