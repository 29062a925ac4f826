package dev.godwit.pipeline;

/** Keys of what a migration notes on its target about itself. */
final class Notes {

    /** Validation is passed: from now on an earlier run may have left anything on the target. */
    static final String BEGUN = "begun";

    /** Definitions are on the target; holds the fingerprint of the source's catalog. */
    static final String SCHEMA = "schema";

    /** The log of the source that positions belong to. */
    static final String HISTORY = "history";

    /** Indexes and keys are built. */
    static final String INDEXES = "indexes";

    /** Foreign keys are built and statistics gathered. */
    static final String CONSTRAINTS = "constraints";

    /** Whether a way back is being armed, is armed, or was taken back. */
    static final String WAY_BACK = "way_back";

    /** Whether a promotion was aborted, so that none begins by itself. */
    static final String HELD_BACK = "held_back";

    static final String NO = "no";

    /** All is made on the target, as at the switch, for a migration that is given up; schemas have their names. */
    static final String COMPLETED = "completed";

    /** The switch is done: what is left is tidying up. */
    static final String PROMOTED = "promoted";

    static final String DONE = "done";

    private Notes() {}
}
