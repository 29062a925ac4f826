package dev.godwit.server.page;

import dev.godwit.api.ReportView;
import java.util.Comparator;
import java.util.List;

/** How equality was shown, table by table. */
final class ProofPart {

    private final Html page;
    private final ReportView report;

    ProofPart(Html page, ReportView report) {
        this.page = page;
        this.report = report;
    }

    void write() {
        page.element("h3", "", "How equality was shown");
        if (report.tables().isEmpty()) {
            page.element("p", "", "It did not come to a comparison of tables.");
            return;
        }
        long different =
                report.tables().stream().filter(table -> !table.equal()).count();
        verdict(different);
        page.open("p", "small dim")
                .text(
                        "Both databases counted the rows of each table and hashed every row inside the server, each value in a "
                                + "form that is the same on all supported versions and under all settings. A table is equal when the "
                                + "number of rows and the sum of their hashes are the same on both sides. “Before the switch” means: "
                                + "as of one exact position of the source's log, while applications wrote, and unchanged since. "
                                + "“Behind the fence” means: after writing had ended and all was applied.")
                .close("p");
        page.table(
                List.of("Table", "Rows, source", "Rows, target", "Compared", "Result"), List.of("", "n", "n", "", ""));
        report.tables().stream()
                .sorted(Comparator.comparing(ReportView.TableView::equal))
                .forEach(this::row);
        page.endTable();
    }

    private void verdict(long different) {
        String all = Amounts.count(report.tables().size(), "table", "tables");
        if (different == 0) {
            page.open("div", "note good")
                    .element("p", "", "✓ All %s are equal: %s rows.".formatted(all, Amounts.count(report.rows())))
                    .close("div");
        } else {
            page.open("div", "note bad")
                    .element("p", "", "✕ %s of %s differ.".formatted(Amounts.count(different), all))
                    .close("div");
        }
    }

    private void row(ReportView.TableView table) {
        page.markup("<tr><td>").name(table.table()).markup("</td>");
        page.element("td", "n", Amounts.count(table.sourceRows()))
                .element("td", "n", Amounts.count(table.targetRows()))
                .element("td", "k dim", table.underFence() ? "behind the fence" : "before the switch")
                .element("td", "k " + (table.equal() ? "good" : "bad"), table.equal() ? "✓ equal" : "✕ different")
                .markup("</tr>");
    }
}
