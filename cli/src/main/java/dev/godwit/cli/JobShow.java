package dev.godwit.cli;

import dev.godwit.api.DatabaseView;
import dev.godwit.api.FailureView;
import dev.godwit.api.JobRequest;
import dev.godwit.api.JobView;
import dev.godwit.api.LagView;
import dev.godwit.api.PlaceView;
import dev.godwit.api.ProgressView;
import dev.godwit.api.TroubleView;
import dev.godwit.api.Unavailable;
import dev.godwit.api.WaitingView;
import dev.godwit.api.WayBackView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code godwit job show}: a job as it is now, or the document that makes such a job. */
@Command(
        name = "show",
        description = "Shows a job: its state, its databases, what it may be asked for now.",
        footer = {
            "",
            "Examples:",
            "  godwit job show orders",
            "  godwit job show orders -o yaml > orders.yaml    (the document for godwit job create -f)",
            "  godwit job show orders -o json | jq .status",
            "",
            "Exit: 0 done, 2 usage, 5 no such job, 6 no server, or not signed in."
        })
final class JobShow implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Name or id of the job.")
    private String name;

    @Mixin
    private Answers answers;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        try (var client = connection.open()) {
            if (answers.isYaml()) {
                var paper = answers.paper();
                paper.raw(client.document(name).stripTrailing());
                paper.flush();
                return ExitCode.OK;
            }
            var job = client.job(name);
            answers.print(job, paper -> print(paper, job));
        }
        return ExitCode.OK;
    }

    private static void print(Paper paper, JobView job) {
        paper.line("%s  %s%s".formatted(harmless(job.name()), job.state(), failed(job)));
        paper.line(
                "  %s %s %s · %s".formatted(place(job.source()), paper.look().arrow(), place(job.target()), how(job)));
        paper.line("  " + settings(job.settings()));
        if (job.lag() != null) {
            paper.line("  " + lag(job.lag()));
        }
        paper.line("");
        databases(paper, job.databases());
        SourceCost.print(paper, job.databases());
        wayBack(paper, job);
        troubles(paper, job);
        waiting(paper, job);
        leftToDo(paper, job.databases());
        paper.line("");
        paper.line("now: " + String.join(", ", actions(job.availableActions())));
        unavailable(paper, job.unavailableActions());
        if (job.waitingForUser()) {
            paper.line("Waiting for you: godwit job promote " + Shell.word(job.name()));
        }
    }

    private static void wayBack(Paper paper, JobView job) {
        @Nullable WayBackView back = job.wayBack();
        if (back != null) {
            String lag = back.lag() == null ? "" : ", " + lag(back.lag());
            paper.line("");
            paper.line("way back: %s  %s%s".formatted(harmless(back.name()), Words.lower(back.state()), lag));
            paper.line("Go back: godwit job fallback %s. No longer wanted: godwit job end %s"
                    .formatted(Shell.word(job.name()), Shell.word(back.name())));
        } else if (job.wayBackOf() != null && !Deed.isAtRest(job.status())) {
            paper.line("");
            paper.line("The way back of %s. Go back: godwit job fallback %s. No longer wanted: godwit job end %s"
                    .formatted(harmless(job.wayBackOf()), Shell.word(job.name()), Shell.word(job.name())));
        }
    }

    /** Those with the same reason together. */
    private static void unavailable(Paper paper, List<Unavailable> actions) {
        actions.stream()
                .collect(Collectors.groupingBy(
                        Unavailable::reason,
                        LinkedHashMap::new,
                        Collectors.mapping(not -> Words.dashed(not.action()), Collectors.joining(", "))))
                .forEach((reason, names) -> paper.line("not: %s: %s".formatted(names, reason)));
    }

    private static List<String> actions(List<String> actions) {
        return actions.isEmpty()
                ? List.of("nothing")
                : actions.stream().map(Words::dashed).toList();
    }

    private static String harmless(String text) {
        return Cells.harmless(text);
    }

    private static String failed(JobView job) {
        long failed = job.databases().stream()
                .filter(database -> !database.removed() && database.status().equals("FAILED"))
                .count();
        long all =
                job.databases().stream().filter(database -> !database.removed()).count();
        return failed == 0 || all == 1 ? "" : ": %d of %d databases failed".formatted(failed, all);
    }

    private static String place(@Nullable PlaceView place) {
        if (place == null) {
            return "(not chosen)";
        }
        String version = place.serverVersion() == null ? "" : " " + place.serverVersion();
        String name = place.profileName() == null ? "" : place.profileName() + " = ";
        return harmless("%s%s (%s%s)".formatted(name, place.server(), place.engine(), version));
    }

    private static String how(JobView job) {
        String time = job.durationMs() == null ? "not started" : Units.span(job.durationMs());
        return "%s · %s · %s".formatted(Words.dashed(job.mode()), Words.dashed(job.option()), time);
    }

    private static String settings(JobRequest settings) {
        var text = new StringBuilder(
                "parallelism " + (settings.parallelism() == null ? "optimal" : settings.parallelism()));
        text.append(" · promote ").append(settings.promote() == null ? "manual" : Words.dashed(settings.promote()));
        if (Boolean.TRUE.equals(settings.fallback())) {
            text.append(" · leaves a way back");
        }
        if (settings.schemaRenames() != null) {
            text.append(" · schemas ").append(String.join(" ", Listing.pairs(settings.schemaRenames())));
        }
        if (settings.throttles() != null && !settings.throttles().isEmpty()) {
            text.append(" · ").append(Story.plural(settings.throttles().size(), "throttle"));
        }
        if (settings.startAt() != null) {
            text.append(" · starts at ").append(settings.startAt());
        }
        if (settings.labels() != null && !settings.labels().isEmpty()) {
            text.append(" · ").append(String.join(" ", Listing.pairs(settings.labels())));
        }
        return harmless(text.toString());
    }

    /** not delayed (0.4s, 12KiB)  8,120 rows/s  source keeps 1.1GiB. */
    static String lag(LagView lag) {
        return "%s (%s, %s)  %s rows/s  source keeps %s"
                .formatted(
                        lag.caughtUp() ? "not delayed" : "delayed",
                        Units.time(lag.lagMs()),
                        Units.bytes(lag.lagBytes()),
                        Units.count(lag.changesPerSecond()),
                        Units.bytes(lag.retainedBytes()));
    }

    private static void databases(Paper paper, List<DatabaseView> databases) {
        var table = new TextTable(
                TextTable.Column.name("DATABASE"),
                TextTable.Column.name("TARGET"),
                TextTable.Column.text("STATUS"),
                TextTable.Column.text("PROGRESS"),
                TextTable.Column.name("WHY"));
        for (DatabaseView database : databases) {
            table.row(
                    database.source(),
                    database.target(),
                    database.removed() ? "Removed" : database.state(),
                    progress(database),
                    why(database));
        }
        if (databases.isEmpty()) {
            paper.line("No databases yet.");
        } else {
            paper.table(table);
        }
    }

    static String progress(DatabaseView database) {
        @Nullable ProgressView progress = database.progress();
        @Nullable LagView lag = database.lag();
        if (lag != null) {
            return lag.caughtUp() ? "not delayed" : Units.span(lag.lagMs()) + ", " + Units.bytes(lag.lagBytes());
        }
        if (progress == null) {
            return "-";
        }
        if (progress.builtDone() != null && progress.builtTotal() != null) {
            return "%d/%d built".formatted(progress.builtDone(), progress.builtTotal());
        }
        if (progress.bytesDone() == null || progress.bytesTotal() == null) {
            return "-";
        }
        return "%d%% %s"
                .formatted(
                        Units.percent(progress.bytesDone(), progress.bytesTotal()),
                        Units.bytes(progress.bytesDone(), progress.bytesTotal()));
    }

    private static String why(DatabaseView database) {
        @Nullable FailureView failure = database.failure();
        @Nullable TroubleView trouble = database.trouble();
        if (trouble != null) {
            return "try %d: %s".formatted(trouble.attempt(), trouble.cause().found());
        }
        return failure == null ? "" : failure.code() + " " + failure.found();
    }

    private static void troubles(Paper paper, JobView job) {
        for (DatabaseView database : job.databases()) {
            if (database.failure() != null && !database.removed()) {
                failure(paper, database.source(), database.failure());
            }
        }
        boolean told = job.databases().stream().anyMatch(database -> database.failure() != null);
        if (job.failure() != null && !told) {
            failure(paper, job.name(), job.failure());
        }
    }

    private static void waiting(Paper paper, JobView job) {
        List<WaitingView> open = job.databases().stream()
                .flatMap(database -> database.waiting().stream())
                .filter(WaitingText::isOpen)
                .toList();
        if (!open.isEmpty()) {
            paper.line("");
            open.forEach(table -> paper.line(paper.look().warning() + " " + WaitingText.words(table)));
            paper.line(WaitingText.next(job.name()));
        }
    }

    private static void leftToDo(Paper paper, List<DatabaseView> databases) {
        var tasks = databases.stream()
                .flatMap(database -> database.leftToDo().stream())
                .distinct()
                .toList();
        if (!tasks.isEmpty()) {
            paper.line("");
            paper.line("Left for you:");
            tasks.forEach(task -> paper.line("  - " + harmless(task)));
        }
    }

    private static void failure(Paper paper, String whose, FailureView failure) {
        paper.line("");
        paper.line("%s %s: %s %s".formatted(paper.look().failed(), harmless(whose), failure.code(), failure.title()));
        paper.line("  found  " + harmless(failure.found()));
        paper.line("  do     " + harmless(failure.next()));
    }
}
