package dev.godwit.service;

/** Where one side of a job is. */
public sealed interface Place {

    /** Nobody has said yet; such a job is a draft. */
    record Open() implements Place {}

    /** A connection profile, with all that is kept of it. */
    record Profile(String id) implements Place {}

    /** An address in its engine's canonical spelling, without secrets. */
    record Address(String url) implements Place {}

    /** The place with this {@link #text}. */
    static Place of(String text) {
        if (text.isEmpty()) {
            return new Open();
        }
        return text.startsWith("profile:") ? new Profile(text.substring("profile:".length())) : new Address(text);
    }

    /** For the store, and for comparison. */
    default String text() {
        return switch (this) {
            case Open() -> "";
            case Profile(String id) -> "profile:" + id;
            case Address(String url) -> url;
        };
    }
}
