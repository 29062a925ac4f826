package dev.godwit.pipeline;

import java.time.Duration;
import java.util.List;

/**
 * What a switch has done so far, while applications wait.
 *
 * @param moments when each step began; the last one is in work
 */
public record SwitchProgress(List<Moment> moments) {

    public SwitchProgress {
        moments = List.copyOf(moments);
    }

    /** In this order; those that a switch does not need are left out. */
    public enum Step {
        /** The source is closed to applications. */
        FENCE,
        /** Writers have to be gone, and all they wrote is applied. */
        DRAIN,
        /** Tables that are not proven equal are compared. */
        COMPARE,
        /** Whether anybody wrote late, or changed a definition. */
        CHECK,
        /** Sequences, triggers and all else that acts are made. */
        COMPLETE,
        /** The switch is noted on the target: from here on it has happened. */
        SWITCH
    }

    /**
     * When a step began.
     *
     * @param after the beginning of the switch
     */
    public record Moment(Step step, Duration after) {}
}
