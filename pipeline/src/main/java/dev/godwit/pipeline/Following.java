package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.Column;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress;
import dev.godwit.core.spi.Progress.Waiting;
import dev.godwit.core.spi.Structure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows the changes until the switch, round by round: a change of definitions ends a round, and the next begins with the
 * catalog as it is then. Tables whose rows the target cannot have got by then are copied again beside a round.
 */
final class Following {

    private final Session session;
    private final FollowTools tools;
    private final Structure structure;
    private final Progress progress;
    private final Retry retry;
    /** How often definitions have changed while a copy began, since one was finished. */
    private int changedInVain;

    Following(Session session, FollowTools tools, Retry retry) {
        this.session = session;
        this.tools = tools;
        this.structure = tools.structure();
        this.progress = session.target().progress();
        this.retry = retry;
    }

    /** Runs until promoted. */
    void run(Catalog first) {
        Catalog catalog = first;
        boolean moved = !retry.run(() -> noted(first));
        while (true) {
            switch (round(catalog, moved)) {
                case PROMOTED -> {
                    retry.run(this::tellExcluded);
                    return;
                }
                case COPIED -> {
                    changedInVain = 0;
                    session.control().redefined();
                }
                case UNSETTLED -> moved = true;
                case MOVED -> {
                    Catalog before = catalog;
                    catalog = retry.run(() -> renew(before));
                    session.control().redefined();
                    moved = false;
                }
            }
        }
    }

    private Follow.End round(Catalog catalog, boolean moved) {
        List<TableName> names = toCopy();
        if (names.isEmpty()) {
            return follow(catalog, moved, null);
        }
        try {
            return retry.run(() -> copyAgain(catalog, names, moved));
        } catch (Failure e) {
            if (e.code() != CoreFailure.CATALOG_CHANGED || changedInVain == CatalogWatch.READINGS) {
                throw e;
            }
            changedInVain++;
            return Follow.End.MOVED;
        }
    }

    private Follow.End copyAgain(Catalog catalog, List<TableName> names, boolean moved) {
        try (var copy = CopyBeside.start(session, tools, catalog, names, retry::works)) {
            Follow.End end = follow(catalog, moved, copy);
            if (end == Follow.End.COPIED) {
                copy.check();
                retry.run(copy::takeUp);
            }
            return end;
        }
    }

    private Follow.End follow(Catalog catalog, boolean moved, @Nullable CopyBeside copy) {
        Set<TableName> aside = retry.run(progress::waiting).keySet();
        var reduced = new Catalog(
                catalog.tables().stream()
                        .filter(table -> !aside.contains(table.name()))
                        .toList(),
                catalog.fingerprint());
        var watch = retry.run(() -> new DefinitionWatch(session, catalog, tools.outcomes(), moved, copy));
        var follow = new Follow(session, reduced, tools, watch);
        try {
            return retry.run(() -> follow.run(retry::works));
        } catch (Failure e) {
            if (e.code() == CoreFailure.CATALOG_CHANGED && !moved && watch.lookAtSource()) {
                return Follow.End.UNSETTLED;
            }
            throw e;
        }
    }

    private boolean noted(Catalog catalog) {
        return progress.note(Notes.SCHEMA).filter(catalog.fingerprint()::equals).isPresent();
    }

    /** Once the target has met all changes of definitions that the stream told of. */
    private Catalog renew(Catalog before) {
        decide();
        Catalog now = CatalogWatch.read(session.source(), catalog -> {
            structure.forget();
            structure.read(catalog);
        });
        setAsideUnlike(before, now);
        // Last: a run that begins in between has to find that something has moved.
        progress.note(Notes.SCHEMA, now.fingerprint());
        session.board().renew(now.tables());
        var same = new HashSet<>(before.tables().stream().map(Following::form).toList());
        tools.comparison()
                .forget(now.tables().stream()
                        .filter(table -> !same.contains(form(table)))
                        .map(Table::name)
                        .toList());
        return now;
    }

    private static Table form(Table table) {
        return new Table(table.name(), table.columns(), 0, 0, table.followed(), 0, table.partitioning());
    }

    private void decide() {
        Map<TableName, Waiting> waiting = progress.waiting();
        Map<TableName, Decision> decisions = session.control().decisions();
        decisions.forEach((table, decision) -> {
            Waiting now = waiting.get(table);
            session.journal()
                    .event(
                            now == null
                                    ? "Table " + table + " does not wait for a decision"
                                    : decide(table, now, decision));
            session.control().answered(table, decision); // not before: what fails for a moment is tried again
        });
        if (!decisions.isEmpty()) {
            session.journal().waiting(DefinitionWatch.told(progress.waiting()));
        }
    }

    /** Answers with what becomes of it, for people. */
    private String decide(TableName table, Waiting now, Decision decision) {
        return switch (decision.kind()) {
            case COPY -> {
                progress.await(table, now.with(Waiting.Choice.COPY));
                yield "Table " + table + " is to be copied again";
            }
            case EXCLUDE -> {
                progress.await(table, now.with(Waiting.Choice.EXCLUDE));
                yield "Table " + table + " is excluded; the target keeps what it has of it";
            }
            case APPLY -> apply(table, now, decision.statement());
        };
    }

    private String apply(TableName table, Waiting now, String statement) {
        if (now.since().isEmpty() || now.choice() != Waiting.Choice.OPEN) {
            return "Table " + table + " cannot be mended by a statement any more: copy it again, or exclude it";
        }
        try {
            session.target().redefine(table, statement, now.since().get());
            return "The changes of table " + table + " are applied from "
                    + now.since().get() + " on, after: " + statement;
        } catch (Failure e) {
            if (e.isTransient()) {
                throw e;
            }
            return "Table " + table + " still waits: " + e.getMessage();
        }
    }

    /** What changed and was not told in the stream, or was told and not done: it must not go unnoticed. */
    private void setAsideUnlike(Catalog before, Catalog now) {
        Map<TableName, Waiting> waiting = progress.waiting();
        Map<TableName, Table> was = byName(before);
        Map<TableName, Table> here = byName(session.target().catalog());
        Set<TableName> copied = progress.copied().keySet();
        Set<TableName> gone = new TreeSet<>(copied);
        var unlike = new HashMap<TableName, String>();
        for (Table table : now.tables()) {
            gone.remove(table.name());
            Optional<String> difference = difference(table, was.get(table.name()), here.get(table.name()));
            difference.ifPresent(how -> unlike.put(table.name(), how));
            if (!copied.contains(table.name())) {
                // It may even be there, made by hand on both sides: nobody sends its changes.
                unlike.putIfAbsent(table.name(), "is new, and its changes are not followed");
            }
        }
        gone.forEach(table -> unlike.put(table, "is gone from the source"));
        unlike.keySet().removeAll(waiting.keySet());
        if (unlike.isEmpty()) {
            return;
        }
        boolean told = session.source().changes().tellsDefinitions();
        unlike.forEach((table, how) -> {
            Waiting.Choice choice = told ? Waiting.Choice.COPY : Waiting.Choice.OPEN;
            progress.await(table, new Waiting(Optional.empty(), how, choice));
            session.journal().event("Definitions changed: table " + table + " " + how + "; it waits");
        });
    }

    private static Optional<String> difference(Table table, @Nullable Table before, @Nullable Table here) {
        if (here == null) {
            return Optional.of("is new on the source");
        }
        // The two servers may write a type in two ways: only types that have just changed are looked at.
        boolean changed = before == null || !before.columns().equals(table.columns());
        return !names(table).equals(names(here)) || (changed && !forms(table).equals(forms(here)))
                ? Optional.of("has other columns on the source than on the target")
                : Optional.empty();
    }

    private static Set<String> names(Table table) {
        return table.columns().stream().map(Column::name).collect(Collectors.toSet());
    }

    private static Set<Column> forms(Table table) {
        return table.columns().stream()
                .map(column -> new Column(column.name(), column.type(), false))
                .collect(Collectors.toSet());
    }

    private static Map<TableName, Table> byName(Catalog catalog) {
        return catalog.tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
    }

    private List<TableName> toCopy() {
        List<TableName> names = retry.run(progress::waiting).entrySet().stream()
                .filter(entry -> entry.getValue().choice() == Waiting.Choice.COPY)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (names.isEmpty()) {
            return names;
        }
        if (session.plan().wayBack()) {
            throw Failure.of(CoreFailure.CATALOG_CHANGED)
                    .found("these tables would have to be copied again, which a way back does not do: %s", names)
                    .build();
        }
        return names;
    }

    private void tellExcluded() {
        progress.waiting()
                .forEach((table, waiting) -> tools.outcomes()
                        .leave("Table " + table + " was excluded, and is not as on the source: " + waiting.reason()));
    }
}
