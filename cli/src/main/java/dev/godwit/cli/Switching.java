package dev.godwit.cli;

import dev.godwit.api.ActionRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that switch applications from one side to the other. */
final class Switching {

    @Option(names = "--database", paramLabel = "DB", description = "Only this database. May be repeated.")
    private List<String> databases = List.of();

    @Option(
            names = "--fallback",
            description = "Leave a way back: the server that is left follows the other, until you go back or end that.")
    private boolean fallback;

    @Option(
            names = "--rehearse",
            description = "Do all but the switch, say how long writes would wait, and what would refuse it now.")
    private boolean rehearse;

    @Option(
            names = "--override-lag",
            description = "Switch in spite of lag, or of tables that differ. Never implied by --yes; asks.")
    private boolean override;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record; with --override-lag.")
    private @Nullable String reason;

    @Mixin
    private Consent consent;

    int run(Acting acting, Deed deed) {
        if (!databases.isEmpty()) {
            acting.checkOne("--database");
        }
        if (rehearse) {
            if (override || reason != null) {
                throw acting.usage("--rehearse overrides nothing: leave --override-lag and --reason out.");
            }
            return acting.rehearse(deed, databases);
        }
        if (!override && reason != null) {
            throw acting.usage("--reason is for --override-lag.");
        }
        if (override) {
            acting.checkOne("--override-lag");
        }
        var request = new ActionRequest(
                null,
                null,
                databases.isEmpty() ? null : databases,
                null,
                override ? new ActionRequest.Overriding(why(acting)) : null,
                fallback ? Boolean.TRUE : null);
        return acting.run(deed, request, override ? consent : null);
    }

    private String why(Acting acting) {
        if (reason != null && !reason.isBlank()) {
            return reason;
        }
        throw acting.usage("--override-lag needs --reason TEXT: it goes on record.");
    }
}
