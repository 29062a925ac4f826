package dev.godwit.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes with an action.
 *
 * @param databases ids or names of those it is for; empty for all
 * @param passwords for addresses that are not profiles
 * @param ending how an end, or the end before a delete, is done
 * @param override why a promotion is to be done in spite of lag or of tables that differ; null to refuse it then
 * @param fallback whether a promotion leaves a way back, this one and those that follow
 * @param version the job's version that the person saw; null to act on whichever
 */
public record ActionOptions(
        List<String> databases,
        Passwords passwords,
        EndMode ending,
        @Nullable String override,
        boolean fallback,
        @Nullable Long version,
        Caller caller) {

    /** As the job's settings say about a way back. */
    public ActionOptions(
            List<String> databases,
            Passwords passwords,
            EndMode ending,
            @Nullable String override,
            @Nullable Long version,
            Caller caller) {
        this(databases, passwords, ending, override, false, version, caller);
    }

    /** How to end. */
    public enum EndMode {
        /** Force where the job is not well, else normal. */
        AUTO,
        /** Triggers, events and sequences are brought over first. */
        NORMAL,
        /** Everything is released at once. */
        FORCE
    }

    /** For all databases, by somebody on this machine. */
    public static final ActionOptions NONE = with(Passwords.NONE);

    public ActionOptions {
        databases = List.copyOf(databases);
    }

    /** For these databases, or for all when there are none. */
    static ActionOptions on(List<String> databases, Caller caller) {
        return NONE.of(databases, Passwords.NONE, caller);
    }

    /** The same for these databases, by somebody, whichever version he saw. */
    ActionOptions of(List<String> chosen, Passwords given, Caller by) {
        return new ActionOptions(chosen, given, ending, override, fallback, null, by);
    }

    /** The same with passwords. */
    public static ActionOptions with(Passwords passwords) {
        return new ActionOptions(List.of(), passwords, EndMode.AUTO, null, null, Caller.LOCAL);
    }
}
