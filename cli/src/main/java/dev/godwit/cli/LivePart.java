package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a job does now, in a few lines: with bars where there is room, in words where there is not. */
final class LivePart {

    private static final int WIDE = 100;
    private static final int NARROW = 60;
    private static final int TABLES = 3;

    private final Look look;

    LivePart(Look look) {
        this.look = look;
    }

    List<String> lines(Story story, int width, Duration inPhase) {
        JobEvent.@Nullable State state = story.state();
        if (state == null) {
            return List.of(look.working() + " Starting");
        }
        String time = Units.time(inPhase.toMillis());
        JobEvent.@Nullable Progress progress = story.progress();
        JobEvent.@Nullable Lag lag = story.lag();
        if (state.phase().equals("FULL_DUMP") && progress != null && progress.bytesDone() != null) {
            return dump(title(state), progress, width);
        }
        if (state.phase().equals("BUILDING_INDEXES") && progress != null && progress.builtDone() != null) {
            return List.of(building(title(state), progress, width, time));
        }
        if (state.phase().equals("CDC") && lag != null) {
            return cdc(title(state), lag, width);
        }
        return List.of("%s %s  %s".formatted(look.working(), title(state), time));
    }

    private static String title(JobEvent.State state) {
        return state.status().equals("STOPPING") ? "Stopping" : Words.phase(state.phase());
    }

    private List<String> dump(String title, JobEvent.Progress progress, int width) {
        long done = Story.orZero(progress.bytesDone());
        long total = Story.orZero(progress.bytesTotal());
        int percent = Units.percent(done, total);
        String speed = progress.bytesPerSecond() == null ? "" : Units.bytes(progress.bytesPerSecond()) + "/s";
        String eta = progress.etaMs() == null ? "" : "about " + Units.about(progress.etaMs());
        var lines = new ArrayList<String>();
        if (width < NARROW) {
            lines.add("%s %d%% %s".formatted(title, percent, Units.bytes(done, total)));
            lines.add(join(", ", speed, eta));
            tables(progress).stream()
                    .findFirst()
                    .ifPresent(table -> lines.add(narrow(table, tables(progress).size())));
            return lines;
        }
        String tables = "%s/%s tables"
                .formatted(
                        Units.count(Story.orZero(progress.tablesDone())),
                        Units.count(Story.orZero(progress.tablesTotal())));
        String bar = look.bar(percent, width >= WIDE ? 22 : 14);
        lines.add(look.working() + " "
                + join("  ", title, bar, "%3d%%".formatted(percent), Units.bytes(done, total), speed, eta, tables));
        tables(progress).stream().limit(TABLES).forEach(table -> lines.add(wide(table, width)));
        if (tables(progress).size() > TABLES) {
            lines.add("  and %d more".formatted(tables(progress).size() - TABLES));
        }
        return lines;
    }

    private static List<JobEvent.Progress.InWork> tables(JobEvent.Progress progress) {
        return progress.tables() == null ? List.of() : progress.tables();
    }

    private static String narrow(JobEvent.Progress.InWork table, int inWork) {
        String more = inWork > 1 ? ", %d more".formatted(inWork - 1) : "";
        return "…%s %d%%%s"
                .formatted(
                        table.table().substring(table.table().lastIndexOf('.') + 1),
                        Units.percent(table.bytesDone(), table.bytesTotal()),
                        more);
    }

    private String wide(JobEvent.Progress.InWork table, int width) {
        int percent = Units.percent(table.bytesDone(), table.bytesTotal());
        return "  "
                + join(
                        "  ",
                        Cells.middle(table.table(), width >= WIDE ? 40 : 26),
                        look.bar(percent, width >= WIDE ? 14 : 8),
                        "%3d%%".formatted(percent),
                        Units.bytes(table.bytesDone(), table.bytesTotal()));
    }

    private String building(String title, JobEvent.Progress progress, int width, String time) {
        long done = Story.orZero(progress.builtDone());
        long total = Story.orZero(progress.builtTotal());
        String name = progress.built() == null ? "" : Cells.middle(progress.built(), 40);
        if (width < NARROW) {
            return "%s %d/%d  %s".formatted(title, done, total, time);
        }
        return look.working() + " "
                + join(
                        "  ",
                        title,
                        look.bar(Units.percent(done, total), 14),
                        "%d/%d".formatted(done, total),
                        time,
                        name);
    }

    private List<String> cdc(String title, JobEvent.Lag lag, int width) {
        String delay = "%s (%s, %s)"
                .formatted(
                        lag.caughtUp() ? "not delayed" : "delayed",
                        Units.time(lag.lagMs()),
                        Units.bytes(lag.lagBytes()));
        String changes = Units.count(lag.received()) + " changes";
        String speed = Units.count(lag.changesPerSecond()) + " rows/s";
        String kept = "source keeps " + Units.bytes(lag.retainedBytes());
        var lines = new ArrayList<String>();
        if (width < NARROW) {
            lines.add(title + " " + delay);
            lines.add(join(", ", speed, kept));
        } else {
            lines.add(look.working() + " " + join("  ", title, delay, speed, changes, kept));
        }
        if (lag.waitingForUser()) {
            lines.add(look.paint(Look.Paint.BOLD, "  Waiting for you: p and Enter to promote, q and Enter to stop"));
        }
        return lines;
    }

    private static String join(String gap, String... parts) {
        return String.join(
                gap, List.of(parts).stream().filter(part -> !part.isEmpty()).toList());
    }
}
