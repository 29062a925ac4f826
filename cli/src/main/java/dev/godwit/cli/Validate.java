package dev.godwit.cli;

import dev.godwit.api.JobRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code godwit validate}: says what would forbid or trouble a migration, and changes nothing. */
@Command(
        name = "validate",
        description = "Looks for what would forbid or trouble a migration. Changes nothing.",
        footer = {
            "",
            "Example:",
            "  godwit validate --source postgresql://app@old:5432/shop --target postgresql://app@new:5432/shop",
            "",
            "Passwords: GODWIT_SOURCE_PASSWORD and GODWIT_TARGET_PASSWORD, the engine's password file, or a prompt.",
            "Exit: 0 nothing forbids the start, 3 something does, 2 usage, 5 refused."
        })
final class Validate implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Servers servers;

    @Mixin
    private Scope scope;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        var request = Requests.of(servers, scope, null, "validate", "manual", "check");
        return run(request);
    }

    private int run(JobRequest request) {
        var screen = Main.screen(spec);
        return new OneShot(screen, output, output.narrator(screen)).migrate(request);
    }
}
