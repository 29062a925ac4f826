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
    private final Structure structure;
    private final Plan plan;

    /** @param journal hears what happens */
    public Release(Plan plan, SourceDatabase source, TargetDatabase target, Journal journal) {
        this(plan, source, target, journal::event, journal::finding);
    }

    /** For a preview alone, of which there is nothing to tell. */
    public Release(Plan plan, SourceDatabase source, TargetDatabase target) {
        this(plan, source, target, event -> {}, finding -> {});
    }

    private Release(
            Plan plan,
            SourceDatabase source,
            TargetDatabase target,
            Consumer<String> events,
            Consumer<Finding> findings) {
        this.plan = plan;
        this.source = source;
        this.target = target;
        this.events = events;
        this.findings = findings;
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
            if (!promoted && progress.note(Notes.SCHEMA).isPresent()) {
                Catalog catalog = source.catalog();
                structure.read(catalog);
                for (Finding finding : structure.complete(catalog)) {
                    findings.accept(finding);
                    left.add(finding.found());
                }
            }
        }
        left.addAll(releaseSource(promoted));
        target.remove();
        return left;
    }

    /** What applications may use after the switch stays closed to them on the source. */
    private List<String> releaseSource(boolean promoted) {
        List<String> opening = promoted ? source.leaveDoorClosed() : List.of();
        source.changes().remove();
        source.openDoor();
        return opening;
    }

    private List<String> force() {
        var left = new ArrayList<String>();
        var promoted = new AtomicReference<>(false);
        var targetTrouble = attempt(() -> {
            Progress progress = target.progress();
            promoted.set(progress.note(Notes.PROMOTED).isPresent());
            if (progress.note(Notes.BEGUN).isPresent()) {
                progress.takeOver();
            }
        });
        var opening = new AtomicReference<List<String>>(List.of());
        byHand("source", attempt(() -> opening.set(releaseSource(promoted.get()))), source::removalByHand, left);
        left.addAll(opening.get());
        byHand("target", targetTrouble == null ? attempt(target::remove) : targetTrouble, target::removalByHand, left);
        return left;
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
        Progress progress = target.progress();
        if (progress.note(Notes.PROMOTED).isPresent()) {
            throw Failure.of(CoreFailure.ALREADY_PROMOTED)
                    .found("migration %s is not undone", plan.id())
                    .build();
        }
        if (progress.note(Notes.BEGUN).isPresent()) {
            progress.takeOver();
        }
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
        return missing;
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
