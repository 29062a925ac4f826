package dev.godwit.cli;

import dev.godwit.api.VerifyRequest;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit job verify}. */
@Command(
        name = "verify",
        description = {
            "Compares both sides of a job: definitions, row counts, checksums, and then the very rows that differ.",
            "While it runs in CDC applications go on writing: a difference counts only once the target has passed it."
        },
        footer = {
            "",
            "Examples:",
            "  godwit job verify orders",
            "  godwit job verify orders --table 'sales.*' --rows",
            "  godwit job verify orders --database shop --table sales.items --range 1000..2000",
            "  godwit job verify orders --table sales.items --repair",
            "  godwit job verify orders --continuous --max-rows 20000",
            "",
            "Rows are named by key and column. --show-values shows what the columns hold, to operators only; it is never stored.",
            "Ctrl-C ends the watching only: the server goes on; --stop ends the verification.",
            "Exit: 0 equal, 1 failed or interrupted, 2 usage, 4 something differs or could not be compared, 5 refused,",
            "      6 no server, 130 Ctrl-C."
        })
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Name or id of the job.")
    private String name;

    @Option(names = "--database", paramLabel = "DB", description = "Only this database. May be repeated.")
    private List<String> databases = List.of();

    @Option(names = "--table", paramLabel = "GLOB", description = "Only tables like this. May be repeated.")
    private List<String> tables = List.of();

    @Option(names = "--exclude-table", paramLabel = "GLOB", description = "Leave these out. May be repeated.")
    private List<String> excluded = List.of();

    @Option(
            names = "--range",
            paramLabel = "FROM..TO",
            description =
                    "Only keys from FROM, before TO; either may be left out. Parts of a key are divided by commas.")
    private @Nullable String range;

    @Option(names = "--rows", description = "List the rows that differ, by key and column.")
    private boolean rows;

    @Option(names = "--show-values", description = "List them with the values that differ.")
    private boolean values;

    @Option(
            names = "--repair",
            description = "Copy the rows that differ again, in order with the changes; then verify.")
    private boolean repair;

    @Option(
            names = "--continuous",
            description =
                    "Begin anew after the end, until --stop or until the job is over; rows just written come first.")
    private boolean continuous;

    @Option(names = "--max-rows", paramLabel = "N", description = "Read at most so many rows of either side a second.")
    private @Nullable Long rowsPerSecond;

    @Option(
            names = "--max-bytes",
            paramLabel = "N",
            description = "Read at most so many bytes of either side a second; 16777216 where it is continuous.")
    private @Nullable Long bytesPerSecond;

    @Option(names = "--stop", description = "End the verifications of the job that run.")
    private boolean stop;

    @Option(names = "--list", description = "List the verifications of the job.")
    private boolean list;

    @Option(names = "--no-wait", description = "Return as soon as the server has taken it on.")
    private boolean noWait;

    @Option(
            names = "--json",
            description = "Event lines on standard output instead of text; the last one is the result.")
    private boolean json;

    @Mixin
    private Answers answers;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        var keys = KeyRangeText.parse(range);
        if (keys == null) {
            throw usage("--range is FROM..TO, such as 100..200 or a,1..b,7");
        }
        if (range != null && tables.size() != 1) {
            throw usage("--range is for one table: name it with --table.");
        }
        var request = new VerifyRequest(
                given(databases),
                given(tables),
                given(excluded),
                given(keys.from()),
                given(keys.to()),
                values ? true : null,
                repair ? true : null,
                continuous ? true : null,
                rowsPerSecond,
                bytesPerSecond,
                null,
                null);
        try (var client = connection.open()) {
            var verifying = new Verifying(client, connection.screen(), answers, json);
            if (list) {
                return verifying.list(name);
            }
            if (stop) {
                return verifying.stop(name);
            }
            if (continuous) {
                return verifying.keepOn(name, request);
            }
            try (var _ = new Detaching(connection.screen(), Deed.VERIFY, noWait)) {
                return verifying.run(name, request, new Verifying.Shown(rows || values, values, !noWait));
            }
        }
    }

    private static @Nullable List<String> given(List<String> list) {
        return list.isEmpty() ? null : list;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
