package dev.godwit.cli;

import dev.godwit.api.ServerRefusal;
import dev.godwit.api.StandaloneServer;
import dev.godwit.api.TokenCreated;
import dev.godwit.api.TokenRequest;
import dev.godwit.api.TokenView;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit token …}: who may use the API. On the server's machine, whether or not the server runs. */
@Command(
        name = "token",
        description = "Makes, lists and revokes tokens for the API, on the server's machine.",
        footer = {
            "",
            "Examples:",
            "  godwit token create alice --role operator",
            "  godwit token list",
            "  godwit token revoke alice"
        },
        subcommands = {TokenCommands.Create.class, TokenCommands.ListAll.class, TokenCommands.Revoke.class})
final class TokenCommands implements Callable<Integer> {

    enum Role {
        VIEWER,
        OPERATOR,
        ADMIN;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    private static final String EXIT = "Exit: 0 done, 1 failed, 2 usage.";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which command? As godwit token list.");
    }

    private static <T> T asked(Function<StandaloneServer, T> question) {
        try {
            return question.apply(StoreOptions.server());
        } catch (ServerRefusal refusal) {
            throw Refusal.of(refusal);
        }
    }

    @Command(
            name = "create",
            description = "Makes a token, and prints its secret: this once.",
            footer = {
                "",
                "Examples:",
                "  godwit token create alice --role operator",
                "  export GODWIT_TOKEN=$(godwit token create ci --role operator --quiet)",
                "",
                "Roles: viewer looks, operator acts on jobs and profiles, admin also manages tokens and sees the audit trail.",
                EXIT
            })
    static final class Create implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "Of the person or program; on the audit trail.")
        private String name;

        @Option(names = "--role", required = true, description = "viewer, operator or admin.")
        private Role role;

        @Option(
                names = "--expires",
                paramLabel = "TIME",
                converter = MomentText.class,
                description = "Until when: 2027-01-01T00:00, or with a zone. Default: for ever.")
        private @Nullable Instant expires;

        @Option(names = "--quiet", description = "Print the secret only.")
        private boolean quiet;

        @Mixin
        private StoreOptions store;

        @Mixin
        private Answers answers;

        @Override
        public Integer call() {
            var request = new TokenRequest(name, role.toString(), expires);
            TokenCreated created = asked(server -> server.createToken(store.options(), request));
            answers.print(created, paper -> {
                if (quiet) {
                    paper.raw(created.secret());
                    return;
                }
                paper.line("created   %s, %s"
                        .formatted(
                                Cells.harmless(created.token().name()),
                                created.token().role()));
                paper.raw("export GODWIT_TOKEN=" + created.secret());
                paper.line("Nobody can see it again.");
            });
            return ExitCode.OK;
        }
    }

    @Command(
            name = "list",
            aliases = "ls",
            description = "Lists the tokens, without their secrets.",
            footer = {"", "Example:", "  godwit token list", "", EXIT})
    static final class ListAll implements Callable<Integer> {

        @Mixin
        private StoreOptions store;

        @Mixin
        private Answers answers;

        @Override
        public Integer call() {
            List<TokenView> tokens = asked(server -> server.tokens(store.options()));
            answers.print(tokens, paper -> print(paper, tokens));
            return ExitCode.OK;
        }

        private static void print(Paper paper, List<TokenView> tokens) {
            if (tokens.isEmpty()) {
                paper.line("No tokens yet. Make one: godwit token create NAME --role operator");
                return;
            }
            var table = new TextTable(
                    TextTable.Column.name("NAME"),
                    TextTable.Column.text("ROLE"),
                    TextTable.Column.text("CREATED"),
                    TextTable.Column.text("USED"),
                    TextTable.Column.text("EXPIRES"));
            var now = Instant.now();
            tokens.forEach(token -> table.row(
                    token.name(),
                    token.role(),
                    Units.ago(token.createdAt(), now),
                    token.lastUsedAt() == null ? "never" : Units.ago(token.lastUsedAt(), now),
                    expiry(token, now)));
            paper.table(table);
        }

        private static String expiry(TokenView token, Instant now) {
            if (token.expiresAt() == null) {
                return "never";
            }
            return token.expiresAt().isBefore(now)
                    ? "expired"
                    : token.expiresAt().toString();
        }
    }

    @Command(
            name = "revoke",
            description = "Revokes a token: it opens nothing any more, at once.",
            footer = {"", "Example:", "  godwit token revoke alice", "", EXIT})
    static final class Revoke implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "Name or id of the token.")
        private String name;

        @Mixin
        private StoreOptions store;

        @Override
        public Integer call() {
            asked(server -> {
                server.revokeToken(store.options(), name);
                return name;
            });
            store.screen().out().println("revoked   " + Cells.harmless(name));
            return ExitCode.OK;
        }
    }
}
