package dev.godwit.server.page;

import dev.godwit.api.FailureView;
import dev.godwit.api.RehearsalView;
import java.util.List;
import java.util.Objects;

/** What was foretold of the switch. */
final class RehearsalPart {

    private final Html page;
    private final List<RehearsalView.DatabaseRehearsal> rehearsals;

    RehearsalPart(Html page, List<RehearsalView.DatabaseRehearsal> rehearsals) {
        this.page = page;
        this.rehearsals = rehearsals.stream().filter(each -> each.at() != null).toList();
    }

    void write() {
        if (rehearsals.isEmpty()) {
            return;
        }
        page.element("h2", "", "Rehearsal")
                .table(
                        List.of(
                                "Database",
                                "When",
                                "Writes would wait",
                                "of it estimated",
                                "at most",
                                "Would be refused"),
                        List.of("", "", "n", "n", "n", ""));
        for (RehearsalView.DatabaseRehearsal each : rehearsals) {
            page.markup("<tr><td>").name(each.database()).markup("</td>");
            page.element("td", "k", Amounts.moment(Objects.requireNonNull(each.at())))
                    .element("td", "n", time(each.pauseMs()))
                    .element("td", "n", time(each.estimatedMs()))
                    .element("td", "n", time(each.atMostMs()));
            refusals(each.refusals());
            page.markup("</tr>");
        }
        page.endTable();
    }

    private static String time(@org.jspecify.annotations.Nullable Long millis) {
        return millis == null ? "–" : Amounts.time(millis);
    }

    private void refusals(List<FailureView> refusals) {
        if (refusals.isEmpty()) {
            page.element("td", "good", "✓ no");
            return;
        }
        page.open("td", "bad");
        refusals.forEach(refusal ->
                page.text("✕ " + refusal.code() + " ").name(refusal.found()).markup("<br>"));
        page.close("td");
    }
}
