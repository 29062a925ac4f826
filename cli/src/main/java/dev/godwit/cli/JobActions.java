package dev.godwit.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code godwit job start}, {@code stop} and so on: one action each, on one job or many. */
final class JobActions {

    static final String MANY = "Many at once: several names, -l KEY=VALUE, or --all, with --status to narrow it.";
    private static final String EXIT =
            "Exit: 0 done, 1 failed afterwards, 2 usage, 5 refused, also in part, 6 no server, 130 Ctrl-C.";

    private JobActions() {}

    @Command(
            name = "start",
            description = "Starts jobs, and waits until they run.",
            footer = {
                "",
                "Examples:",
                "  godwit job start orders",
                "  godwit job start -l wave=3 --status not-started --no-wait",
                "",
                MANY,
                EXIT
            })
    static final class Start implements Callable<Integer> {

        @Mixin
        private Acting acting;

        @Override
        public Integer call() {
            return acting.run(Deed.START, null);
        }
    }

    @Command(
            name = "stop",
            description = {
                "Stops jobs at the next safe moment, in every phase; resume goes on where they were.",
                "The source keeps its log for them meanwhile. While a job is promoted, this aborts the promotion."
            },
            footer = {
                "",
                "Examples:",
                "  godwit job stop orders crm",
                "  godwit job stop -l wave=3",
                "  godwit job stop --all --status running",
                "",
                MANY,
                EXIT
            })
    static final class Stop implements Callable<Integer> {

        @Mixin
        private Acting acting;

        @Override
        public Integer call() {
            return acting.run(Deed.STOP, null);
        }
    }

    @Command(
            name = "resume",
            description = "Goes on where jobs were stopped, or failed.",
            footer = {
                "",
                "Examples:",
                "  godwit job resume orders",
                "  godwit job resume --all --status failed",
                "",
                MANY,
                EXIT
            })
    static final class Resume implements Callable<Integer> {

        @Mixin
        private Acting acting;

        @Override
        public Integer call() {
            return acting.run(Deed.RESUME, null);
        }
    }

    @Command(
            name = "validate",
            description = "Looks again for what would forbid or trouble jobs. Changes nothing on either side.",
            footer = {
                "",
                "Examples:",
                "  godwit job validate orders",
                "  godwit job validate -l wave=3",
                "",
                MANY,
                "Exit: 0 nothing forbids the start, 2 usage, 3 something does, 5 refused, also in part, 6 no server."
            })
    static final class Validate implements Callable<Integer> {

        @Mixin
        private Acting acting;

        @Override
        public Integer call() {
            return acting.validate();
        }
    }

    @Command(
            name = "retry",
            description = "Tries again, now, what failed or is waiting for its next try.",
            footer = {
                "",
                "Examples:",
                "  godwit job retry orders",
                "  godwit job retry orders --database crm",
                "",
                MANY,
                EXIT
            })
    static final class Retry implements Callable<Integer> {

        @Option(names = "--database", paramLabel = "DB", description = "Only this database. May be repeated.")
        private List<String> databases = List.of();

        @Mixin
        private Acting acting;

        @Override
        public Integer call() {
            if (!databases.isEmpty()) {
                acting.checkOne("--database");
            }
            return acting.run(Deed.RETRY, Acting.on(databases), null);
        }
    }

    @Command(
            name = "restart",
            description = "Wipes what jobs wrote on their targets, and begins again. Shows what is dropped, and asks.",
            footer = {
                "",
                "Examples:",
                "  godwit job restart orders",
                "  godwit job restart orders --database crm --yes",
                "",
                MANY,
                EXIT
            })
    static final class Restart implements Callable<Integer> {

        @Option(names = "--database", paramLabel = "DB", description = "Only this database. May be repeated.")
        private List<String> databases = List.of();

        @Mixin
        private Consent consent;

        @Mixin
        private Acting acting;

        @Override
        public Integer call() {
            if (!databases.isEmpty()) {
                acting.checkOne("--database");
            }
            return acting.run(Deed.RESTART, Acting.on(databases), consent);
        }
    }

    @Command(
            name = "delete",
            description =
                    "Deletes jobs, after ending them if need be; migrated data stay. Says what it does, and asks.",
            footer = {
                "",
                "Examples:",
                "  godwit job delete orders",
                "  godwit job delete --all --status completed --yes",
                "",
                MANY,
                EXIT
            })
    static final class Delete implements Callable<Integer> {

        @Option(names = "--mode", paramLabel = "HOW", description = "How it is ended before: auto, normal or force.")
        private @Nullable EndMode mode;

        @Mixin
        private Consent consent;

        @Mixin
        private Acting acting;

        @Override
        public Integer call() {
            return acting.run(Deed.DELETE, EndMode.request(mode), consent);
        }
    }

    @Command(
            name = "remove",
            description =
                    "Gives databases of a job up and takes them out of it; what they hold on both sides is released.",
            footer = {"", "Examples:", "  godwit job remove orders --database crm", "", EXIT})
    static final class Remove implements Callable<Integer> {

        @Option(
                names = "--database",
                paramLabel = "DB",
                required = true,
                description = "This database. May be repeated.")
        private List<String> databases;

        @Mixin
        private Consent consent;

        @Mixin
        private Acting acting;

        @Override
        public Integer call() {
            acting.checkOne("--database");
            return acting.run(Deed.REMOVE, Acting.on(databases), consent);
        }
    }
}
