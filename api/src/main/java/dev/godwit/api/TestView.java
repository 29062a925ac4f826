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
     * @param name TUNNEL, HOST_KEY, TUNNEL_SIGN_IN, TCP, TLS, PASSWORD or VERSION
     * @param detail what was found, for people; empty when there is nothing to say
     * @param failure null when it went well
     */
    public record Step(
            String name,
            boolean ok,
            long tookMs,
            String detail,
            @Nullable FailureView failure) {}
}
