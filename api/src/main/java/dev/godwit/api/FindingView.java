package dev.godwit.api;

/**
 * Something a person should know.
 *
 * @param severity FAILED forbids the start, WARNING asks to be read
 * @param side SOURCE or TARGET
 * @param scope INSTANCE or DATABASE
 */
public record FindingView(
        String code, String title, String severity, String side, String scope, String found, String next) {}
