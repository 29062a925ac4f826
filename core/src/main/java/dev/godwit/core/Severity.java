package dev.godwit.core;

/** Weight of a finding: FAILED forbids the start, WARNING asks to be read. */
public enum Severity {
    FAILED,
    WARNING
}
