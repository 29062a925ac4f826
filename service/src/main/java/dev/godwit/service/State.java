package dev.godwit.service;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;

/**
 * Where a job stands.
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

    /** Whether some process works on the job. */
    boolean active() {
        return switch (status) {
            case STARTING, RUNNING, RUNNING_WITH_ERRORS, STOPPING, RESUMING, RESTARTING, ENDING, DELETING -> true;
            case DRAFT, NOT_STARTED, STOPPED, FAILED, ENDED, COMPLETED -> false;
        };
    }

    /** Whether this phase leaves something on a server. */
    boolean changesServers() {
        return phase.compareTo(Phase.VALIDATING) > 0;
    }

    private String where() {
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
}
