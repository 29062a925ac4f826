package dev.godwit.core;

/** What a finding is about: a whole server or one database. */
public enum Scope {
    INSTANCE,
    DATABASE
}
