package dev.godwit.pipeline;

import dev.godwit.core.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the steps of a run leave for its report. Thread-safe. */
final class Outcomes {

    private final Journal journal;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final List<String> leftToDo = new ArrayList<>();
    private long dumpBytes;
    private final Ledger ledger = new Ledger();
    private long changes;
    private Duration writePause = Duration.ZERO;
    private Duration comparePause = Duration.ZERO;
    private Report.@Nullable Gap gap;

    Outcomes(Journal journal) {
        this.journal = journal;
    }

    /** Notes findings and tells the journal of those that are new. */
    synchronized void add(List<Finding> found) {
        for (Finding finding : found) {
            if (findings.add(finding)) {
                journal.finding(finding);
            }
        }
    }

    synchronized void leave(String toDo) {
        leftToDo.add(toDo);
    }

    synchronized void dumped(long bytes) {
        dumpBytes = bytes;
    }

    synchronized void followed(long rows, Ledger accounts) {
        changes += rows;
        ledger.add(accounts);
    }

    synchronized void paused(Duration writes, Duration comparison) {
        writePause = writes;
        comparePause = comparison;
    }

    synchronized void overridden(Report.Gap missing) {
        gap = missing;
    }

    synchronized Report.@Nullable Gap gap() {
        return gap;
    }

    synchronized List<Finding> findings() {
        return List.copyOf(findings);
    }

    synchronized List<String> leftToDo() {
        return List.copyOf(leftToDo);
    }

    synchronized long dumpBytes() {
        return dumpBytes;
    }

    synchronized long changes() {
        return changes;
    }

    List<Report.TableChanges> ledger() {
        return ledger.entries();
    }

    synchronized Duration writePause() {
        return writePause;
    }

    synchronized Duration comparePause() {
        return comparePause;
    }
}
