package dev.godwit.server.page;

import dev.godwit.api.TimelineView;
import java.util.List;

/** Who did what, and what happened. */
final class HistoryPart {

    private final Html page;
    private final List<TimelineView> timeline;

    HistoryPart(Html page, List<TimelineView> timeline) {
        this.page = page;
        this.timeline = timeline;
    }

    void write() {
        page.element("h2", "", "Who did what");
        table(timeline.stream().filter(entry -> entry.who() != null).toList(), "Nobody asked for anything.");
        page.element("h2", "", "What happened");
        table(timeline.stream().filter(entry -> entry.who() == null).toList(), "Nothing yet.");
    }

    private void table(List<TimelineView> entries, String none) {
        if (entries.isEmpty()) {
            page.element("p", "dim", none);
            return;
        }
        boolean people = entries.getFirst().who() != null;
        page.table(
                people ? List.of("When", "Who", "What", "Database") : List.of("When", "What", "Database"),
                people ? List.of("", "", "", "") : List.of("", "", ""));
        for (TimelineView entry : entries) {
            page.markup("<tr>").element("td", "k dim", Amounts.moment(entry.at()));
            String who = entry.who();
            if (who != null) {
                page.markup("<td>").name(who).markup("</td>");
            }
            String database = entry.database();
            page.markup("<td>").name(entry.text()).markup("</td><td>");
            page.name(database == null ? "" : database).markup("</td></tr>");
        }
        page.endTable();
    }
}
