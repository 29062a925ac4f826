package dev.godwit.cli;

import dev.godwit.api.PreviewView;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Says what an action would do, before it is done. */
final class Previews {

    private static final int SHOWN = 10;

    private final PrintStream err;
    private final Look look;

    Previews(PrintStream err, Look look) {
        this.err = err;
        this.look = look;
    }

    void print(String job, PreviewView preview) {
        line(Cells.harmless(job) + ":");
        for (var database : preview.databases()) {
            String name = preview.databases().size() == 1 ? "" : database.database() + ": ";
            describe(database).forEach(text -> line("  " + Cells.harmless(name + text)));
        }
        preview.warnings().forEach(warning -> line("  " + look.warning() + " " + Cells.harmless(warning)));
        err.flush();
    }

    private static List<String> describe(PreviewView.DatabasePreview database) {
        var lines = new ArrayList<String>();
        var drops = database.drops();
        if (drops != null) {
            lines.add(
                    drops.objects() == 0
                            ? "drops nothing on the target"
                            : "drops on the target: %s objects, %s: %s"
                                    .formatted(
                                            Units.count(drops.objects()),
                                            Units.bytes(drops.bytes()),
                                            some(drops.names(), drops.objects())));
        }
        if (database.lagBytes() != null && database.lagMs() != null && database.lagBytes() > 0) {
            lines.add("not applied on the target yet: %s, %s"
                    .formatted(Units.bytes(database.lagBytes()), Units.span(database.lagMs())));
        }
        several(lines, "released on the source: ", database.sourceObjects());
        several(lines, "not copied: ", database.notCopied());
        several(lines, "left for you: ", database.leftByHand());
        if (database.retainedBytes() != null && database.retainedBytes() > 0) {
            lines.add("the source keeps " + Units.bytes(database.retainedBytes()) + " of its log for it");
        }
        return lines;
    }

    private static void several(List<String> lines, String title, List<String> names) {
        if (!names.isEmpty()) {
            lines.add(title + some(names, names.size()));
        }
    }

    private static String some(List<String> names, long all) {
        var shown = names.stream().limit(SHOWN).toList();
        String more = all > shown.size() ? " and %s more".formatted(Units.count(all - shown.size())) : "";
        return String.join(", ", shown) + more;
    }

    private void line(String text) {
        err.println(look.plain(text));
    }
}
