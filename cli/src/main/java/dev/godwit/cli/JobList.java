package dev.godwit.cli;

import dev.godwit.api.JobListItem;
import dev.godwit.api.JobPage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code godwit job list}. */
@Command(
        name = "list",
        aliases = "ls",
        description = "Lists jobs, the one that was started last first.",
        footer = {
            "",
            "Examples:",
            "  godwit job list",
            "  godwit job list --status failed,running-with-errors -l wave=3",
            "  godwit job list --sort name --page 2 -o json",
            "",
            "Sort by name, status, mode, startedAt, durationMs, lagBytes …: keys of -o json; - before it turns it round.",
            "Exit: 0 done, 2 usage, 6 no server, or not signed in."
        })
final class JobList implements Callable<Integer> {

    @Mixin
    private Listing listing;

    @Mixin
    private Paging paging;

    @Option(
            names = "--sort",
            paramLabel = "KEY",
            defaultValue = "-startedAt",
            description = "Default: ${DEFAULT-VALUE}.")
    private String sort;

    @Option(names = "--wide", description = "Type, engine and target as well.")
    private boolean wide;

    @Mixin
    private Answers answers;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        try (var client = connection.open()) {
            var page = client.jobs(paging.on(listing.query().with("sort", sort)));
            answers.print(page, paper -> print(paper, page));
        }
        return ExitCode.OK;
    }

    private void print(Paper paper, JobPage page) {
        if (page.items().isEmpty()) {
            paper.line(
                    listing.query().toString().isEmpty() && page.total() == 0
                            ? "No jobs yet. Create one: godwit job create --help; or see one at work: godwit demo"
                            : "No job matches.");
            return;
        }
        paper.table(wide ? wide(page) : usual(page));
        waiting(paper, page.items());
        @Nullable String footer = Paging.footer(page.items().size(), page.page(), page.size(), page.total());
        if (footer != null) {
            paper.line(footer);
        }
    }

    private static TextTable usual(JobPage page) {
        var table = new TextTable(
                TextTable.Column.name("NAME"),
                TextTable.Column.text("STATUS"),
                TextTable.Column.text("MODE"),
                TextTable.Column.name("SOURCE"),
                TextTable.Column.number("DBS"),
                TextTable.Column.text("LAG"),
                TextTable.Column.text("DURATION"),
                TextTable.Column.text("STARTED"));
        page.items()
                .forEach(job -> table.row(
                        job.name(),
                        state(job),
                        Words.dashed(job.mode()),
                        orDash(job.sourceServer()),
                        databases(job),
                        lag(job),
                        duration(job),
                        started(job, page.asOf())));
        return table;
    }

    private static TextTable wide(JobPage page) {
        var table = new TextTable(
                TextTable.Column.name("NAME"),
                TextTable.Column.text("STATUS"),
                TextTable.Column.text("MODE"),
                TextTable.Column.text("TYPE"),
                TextTable.Column.name("SOURCE"),
                TextTable.Column.text("ENGINE"),
                TextTable.Column.name("TARGET"),
                TextTable.Column.number("DBS"),
                TextTable.Column.text("LAG"),
                TextTable.Column.text("DURATION"),
                TextTable.Column.text("STARTED"));
        page.items()
                .forEach(job -> table.row(
                        job.name(),
                        state(job),
                        Words.dashed(job.mode()),
                        Words.dashed(job.type()),
                        orDash(job.sourceServer()),
                        orDash(job.sourceType()),
                        orDash(job.targetServer()),
                        databases(job),
                        lag(job),
                        duration(job),
                        started(job, page.asOf())));
        return table;
    }

    private static void waiting(Paper paper, List<JobListItem> jobs) {
        var names = jobs.stream()
                .filter(JobListItem::waitingForUser)
                .map(JobListItem::name)
                .toList();
        if (!names.isEmpty()) {
            paper.line("* waiting for you: godwit job promote " + String.join(" ", Shell.words(names)));
        }
    }

    private static String state(JobListItem job) {
        return job.waitingForUser() ? job.state() + " *" : job.state();
    }

    private static String databases(JobListItem job) {
        return job.databasesFailed() == 0
                ? "" + job.databases()
                : job.databases() + ", " + job.databasesFailed() + " failed";
    }

    private static String lag(JobListItem job) {
        if (job.percent() != null && job.phase().equals("FULL_DUMP")) {
            return job.percent() + "%";
        }
        if (job.lagBytes() == null || job.lagMs() == null) {
            return "-";
        }
        return Boolean.TRUE.equals(job.caughtUp())
                ? "not delayed"
                : Units.span(job.lagMs()) + ", " + Units.bytes(job.lagBytes());
    }

    private static String duration(JobListItem job) {
        return job.durationMs() == null ? "-" : Units.span(job.durationMs());
    }

    private static String started(JobListItem job, Instant now) {
        return job.startedAt() == null ? "-" : Units.ago(job.startedAt(), now);
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
