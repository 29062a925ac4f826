package dev.godwit.api;

import org.jspecify.annotations.Nullable;

/** What an action needs beside its name. Passwords are used for this run and never kept; null for none. */
public record ActionRequest(
        @Nullable String sourcePassword, @Nullable String targetPassword) {

    @Override
    public String toString() {
        return "ActionRequest[***]";
    }
}
