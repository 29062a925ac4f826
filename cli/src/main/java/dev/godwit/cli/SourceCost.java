package dev.godwit.cli;

import dev.godwit.api.DatabaseView;
import dev.godwit.api.RetentionView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what databases cost their sources. */
final class SourceCost {

    private SourceCost() {}

    /** Lines for the databases that cost anything, worst first; each with the database's name where there are several. */
    static void print(Paper paper, List<DatabaseView> databases) {
        long seen = databases.stream()
                .filter(database -> database.retention() != null)
                .count();
        for (DatabaseView database : databases) {
            @Nullable RetentionView view = database.retention();
            if (view != null) {
                String name = seen == 1 ? "source" : database.source();
                boolean well = view.level().equals("WITHIN") && view.trouble() == null;
                String sign = well ? "  " : paper.look().warning() + " ";
                paper.line(sign + Cells.harmless(name + ": " + String.join(" · ", facts(view))));
                view.holders()
                        .forEach(holder -> paper.line("    held up by " + Cells.harmless(holder.who()) + ", open for "
                                + Units.span(holder.ageMs())));
            }
        }
    }

    private static List<String> facts(RetentionView view) {
        var facts = new ArrayList<String>();
        if (view.retainedBytes() != null) {
            facts.add("keeps " + Units.bytes(view.retainedBytes()) + " of log" + budget(view) + growth(view));
        }
        if (view.budgetInMs() != null && !view.level().equals("OVER")) {
            facts.add("budget reached in " + Units.span(view.budgetInMs()));
        }
        if (view.diskInMs() != null) {
            facts.add("disk full in " + Units.span(view.diskInMs()));
        }
        if (view.roomBytes() != null && view.limitBytes() != null) {
            facts.add("releases needed log after " + Units.bytes(Math.max(0, view.roomBytes())) + " more");
        }
        if (view.horizonAge() != null) {
            facts.add("holds a view " + Units.count(view.horizonAge()) + " transactions old");
        }
        if (view.reason() != null && view.budgetBytes() == null) {
            facts.add(view.reason());
        }
        if (view.givesWay() != null) {
            facts.add(view.givesWay());
        }
        if (view.trouble() != null) {
            facts.add("not seen since %s: %s"
                    .formatted(Words.clock(view.at()), view.trouble().found()));
        }
        return facts;
    }

    private static String budget(RetentionView view) {
        if (view.budgetBytes() == null) {
            return "";
        }
        return " of %s (%s)".formatted(Units.bytes(view.budgetBytes()), Words.dashed(view.whenFull()));
    }

    private static String growth(RetentionView view) {
        return view.growthBytesPerSecond() > 0 ? ", +" + Units.bytes(view.growthBytesPerSecond()) + "/s" : "";
    }
}
