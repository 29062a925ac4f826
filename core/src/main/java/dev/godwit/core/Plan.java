package dev.godwit.core;

/**
 * What the operator asked for, for one database.
 *
 * @param id name of this migration on both servers: lower-case letters, digits, underscore; at most 30 characters
 * @param mode online or offline
 * @param option validate, migrate or both
 * @param selection which tables
 * @param workers how many tables are copied, or indexes built, at once; 1 or more
 * @param existingTarget what happens to tables that are already on the target
 * @param promote who decides on the switch
 * @param fence what happens to applications that still write at the switch
 * @param roles whether roles are created on the target
 * @param owner whether the target's objects keep their owners
 * @param keyless how tables without a usable key are followed
 */
public record Plan(
        String id,
        Mode mode,
        Option option,
        Selection selection,
        int workers,
        ExistingTarget existingTarget,
        Promote promote,
        Fence fence,
        boolean roles,
        Owner owner,
        Keyless keyless) {

    /** FAIL: validation fails when the target holds any of the tables; DROP: they are dropped first. */
    public enum ExistingTarget {
        FAIL,
        DROP
    }

    /** MANUAL: a person says when; AUTO: as soon as the source is quiet and all is applied. */
    public enum Promote {
        MANUAL,
        AUTO
    }

    /** CHECK: refuse while somebody writes; CLOSE: forbid new connections and end those of applications. */
    public enum Fence {
        CHECK,
        CLOSE
    }

    /** KEEP: owners and grants as on the source; NONE: all belongs to the user Godwit signs in as. */
    public enum Owner {
        KEEP,
        NONE
    }

    /**
     * FULL: the source logs whole rows of them for the time of the migration. INSERT_ONLY: updates and deletes on them
     * are not followed, and the comparison says so. REFUSE: validation fails.
     */
    public enum Keyless {
        FULL,
        INSERT_ONLY,
        REFUSE
    }
}
