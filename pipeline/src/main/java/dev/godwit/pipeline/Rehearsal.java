package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Plan;
import dev.godwit.core.Table;
import dev.godwit.core.spi.Structure;
import dev.godwit.pipeline.Rehearsed.Basis;
import dev.godwit.pipeline.Rehearsed.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Goes through a promotion up to the switch, while applications write and changes are followed, and foretells how long
 * writes would have to wait. Neither closes the source nor enables anything on the target.
 */
final class Rehearsal {

    /** A careful guess at how fast a table is read here and written there, when it is copied behind the fence. */
    private static final long COPIED_BYTES_PER_SECOND = 30_000_000;

    private static final int DOUBT = 3;
    private static final int ATTEMPTS = 4;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final Session session;
    private final Catalog catalog;
    private final Structure structure;
    private final Quiet quiet;
    private final DefinitionGate definitions;
    private final Supplier<List<Table>> stale;

    /** @param stale the tables that changed since they were compared, and those that differed */
    Rehearsal(
            Session session,
            Catalog catalog,
            Structure structure,
            DefinitionGate definitions,
            Supplier<List<Table>> stale) {
        this.session = session;
        this.catalog = catalog;
        this.structure = structure;
        this.quiet = new Quiet(session);
        this.definitions = definitions;
        this.stale = stale;
    }

    /** Answers without going through anything. */
    void tooEarly(int uncompared) {
        String found = uncompared == 0
                ? "its keys and constraints are still to be built"
                : "%d of %d tables were not compared yet"
                        .formatted(uncompared, catalog.tables().size());
        tell(
                new Notebook(),
                List.of(Failure.of(CoreFailure.NOT_READY).found(found).build()));
    }

    /** @param compare compares tables as of one exact position, while changes flow on */
    void run(Stream stream, Consumer<List<Table>> compare) {
        session.journal().event("Rehearsing the promotion");
        var notes = new Notebook();
        notes.measured("writers", writersDetail(), false, () -> {
            if (session.plan().fence() == Plan.Fence.CHECK) {
                quiet.writersRemain().ifPresent(notes::refuse);
            }
        });
        notes.measured("catch up", "", true, () -> drain(stream));
        if (compare(notes, false, compare)) {
            // What changed during that round would change again between it and the fence.
            compare(notes, true, compare);
        }
        notes.measured(
                "compare definitions",
                "",
                false,
                () -> definitions.against(stream).ifPresent(notes::refuse));
        copyUnfollowed(notes);
        if (session.control().keepsWayBack()) {
            notes.measured("way back, before the switch", "", false, () -> {
                Arming.refuseOtherNames(session.plan());
                session.arming().check(catalog);
            });
        }
        notes.measured(
                "definitions of the source",
                "",
                true,
                () -> CatalogWatch.check(catalog, session.source().catalog()));
        notes.attempt(() -> structure.forecast(catalog).forEach(notes::add));
        int renamed = session.plan().schemaRenames().size();
        if (renamed > 0) {
            notes.measured(
                    "names of schemas",
                    Integer.toString(renamed),
                    true,
                    () -> structure.rename().close());
        }
        notes.measured(
                "note of the switch",
                "",
                true,
                () -> session.target().progress().check());
        tell(notes, notes.refusals);
    }

    private String writersDetail() {
        return switch (session.plan().fence()) {
            case CHECK -> "";
            case CLOSE -> "sessions of applications are ended at the switch";
        };
    }

    private void drain(Stream stream) {
        quiet.undrained(stream, Promotion.DRAIN_WITHIN).ifPresent(late -> {
            throw late;
        });
    }

    /** Whether the tables are equal now, as far as that could be seen. */
    private boolean compare(Notebook notes, boolean waits, Consumer<List<Table>> compare) {
        List<Table> tables = stale.get();
        String name = waits ? "compare what changed last" : "compare what changed, before the switch";
        String detail =
                "%d of %d tables".formatted(tables.size(), catalog.tables().size());
        return notes.measured(name, detail, waits, () -> {
            if (!tables.isEmpty()) {
                compareAgainAndAgain(tables, compare);
            }
        });
    }

    /** A table that is emptied in the moment of the look is no reason against a promotion. */
    private void compareAgainAndAgain(List<Table> tables, Consumer<List<Table>> compare) {
        for (int attempt = 1; ; attempt++) {
            try {
                compare.accept(tables);
                return;
            } catch (Failure e) {
                if (!e.isTransient() || attempt == ATTEMPTS) {
                    throw e;
                }
                session.control().pause(BETWEEN);
            }
        }
    }

    private void copyUnfollowed(Notebook notes) {
        List<Table> unfollowed =
                catalog.tables().stream().filter(table -> !table.followed()).toList();
        if (!unfollowed.isEmpty()) {
            long bytes = unfollowed.stream().mapToLong(Table::bytes).sum();
            // Copied, then compared.
            var time = Duration.ofMillis(2 * (unfollowed.size() * 10L + bytes * 1000 / COPIED_BYTES_PER_SECOND));
            String detail = unfollowed.size() + " tables that no log holds";
            notes.add(new Step("copy what is not followed", detail, time, Basis.ESTIMATED, true));
        }
    }

    private void tell(Notebook notes, List<Failure> refusals) {
        Duration pause = notes.sum(step -> step.waits());
        Duration estimated = notes.sum(step -> step.waits() && step.basis() == Basis.ESTIMATED);
        Duration before = notes.sum(step -> !step.waits());
        var result = new Rehearsed(
                Instant.now(),
                notes.steps,
                pause,
                estimated,
                pause.plus(estimated.multipliedBy(DOUBT - 1)).plus(before),
                refusals);
        session.journal().rehearsed(result);
    }

    /** What was seen until now. */
    private static final class Notebook {

        private final List<Step> steps = new ArrayList<>();
        private final List<Failure> refusals = new ArrayList<>();

        /** Answers whether it could be gone through. */
        boolean measured(String name, String detail, boolean waits, Runnable step) {
            long begun = System.nanoTime();
            boolean done = attempt(step);
            if (done) {
                add(new Step(name, detail, Duration.ofNanos(System.nanoTime() - begun), Basis.MEASURED, waits));
            }
            return done;
        }

        /** What would fail a promotion is one of its refusals; what ends the migration ends it here too. */
        boolean attempt(Runnable step) {
            try {
                step.run();
                return true;
            } catch (Failure e) {
                if (e.code() == CoreFailure.INTERRUPTED || e.code() == CoreFailure.REPLACED) {
                    throw e;
                }
                refuse(e);
                return false;
            }
        }

        void refuse(Failure reason) {
            refusals.add(reason);
        }

        void add(Structure.Part part) {
            add(new Step(
                    part.name(),
                    part.objects() == 0 ? "" : Integer.toString(part.objects()),
                    part.time(),
                    part.measured() ? Basis.MEASURED : Basis.ESTIMATED,
                    true));
        }

        void add(Step step) {
            steps.add(step);
        }

        Duration sum(java.util.function.Predicate<Step> which) {
            return steps.stream().filter(which).map(Step::time).reduce(Duration.ZERO, Duration::plus);
        }
    }
}
