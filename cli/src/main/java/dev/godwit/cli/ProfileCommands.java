package dev.godwit.cli;

import dev.godwit.api.CatalogDatabase;
import dev.godwit.api.ProfileView;
import dev.godwit.api.TestView;
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

/** {@code godwit profile …}: how servers are reached. */
@Command(
        name = "profile",
        description = "Keeps how database servers are reached, with their secrets, on the server.",
        footer = {
            "",
            "Examples:",
            "  godwit profile create pg-old --url postgresql://app@old:5432",
            "  godwit profile test pg-old",
            "  godwit job create --source pg-old --target pg-new --database '*'"
        },
        subcommands = {
            ProfileCommands.Create.class,
            ProfileCommands.ListAll.class,
            ProfileCommands.Show.class,
            ProfileCommands.Edit.class,
            ProfileCommands.Copy.class,
            ProfileCommands.Test.class,
            ProfileCommands.Databases.class,
            ProfileCommands.Delete.class
        })
final class ProfileCommands implements Callable<Integer> {

    private static final String EXIT = "Exit: 0 done, 2 usage, 5 refused, 6 no server, or not signed in.";
    private static final String SECRETS =
            "Passwords and keys are kept encrypted and never shown. Environment: GODWIT_PROFILE_PASSWORD, GODWIT_KEY_PASSPHRASE, GODWIT_SSH_PASSWORD, GODWIT_SSH_PASSPHRASE.";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which command? As godwit profile list.");
    }

    @Command(
            name = "create",
            description = "Keeps a new profile.",
            footer = {
                "",
                "Examples:",
                "  godwit profile create pg-old --url postgresql://app@old:5432",
                "  pass show pg-new | godwit profile create pg-new --url postgresql://app@new:5432 --password-file -",
                "  godwit profile create pg-dmz --url postgresql://app@10.0.0.5 --ssh ops@bastion --ssh-key ~/.ssh/id_ed25519 \\",
                "         --ssh-known-hosts ~/.ssh/known_hosts --test",
                "",
                SECRETS,
                EXIT
            })
    static final class Create implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "For people, and for godwit job create.")
        private String name;

        @Mixin
        private ProfileOptions options;

        @Option(names = "--test", description = "Try the connection first, and keep the profile only if it works.")
        private boolean test;

        @Mixin
        private Answers answers;

        @Mixin
        private Connection connection;

        @Override
        public Integer call() {
            var request = options.request(name, true);
            if (request.url() == null) {
                throw new ParameterException(spec.commandLine(), "Missing required option: '--url=<url>'");
            }
            try (var client = new ProfileClient(connection.wire())) {
                if (test) {
                    var tested = client.test(request);
                    if (!tested.ok()) {
                        answers.print(tested, paper -> TestAnswer.print(paper, tested));
                        connection.screen().err().println("The profile was not created.");
                        return ExitCode.FAILED;
                    }
                }
                var created = client.create(request);
                answers.print(
                        created, paper -> paper.line("created   %s  %s".formatted(created.name(), created.url())));
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "list",
            aliases = "ls",
            description = "Lists the profiles, and the jobs that use them.",
            footer = {"", "Example:", "  godwit profile list", "", EXIT})
    static final class ListAll implements Callable<Integer> {

        @Mixin
        private Answers answers;

        @Mixin
        private Connection connection;

        @Override
        public Integer call() {
            try (var client = new ProfileClient(connection.wire())) {
                var profiles = client.profiles();
                answers.print(profiles, paper -> print(paper, profiles));
            }
            return ExitCode.OK;
        }

        private static void print(Paper paper, List<ProfileView> profiles) {
            if (profiles.isEmpty()) {
                paper.line("No profiles yet. Create one: godwit profile create NAME --url URL");
                return;
            }
            var table = new TextTable(
                    TextTable.Column.name("NAME"),
                    TextTable.Column.name("URL"),
                    TextTable.Column.text("PASSWORD"),
                    TextTable.Column.text("TLS"),
                    TextTable.Column.name("TUNNEL"),
                    TextTable.Column.name("JOBS"));
            profiles.forEach(profile -> table.row(
                    profile.name(),
                    profile.url(),
                    profile.passwordSet() ? "kept" : "-",
                    profile.tls().mode() == null ? "-" : profile.tls().mode(),
                    profile.tunnel() == null ? "-" : tunnel(profile.tunnel()),
                    profile.jobs().isEmpty() ? "-" : String.join(", ", profile.jobs())));
            paper.table(table);
        }
    }

    private static String tunnel(ProfileView.Tunnel tunnel) {
        return "%s@%s:%d".formatted(tunnel.user(), tunnel.host(), tunnel.port());
    }

    @Command(
            name = "show",
            description = "Shows a profile, without its secrets.",
            footer = {"", "Example:", "  godwit profile show pg-old", "", EXIT})
    static final class Show implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "Name or id of the profile.")
        private String name;

        @Mixin
        private Answers answers;

        @Mixin
        private Connection connection;

        @Override
        public Integer call() {
            try (var client = new ProfileClient(connection.wire())) {
                var profile = client.profile(name);
                answers.print(profile, paper -> print(paper, profile));
            }
            return ExitCode.OK;
        }

        private static void print(Paper paper, ProfileView profile) {
            var table = new TextTable(TextTable.Column.text(""), TextTable.Column.text(""));
            table.row("name", profile.name())
                    .row("url", profile.url())
                    .row("password", profile.passwordSet() ? "kept" : "none")
                    .row("tls", tls(profile.tls()));
            for (var authority : profile.tls().authorities()) {
                table.row("  signed by", certificate(authority));
            }
            if (profile.tls().clientCertificate() != null) {
                table.row("  shows", certificate(profile.tls().clientCertificate()));
            }
            if (profile.tunnel() != null) {
                table.row("tunnel", tunnel(profile.tunnel()) + ", by " + proof(profile.tunnel()));
            }
            table.row("jobs", profile.jobs().isEmpty() ? "none" : String.join(", ", profile.jobs()));
            table.row("changed", profile.changedAt().toString());
            paper.table(table);
        }

        private static String tls(ProfileView.Tls tls) {
            String mode = tls.mode() == null ? "as the address says" : tls.mode();
            return tls.clientKeySet() ? mode + ", with a key of its own" : mode;
        }

        private static String certificate(ProfileView.Certificate certificate) {
            return "%s, until %s".formatted(certificate.subject(), certificate.expiresAt());
        }

        private static String proof(ProfileView.Tunnel tunnel) {
            return tunnel.keySet() ? "key" : tunnel.passwordSet() ? "password" : "nothing yet";
        }
    }

    @Command(
            name = "edit",
            description = "Changes what is given of a profile. Secrets that are not given stay as they are.",
            footer = {
                "",
                "Examples:",
                "  godwit profile edit pg-old --ask-password",
                "  godwit profile edit pg-old --tls verify-full --tls-ca ca.pem",
                "  godwit profile edit pg-old --name pg-primary",
                "",
                SECRETS,
                EXIT
            })
    static final class Edit implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "Name or id of the profile.")
        private String name;

        @Option(names = "--name", paramLabel = "NEW", description = "Another name.")
        private @Nullable String newName;

        @Mixin
        private ProfileOptions options;

        @Mixin
        private Answers answers;

        @Mixin
        private Connection connection;

        @Override
        public Integer call() {
            var request = options.request(newName, false);
            try (var client = new ProfileClient(connection.wire())) {
                var changed = client.edit(name, request);
                answers.print(
                        changed, paper -> paper.line("changed   %s  %s".formatted(changed.name(), changed.url())));
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "clone",
            description = "Copies a profile, with its secrets.",
            footer = {"", "Example:", "  godwit profile clone pg-old pg-old-2", "", EXIT})
    static final class Copy implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "NAME", description = "Name or id of the profile.")
        private String name;

        @Parameters(index = "1", paramLabel = "NEW", description = "Name of the copy.")
        private String copy;

        @Mixin
        private Answers answers;

        @Mixin
        private Connection connection;

        @Override
        public Integer call() {
            try (var client = new ProfileClient(connection.wire())) {
                var made = client.copy(name, copy);
                answers.print(made, paper -> paper.line("created   %s  %s".formatted(made.name(), made.url())));
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "test",
            description = "Tries the connection, and names the step that fails: tunnel, TLS, password …",
            footer = {
                "",
                "Example:",
                "  godwit profile test pg-old",
                "",
                "Exit: 0 it works, 1 it does not, 2 usage, 5 no such profile, 6 no server, or not signed in."
            })
    static final class Test implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "Name or id of the profile.")
        private String name;

        @Mixin
        private Answers answers;

        @Mixin
        private Connection connection;

        @Override
        public Integer call() {
            try (var client = new ProfileClient(connection.wire())) {
                TestView test = client.test(name);
                answers.print(test, paper -> TestAnswer.print(paper, test));
                return test.ok() ? ExitCode.OK : ExitCode.FAILED;
            }
        }
    }

    @Command(
            name = "databases",
            description = "Lists the databases of the server, with sizes.",
            footer = {"", "Example:", "  godwit profile databases pg-old", "", EXIT})
    static final class Databases implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "Name or id of the profile.")
        private String name;

        @Mixin
        private Answers answers;

        @Mixin
        private Connection connection;

        @Override
        public Integer call() {
            try (var client = new ProfileClient(connection.wire())) {
                var databases = client.databases(name);
                answers.print(databases, paper -> print(paper, databases));
            }
            return ExitCode.OK;
        }

        private static void print(Paper paper, List<CatalogDatabase> databases) {
            var table = new TextTable(
                    TextTable.Column.name("DATABASE"), TextTable.Column.number("SIZE"), TextTable.Column.name("OWNER"));
            databases.forEach(database -> table.row(
                    database.name(), Units.bytes(database.bytes()), database.owner() == null ? "-" : database.owner()));
            paper.table(table);
        }
    }

    @Command(
            name = "delete",
            description = "Forgets profiles and their secrets. Refused while a job uses one.",
            footer = {"", "Example:", "  godwit profile delete pg-old", "", EXIT})
    static final class Delete implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names or ids of profiles.")
        private List<String> names;

        @Mixin
        private Consent consent;

        @Mixin
        private Connection connection;

        @Override
        public Integer call() {
            consent.check();
            String what = String.join(", ", names);
            if (!consent.isGiven() && !consent.ask("Delete %s? The secrets go too.".formatted(what), "")) {
                connection.screen().err().println("Nothing was done.");
                return ExitCode.INTERRUPTED;
            }
            try (var client = new ProfileClient(connection.wire())) {
                for (String name : names) {
                    client.delete(name);
                    connection.screen().out().println("deleted   " + Cells.harmless(name));
                }
            }
            return ExitCode.OK;
        }
    }
}
