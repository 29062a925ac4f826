package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Lag;
import dev.godwit.core.Plan;
import dev.godwit.core.Table;
import dev.godwit.core.spi.Structure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The switch: see that nobody writes, drain, prove, complete. Until it completes, every way out leads back to following
 * the changes, with the source as it was.
 */
final class Promotion {

    static final Duration DRAIN_WITHIN = Duration.ofMinutes(2);
    /** Who promotes in spite of lag does not want to wait for it. */
    private static final Duration DRAIN_OVERRIDDEN_WITHIN = Duration.ofSeconds(10);

    private final Session session;
    private final Catalog catalog;
    private final Structure structure;
    private final LastComparison last;
    private final Quiet quiet;
    private final Outcomes outcomes;
    private final Arming arming;
    private final Attempts attempts;
    private final DefinitionGate definitionGate;
    /** Whether this attempt has closed it, or begun to. */
    private boolean doorClosed;

    Promotion(
            Session session,
            Catalog catalog,
            Structure structure,
            DefinitionGate definitionGate,
            LastComparison last,
            Outcomes outcomes) {
        this.session = session;
        this.catalog = catalog;
        this.structure = structure;
        this.last = last;
        this.quiet = new Quiet(session);
        this.outcomes = outcomes;
        this.arming = session.arming();
        this.definitionGate = definitionGate;
        this.attempts = new Attempts(session.control(), session.journal()::event, System::nanoTime);
    }

    /** Who wants it. */
    enum Wish {
        /** The plan, since all is quiet. */
        AUTOMATIC,
        /** A person. */
        ASKED,
        /** A person, whatever speaks against it. */
        OVERRIDDEN
    }

    /**
     * Switches over. What was asked for and fails for a reason that may clear by itself is asked for again.
     *
     * @return false when something speaks against it, which the journal knows; nothing has changed then
     * @throws Failure {@code DATA_DIFFER} when the sides are not equal and nobody has asked
     */
    boolean attempt(Stream stream, Wish wish) {
        session.control().promotes();
        boolean leave = false;
        doorClosed = false;
        try {
            structure.beforeSwitch(catalog);
            Optional<Failure> unlike = definitionGate.against(stream);
            if (unlike.isPresent() && wish != Wish.OVERRIDDEN) {
                throw unlike.get();
            }
            if (session.control().keepsWayBack()) {
                Arming.refuseOtherNames(session.plan());
                arming.prepare(catalog);
            }
            leave = closeAndSwitch(stream, wish, unlike);
            return leave;
        } catch (Failure e) {
            // Once it was about to be noted nobody knows whether it is: whoever looks next does.
            leave = session.control().switched();
            if (session.control().aborted()) {
                attempts.over();
                session.journal().event("The promotion was aborted");
                return false;
            }
            if (e.code() == CoreFailure.CATALOG_CHANGED && !leave && wish != Wish.AUTOMATIC) {
                // Once the target has met what changed, the wish still stands.
                session.control().requestPromoteOnceCaughtUp(wish == Wish.OVERRIDDEN);
            }
            if (leave || wish == Wish.AUTOMATIC || !refuses(e)) {
                throw e;
            }
            if (!attempts.again(e, wish == Wish.OVERRIDDEN)) {
                refuse(e);
            }
            return false;
        } finally {
            if (!leave) {
                session.control().follows();
                takeBack(stream);
            }
        }
    }

    /** As if nobody had tried; after a stop the next run sees to it, before it lets a change through. */
    private void takeBack(Stream stream) {
        if (session.control().stopping()) {
            return;
        }
        structure.takeBack(catalog);
        stream.loop().letPass();
        open();
        arming.disarmIfPossible();
    }

    /** @param unlike what an override is made in spite of */
    private boolean closeAndSwitch(Stream stream, Wish wish, Optional<Failure> unlike) {
        var pause = new WritePause(session.journal()::switching);
        if (session.plan().fence() == Plan.Fence.CLOSE) {
            doorClosed = true;
            pause.begin(SwitchProgress.Step.FENCE);
            session.source().closeDoor().forEach(session.journal()::event);
            pause.step("closing the source");
        }
        pause.begin(SwitchProgress.Step.DRAIN);
        return wish == Wish.OVERRIDDEN ? switchInSpite(stream, pause, unlike) : switchOver(stream, wish, pause);
    }

    /** A stop is made by others, and what ends a migration ends it here too. */
    private boolean refuses(Failure e) {
        return !session.control().stopping()
                && e.code() != CoreFailure.INTERRUPTED
                && e.code() != CoreFailure.REPLACED
                && e.code() != CoreFailure.CATALOG_CHANGED
                && e.code() != CoreFailure.UNEXPECTED;
    }

    /** Answers a request without an attempt: these tables were compared just now, and some differ. */
    void refuseUnequal(List<Table> tables) {
        session.control().refuses();
        refuse(last.failure(tables));
    }

    /** Answers a request without an attempt: the target is behind. */
    void refuseLag(Lag lag) {
        session.control().refuses();
        refuse(Failure.of(CoreFailure.LAG_REMAINS)
                .found(
                        "the target is %.1f s and %d bytes of log behind",
                        lag.time().toMillis() / 1000.0, lag.bytes())
                .build());
    }

    /** Whether the next attempt of a promotion that is asked for has to wait. */
    boolean waits(boolean asked) {
        return attempts.waits(asked);
    }

    /** Answers a request without an attempt. */
    void refuseNow(Failure against) {
        session.control().refuses();
        refuse(against);
    }

    private void refuse(Failure cause) {
        attempts.over();
        session.journal().promotionRefused(cause);
    }

    private void open() {
        if (doorClosed) {
            session.source().openDoor();
            session.journal().event("The source is open to applications again");
            doorClosed = false;
        }
    }

    private boolean switchOver(Stream stream, Wish wish, WritePause pause) {
        Optional<Failure> against = notReady(stream);
        if (against.isPresent()) {
            return notPromoted(against.get(), wish);
        }
        pause.step("catching up");
        pause.begin(SwitchProgress.Step.COMPARE);
        long rowsAtFence = stream.handledRows();
        Supplier<Catalog> definitions = definitions();
        last.copyUnfollowed();
        List<Table> rest = last.uncompared();
        Optional<Failure> different = last.compare(rest);
        pause.compared(rest.size());
        pause.begin(SwitchProgress.Step.CHECK);
        against = notReady(stream).or(() -> Quiet.wroteBehindTheFence(stream, rowsAtFence));
        if (against.isPresent()) {
            last.forget(rest);
            return notPromoted(against.get(), wish);
        }
        if (different.isPresent()) {
            throw different.get();
        }
        pause.step("looking for late writers");
        CatalogWatch.check(catalog, definitions.get());
        pause.step("reading the definitions");
        session.control().completes();
        pause.begin(SwitchProgress.Step.COMPLETE);
        stream.standStill(); // what is made now would act on changes
        outcomes.add(structure.complete(catalog));
        pause.step("making what acts");
        against = quiet.wroteMeanwhile(stream, DRAIN_WITHIN).or(() -> Quiet.wroteBehindTheFence(stream, rowsAtFence));
        if (against.isPresent()) {
            return notPromoted(against.get(), wish);
        }
        pause.step("looking once more");
        armIfReady();
        noteSwitch(Notes.DONE, pause);
        return true;
    }

    /** New names are seen with the switch or not at all: what looks at the target knows by the note which they are. */
    private void noteSwitch(String value, WritePause pause) {
        pause.begin(SwitchProgress.Step.SWITCH);
        try (var names = structure.rename()) {
            session.control().switches();
            names.commit(Notes.PROMOTED, value);
        }
        tell(pause);
        session.tellNames();
    }

    private void tell(WritePause pause) {
        pause.step("noting the switch");
        outcomes.paused(pause.whole(), pause.comparing());
        session.journal().event(pause.words());
    }

    /** Behind a closed door nobody is left to change them: they are read while tables are compared. */
    private Supplier<Catalog> definitions() {
        if (session.plan().fence() == Plan.Fence.CHECK) {
            return session.source()::catalog;
        }
        var read = CompletableFuture.supplyAsync(session.source()::catalog, Thread::startVirtualThread);
        return () -> {
            try {
                return read.join();
            } catch (CompletionException e) {
                throw Parallel.failure(e.getCause() == null ? e : e.getCause());
            }
        };
    }

    /** While the stream stands still: what it would write later would come back. */
    private void armIfReady() {
        if (arming.isReady()) {
            arming.arm();
        }
    }

    /** Nothing is waited for long; what is missing is measured and noted with the switch. */
    private boolean switchInSpite(Stream stream, WritePause pause, Optional<Failure> unlike) {
        var reasons = new ArrayList<String>();
        quiet.writersRemain().ifPresent(failure -> reasons.add(failure.found()));
        quiet.undrained(stream, DRAIN_OVERRIDDEN_WITHIN).ifPresent(failure -> reasons.add(failure.found()));
        pause.step("catching up");
        pause.begin(SwitchProgress.Step.COMPARE);
        long rowsAtFence = stream.handledRows();
        last.copyUnfollowed();
        List<Table> rest = last.uncompared();
        if (reasons.isEmpty()) {
            last.compare(rest).ifPresent(failure -> reasons.add(failure.found()));
            Quiet.wroteBehindTheFence(stream, rowsAtFence).ifPresent(failure -> reasons.add(failure.found()));
        } else if (!rest.isEmpty()) {
            reasons.add("%d of %d tables were not compared as they are now"
                    .formatted(rest.size(), catalog.tables().size()));
        }
        pause.compared(rest.size());
        refuseOneSided(reasons);
        session.control().completes();
        pause.begin(SwitchProgress.Step.COMPLETE);
        stream.standStill();
        outcomes.add(structure.complete(catalog));
        if (reasons.isEmpty()) {
            Quiet.wroteBehindTheFence(stream, rowsAtFence)
                    .or(() -> quiet.wroteMeanwhile(stream, DRAIN_OVERRIDDEN_WITHIN))
                    .ifPresent(failure -> reasons.add(failure.found()));
        }
        refuseOneSided(reasons);
        // Where rows are equal the way back stays open: what comes back finds its place.
        unlike.ifPresent(failure -> reasons.add("what the source defines is not so on the target: " + failure.found()));
        Report.Gap gap = stream.gap(session.source().changes(), last.different(), reasons);
        // Bytes alone are no gap: servers write to their log by themselves, too.
        boolean none = reasons.isEmpty() && gap.different().isEmpty();
        armIfReady();
        noteSwitch(none ? Notes.DONE : GapNote.write(gap), pause);
        if (!none) {
            outcomes.overridden(gap);
            session.journal()
                    .event("Promoted in spite of: %s; %d bytes of log, %d ms, %d tables differ"
                            .formatted(
                                    reasons.isEmpty() ? "lag" : String.join("; ", reasons),
                                    gap.bytes(),
                                    gap.time().toMillis(),
                                    gap.different().size()));
        }
        return true;
    }

    /** Where the source has what the target lacks, changes that come back do not fit. */
    private void refuseOneSided(List<String> reasons) {
        if (arming.isReady() && !reasons.isEmpty()) {
            throw Failure.of(CoreFailure.WAY_BACK_REFUSED)
                    .found("it needs equal sides, and %s", String.join("; ", reasons))
                    .next("Wait until both sides are equal, or override without a way back.");
        }
    }

    private boolean notPromoted(Failure cause, Wish wish) {
        if (wish == Wish.AUTOMATIC) {
            session.journal().event("Not promoted: " + cause.found());
        } else {
            refuse(cause);
        }
        return false;
    }

    private Optional<Failure> notReady(Stream stream) {
        return quiet.writersRemain().or(() -> quiet.undrained(stream, DRAIN_WITHIN));
    }
}
