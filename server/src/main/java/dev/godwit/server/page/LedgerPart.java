package dev.godwit.server.page;

import dev.godwit.api.ReportView;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What became of every change that was received. */
final class LedgerPart {

    /** The report has them all as JSON. */
    private static final int SHOWN = 200;

    private final Html page;
    private final ReportView report;

    LedgerPart(Html page, ReportView report) {
        this.page = page;
        this.report = report;
    }

    void write() {
        @Nullable List<ReportView.ChangesView> ledger = report.ledger();
        if (ledger == null || ledger.isEmpty()) {
            return;
        }
        page.element("h3", "", "What became of the changes")
                .open("p", "")
                .text(
                        "Received = applied + filtered + coalesced, for each table and each batch; anything else would have"
                                + " stopped the migration at once. Filtered: left out, since the table's copy held them already."
                                + " Coalesced: left out, since a later change of the same batch made them needless.")
                .close("p")
                .table(
                        List.of("Table", "Received", "Applied", "Filtered", "Coalesced"),
                        List.of("", "n", "n", "n", "n"));
        if (ledger.size() > 1) {
            row(
                    "All " + Amounts.count(ledger.size(), "table", "tables"),
                    new ReportView.ChangesView(
                            "",
                            sum(ledger, ReportView.ChangesView::received),
                            sum(ledger, ReportView.ChangesView::applied),
                            sum(ledger, ReportView.ChangesView::filtered),
                            sum(ledger, ReportView.ChangesView::coalesced)));
        }
        ledger.stream()
                .sorted(Comparator.comparingLong(ReportView.ChangesView::received)
                        .reversed())
                .limit(SHOWN)
                .forEach(each -> row(each.table(), each));
        page.endTable();
        if (ledger.size() > SHOWN) {
            page.element("p", "small dim", "The %d with most changes; all of them are in the JSON.".formatted(SHOWN));
        }
    }

    private static long sum(List<ReportView.ChangesView> ledger, ToLongFunction<ReportView.ChangesView> part) {
        return ledger.stream().mapToLong(part).sum();
    }

    private void row(String name, ReportView.ChangesView changes) {
        page.markup("<tr><td>")
                .name(name)
                .markup("</td>")
                .element("td", "n", Amounts.count(changes.received()))
                .element("td", "n", Amounts.count(changes.applied()))
                .element("td", "n", Amounts.count(changes.filtered()))
                .element("td", "n", Amounts.count(changes.coalesced()))
                .markup("</tr>");
    }
}
