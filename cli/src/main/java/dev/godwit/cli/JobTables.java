package dev.godwit.cli;

import dev.godwit.api.TablePage;
import dev.godwit.api.TableView;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit job tables}. */
@Command(
        name = "tables",
        description = "Lists the tables of a job, those in work first.",
        footer = {
            "",
            "Examples:",
            "  godwit job tables orders",
            "  godwit job tables orders --database shop --state copying,different",
            "  godwit job tables orders --sort -bytesTotal --size 10",
            "",
            "States: waiting, copying, copied, followed, compared, different.",
            "Exit: 0 done, 2 usage, 5 no such job, 6 no server, or not signed in."
        })
final class JobTables implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Name or id of the job.")
    private String name;

    @Option(names = "--database", paramLabel = "DB", description = "Only those of this database.")
    private @Nullable String database;

    @Option(names = "--state", split = ",", description = "Only those in one of these states.")
    private List<String> states = List.of();

    @Option(names = "--search", paramLabel = "TEXT", description = "Only those with this in their name.")
    private @Nullable String search;

    @Option(
            names = "--sort",
            paramLabel = "KEY",
            description = "table, state, rows, bytesDone or bytesTotal; - turns it round.")
    private @Nullable String sort;

    @Mixin
    private Paging paging;

    @Mixin
    private Answers answers;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        try (var client = connection.open()) {
            var query = new Query()
                    .with("database", database)
                    .withAll("state", states.stream().map(Listing::word).toList())
                    .with("search", search)
                    .with("sort", sort);
            var page = client.tables(name, paging.on(query));
            answers.print(page, paper -> print(paper, page));
        }
        return ExitCode.OK;
    }

    private static void print(Paper paper, TablePage page) {
        if (page.items().isEmpty() && page.total() == 0) {
            paper.line("No tables: none matches, or the job has not looked at them yet.");
            return;
        }
        var table = new TextTable(
                TextTable.Column.name("DATABASE"),
                TextTable.Column.name("TABLE"),
                TextTable.Column.text("STATE"),
                TextTable.Column.number("ROWS"),
                TextTable.Column.number("SIZE"),
                TextTable.Column.number("DONE"));
        page.items()
                .forEach(each -> table.row(
                        each.database(),
                        each.table(),
                        Words.dashed(each.state()),
                        Units.count(each.rows()),
                        size(each),
                        done(each)));
        paper.table(table);
        @Nullable String footer = Paging.footer(page.items().size(), page.page(), page.size(), page.total());
        if (footer != null) {
            paper.line(footer);
        }
    }

    private static String size(TableView table) {
        return table.bytesTotal() == null ? Units.bytes(table.bytesDone()) : "~" + Units.bytes(table.bytesTotal());
    }

    private static String done(TableView table) {
        return switch (table.state()) {
            case "WAITING" -> "0%";
            case "COPYING" ->
                table.bytesTotal() == null ? "-" : Units.percent(table.bytesDone(), table.bytesTotal()) + "%";
            default -> "100%";
        };
    }
}
