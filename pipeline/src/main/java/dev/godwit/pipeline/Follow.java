package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Position;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.ChangeCapture;
import dev.godwit.core.spi.Snapshot;
import dev.godwit.core.spi.Structure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Follows the changes; meanwhile builds what is missing and compares; promotes when asked or when all is quiet. */
final class Follow {

    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration DISARM_EACH = Duration.ofSeconds(30);
    private static final Duration KEEP_UP_EACH = Duration.ofSeconds(5);

    private final Session session;
    private final Catalog catalog;
    private final FollowTools tools;
    private final Structure structure;
    private final PhaseClock clock;
    private final Outcomes outcomes;
    private final Comparison comparison;
    private final Changed changed;
    private final DefinitionWatch definitions;
    private final Promotion promotion;
    private final Arming arming;
    private final Rehearsal rehearsal;
    private final CatchUpGrace grace = new CatchUpGrace();
    private boolean heldBack;
    private boolean constraintsBuilt;
    private boolean comparedAgain;
    private volatile boolean recreatedFinished;
    private long disarmed = System.nanoTime();
    private long keptUp;

    /** How a round ends. */
    enum End {
        PROMOTED,
        /** Definitions have changed, and the target has met all that the stream told of it. */
        MOVED,
        /** Definitions have changed; what the stream tells of it is on its way. */
        UNSETTLED,
        /** What was copied beside has ended. */
        COPIED
    }

    /** @param catalog without tables that wait */
    Follow(Session session, Catalog catalog, FollowTools tools, DefinitionWatch definitions) {
        this.session = session;
        this.catalog = catalog;
        this.tools = tools;
        this.structure = tools.structure();
        this.clock = tools.clock();
        this.outcomes = tools.outcomes();
        this.comparison = tools.comparison();
        this.changed = tools.changed();
        this.definitions = definitions;
        var gate = new DefinitionGate(session, catalog, structure, outcomes);
        var last = new LastComparison(session, catalog, comparison, changed);
        this.promotion = new Promotion(session, catalog, structure, gate, last, outcomes);
        this.arming = session.arming();
        this.rehearsal = new Rehearsal(session, catalog, structure, gate, this::stale);
    }

    /**
     * Runs until promoted, or until definitions have changed. Can be called again after a transient failure.
     *
     * @param works called whenever both sides are seen to work
     */
    End run(Runnable works) {
        if (promoted()) {
            return End.PROMOTED;
        }
        session.control().follows();
        clock.enter(Phase.CDC);
        session.target().progress().check();
        // A run that was killed while it promoted could not let the applications in again.
        session.source().openDoor();
        arming.disarmIfPossible();
        Position from = session.target().progress().position().orElseThrow();
        checkHistory(from);
        // Nor could it take back what acts on changes.
        structure.takeBack(catalog);
        heldBack = session.target()
                .progress()
                .note(Notes.HELD_BACK)
                .filter(Notes.DONE::equals)
                .isPresent();
        if (heldBack && !session.control().promoteRequested()) {
            session.control().holdBack();
        }
        session.board().followed(uncompared().stream().map(Table::name).toList());
        var meter = new StreamMeter(session.source().changes(), from);
        try (var stream = new Stream(session, catalog, tools, from, definitions);
                var background = new Background()) {
            session.control().followed(true);
            try {
                while (!step(stream, meter, background)) {
                    if (definitions.look(stream)) {
                        return definitions.copying() ? End.COPIED : End.MOVED;
                    }
                    if (meter.caughtUp() || stream.handledRows() > 0) {
                        works.run();
                    }
                    session.control().pause(TICK);
                }
                return End.PROMOTED;
            } finally {
                session.control().followed(false);
                outcomes.followed(stream.handledRows(), stream.loop().ledger());
            }
        }
    }

    /** An attempt whose end was not seen may have switched all the same. */
    private boolean promoted() {
        return session.target().progress().note(Notes.PROMOTED).isPresent();
    }

    /** Each time before the stream begins: a server that took over may be behind what the target holds. */
    private void checkHistory(Position from) {
        ChangeCapture capture = session.source().changes();
        session.target().progress().note(Notes.HISTORY).ifPresent(noted -> capture.checkHistory(noted, from));
        session.target().progress().note(Notes.HISTORY, capture.history());
    }

    /** @return true when promoted */
    private boolean step(Stream stream, StreamMeter meter, Background background) {
        stream.check();
        changed.add(session.control().takeDoubts());
        boolean busy = running(background);
        boolean ready = !busy && constraintsBuilt() && uncompared().isEmpty();
        boolean manual = waitsForPerson();
        StreamProgress progress = meter.measure(
                stream,
                manual && ready && !definitions.copying() && !session.plan().wayBack());
        session.journal().stream(progress);
        session.board().tick();
        disarm();
        keepUp();
        if (definitions.moved() || definitions.copying()) {
            return false;
        }
        boolean asked = session.control().promoteRequested();
        boolean overridden = asked && session.control().overridden();
        if (!asked) {
            grace.forget();
        }
        if (promotion.waits(asked)) {
            return false;
        }
        Failure against = definitions.against();
        if (asked && against != null) {
            promotion.refuseNow(against);
            return false;
        }
        if (asked && !overridden && !takenUp(progress)) {
            return false;
        }
        if (overridden && constraintsBuilt()) {
            background.close();
            return promote(stream, meter, Promotion.Wish.OVERRIDDEN);
        }
        if (session.control().rehearsalRequested() && rehearse(stream, background, busy)) {
            return false;
        }
        if (busy || !meter.caughtUp()) {
            return false;
        }
        if (!recreatedFinished) {
            if (allTablesAtOneMoment(stream)) {
                background.start(this::finishRecreated);
            }
            return false;
        }
        if (!constraintsBuilt()) {
            if (allTablesAtOneMoment(stream)) {
                background.start(this::buildConstraints);
            }
            return false;
        }
        if (!uncompared().isEmpty()) {
            background.start(() -> compareRound(stream, uncompared()));
            return false;
        }
        Optional<RepairRequest> repair = session.control().takeRepair();
        if (repair.isPresent()) {
            var repairing = new Repairing(session, catalog, structure, stream, changed);
            background.start(() -> repairing.answer(repair.get()));
            return false;
        }
        if (!asked && (manual || against != null || !quiet(meter))) {
            return false;
        }
        List<Table> stale = stale();
        if (!stale.isEmpty() && !comparedAgain) {
            comparedAgain = true;
            background.start(() -> compareRound(stream, stale));
            return false;
        }
        if (asked && differs(stale)) {
            comparedAgain = false;
            promotion.refuseUnequal(stale);
            return false;
        }
        return promote(stream, meter, asked ? Promotion.Wish.ASKED : Promotion.Wish.AUTOMATIC);
    }

    /** @return whether it has begun */
    private boolean rehearse(Stream stream, Background background, boolean busy) {
        if (!constraintsBuilt() || !uncompared().isEmpty()) {
            session.control().rehearses();
            rehearsal.tooEarly(constraintsBuilt() ? uncompared().size() : 0);
            return false;
        }
        if (busy) {
            return false;
        }
        session.control().rehearses();
        background.start(() -> rehearsal.run(stream, tables -> compareRound(stream, tables)));
        return true;
    }

    /** A person decides on the switch by the plan, or since he has aborted one; that is kept on the target. */
    private boolean waitsForPerson() {
        boolean held = session.control().heldBack();
        if (held != heldBack) {
            session.target().progress().note(Notes.HELD_BACK, held ? Notes.DONE : Notes.NO);
            heldBack = held;
            if (held && session.plan().promote() == Plan.Promote.AUTO) {
                session.journal().event("No promotion begins by itself any more; ask for it");
            }
        }
        return held || session.plan().promote() == Plan.Promote.MANUAL;
    }

    /** What is asked for while the target stays behind is refused, unless it may wait; then it stays until it is answered. */
    private boolean takenUp(StreamProgress progress) {
        if (progress.caughtUp() || session.control().patient()) {
            grace.forget();
            session.control().takesUp();
            return true;
        }
        if (grace.isOver(System.nanoTime())) {
            promotion.refuseLag(progress.lag());
        }
        return false;
    }

    /** Whether something is built or compared. Where a person decides, a difference is for him to judge. */
    private boolean running(Background background) {
        try {
            return background.running();
        } catch (Failure e) {
            if (definitions.moved() || definitions.lookAtSource()) {
                return false; // the two sides were not of one form
            }
            boolean judged = session.plan().promote() == Plan.Promote.MANUAL
                    || session.control().heldBack()
                    || session.control().promoteRequested();
            if (e.code() != CoreFailure.DATA_DIFFER || !judged) {
                throw e;
            }
            session.journal().event("Not equal: " + e.found());
            return false;
        }
    }

    /** Then nobody is shut out in vain. */
    private boolean differs(List<Table> tables) {
        List<TableName> different = comparison.different();
        return tables.stream().anyMatch(table -> different.contains(table.name()));
    }

    private boolean quiet(StreamMeter meter) {
        return meter.still() && session.source().writers().isEmpty();
    }

    private boolean promote(Stream stream, StreamMeter meter, Promotion.Wish wish) {
        comparedAgain = false;
        clock.enter(Phase.PROMOTING);
        if (promotion.attempt(stream, wish)) {
            return true;
        }
        clock.enter(Phase.CDC);
        meter.restartWindow();
        return false;
    }

    /** Compared once more before anybody has to wait: what changed since it was compared, and what differed. */
    private List<Table> stale() {
        List<TableName> different = comparison.different();
        return followed().stream()
                .filter(table -> changed.contains(table.name()) || different.contains(table.name()))
                .toList();
    }

    private List<Table> followed() {
        return catalog.tables().stream().filter(Table::followed).toList();
    }

    private List<Table> uncompared() {
        return followed().stream()
                .filter(table -> !comparison.contains(table.name()))
                .toList();
    }

    private boolean constraintsBuilt() {
        constraintsBuilt = constraintsBuilt
                || session.target().progress().note(Notes.CONSTRAINTS).isPresent();
        return constraintsBuilt;
    }

    private void buildConstraints() {
        outcomes.add(structure.buildConstraints(
                catalog,
                session::workers,
                built -> session.journal().building(new BuildProgress(built.name(), built.done(), built.of()))));
        session.target().progress().note(Notes.CONSTRAINTS, Notes.DONE);
    }

    /** What tables that were copied again have beside their rows. */
    private void finishRecreated() {
        List<Finding> findings = structure.finishRecreated(
                catalog,
                session::workers,
                built -> session.journal().building(new BuildProgress(built.name(), built.done(), built.of())));
        outcomes.add(findings);
        recreatedFinished = true;
    }

    /** Compares tables as of one exact position, while changes flow on. */
    private void compareRound(Stream stream, List<Table> tables) {
        List<TableName> names = tables.stream().map(Table::name).toList();
        ChangeCapture capture = session.source().changes();
        // Whatever the applier has done until it stops here was committed before the snapshot that comes.
        stream.loop().stopAt(capture.end());
        try (Snapshot source = capture.resnapshot(catalog)) {
            Position position = source.position().orElseThrow();
            capture.mark();
            try (Snapshot target = stream.snapshotAt(position, () -> {
                comparison.forget(names);
                changed.clear(names);
            })) {
                session.journal().event("Comparing %d tables as of %s".formatted(tables.size(), position));
                comparison.compare(tables, source, target, false, session.control());
                session.journal().event("%d tables are equal as of %s".formatted(tables.size(), position));
            }
        } finally {
            stream.loop().letPass();
        }
    }

    /** Before that, rows that refer to each other may be from different moments. */
    private boolean allTablesAtOneMoment(Stream stream) {
        return session.target().progress().copied().values().stream()
                .allMatch(copied -> copied.snapshot().map(stream::holds).orElse(true));
    }

    private void keepUp() {
        long now = System.nanoTime();
        if (keptUp == 0 || now - keptUp > KEEP_UP_EACH.toNanos()) {
            structure.keepUp();
            keptUp = now;
        }
    }

    private void disarm() {
        if (System.nanoTime() - disarmed > DISARM_EACH.toNanos()) {
            arming.disarmIfPossible();
            disarmed = System.nanoTime();
        }
    }
}
