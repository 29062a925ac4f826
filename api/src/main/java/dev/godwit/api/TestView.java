package dev.godwit.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test of a connection came to.
 *
 * @param serverVersion null when the server did not answer
 * @param latencyMs of one question; null when the server did not answer
 * @param steps in their order, up to the first that failed
 */
public record TestView(
        boolean ok,
        @Nullable String serverVersion,
        @Nullable Long latencyMs,
        List<Step> steps) {

    /**
     * One step of it.
     *
     * @param name tunnel, host key, connection, TLS, sign-in …
     * @param failure null when it went well
     */
    public record Step(String name, boolean ok, @Nullable FailureView failure) {}
}
