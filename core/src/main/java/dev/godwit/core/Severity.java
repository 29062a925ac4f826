package dev.godwit.core;

/** Weight of a finding: FAILED forbids what is to come, the start or the promotion, WARNING asks to be read. */
public enum Severity {
    FAILED,
    WARNING
}
