package dev.godwit.cli;

import dev.godwit.api.JobReport;
import dev.godwit.api.ReportView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit job report}. */
@Command(
        name = "report",
        description = "Shows what a job came to: something to attach to a change ticket.",
        footer = {
            "",
            "Examples:",
            "  godwit job report orders",
            "  godwit job report orders -o html > orders-report.html",
            "  godwit job report orders -o json > orders-report.json",
            "",
            "Exit: 0 done, 2 usage, 4 source and target differ, 5 no such job, or no report yet, 6 no server."
        })
final class JobReportCommand implements Callable<Integer> {

    enum Form {
        TABLE,
        JSON,
        YAML,
        HTML;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Name or id of the job.")
    private String name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table, json, yaml or html: one file that needs nothing else. Default: ${DEFAULT-VALUE}.")
    private Form form;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto, always or never. Default: ${DEFAULT-VALUE}.")
    private Look.When color;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        try (var client = connection.open()) {
            var report = client.jobReport(name);
            switch (form) {
                case HTML -> page(client);
                case TABLE -> answers(Answers.Form.TABLE).print(report, paper -> print(paper, report));
                case JSON -> answers(Answers.Form.JSON).print(report, paper -> {});
                case YAML -> answers(Answers.Form.YAML).print(report, paper -> {});
            }
            return switch (report.outcome()) {
                case "DIFFERENT", "OVERRIDDEN" -> ExitCode.DIFFERENT;
                default -> ExitCode.OK;
            };
        }
    }

    private Answers answers(Answers.Form wanted) {
        return Answers.of(spec, wanted, color);
    }

    private void page(Client client) {
        var paper = answers(Answers.Form.TABLE).paper();
        paper.raw(client.reportPage(name).stripTrailing());
        paper.flush();
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
