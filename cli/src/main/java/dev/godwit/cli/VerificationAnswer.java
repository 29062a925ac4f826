package dev.godwit.cli;

import dev.godwit.api.DifferencePage;
import dev.godwit.api.FindingView;
import dev.godwit.api.VerdictPage;
import dev.godwit.api.VerificationPage;
import dev.godwit.api.VerificationView;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A verification for people. */
final class VerificationAnswer {

    private VerificationAnswer() {}

    static void print(Paper paper, VerificationView view, VerdictPage verdicts) {
        var look = paper.look();
        String name = Cells.harmless(view.job() + "/" + view.database());
        VerificationView.@Nullable Result result = view.result();
        if (result == null) {
            var failure = view.failure();
            String why = failure == null ? "" : ": %s (%s)".formatted(Cells.harmless(failure.found()), failure.code());
            paper.line("%s %s  %s%s".formatted(look.failed(), name, Words.dashed(view.state()), why));
            return;
        }
        boolean equal = view.state().equals("EQUAL");
        boolean differs = view.state().equals("DIFFERENT");
        String sign = equal ? look.done() : differs ? look.failed() : look.warning();
        paper.line("%s %s  %s: %d/%d tables equal, %s rows, %s"
                .formatted(
                        sign,
                        name,
                        Words.dashed(view.state()),
                        result.tablesEqual(),
                        result.tables(),
                        Units.count(result.targetRows()),
                        result.followed() ? "while changes were applied" : "at rest"));
        tables(paper, verdicts);
        result.definitions()
                .forEach(finding -> paper.line(
                        (finding.severity().equals("FAILED") ? "  " : "  known or beside: ") + words(finding)));
        result.sequences().forEach(finding -> paper.line("  " + words(finding)));
        result.notes().forEach(note -> paper.line("  " + Cells.harmless(note)));
        if (result.repaired() != null) {
            paper.line("  %s rows were copied again".formatted(Units.count(result.repaired())));
        }
    }

    private static void tables(Paper paper, VerdictPage verdicts) {
        var wrong = verdicts.items().stream()
                .filter(each -> !each.verdict().equals("EQUAL"))
                .toList();
        if (wrong.isEmpty()) {
            return;
        }
        var table = new TextTable(
                TextTable.Column.name("TABLE"),
                TextTable.Column.text("VERDICT"),
                TextTable.Column.number("MISSING"),
                TextTable.Column.number("EXTRA"),
                TextTable.Column.number("CHANGED"),
                TextTable.Column.number("UNSETTLED"),
                TextTable.Column.text("NOTE"));
        wrong.forEach(each -> table.row(
                each.table(),
                Words.dashed(each.verdict()),
                Units.count(each.missing()),
                Units.count(each.extra()),
                Units.count(each.changed()),
                Units.count(each.unsettled()),
                each.note()));
        paper.table(table);
    }

    private static String words(FindingView finding) {
        return "%s %s: %s".formatted(finding.code(), finding.title(), Cells.harmless(finding.found()));
    }

    /** Rows by their keys, with values where there are any. */
    static void rows(Paper paper, List<DifferencePage.Difference> rows) {
        if (rows.isEmpty()) {
            return;
        }
        var table = new TextTable(
                TextTable.Column.name("TABLE"),
                TextTable.Column.text("ROW"),
                TextTable.Column.text("KEY"),
                TextTable.Column.text("COLUMNS"));
        rows.forEach(row -> table.row(
                row.table(),
                Words.dashed(row.kind()),
                row.key().stream()
                        .map(part -> part.column() + "=" + part.value())
                        .collect(Collectors.joining(", ")),
                columns(row)));
        paper.table(table);
    }

    private static String columns(DifferencePage.Difference row) {
        var values = row.values();
        return values == null
                ? String.join(", ", row.columns())
                : values.stream()
                        .map(each -> "%s: %s / %s".formatted(each.column(), shown(each.source()), shown(each.target())))
                        .collect(Collectors.joining(", "));
    }

    private static String shown(@Nullable String value) {
        return value == null ? "NULL" : "'" + value + "'";
    }

    static void list(Paper paper, VerificationPage page) {
        var table = new TextTable(
                TextTable.Column.text("ID"),
                TextTable.Column.text("ASKED"),
                TextTable.Column.text("WHO"),
                TextTable.Column.name("DATABASE"),
                TextTable.Column.text("STATE"),
                TextTable.Column.text("CONTINUOUS"));
        page.items()
                .forEach(each -> table.row(
                        each.id(),
                        each.requestedAt().toString(),
                        each.who(),
                        each.database(),
                        Words.dashed(each.state()),
                        coverage(each)));
        paper.table(table);
    }

    private static String coverage(VerificationView view) {
        VerificationView.@Nullable Coverage coverage = view.coverage();
        if (coverage == null) {
            return view.scope().continuous() ? "not yet known" : "";
        }
        @Nullable Long age = coverage.ageMs();
        VerificationView.@Nullable Definitions definitions = coverage.definitions();
        String seen = definitions == null
                ? ""
                : "; definitions %s ago, %d differ".formatted(Units.span(definitions.ageMs()), definitions.different());
        return "%d/%d tables%s, %d differ%s"
                .formatted(
                        coverage.covered(),
                        coverage.tables(),
                        age == null ? "" : ", eldest " + Units.span(age) + " ago",
                        coverage.different(),
                        seen);
    }

    /** As one line. */
    static String words(String job, VerificationView.Progress progress) {
        return "%s verifying %d%% %d/%d tables, %s rows, %s/s, %d differ"
                .formatted(
                        Cells.harmless(job),
                        Units.percent(progress.rows(), progress.rowsTotal()),
                        progress.tablesDone(),
                        progress.tablesTotal(),
                        Units.count(progress.rows()),
                        Units.bytes(progress.bytesPerSecond()),
                        progress.differing());
    }
}
