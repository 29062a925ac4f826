package dev.godwit.cli;

import dev.godwit.api.JobView;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person asks of jobs: how it is called while it is done, and when it is over. */
enum Deed {
    START("start", "starting", "started"),
    STOP("stop", "stopping", "stopped"),
    RESUME("resume", "resuming", "resumed"),
    RETRY("retry", "retrying", "retried"),
    RESTART("restart", "restarting", "restarted"),
    PROMOTE("promote", "promoting", "promoted"),
    FALLBACK("fallback", "going back", "gone back"),
    END("end", "ending", "ended"),
    DELETE("delete", "deleting", "deleted"),
    VERIFY("verify", "verifying", "verified"),
    VALIDATE("validate", "validating", "validated"),
    REMOVE("remove", "removing", "removed");

    private final String word;
    private final String doing;
    private final String done;

    Deed(String word, String doing, String done) {
        this.word = word;
        this.doing = doing;
        this.done = done;
    }

    String word() {
        return word;
    }

    String doing() {
        return doing;
    }

    String done() {
        return done;
    }

    /** Stop, at the beginning of a sentence. */
    String title() {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** Whether something is lost by it that no resume brings back. */
    boolean destroys() {
        return switch (this) {
            case RESTART, END, DELETE, REMOVE -> true;
            case START, STOP, RESUME, RETRY, PROMOTE, FALLBACK, VERIFY, VALIDATE -> false;
        };
    }

    /**
     * Whether a job has come to where it leads, well or not.
     *
     * @param job null when it is gone
     * @param databases those it is for; empty for all
     */
    boolean isOver(@Nullable JobView job, List<String> databases) {
        if (job == null) {
            return true;
        }
        var own = job.databases().stream()
                .filter(database -> databases.isEmpty() || databases.contains(database.source()))
                .toList();
        if (own.isEmpty()) {
            return isOver(job.status());
        }
        if (this == REMOVE) {
            return own.stream()
                    .allMatch(
                            database -> database.removed() || database.status().equals("FAILED"));
        }
        return own.stream().filter(database -> !database.removed()).allMatch(database -> isOver(database.status()));
    }

    private boolean isOver(String status) {
        return switch (this) {
            case START -> !status.equals("STARTING");
            case STOP, END -> isAtRest(status);
            case RESUME, RETRY -> !status.equals("RESUMING");
            case RESTART -> !status.equals("RESTARTING");
            case PROMOTE, FALLBACK -> status.equals("COMPLETED") || isAtRest(status);
            case DELETE -> status.equals("FAILED");
            case VERIFY -> true;
            case VALIDATE -> isAtRest(status);
            case REMOVE -> status.equals("ENDED") || status.equals("FAILED");
        };
    }

    /** Whether nothing works on a job, or a database, in this status. */
    static boolean isAtRest(String status) {
        return switch (status) {
            case "DRAFT", "NOT_STARTED", "STOPPED", "FAILED", "ENDED", "COMPLETED" -> true;
            default -> false;
        };
    }
}
