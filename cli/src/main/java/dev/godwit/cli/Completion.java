package dev.godwit.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit completion}: what a shell completes, with names of jobs from the server. */
@Command(
        name = "completion",
        description = "Prints a script that lets a shell complete commands, options and names of jobs.",
        footer = {
            "",
            "Examples, the first for ~/.bashrc, the second for ~/.zshrc after compinit:",
            "  source <(godwit completion bash)",
            "  source <(godwit completion zsh)",
            "",
            "Names come from the server of GODWIT_SERVER; when it does not answer within 300 ms there are none."
        })
final class Completion implements Callable<Integer> {

    enum Kind {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Kind shell;

    @Override
    public Integer call() {
        var out = Main.screen(spec).out();
        String script = AutoComplete.bash("godwit", spec.root().commandLine());
        out.println(CompletionScript.of(script, shell == Kind.ZSH));
        out.flush();
        return ExitCode.OK;
    }
}
