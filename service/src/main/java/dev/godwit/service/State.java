package dev.godwit.service;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a job, or one of its databases, stands.
 *
 * @param phase what it does, or did when it stopped or failed
 */
public record State(Status status, Phase phase) {

    /** For people: "Failed in full dump". */
    public String words() {
        return switch (status) {
            case DRAFT -> "Draft";
            case NOT_STARTED -> "Not started";
            case STARTING -> "Starting";
            case RUNNING ->
                phase == Phase.PROMOTING || phase == Phase.COMPLETING ? "Promoting" : "Running in " + where();
            case RUNNING_WITH_ERRORS -> "Running with errors in " + where();
            case STOPPING -> "Stopping";
            case STOPPED -> "Stopped in " + where();
            case RESUMING -> "Resuming";
            case RESTARTING -> "Restarting";
            case FAILED -> "Failed in " + where();
            case ENDING -> "Ending";
            case ENDED -> "Ended";
            case COMPLETED -> "Completed";
            case DELETING -> "Deleting";
        };
    }

    /** For the middle of a sentence: "failed in full dump". */
    public String lowerWords() {
        String words = words();
        return Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }

    /** Whether some process works on it. */
    public boolean active() {
        return switch (status) {
            case STARTING, RUNNING, RUNNING_WITH_ERRORS, STOPPING, RESUMING, RESTARTING, ENDING, DELETING -> true;
            case DRAFT, NOT_STARTED, STOPPED, FAILED, ENDED, COMPLETED -> false;
        };
    }

    /** Whether this phase leaves something on a server. */
    boolean changesServers() {
        return phase.compareTo(Phase.VALIDATING) > 0;
    }

    /** The phase for people. */
    String where() {
        return switch (phase) {
            case PREPARING -> "preparation";
            case VALIDATING -> "validation";
            case DROPPING_TARGET -> "dropping target";
            case CREATING_SCHEMA -> "creating schema";
            case FULL_DUMP -> "full dump";
            case BUILDING_INDEXES -> "building indexes";
            case CDC -> "CDC";
            case PROMOTING -> "promote";
            case COMPLETING -> "completion";
        };
    }

    /** Each status in which some process works on a job. */
    public static Set<Status> activeStatuses() {
        return Stream.of(Status.values())
                .filter(status -> new State(status, Phase.PREPARING).active())
                .collect(Collectors.toUnmodifiableSet());
    }
}
