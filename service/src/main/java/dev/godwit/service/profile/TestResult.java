package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.core.Server;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a profile's way goes.
 *
 * @param steps in their order, up to the first that failed; those that do not apply are left out
 * @param server who answered; null when a step failed
 */
public record TestResult(List<Step> steps, @Nullable Server server) {

    public TestResult {
        steps = List.copyOf(steps);
    }

    public boolean ok() {
        return server != null;
    }

    /** What is tried, in this order. */
    public enum Name {
        /** The SSH server is reached. */
        TUNNEL,
        /** The SSH server is the one that is known. */
        HOST_KEY,
        /** The SSH server lets the tunnel's user in. */
        TUNNEL_SIGN_IN,
        /** The database server's port is reached, through the tunnel if there is one. */
        TCP,
        TLS,
        /** Signing in. */
        PASSWORD,
        VERSION
    }

    /**
     * One step that was tried.
     *
     * @param detail what was found, for people, such as {@code TLSv1.3}; empty when there is nothing to say
     * @param failure null when it succeeded
     */
    public record Step(
            Name name,
            Duration took,
            String detail,
            @Nullable Failure failure) {

        public boolean ok() {
            return failure == null;
        }
    }
}
