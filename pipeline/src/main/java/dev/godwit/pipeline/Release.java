package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Plan;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.Structure;
import dev.godwit.core.spi.TargetDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ends a migration other than by its switch, undoes it, and says beforehand what either would do. */
public final class Release {

    private static final int NAMES = 20;
    /** Longer than a server that lives takes; a person waits who wants to be rid of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final SourceDatabase source;
    private final TargetDatabase target;
    private final Consumer<String> events;
    private final Consumer<Finding> findings;
    private final Runnable wayBackArmed;
    private final Structure structure;
    private final Plan plan;
    private final Arming arming;
    private final WayBack back;

    /** @param journal hears what happens */
    public Release(Plan plan, SourceDatabase source, TargetDatabase target, WayBack back, Journal journal) {
        this(plan, source, target, back, journal::event, journal::finding, journal::wayBackArmed);
    }

    /** For a preview alone, of which there is nothing to tell. */
    public Release(Plan plan, SourceDatabase source, TargetDatabase target, WayBack back) {
        this(plan, source, target, back, event -> {}, finding -> {}, () -> {});
    }

    private Release(
            Plan plan,
            SourceDatabase source,
            TargetDatabase target,
            WayBack back,
            Consumer<String> events,
            Consumer<Finding> findings,
            Runnable wayBackArmed) {
        this.plan = plan;
        this.source = source;
        this.target = target;
        this.back = back;
        this.events = events;
        this.findings = findings;
        this.wayBackArmed = wayBackArmed;
        this.arming = new Arming(target, back, events);
        this.structure = target.structure(source);
    }

    /** See {@link Runner#abandon}. */
    public List<String> abandon(Ending ending) {
        return switch (ending) {
            case NORMAL -> complete();
            case FORCE -> force();
        };
    }

    private List<String> complete() {
        var left = new ArrayList<String>();
        Progress progress = target.progress();
        boolean promoted = progress.note(Notes.PROMOTED).isPresent();
        if (progress.note(Notes.BEGUN).isPresent()) {
            progress.takeOver();
            // What was completed has other names, and an end that died after that is called again.
            if (!promoted && progress.note(Notes.SCHEMA).isPresent() && !completed()) {
                left.addAll(completeDefinitions());
            }
        }
        boolean armed = promoted && arming.armed();
        left.addAll(releaseSource(promoted, armed));
        settleWayBack(armed);
        left.addAll(releaseTarget(promoted));
        return left;
    }

    private boolean completed() {
        return target.progress()
                .note(Notes.COMPLETED)
                .filter(Notes.DONE::equals)
                .isPresent();
    }

    private List<String> completeDefinitions() {
        var left = new ArrayList<String>();
        Catalog catalog = source.catalog();
        structure.read(catalog);
        structure.beforeSwitch(catalog);
        for (Finding finding : structure.complete(catalog)) {
            findings.accept(finding);
            left.add(finding.found());
        }
        try (var names = structure.rename()) {
            names.commit(Notes.COMPLETED, Notes.DONE);
        }
        return left;
    }

    /** What applications may use after the switch stays closed to them on the source. */
    private List<String> releaseSource(boolean promoted, boolean armed) {
        if (armed) {
            source.leaveDoorTo(back.plan().id());
        }
        List<String> opening = promoted ? source.leaveDoorClosed() : List.of();
        source.changes().remove();
        source.openDoor();
        return opening;
    }

    /** One that the switch has left goes on by itself. */
    private void settleWayBack(boolean armed) {
        if (armed) {
            wayBackArmed.run();
        } else {
            arming.disarm();
        }
    }

    /** A database that was left, and is not gone back to, stays closed. */
    private List<String> releaseTarget(boolean promoted) {
        List<String> opening = List.of();
        if (plan.wayBack() && promoted) {
            target.openDoor();
        } else if (plan.wayBack()) {
            opening = target.leaveDoorClosed();
        }
        target.remove();
        return opening;
    }

    private List<String> force() {
        var left = new ArrayList<String>();
        var promoted = new AtomicReference<>(false);
        var armed = new AtomicReference<>(false);
        var names = new AtomicReference<List<String>>(List.of());
        var targetTrouble = attempt(() -> {
            Progress progress = target.progress();
            promoted.set(progress.note(Notes.PROMOTED).isPresent());
            armed.set(promoted.get() && arming.armed());
            names.set(namesMissing());
            if (progress.note(Notes.BEGUN).isPresent()) {
                progress.takeOver();
            }
        });
        names.get().forEach(name -> left.add("the target lacks " + name));
        var opening = new AtomicReference<List<String>>(List.of());
        byHand(
                "source",
                attempt(() -> opening.set(releaseSource(promoted.get(), armed.get()))),
                source::removalByHand,
                left);
        left.addAll(opening.get());
        opening.set(List.of());
        if (targetTrouble == null) {
            byHand("way back", attempt(() -> settleWayBack(armed.get())), this::wayBackByHand, left);
        }
        var trouble = targetTrouble == null ? attempt(() -> opening.set(releaseTarget(promoted.get()))) : targetTrouble;
        byHand("target", trouble, target::removalByHand, left);
        left.addAll(opening.get());
        return left;
    }

    private List<String> wayBackByHand() {
        var statements = new ArrayList<String>();
        statements.add("-- on the target:");
        statements.addAll(back.source().removalByHand());
        statements.add("-- on the source:");
        statements.addAll(back.target().removalByHand());
        return statements;
    }

    private void byHand(String side, @Nullable Failure trouble, Supplier<List<String>> statements, List<String> left) {
        if (trouble != null) {
            events.accept("The %s was not released: %s".formatted(side, trouble.found()));
            left.add("-- on the %s, which was not released: %s".formatted(side, trouble.found()));
            left.addAll(statements.get());
        }
    }

    /** Does something that may block; answers with what went wrong. */
    private static @Nullable Failure attempt(Runnable step) {
        var trouble = new AtomicReference<@Nullable Failure>(Failure.of(CoreFailure.SERVER_UNREACHABLE)
                .found("no answer within %d s", PATIENCE.toSeconds())
                .build());
        Thread trying = Thread.ofVirtual().name("godwit-release").start(() -> {
            try {
                step.run();
                trouble.set(null);
            } catch (Failure e) {
                trouble.set(e);
            }
        });
        Uninterrupted.end(trying, PATIENCE);
        return trouble.get();
    }

    /** See {@link Runner#wipe}. */
    public void wipe() {
        if (plan.wayBack()) {
            throw Failure.of(CoreFailure.WAY_BACK_ONLY_FOLLOWS)
                    .found("way back %s is not begun again", plan.id())
                    .build();
        }
        Progress progress = target.progress();
        if (progress.note(Notes.PROMOTED).isPresent()) {
            throw Failure.of(CoreFailure.ALREADY_PROMOTED)
                    .found("migration %s is not undone", plan.id())
                    .build();
        }
        if (progress.note(Notes.BEGUN).isPresent()) {
            progress.takeOver();
        }
        arming.disarm();
        source.changes().remove();
        source.openDoor();
        target.wipe();
        structure.forget();
        // Comes last: what is left of an attempt that dies is known until then.
        target.remove();
        events.accept("Everything this migration made is removed from both sides");
    }

    /** See {@link Runner#preview}. */
    public Preview preview(Intent intent) {
        var byHand = new ArrayList<String>();
        var traces = new AtomicReference<List<String>>(List.of());
        byHandQuietly("source", attempt(() -> traces.set(source.traces())), source::removalByHand, byHand);
        var drops = new AtomicReference<>(Preview.Drops.NONE);
        var missing = new AtomicReference<List<String>>(List.of());
        byHandQuietly(
                "target",
                attempt(() -> {
                    switch (intent) {
                        case RESTART -> drops.set(drops());
                        case END_NORMAL -> missing.set(rowsMissing());
                        case END_FORCE, DELETE -> missing.set(everythingMissing());
                    }
                }),
                target::removalByHand,
                byHand);
        return new Preview(drops.get(), traces.get(), missing.get(), byHand);
    }

    private static void byHandQuietly(
            String side, @Nullable Failure trouble, Supplier<List<String>> statements, List<String> left) {
        if (trouble != null) {
            left.add("-- the %s does not answer now: %s".formatted(side, trouble.found()));
            left.addAll(statements.get());
        }
    }

    private Preview.Drops drops() {
        TargetDatabase.Made made = target.made();
        return new Preview.Drops(
                made.objects(), made.bytes(), made.names().stream().limit(NAMES).toList());
    }

    private List<String> everythingMissing() {
        var missing = new ArrayList<>(rowsMissing());
        Progress progress = target.progress();
        if (progress.note(Notes.SCHEMA).isPresent()
                && progress.note(Notes.PROMOTED).isEmpty()) {
            missing.addAll(structure.pending());
        }
        missing.addAll(namesMissing());
        return missing;
    }

    /** Schemas that still have the names of the source. */
    private List<String> namesMissing() {
        Progress progress = target.progress();
        boolean there = progress.note(Notes.SCHEMA).isPresent()
                && progress.note(Notes.PROMOTED).isEmpty()
                && !completed();
        return there
                ? new TreeMap<>(plan.schemaRenames())
                        .entrySet().stream()
                                .map(name -> "the name %s of schema %s".formatted(name.getValue(), name.getKey()))
                                .toList()
                : List.of();
    }

    private List<String> rowsMissing() {
        Progress progress = target.progress();
        if (progress.note(Notes.PROMOTED).isPresent()) {
            return List.of();
        }
        if (progress.note(Notes.SCHEMA).isEmpty()) {
            return List.of("everything: not even the definitions are on the target");
        }
        Set<TableName> copied = progress.copied().keySet();
        var missing = new ArrayList<String>();
        source.catalog().tables().stream()
                .filter(table -> !copied.contains(table.name()))
                .forEach(table -> missing.add("rows of " + table.name()));
        if (progress.note(Notes.INDEXES).isEmpty()) {
            missing.add("indexes and keys");
        }
        if (progress.note(Notes.CONSTRAINTS).isEmpty()) {
            missing.add("foreign keys");
        }
        return missing;
    }
}
