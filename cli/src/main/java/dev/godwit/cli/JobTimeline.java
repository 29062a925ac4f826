package dev.godwit.cli;

import dev.godwit.api.TimelinePage;
import dev.godwit.api.TimelineView;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit job timeline}. */
@Command(
        name = "timeline",
        description = "Tells what happened to a job, oldest first; without --page the last part of it.",
        footer = {
            "",
            "Examples:",
            "  godwit job timeline orders",
            "  godwit job timeline orders --page 1 --size 200 -o json",
            "",
            "Exit: 0 done, 2 usage, 5 no such job, 6 no server, or not signed in."
        })
final class JobTimeline implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Name or id of the job.")
    private String name;

    @Option(names = "--page", paramLabel = "N", description = "From 1. Default: the last.")
    private @Nullable Integer page;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "50",
            description = "Most lines of a page. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Mixin
    private Answers answers;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        try (var client = connection.open()) {
            var part = client.timeline(name, new Query().with("page", page).with("size", size));
            answers.print(part, paper -> print(paper, part));
        }
        return ExitCode.OK;
    }

    private static void print(Paper paper, TimelinePage part) {
        var table = new TextTable(
                TextTable.Column.text("AT"),
                TextTable.Column.text("STATUS"),
                TextTable.Column.name("DATABASE"),
                TextTable.Column.name("WHO"),
                TextTable.Column.text("WHAT"));
        for (TimelineView entry : part.items()) {
            table.row(
                    entry.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                    Words.dashed(entry.status()) + " " + Words.dashed(entry.phase()),
                    entry.database() == null ? "-" : entry.database(),
                    entry.who() == null ? "-" : entry.who(),
                    entry.text());
        }
        paper.table(table);
        if (part.items().size() < part.total() && !part.items().isEmpty()) {
            long first = (long) (part.page() - 1) * part.size() + 1;
            paper.line("%s-%s of %s; earlier: --page %d"
                    .formatted(
                            Units.count(first),
                            Units.count(first + part.items().size() - 1),
                            Units.count(part.total()),
                            Math.max(1, part.page() - 1)));
        }
    }
}
