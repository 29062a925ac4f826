package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Position;
import dev.godwit.core.Scope;
import dev.godwit.core.Severity;
import dev.godwit.core.Side;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Applier;
import dev.godwit.core.spi.Progress.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Notices that definitions change while changes are followed. From then on nothing is compared, built or switched, until
 * the target has met all of it and the catalog was read anew.
 */
final class DefinitionWatch {

    private static final Duration LOOK_EACH = Duration.ofSeconds(10);

    private final Session session;
    private final Catalog catalog;
    private final Outcomes outcomes;
    /** Tables of which a person has to say what becomes of them. */
    private final List<TableName> open;

    private final @Nullable CopyBeside copy;

    private boolean rests;
    private boolean moved;
    private @Nullable Position mark;
    private long looked = System.nanoTime();

    /**
     * @param catalog what the round began with
     * @param moved whether it is known to be of another moment than what the target has
     * @param copy what is copied beside the round, which ends with it
     */
    DefinitionWatch(Session session, Catalog catalog, Outcomes outcomes, boolean moved, @Nullable CopyBeside copy) {
        this.session = session;
        this.catalog = catalog;
        this.outcomes = outcomes;
        this.moved = moved;
        this.copy = copy;
        Map<TableName, Waiting> waiting = session.target().progress().waiting();
        this.open = waiting.keySet().stream()
                .filter(table -> isOpen(waiting.get(table)))
                .sorted()
                .toList();
        session.journal().waiting(told(waiting));
    }

    /** As listeners are told, by name. */
    static List<WaitingTable> told(Map<TableName, Waiting> waiting) {
        return waiting.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> waiting(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static boolean isOpen(@Nullable Waiting waiting) {
        return waiting != null && waiting.choice() == Waiting.Choice.OPEN;
    }

    private static WaitingTable waiting(TableName table, Waiting waiting) {
        boolean appliable = isOpen(waiting) && waiting.since().isPresent();
        return new WaitingTable(table, waiting.reason(), waiting.choice(), appliable);
    }

    /**
     * From where on the source has to keep its log: a person may want the changes of a table that waits, and those of a table
     * that is copied are wanted afterwards.
     */
    Optional<Position> keep() {
        var wanted = new ArrayList<Position>();
        // Read anew for each stream: a table may have been set aside since the round began.
        session.target().progress().waiting().values().stream()
                .filter(DefinitionWatch::isOpen)
                .forEach(table -> table.since().ifPresent(wanted::add));
        if (copy != null) {
            wanted.add(copy.since());
        }
        return wanted.stream().min(Comparator.naturalOrder());
    }

    /** Whether tables are copied beside the round. Meanwhile nothing else is done than to follow. */
    boolean copying() {
        return copy != null;
    }

    /**
     * Looks at what the stream has met, and from time to time at the source's catalog.
     *
     * @return whether the round is to end: what was copied beside it has ended; or something has changed, and the target has
     *     met all there was
     */
    boolean look(Stream stream) {
        for (Applier.Redefined redefined : stream.loop().takeRedefined()) {
            tell(redefined);
            moved = true;
            mark = null;
        }
        moved |= session.control().decided();
        if (System.nanoTime() - looked > LOOK_EACH.toNanos()) {
            lookAtSource();
        }
        if (copy != null) {
            tellRest(stream);
            return copy.ended();
        }
        if (!moved) {
            return false;
        }
        if (mark == null) {
            mark = session.source().changes().mark();
        }
        return stream.holds(mark);
    }

    /** Whether the source's definitions are others now than when the round began. */
    boolean lookAtSource() {
        moved |= !session.source().catalog().fingerprint().equals(catalog.fingerprint());
        looked = System.nanoTime();
        return moved;
    }

    boolean moved() {
        return moved || session.control().decided();
    }

    /** Why nobody may switch now; null when nothing speaks against it. */
    @Nullable Failure against() {
        if (open.isEmpty()) {
            return null;
        }
        return Failure.of(CoreFailure.TABLES_WAIT)
                .found("%s", open.stream().map(TableName::toString).collect(Collectors.joining(", ")))
                .build();
    }

    private void tellRest(Stream stream) {
        if (stream.loop().rests() && !rests) {
            rests = true;
            session.journal()
                    .event(
                            "Definitions have changed: what comes after that is applied once the tables are copied again");
        }
    }

    private void tell(Applier.Redefined redefined) {
        if (!redefined.trouble().isEmpty()) {
            String found = redefined.what() + ": " + redefined.trouble();
            outcomes.add(List.of(new Finding(
                    CoreFailure.DEFINITION_NOT_REPEATED,
                    Severity.WARNING,
                    Side.TARGET,
                    Scope.DATABASE,
                    found,
                    CoreFailure.DEFINITION_NOT_REPEATED.advice())));
        }
        String tables = new TreeSet<>(redefined.waiting())
                .stream().map(TableName::toString).collect(Collectors.joining(", "));
        String waiting = tables.isEmpty() ? "" : "; these tables wait: " + tables;
        session.journal().event("Definitions changed: " + redefined.what() + waiting);
    }
}
