package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Plan;
import dev.godwit.core.Position;
import dev.godwit.core.Table;
import dev.godwit.core.Writer;
import dev.godwit.core.spi.Snapshot;
import dev.godwit.core.spi.Structure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The switch: see that nobody writes, drain, prove, complete. Until it completes, every way out leads back to following
 * the changes, with the source as it was.
 */
final class Promotion {

    private static final Duration DRAIN_WITHIN = Duration.ofMinutes(2);
    private static final int WRITERS_IN_A_MESSAGE = 5;

    private final Session session;
    private final Catalog catalog;
    private final Structure structure;
    private final Comparison comparison;
    private final Changed changed;
    private final Outcomes outcomes;
    private final Dump dump;

    Promotion(
            Session session,
            Catalog catalog,
            Structure structure,
            Comparison comparison,
            Changed changed,
            Outcomes outcomes) {
        this.session = session;
        this.catalog = catalog;
        this.structure = structure;
        this.comparison = comparison;
        this.changed = changed;
        this.outcomes = outcomes;
        this.dump = new Dump(
                session.source(),
                session.target(),
                session.control(),
                session.plan().workers());
    }

    /**
     * Switches over.
     *
     * @return false when somebody still wrote; nothing has changed then
     * @throws dev.godwit.core.Failure {@code DATA_DIFFER} when the sides are not equal
     */
    boolean attempt(Stream stream) {
        boolean promoted = false;
        long fenced = System.nanoTime();
        try {
            if (session.plan().fence() == Plan.Fence.CLOSE) {
                session.source().closeDoor().forEach(session.journal()::event);
            }
            promoted = switchOver(stream, fenced);
            return promoted;
        } finally {
            if (!promoted && session.plan().fence() == Plan.Fence.CLOSE) {
                session.source().openDoor();
                session.journal().event("The source is open to applications again");
            }
        }
    }

    private boolean switchOver(Stream stream, long fenced) {
        if (writersRemain() || !drain(stream)) {
            return false;
        }
        long rowsAtFence = stream.handledRows();
        long comparing = System.nanoTime();
        copyUnfollowed();
        List<Table> rest = uncompared();
        Optional<Failure> different = compare(rest);
        Duration comparePause = Duration.ofNanos(System.nanoTime() - comparing);
        if (!drain(stream) || wroteBehindTheFence(stream.handledRows() - rowsAtFence) || writersRemain()) {
            // Both sides were read while they moved: that comparison says nothing.
            comparison.forget(rest.stream().map(Table::name).toList());
            return false;
        }
        if (different.isPresent()) {
            throw different.get();
        }
        CatalogWatch.check(catalog, session.source().catalog());
        outcomes.add(structure.complete(catalog));
        if (!drain(stream) || wroteBehindTheFence(stream.handledRows() - rowsAtFence)) {
            return false;
        }
        session.target().progress().note(Notes.PROMOTED, Notes.DONE);
        outcomes.paused(Duration.ofNanos(System.nanoTime() - fenced), comparePause);
        return true;
    }

    private boolean writersRemain() {
        List<Writer> writers = session.source().writers();
        if (writers.isEmpty()) {
            return false;
        }
        String names = writers.stream()
                .limit(WRITERS_IN_A_MESSAGE)
                .map(Writer::toString)
                .collect(Collectors.joining(", "));
        session.journal()
                .event("Not promoted: %d still write on the source: %s%s"
                        .formatted(writers.size(), names, writers.size() > WRITERS_IN_A_MESSAGE ? " …" : ""));
        return true;
    }

    private boolean drain(Stream stream) {
        Position mark = session.source().changes().mark();
        if (stream.await(mark, DRAIN_WITHIN)) {
            return true;
        }
        session.journal()
                .event("Not promoted: the target did not reach %s within %d s"
                        .formatted(mark, DRAIN_WITHIN.toSeconds()));
        return false;
    }

    private boolean wroteBehindTheFence(long rows) {
        if (rows > 0) {
            session.journal().event("Not promoted: %d row changes arrived behind the fence".formatted(rows));
        }
        return rows > 0;
    }

    /** Tables whose changes no log holds are copied again now that nobody writes. */
    private void copyUnfollowed() {
        List<Table> unfollowed =
                catalog.tables().stream().filter(t -> !t.followed()).toList();
        if (unfollowed.isEmpty()) {
            return;
        }
        try (Snapshot snapshot = session.source().snapshot()) {
            dump.copy(snapshot, unfollowed, true, new DumpMeter(session.journal(), unfollowed, Map.of()));
        }
    }

    private List<Table> uncompared() {
        return catalog.tables().stream()
                .filter(t -> !t.followed() || changed.contains(t.name()) || !comparison.contains(t.name()))
                .toList();
    }

    /** @return the failure that says which tables differ; empty when they are equal */
    private Optional<Failure> compare(List<Table> rest) {
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        try (Snapshot source = session.source().snapshot();
                Snapshot target = session.target().snapshot()) {
            comparison.compare(rest, source, target, true, session.control());
            return Optional.empty();
        } catch (Failure e) {
            if (e.code() != CoreFailure.DATA_DIFFER) {
                throw e;
            }
            return Optional.of(e);
        }
    }
}
