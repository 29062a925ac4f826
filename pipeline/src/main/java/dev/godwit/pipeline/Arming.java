package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Plan;
import dev.godwit.core.Position;
import dev.godwit.core.Severity;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.ChangeCapture;
import dev.godwit.core.spi.Check;
import dev.godwit.core.spi.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Arms the way back: what the switch's target commits from one position on, and nothing before, will be applied to the
 * source. That position lies after the last change that this migration writes, so nothing runs in a circle, and before the
 * switch is noted, so nothing that an application commits afterwards is missed. A note on the target, written before
 * anything is made, tells a process that starts after a crash that there may be something to take back.
 */
final class Arming {

    private static final Logger LOG = LoggerFactory.getLogger(Arming.class);
    private static final String BEGUN = "begun";
    private static final String ARMED = "armed";
    private static final String NONE = "none";
    private static final int TABLES_IN_A_MESSAGE = 5;

    private final TargetDatabase target;
    private final WayBack back;
    private final Consumer<String> events;
    private List<TableName> tables = List.of();
    private Map<String, String> notes = Map.of();

    private boolean ready;
    private boolean troubleTold;

    /** @param target of the way forth, where it is noted */
    Arming(TargetDatabase target, WayBack back, Consumer<String> events) {
        this.target = target;
        this.back = back;
        this.events = events;
    }

    /**
     * Looks whether {@link #prepare} would be refused now; changes nothing.
     *
     * @throws Failure {@code WAY_BACK_REFUSED} when it would
     */
    void check(Catalog catalog) {
        refuseUnfit();
        refuseOtherTables(catalog, back.source().catalog());
    }

    /**
     * What comes back is applied by the names of the database that applications use.
     *
     * @throws Failure {@code WAY_BACK_REFUSED} when schemas get other names there
     */
    static void refuseOtherNames(Plan plan) {
        if (!plan.schemaRenames().isEmpty()) {
            throw Failure.of(CoreFailure.WAY_BACK_REFUSED)
                    .found(
                            "schemas get other names on the target: %s",
                            String.join(", ", new TreeSet<>(plan.schemaRenames().keySet())))
                    .next("Promote without a way back, or let schemas keep their names.");
        }
    }

    /** Everything that takes time, while changes are still followed and nobody waits. */
    void prepare(Catalog catalog) {
        ready = false;
        refuseUnfit();
        target.progress().check();
        Catalog theirs = back.source().catalog();
        refuseOtherTables(catalog, theirs);
        target.progress().note(Notes.WAY_BACK, BEGUN);
        ChangeCapture capture = back.source().changes();
        capture.establish(theirs).close();
        capture.mark();
        back.target().progress().establish();
        tables = theirs.tables().stream().map(Table::name).toList();
        notes = Map.of(
                Notes.BEGUN,
                Notes.DONE,
                Notes.SCHEMA,
                back.source().catalog().fingerprint(),
                Notes.HISTORY,
                capture.history(),
                Notes.INDEXES,
                Notes.DONE,
                Notes.CONSTRAINTS,
                Notes.DONE);
        events.accept("The way back is ready to be armed");
        ready = true;
    }

    /** Whether {@link #prepare} was done for the switch that runs. */
    boolean isReady() {
        return ready;
    }

    /** Behind the fence, once nothing is applied any more and before the switch is noted. */
    void arm() {
        Position from = back.source().changes().mark();
        back.target().progress().arm(tables, from, notes);
        target.progress().note(Notes.WAY_BACK, ARMED);
    }

    /** Whether the switch has left a way back; only for a migration that is promoted. */
    boolean armed() {
        return noted(ARMED);
    }

    /** Whether something may be left of a way back that was not switched to. */
    boolean left() {
        return noted(ARMED) || noted(BEGUN);
    }

    /** Removes from both sides what was made for a switch that did not come about. Idempotent; nothing after a switch. */
    void disarm() {
        ready = false;
        if (!left() || target.progress().note(Notes.PROMOTED).isPresent()) {
            return;
        }
        target.progress().check();
        back.source().changes().remove();
        back.target().remove();
        target.progress().note(Notes.WAY_BACK, NONE);
    }

    /** As {@link #disarm}, where nothing may fail; what cannot be done now is tried again later. */
    void disarmIfPossible() {
        try {
            disarm();
        } catch (Failure e) {
            LOG.info("the way back is taken back later: {}", e.getMessage());
            if (!troubleTold) {
                events.accept("What was made for a way back could not be removed yet: " + e.found());
                troubleTold = true;
            }
        }
    }

    private boolean noted(String state) {
        return target.progress().note(Notes.WAY_BACK).filter(state::equals).isPresent();
    }

    private void refuseUnfit() {
        List<Finding> against = findings().stream()
                .filter(finding -> finding.severity() == Severity.FAILED)
                .toList();
        if (!against.isEmpty()) {
            throw Failure.of(CoreFailure.WAY_BACK_REFUSED)
                    .found("%s", against.stream().map(Finding::found).collect(Collectors.joining("; ")))
                    .next("%s", against.stream().map(Finding::next).collect(Collectors.joining(" ")));
        }
    }

    private List<Finding> findings() {
        var checks = new ArrayList<Check>(back.source().followingChecks());
        checks.addAll(back.target().returnChecks(back.source()));
        return checks.stream().flatMap(check -> check.run().stream()).toList();
    }

    /** The database that is left would lack what comes back. */
    private static void refuseOtherTables(Catalog ours, Catalog theirs) {
        Set<TableName> more = names(theirs);
        more.removeAll(names(ours));
        Set<TableName> fewer = names(ours);
        fewer.removeAll(names(theirs));
        if (!more.isEmpty() || !fewer.isEmpty()) {
            String which = (more.isEmpty() ? fewer : more)
                    .stream()
                            .limit(TABLES_IN_A_MESSAGE)
                            .map(TableName::toString)
                            .collect(Collectors.joining(", "));
            throw Failure.of(CoreFailure.WAY_BACK_REFUSED)
                    .found("on the %s only are %s", more.isEmpty() ? "source" : "target", which)
                    .next("Select the tables that both sides have, or promote without a way back.");
        }
    }

    private static Set<TableName> names(Catalog catalog) {
        return catalog.tables().stream().map(Table::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
