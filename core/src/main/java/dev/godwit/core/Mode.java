package dev.godwit.core;

/** OFFLINE: one full dump. ONLINE: full dump, then changes are followed until promoted. */
public enum Mode {
    ONLINE,
    OFFLINE
}
