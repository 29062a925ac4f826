package dev.godwit.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code godwit job fallback}: switches back to the server that was left. */
@Command(
        name = "fallback",
        description = {
            "Goes back to the server that was left, which has followed since the promotion; refused as a promotion is.",
            "Name the job that was promoted with --fallback, or its way back. Databases are named as on the server in use."
        },
        footer = {
            "",
            "Examples:",
            "  godwit job promote orders --fallback",
            "  godwit job show orders                  (tells how far the way back has followed)",
            "  godwit job fallback orders --rehearse",
            "  godwit job fallback orders",
            "  godwit job fallback orders --fallback   (and the other way again: godwit job fallback orders)",
            "  godwit job end orders-fallback          (when nobody wants to go back any more)",
            "",
            "Exit: 0 gone back and equal, 1 failed, 2 usage, 4 not gone back since it lags, differs or somebody writes;",
            "or overridden; 5 refused otherwise, 6 no server."
        })
final class JobFallback implements Callable<Integer> {

    @Mixin
    private Switching switching;

    @Mixin
    private Acting acting;

    @Override
    public Integer call() {
        acting.checkOne("fallback");
        return switching.run(acting, Deed.FALLBACK);
    }
}
