package dev.godwit.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code godwit migrate}: moves a database, from validation to promotion. */
@Command(
        name = "migrate",
        description = "Moves a database to another server. Run again, it goes on where it was.",
        footer = {
            "",
            "Examples:",
            "  godwit migrate --source postgresql://app@old:5432/shop --target postgresql://app@new:5432/shop",
            "  godwit migrate --source … --target … --promote auto --json",
            "  godwit migrate --source … --target … --promote auto --report CHG-4711.html",
            "  godwit migrate --source … --target … --mode offline --table 'sales.*' --exclude-table '*_archive'",
            "",
            "Passwords: GODWIT_SOURCE_PASSWORD and GODWIT_TARGET_PASSWORD, the engine's password file, or a prompt.",
            "Ctrl-C stops and keeps position and progress; the same command goes on; godwit job end gives up.",
            "Exit: 0 done and equal, 1 failed, 2 usage, 3 validation failed, 4 data differ, 5 refused, 6 no server,",
            "      130 or 143 interrupted."
        })
final class Migrate implements Callable<Integer> {

    enum What {
        VALIDATE,
        MIGRATE,
        VALIDATE_AND_MIGRATE;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    enum Promote {
        MANUAL,
        AUTO;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    enum Fence {
        CHECK,
        CLOSE;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private Servers servers;

    @Mixin
    private Scope scope;

    @Mixin
    private CareOptions care;

    @Mixin
    private Output output;

    @Option(
            names = "--option",
            paramLabel = "WHAT",
            defaultValue = "validate-and-migrate",
            description = "validate, migrate or validate-and-migrate. Default: ${DEFAULT-VALUE}.")
    private What what;

    @Option(
            names = "--promote",
            description =
                    "Who decides on the switch: manual waits for you, auto takes the first moment at which the source is quiet and all is applied. Default on a terminal: manual; without one it has to be said.")
    private @Nullable Promote promote;

    @Option(
            names = "--fence",
            defaultValue = "check",
            description =
                    "Applications that still write at the switch: check refuses while there are any, close ends their sessions and forbids new ones. Default: ${DEFAULT-VALUE}.")
    private Fence fence;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Leave the report there when the run ends: a page (.html) or data (.json).")
    private @Nullable Path report;

    @Option(names = "--fallback", hidden = true)
    private boolean fallback;

    @Override
    public Integer call() {
        if (fallback) {
            throw new ParameterException(
                    spec.commandLine(),
                    "A way back has to be followed after this command is over: run godwit server, then godwit job create … --fallback.");
        }
        var screen = Main.screen(spec);
        String switching = promote == null ? Promote.MANUAL.name() : promote.name();
        var request = Requests.of(servers, scope, care, what.name(), switching, fence.name());
        boolean online = scope.mode == Scope.Mode.ONLINE && what != What.VALIDATE;
        if (online && promote == null && !screen.canAsk()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Without a terminal an online migration needs --promote manual or --promote auto.");
        }
        var shot = new OneShot(screen, output, output.narrator(screen));
        if (report != null) {
            var file = new ReportFile(report);
            if (!file.trouble().isEmpty()) {
                throw new ParameterException(spec.commandLine(), file.trouble());
            }
            shot.leave(file);
        }
        return shot.migrate(request);
    }
}
