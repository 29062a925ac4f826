package dev.godwit.server.page;

import dev.godwit.api.FindingView;
import dev.godwit.api.VerificationView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was compared on demand, and what came of it. */
final class VerificationPart {

    private final Html page;
    private final List<VerificationView> verifications;

    VerificationPart(Html page, List<VerificationView> verifications) {
        this.page = page;
        this.verifications = verifications;
    }

    void write() {
        if (verifications.isEmpty()) {
            return;
        }
        page.element("h2", "", "Verification on demand")
                .table(
                        List.of(
                                "Asked",
                                "Database",
                                "What",
                                "Result",
                                "Rows",
                                "Missing",
                                "Extra",
                                "Changed",
                                "Copied again"),
                        List.of("", "", "", "", "n", "n", "n", "n", "n"));
        verifications.forEach(this::row);
        page.endTable();
        verifications.forEach(this::notes);
    }

    private void row(VerificationView each) {
        page.markup("<tr>")
                .open("td", "k")
                .text(Amounts.moment(each.requestedAt()))
                .markup("<br><span class=\"dim small\">")
                .name(each.who())
                .markup("</span></td><td>")
                .name(each.database())
                .markup("</td><td>")
                .name(scope(each.scope()))
                .markup("</td>")
                .element("td", "k " + style(each.state()), words(each));
        VerificationView.@Nullable Result result = each.result();
        if (result == null) {
            page.markup("<td colspan=\"5\"></td></tr>");
            return;
        }
        page.element("td", "n", Amounts.count(result.sourceRows()))
                .element("td", "n", Amounts.count(result.missing()))
                .element("td", "n", Amounts.count(result.extra()))
                .element("td", "n", Amounts.count(result.changed()))
                .element("td", "n", result.repaired() == null ? "–" : Amounts.count(result.repaired()))
                .markup("</tr>");
    }

    private static String scope(VerificationView.Scope scope) {
        var words = new ArrayList<String>();
        words.add(scope.tables().isEmpty() ? "all tables" : String.join(", ", scope.tables()));
        if (!scope.from().isEmpty() || !scope.to().isEmpty()) {
            words.add("keys %s..%s".formatted(String.join(",", scope.from()), String.join(",", scope.to())));
        }
        if (scope.repair()) {
            words.add("with repair");
        }
        return String.join(", ", words);
    }

    private static String style(String state) {
        return switch (state) {
            case "EQUAL" -> "good";
            case "DIFFERENT", "FAILED" -> "bad";
            case "UNSETTLED", "INTERRUPTED" -> "warn";
            default -> "calm";
        };
    }

    private static String words(VerificationView each) {
        VerificationView.@Nullable Result result = each.result();
        String tables = result == null ? "" : " " + Amounts.count(result.tables(), "table", "tables");
        String equal = result == null ? "" : " " + Amounts.count(result.tablesEqual(), "table", "tables");
        return switch (each.state()) {
            case "EQUAL" -> "✓ equal," + equal;
            case "DIFFERENT" -> "✕ different," + tables;
            case "UNSETTLED" -> "▲ not all could be compared";
            case "STOPPED" -> "❚❚ stopped; equal as far as read";
            case "FAILED" -> "✕ failed";
            case "INTERRUPTED" -> "▲ interrupted: its server ended";
            default -> "● running" + coverage(each.coverage());
        };
    }

    private static String coverage(VerificationView.@Nullable Coverage seen) {
        if (seen == null) {
            return "";
        }
        @Nullable Long age = seen.ageMs();
        VerificationView.@Nullable Definitions definitions = seen.definitions();
        return ": %d of %d tables%s, %d differ%s"
                .formatted(
                        seen.covered(),
                        seen.tables(),
                        age == null ? "" : ", the eldest " + Amounts.time(age) + " ago",
                        seen.different(),
                        definitions == null
                                ? ""
                                : "; definitions %s ago, %d differ"
                                        .formatted(Amounts.time(definitions.ageMs()), definitions.different()));
    }

    private void notes(VerificationView each) {
        var notes = new ArrayList<String>();
        if (each.failure() != null) {
            notes.add(each.failure().code() + " " + each.failure().title() + ": "
                    + each.failure().found());
        }
        VerificationView.@Nullable Result result = each.result();
        if (result != null) {
            notes.addAll(result.notes());
            result.definitions()
                    .forEach(finding -> notes.add(
                            (finding.severity().equals("FAILED") ? "" : "known or beside: ") + words(finding)));
            result.sequences().forEach(finding -> notes.add(words(finding)));
            if (!result.followed()) {
                notes.add(
                        "No changes were applied meanwhile: whatever was written on either side counted as a difference.");
            }
        }
        if (!notes.isEmpty()) {
            Instant at = each.requestedAt();
            page.open("p", "small dim")
                    .text("To the verification of " + Amounts.moment(at) + ":")
                    .close("p");
            page.markup("<ul class=\"small\">");
            notes.forEach(note -> page.markup("<li>").name(note).markup("</li>"));
            page.markup("</ul>");
        }
    }

    private static String words(FindingView finding) {
        return finding.code() + " " + finding.title() + ": " + finding.found();
    }
}
