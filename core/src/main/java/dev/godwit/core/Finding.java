package dev.godwit.core;

/**
 * Something validation, or a later step, wants a person to know.
 *
 * @param code which kind of finding; documented in docs/errors.md
 * @param severity whether the migration can start in spite of it
 * @param side the server it was found on
 * @param scope instance or database
 * @param found what was found and where; never a row's values or a secret
 * @param next what to do about it
 */
public record Finding(FailureCode code, Severity severity, Side side, Scope scope, String found, String next) {}
