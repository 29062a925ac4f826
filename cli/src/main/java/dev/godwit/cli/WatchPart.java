package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import dev.godwit.api.LagView;
import dev.godwit.api.ProgressView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job on a server in a few lines: one for each database, and below it the tables in work, as far as there is room. */
final class WatchPart {

    private static final int WIDE = 100;
    private static final int NARROW = 60;
    /** A prompt, and a line to breathe. */
    private static final int KEPT_FREE = 2;

    private final Look look;

    WatchPart(Look look) {
        this.look = look;
    }

    /** @param height of the terminal; two lines of it stay free */
    List<String> lines(String job, WatchStory story, int width, int height) {
        var blocks = new ArrayList<List<String>>();
        var parts = List.copyOf(story.parts());
        String name = Cells.middle(Cells.harmless(job), 30);
        if (parts.size() == 1) {
            blocks.add(block(name, "  ", parts.getFirst(), width));
        } else {
            blocks.add(List.of(name + "  " + story.state()));
            int longest = parts.stream()
                    .mapToInt(part -> Cells.width(shown(part, width)))
                    .max()
                    .orElse(0);
            parts.forEach(part ->
                    blocks.add(block("  " + Cells.pad(shown(part, width), longest, false), "    ", part, width)));
        }
        if (parts.stream().flatMap(part -> part.waiting().stream()).anyMatch(WaitingText::isOpen)) {
            blocks.add(List.of("  " + WaitingText.next(job)));
        }
        if (story.waitingForUser()) {
            blocks.add(
                    List.of(look.paint(Look.Paint.BOLD, "  Waiting for you: godwit job promote " + Shell.word(job))));
        }
        return fitted(blocks, Math.max(1, height - KEPT_FREE));
    }

    private static String shown(WatchStory.Part part, int width) {
        return Cells.middle(Cells.harmless(part.name()), width >= WIDE ? 24 : 14);
    }

    /** First lines of all, then the tables of each, until there is no room; the rest is counted. */
    private static List<String> fitted(List<List<String>> blocks, int rows) {
        int tables = Integer.MAX_VALUE;
        int all = blocks.stream().mapToInt(List::size).sum();
        while (all > rows && tables > 0) {
            tables = tables == Integer.MAX_VALUE
                    ? blocks.stream().mapToInt(block -> block.size() - 1).max().orElse(0) - 1
                    : tables - 1;
            int most = tables;
            all = blocks.stream()
                    .mapToInt(block -> Math.min(block.size(), 1 + most))
                    .sum();
        }
        int most = tables;
        var lines = new ArrayList<String>();
        for (List<String> block : blocks) {
            block.stream()
                    .limit(most == Integer.MAX_VALUE ? block.size() : 1L + most)
                    .forEach(lines::add);
        }
        if (lines.size() <= rows) {
            return lines;
        }
        int left = lines.size() - rows + 1;
        var shown = new ArrayList<>(lines.subList(0, rows - 1));
        shown.add("and " + left + " more");
        return shown;
    }

    private List<String> block(String lead, String indent, WatchStory.Part part, int width) {
        @Nullable ProgressView progress = part.progress();
        @Nullable LagView lag = part.lag();
        var lines = new ArrayList<String>();
        if (lag != null && !Deed.isAtRest(part.status())) {
            lines.add(lead + "  " + part.state() + "  " + lag(lag, width));
        } else if (progress == null || Deed.isAtRest(part.status())) {
            lines.add(lead + "  " + part.state());
        } else if (progress.builtDone() != null && progress.builtTotal() != null) {
            lines.add(lead + "  " + building(progress, width));
        } else {
            lines.addAll(dump(lead, indent, part, progress, width));
        }
        if (part.why() != null) {
            lines.add(indent + look.warning() + " " + Cells.harmless(part.why()));
        }
        part.waiting().stream()
                .filter(WaitingText::isOpen)
                .forEach(table -> lines.add(indent + look.warning() + " " + WaitingText.words(table)));
        return lines;
    }

    private static String lag(LagView lag, int width) {
        return width >= NARROW
                ? JobShow.lag(lag)
                : "%s %s".formatted(lag.caughtUp() ? "not delayed" : "delayed", Units.time(lag.lagMs()));
    }

    private String building(ProgressView progress, int width) {
        int percent = Units.percent(Story.orZero(progress.builtDone()), Story.orZero(progress.builtTotal()));
        String bar = width < NARROW ? "" : "  " + look.bar(percent, 14);
        String built = progress.built() == null ? "" : "  " + Cells.middle(Cells.harmless(progress.built()), 40);
        return "Indexes%s  %d/%d%s".formatted(bar, progress.builtDone(), progress.builtTotal(), built);
    }

    private List<String> dump(String lead, String indent, WatchStory.Part part, ProgressView progress, int width) {
        long done = Story.orZero(progress.bytesDone());
        long total = Story.orZero(progress.bytesTotal());
        int percent = Units.percent(done, total);
        String bytes = Units.bytes(done, total);
        var lines = new ArrayList<String>();
        if (width < NARROW) {
            lines.add("%s  %d%% %s".formatted(lead, percent, bytes));
        } else {
            lines.add(joined(
                    lead,
                    Words.phase(part.phase()),
                    look.bar(percent, width >= WIDE ? 22 : 12),
                    "%3d%%".formatted(percent),
                    bytes,
                    progress.bytesPerSecond() == null ? "" : Units.bytes(progress.bytesPerSecond()) + "/s",
                    progress.etaMs() == null ? "" : "about " + Units.about(progress.etaMs()),
                    tables(progress)));
        }
        List<JobEvent.Progress.InWork> inWork = progress.tables() == null ? List.of() : progress.tables();
        inWork.forEach(table -> lines.add(indent + table(table, width)));
        return lines;
    }

    private static String tables(ProgressView progress) {
        return "%s/%s tables"
                .formatted(
                        Units.count(Story.orZero(progress.tablesDone())),
                        Units.count(Story.orZero(progress.tablesTotal())));
    }

    private String table(JobEvent.Progress.InWork table, int width) {
        int percent = Units.percent(table.bytesDone(), table.bytesTotal());
        String name = Cells.middle(Cells.harmless(table.table()), width >= WIDE ? 40 : 24);
        return width < NARROW
                ? "%s %d%%".formatted(name, percent)
                : joined(
                        name,
                        look.bar(percent, width >= WIDE ? 14 : 8),
                        "%3d%%".formatted(percent),
                        Units.bytes(table.bytesDone(), table.bytesTotal()));
    }

    private static String joined(String... parts) {
        return String.join(
                "  ", List.of(parts).stream().filter(part -> !part.isEmpty()).toList());
    }
}
