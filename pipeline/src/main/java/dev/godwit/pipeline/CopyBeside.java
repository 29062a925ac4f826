package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.Position;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.ChangeCapture;
import dev.godwit.core.spi.Progress;
import dev.godwit.core.spi.Snapshot;
import dev.godwit.core.spi.Structure;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Tables that are made anew and copied again, beside the stream, which goes on for all others. At the end the stream goes back
 * to the moment of the copy, for these tables alone.
 */
final class CopyBeside implements AutoCloseable {

    private final Session session;
    private final FollowTools tools;
    private final Catalog catalog;
    private final Set<TableName> names;
    /** Those of them that the source has. */
    private final List<Table> tables;

    private final Snapshot snapshot;
    private final Position since;
    private final CompletableFuture<Void> copied = new CompletableFuture<>();
    private final Thread thread;

    private CopyBeside(
            Session session,
            FollowTools tools,
            Catalog catalog,
            Set<TableName> names,
            List<Table> tables,
            Snapshot snapshot,
            Runnable works) {
        this.session = session;
        this.tools = tools;
        this.catalog = catalog;
        this.names = names;
        this.tables = tables;
        this.snapshot = snapshot;
        this.since = snapshot.position().orElseThrow();
        this.thread = Thread.ofVirtual().name("godwit-copy-beside").start(() -> run(works));
    }

    /**
     * Makes the tables anew, empty, and begins to copy them. To be called while no stream is open.
     *
     * @param names tables that wait to be copied, and those that are gone from the source
     * @param works called whenever both sides are seen to work
     */
    static CopyBeside start(
            Session session, FollowTools tools, Catalog catalog, List<TableName> names, Runnable works) {
        session.target().progress().check();
        session.journal()
                .event("Copying again: "
                        + names.stream().map(TableName::toString).collect(Collectors.joining(", ")));
        Structure.Recreated made = tools.structure().recreate(catalog, names);
        tools.outcomes().add(made.findings());
        Set<TableName> all = setAside(session, names, made.tables());
        var empty = new HashSet<>(made.tables());
        List<Table> tables = catalog.tables().stream()
                .filter(table -> empty.contains(table.name()))
                .toList();
        ChangeCapture capture = session.source().changes();
        capture.join(made.tables());
        // Nothing else is locked: the rest of the source is free to change.
        Snapshot snapshot = capture.resnapshot(new Catalog(tables, catalog.fingerprint()));
        try {
            CatalogWatch.check(catalog, session.source().catalog());
            session.board().begin(tables, Map.of());
            return new CopyBeside(session, tools, catalog, all, tables, snapshot, works);
        } catch (RuntimeException | Error e) {
            snapshot.close();
            throw e;
        }
    }

    /** What had to be made anew with them is not followed meanwhile either. Answers with all that wait for this copy. */
    private static Set<TableName> setAside(Session session, List<TableName> names, List<TableName> made) {
        Progress progress = session.target().progress();
        var all = new TreeSet<>(names);
        for (TableName table : made) {
            if (all.add(table)) {
                String reason = "table " + table + " is made anew with others";
                progress.await(table, new Progress.Waiting(Optional.empty(), reason, Progress.Waiting.Choice.COPY));
            }
        }
        return all;
    }

    private void run(Runnable works) {
        try {
            try (snapshot) {
                copy(works);
            }
            tools.outcomes()
                    .add(tools.structure()
                            .indexRecreated(
                                    catalog,
                                    session::workers,
                                    built -> session.journal()
                                            .building(new BuildProgress(built.name(), built.done(), built.of()))));
            copied.complete(null);
        } catch (RuntimeException | Error e) {
            copied.completeExceptionally(Parallel.failure(e));
        }
    }

    private void copy(Runnable works) {
        var before = new HashMap<TableName, Progress.Copied>(
                session.target().progress().copied());
        tables.forEach(table -> before.remove(table.name()));
        var meter = new DumpMeter(session.journal(), session.board(), catalog.tables(), before).telling(works);
        new Dump(session).copy(snapshot, tables, true, meter);
    }

    /** What the source has to keep until the end: the changes of these tables since they were read. */
    Position since() {
        return since;
    }

    /** Whether it has ended, well or not. */
    boolean ended() {
        return copied.isDone();
    }

    /** @throws dev.godwit.core.Failure what the copy failed of, once {@link #ended} */
    void check() {
        Parallel.await(copied);
    }

    /** Lets the changes of these tables in again. To be called when all is well, while no stream is open. Idempotent. */
    void takeUp() {
        tools.comparison().forget(tables.stream().map(Table::name).toList());
        session.target().progress().takeUp(names, since);
    }

    /** Breaks off a copy that has not ended. */
    @Override
    public void close() {
        Uninterrupted.end(thread, Duration.ZERO);
    }
}
