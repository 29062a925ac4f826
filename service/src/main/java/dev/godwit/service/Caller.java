package dev.godwit.service;

import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param who for the audit trail
 * @param requestId the same when a client asks the same thing again because it got no answer; null without
 */
public record Caller(String who, @Nullable String requestId) {

    /** Somebody on this machine. */
    public static final Caller LOCAL = new Caller("local", null);
}
