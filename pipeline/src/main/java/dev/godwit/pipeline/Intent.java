package dev.godwit.pipeline;

/** What a person thinks of doing to a migration and wants to know the effects of. */
public enum Intent {
    RESTART,
    END_NORMAL,
    END_FORCE,
    DELETE
}
