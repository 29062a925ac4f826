package dev.godwit.service;

import dev.godwit.core.Status;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress.Waiting;
import dev.godwit.pipeline.Control;
import dev.godwit.pipeline.Decision;
import dev.godwit.pipeline.WaitingTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tables of one running database that wait since their definition changed: what is told of them, kept, and decided. */
final class WaitingRun {

    private final Run run;
    private final SetAsides kept;
    private final Runs runs;
    private List<WaitingTable> tables = List.of();
    private volatile boolean open;

    WaitingRun(Run run, SetAsides kept, Runs runs) {
        this.run = run;
        this.kept = kept;
        this.runs = runs;
    }

    /** Whether a person has to decide about any. */
    boolean isOpen() {
        return open;
    }

    /** These wait now, and no others. */
    synchronized void tell(List<WaitingTable> now) {
        Set<TableName> before = open(kept.of(run.job().id(), run.database()).stream()
                .map(SetAside::table)
                .toList());
        tables = List.copyOf(now);
        Set<TableName> left = open(now);
        open = !left.isEmpty();
        keep(decisions());
        List<String> news = now.stream()
                .filter(table -> left.contains(table.table()) && !before.contains(table.table()))
                .map(table -> "Table %s waits for a decision: %s".formatted(table.table(), table.reason()))
                .toList();
        news.forEach(this::note);
        if (open) {
            run.turn(Happening.TROUBLED, "Somebody has to decide about " + names(left), each -> each);
        } else {
            recover();
        }
    }

    /** What else is in trouble stays so. */
    private void recover() {
        run.change(
                "No table waits for a decision any more",
                each -> each.status() == Status.RUNNING_WITH_ERRORS && each.trouble() == null
                        ? Transitions.next(each.state(), Happening.RECOVERED)
                                .map(next ->
                                        each.in(new State(next, each.state().phase()), Moments.now()))
                        : Optional.empty());
    }

    private void note(String text) {
        run.event(text);
    }

    /** Hands a decision over; it is kept until it is done. */
    synchronized void decide(Control control, TableName table, Decision decision) {
        control.decide(table, decision);
        keep(control.decisions());
    }

    /** What was decided before a run was cut short. */
    synchronized void decideAgain(Control control) {
        List<SetAside> before = kept.of(run.job().id(), run.database());
        tables = before.stream().map(SetAside::table).toList();
        for (SetAside each : before) {
            Decision decision = each.decision();
            if (decision != null) {
                control.decide(each.table().table(), decision);
            }
        }
    }

    private Map<TableName, Decision> decisions() {
        return runs.of(run.database())
                .map(course -> course.control().decisions())
                .orElse(Map.of());
    }

    private void keep(Map<TableName, Decision> decisions) {
        var all = new ArrayList<SetAside>();
        tables.forEach(table -> all.add(new SetAside(table, decisions.get(table.table()))));
        kept.keep(run.job().id(), run.database(), all);
        run.publish(new Update.Waiting(run.database(), all));
    }

    private static Set<TableName> open(List<WaitingTable> tables) {
        return tables.stream()
                .filter(table -> table.choice() == Waiting.Choice.OPEN)
                .map(WaitingTable::table)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String names(Set<TableName> tables) {
        return tables.stream().sorted().map(TableName::toString).collect(Collectors.joining(", "));
    }
}
