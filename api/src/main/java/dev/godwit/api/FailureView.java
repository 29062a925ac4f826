package dev.godwit.api;

/**
 * Why something failed.
 *
 * @param code documented in docs/errors.md
 * @param title what is wrong, one sentence
 * @param found what was found and where
 * @param next what to do
 */
public record FailureView(String code, String title, String found, String next) {}
