package dev.godwit.service;

import dev.godwit.core.Secret;
import org.jspecify.annotations.Nullable;

/** Passwords for one run, in memory only. Null leaves it to the engine to find one. */
public record Passwords(@Nullable Secret source, @Nullable Secret target) {

    public static final Passwords NONE = new Passwords(null, null);

    /** For the way back. */
    Passwords turned() {
        return new Passwords(/* source= */ target, /* target= */ source);
    }
}
