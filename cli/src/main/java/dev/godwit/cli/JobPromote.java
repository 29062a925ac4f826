package dev.godwit.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code godwit job promote}: switches over. */
@Command(
        name = "promote",
        description = {
            "Switches over: waits until writing has ended and all is applied, compares, sets sequences, enables triggers.",
            "Refused while the target lags or differs, unless that is overridden; then it goes on in CDC, unharmed."
        },
        footer = {
            "",
            "Examples:",
            "  godwit job promote orders",
            "  godwit job promote orders --rehearse",
            "  godwit job promote orders --database shop --database crm",
            "  godwit job promote orders --fallback    (then, if need be: godwit job fallback orders)",
            "  godwit job promote orders --override-lag --reason 'CHG-4711: source is lost'",
            "",
            "An override loses what is not applied. It is recorded with the gap, your name and the reason.",
            "--rehearse goes through all but the switch while applications write, and foretells how long writes have to",
            "wait; it exits with 0 when a promotion would be made, with 5, or 4 for data that differ, when not.",
            JobActions.MANY,
            "Exit: 0 promoted and equal, 1 failed, 2 usage, 4 not promoted since it lags, differs or somebody writes;",
            "or overridden; 5 refused otherwise, 6 no server."
        })
final class JobPromote implements Callable<Integer> {

    @Mixin
    private Switching switching;

    @Mixin
    private Acting acting;

    @Override
    public Integer call() {
        return switching.run(acting, Deed.PROMOTE);
    }
}
