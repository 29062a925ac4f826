package dev.godwit.server.page;

import dev.godwit.api.JobReport;
import dev.godwit.api.ReportView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The report of a job as one HTML file that needs nothing else: something to attach to a change ticket, to read on a screen,
 * by day and by night, or to print. It holds no script, and forbids whatever might try.
 */
public final class ReportPage {

    /** Goes with the page also where it is served; the page says the same of itself. */
    public static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private static final String STYLE = style();

    private final JobReport report;
    private final Html page = new Html();

    private ReportPage(JobReport report) {
        this.report = report;
    }

    /** The whole page. */
    public static String of(JobReport report) {
        var page = new ReportPage(report);
        page.write();
        return page.page.toString();
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        page.markup("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .markup("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">")
                .markup("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .markup("<meta name=\"color-scheme\" content=\"light dark\">")
                .element("title", "", "Migration report: " + report.name())
                .markup("<style>" + STYLE + "</style></head><body><main>");
        head();
        cards();
        job();
        if (report.databases().size() > 1) {
            overview();
        }
        for (ReportView database : report.databases()) {
            new DatabasePart(page, database).write(report.databases().size() > 1);
        }
        new VerificationPart(page, report.verifications()).write();
        new RehearsalPart(page, report.rehearsals()).write();
        new HistoryPart(page, report.timeline()).write();
        foot();
        page.markup("</main></body></html>\n");
    }

    private void head() {
        page.element("p", "brand", "Godwit · Migration report")
                .open("h1", "")
                .name(report.name())
                .close("h1");
        Outcome.of(report.outcome()).write(page);
        page.element("p", "dim small", "As of " + Amounts.moment(report.madeAt()));
    }

    private void cards() {
        List<ReportView> databases = report.databases();
        long tables = databases.stream().mapToLong(each -> each.tables().size()).sum();
        long equal = databases.stream()
                .flatMap(each -> each.tables().stream())
                .filter(ReportView.TableView::equal)
                .count();
        page.open("div", "cards");
        card(Amounts.count(equal) + " of " + Amounts.count(tables), "tables shown to be equal");
        card(Amounts.count(databases.stream().mapToLong(ReportView::rows).sum()), "rows on the target, as compared");
        card(Amounts.bytes(databases.stream().mapToLong(ReportView::bytes).sum()), "copied by the full dump");
        card(Amounts.count(databases.stream().mapToLong(ReportView::changes).sum()), "changes followed");
        long pause =
                databases.stream().mapToLong(ReportView::writePauseMs).max().orElse(0);
        card(pause == 0 ? "–" : Amounts.time(pause), "writes waited at the switch");
        long left = databases.stream().mapToLong(each -> each.leftToDo().size()).sum();
        card(Amounts.count(left), "left to do by hand");
        page.close("div");
    }

    private void card(String value, String title) {
        page.open("div", "card")
                .element("b", "", value)
                .element("span", "", title)
                .close("div");
    }

    private void job() {
        page.open("dl", "")
                .term("State", report.state())
                .term("Mode", report.mode().toLowerCase(java.util.Locale.ROOT));
        page.term("Created", Amounts.moment(report.createdAt()));
        if (report.startedAt() != null) {
            page.term("Started", Amounts.moment(report.startedAt()));
        }
        if (report.endedAt() != null) {
            page.term("Ended", Amounts.moment(report.endedAt()));
        }
        report.labels().forEach((name, value) -> page.term("Label", name + " = " + value));
        page.close("dl");
    }

    private void overview() {
        page.element("h2", "", "Databases")
                .table(
                        List.of("Database", "Outcome", "Tables equal", "Rows", "Copied", "Writes waited"),
                        List.of("", "", "n", "n", "n", "n"));
        for (ReportView each : report.databases()) {
            var outcome = Outcome.of(each.outcome());
            long equal =
                    each.tables().stream().filter(ReportView.TableView::equal).count();
            page.markup("<tr><td>").name(each.database()).markup("</td>");
            page.element("td", outcome.style(), outcome.sign() + " " + outcome.words())
                    .element(
                            "td",
                            "n",
                            Amounts.count(equal) + " of "
                                    + Amounts.count(each.tables().size()))
                    .element("td", "n", Amounts.count(each.rows()))
                    .element("td", "n", Amounts.bytes(each.bytes()))
                    .element("td", "n", each.writePauseMs() == 0 ? "–" : Amounts.time(each.writePauseMs()))
                    .markup("</tr>");
        }
        page.endTable();
    }

    private void foot() {
        page.open("footer", "")
                .text("Made by Godwit %s on %s for job %s."
                        .formatted(report.serverVersion(), Amounts.moment(report.madeAt()), report.job()))
                .text(" The same as data: godwit job report NAME -o json.")
                .close("footer");
    }
}
