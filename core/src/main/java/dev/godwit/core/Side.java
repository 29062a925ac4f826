package dev.godwit.core;

/** One of the two servers of a migration. */
public enum Side {
    SOURCE,
    TARGET
}
