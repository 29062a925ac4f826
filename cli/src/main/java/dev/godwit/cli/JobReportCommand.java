package dev.godwit.cli;

import dev.godwit.api.JobReport;
import dev.godwit.api.ReportView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code godwit job report}. */
@Command(
        name = "report",
        description = "Shows what a job came to: something to attach to a change ticket.",
        footer = {
            "",
            "Examples:",
            "  godwit job report orders",
            "  godwit job report orders -o json > orders-report.json",
            "",
            "Exit: 0 done, 2 usage, 4 source and target differ, 5 no such job, or no report yet, 6 no server."
        })
final class JobReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Name or id of the job.")
    private String name;

    @Mixin
    private Answers answers;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        try (var client = connection.open()) {
            var report = client.jobReport(name);
            answers.print(report, paper -> print(paper, report));
            return switch (report.outcome()) {
                case "DIFFERENT", "OVERRIDDEN" -> ExitCode.DIFFERENT;
                default -> ExitCode.OK;
            };
        }
    }

    private static void print(Paper paper, JobReport report) {
        paper.line("%s  %s".formatted(Cells.harmless(report.name()), Words.dashed(report.outcome())));
        for (ReportView database : report.databases()) {
            paper.line("");
            new ReportAnswer(paper).print(database);
        }
        if (report.databases().isEmpty()) {
            paper.line("No database has a report yet: it is written when a run ends.");
        }
    }
}
