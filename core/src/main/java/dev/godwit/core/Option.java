package dev.godwit.core;

/** How much of a migration is asked for. */
public enum Option {
    VALIDATE,
    MIGRATE,
    VALIDATE_AND_MIGRATE
}
