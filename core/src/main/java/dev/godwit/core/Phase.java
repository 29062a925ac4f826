package dev.godwit.core;

/** What a migration is doing, in the order in which it does it. */
public enum Phase {
    PREPARING,
    VALIDATING,
    DROPPING_TARGET,
    CREATING_SCHEMA,
    FULL_DUMP,
    BUILDING_INDEXES,
    CDC,
    PROMOTING,
    COMPLETING
}
