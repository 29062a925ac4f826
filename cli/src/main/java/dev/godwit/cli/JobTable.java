package dev.godwit.cli;

import dev.godwit.api.DecisionRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit job table}: tables that wait since their definition changed, and what becomes of them. */
@Command(
        name = "table",
        description = {
            "Lists tables that wait since their definition changed on the source, or decides what becomes of one.",
            "Until then its changes are set aside, all other tables go on, and nothing can be promoted."
        },
        footer = {
            "",
            "Examples:",
            "  godwit job table orders",
            "  godwit job table orders --table shop.items --apply 'ALTER TABLE shop.items ADD COLUMN size int'",
            "  godwit job table orders --table shop.items --copy",
            "  godwit job table orders --database crm --table '\"My.Schema\".\"a \"\"b\"\"\"' --exclude --yes",
            "",
            "--apply runs the statement on the target, then takes the table's changes up from where they were set aside.",
            "--copy makes the table anew on the target and copies it again; it can be chosen for an excluded one, too.",
            "--exclude leaves what the target has of it as it is: it is not as on the source, and the report says so.",
            "Names are written as they are listed, or quoted as in SQL; case counts.",
            "Exit: 0 done, 1 the statement was refused, 2 usage, 5 refused, 6 no server, or not signed in."
        })
final class JobTable implements Callable<Integer> {

    /** The ways to go on. */
    static final class Decided {

        @Option(names = "--apply", paramLabel = "SQL", description = "Run this on the target, and take its changes up.")
        private @Nullable String statement;

        @Option(names = "--copy", description = "Copy the table again.")
        private boolean copy;

        @Option(names = "--exclude", description = "Leave the table behind. Asks first.")
        private boolean exclude;
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Name or id of the job.")
    private String name;

    @Option(
            names = "--database",
            paramLabel = "DB",
            description = "Its database; needed where several have tables that wait.")
    private @Nullable String database;

    @Option(names = "--table", paramLabel = "TABLE", description = "The table: schema.table, or quoted as in SQL.")
    private @Nullable String table;

    @ArgGroup
    private @Nullable Decided decided;

    @Option(names = "--no-wait", description = "Return as soon as the server has taken it on.")
    private boolean noWait;

    @Mixin
    private Consent consent;

    @Mixin
    private Answers answers;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        Decided choice = decided;
        if ((choice == null) != (table == null)) {
            throw usage("A decision needs --table, and one of --apply, --copy and --exclude.");
        }
        if (choice != null && choice.exclude) {
            consent.check();
        }
        try (var client = connection.open()) {
            var deciding = new Deciding(client, connection.screen(), answers, name);
            if (choice == null || table == null) {
                return deciding.list(database);
            }
            var waits = deciding.find(database, new TableText(table));
            String question = "Exclude %s? What the target has of it is left as it is, and is not as on the source."
                    .formatted(Cells.harmless(waits.shown()));
            if (choice.exclude && !consent.isGiven() && !consent.ask(question, "")) {
                connection.screen().err().println("Nothing was changed.");
                return ExitCode.REFUSED;
            }
            return deciding.decide(waits, request(waits.table(), choice), !noWait);
        }
    }

    private static DecisionRequest request(TableText.Name of, Decided choice) {
        String word = choice.copy ? "copy" : choice.exclude ? "exclude" : "apply";
        return new DecisionRequest(of.schema(), of.table(), word, choice.statement);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
