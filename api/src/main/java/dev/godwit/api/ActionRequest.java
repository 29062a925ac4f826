package dev.godwit.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an action needs beside its name. Passwords are used for this run and never kept.
 *
 * @param databases names on the source; null for all
 * @param mode for end and delete: auto (default), normal or force
 * @param override for promote and fallback: go on in spite of lag or differences
 * @param fallback for promote and fallback: whether the switch leaves a way back; null for what the settings say
 */
public record ActionRequest(
        @Nullable String sourcePassword,
        @Nullable String targetPassword,
        @Nullable List<String> databases,
        @Nullable String mode,
        @Nullable Overriding override,
        @Nullable Boolean fallback) {

    /** Nothing beside the name. */
    public static final ActionRequest NONE = passwords(null, null);

    /**
     * Goes on in spite of what is in the way.
     *
     * @param reason kept on the timeline and in the report
     */
    public record Overriding(String reason) {}

    public static ActionRequest passwords(@Nullable String source, @Nullable String target) {
        return new ActionRequest(source, target, null, null, null, null);
    }

    @Override
    public String toString() {
        return "ActionRequest[***]";
    }
}
