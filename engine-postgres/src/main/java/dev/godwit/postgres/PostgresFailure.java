package dev.godwit.postgres;

import dev.godwit.core.FailureCode;
import dev.godwit.core.FailureKind;

/** What can go wrong with PostgreSQL in particular. */
enum PostgresFailure implements FailureCode {

    // GW-01xx: found by validation
    WAL_LEVEL_NOT_LOGICAL(
            "GW-0104",
            FailureKind.FIX_BY_USER,
            "source cannot stream changes",
            "ALTER SYSTEM SET wal_level = 'logical'; restart the source"),
    PG_DUMP_MISSING(
            "GW-0105",
            FailureKind.FIX_BY_USER,
            "no pg_dump is installed that can read the source",
            "Install PostgreSQL's client programs, of the source's version or newer, on this machine."),

    // GW-06xx: definitions

    // GW-07xx: dump

    // GW-08xx: changes
    SLOT_LOST(
            "GW-0801",
            FailureKind.FIX_BY_USER,
            "the replication slot is gone or was invalidated",
            "The changes since then are lost to Godwit: end this migration and start again."),
    LOCK_NOT_GRANTED(
            "GW-0802",
            FailureKind.TRANSIENT,
            "a table is locked by another session",
            "Wait for that session, or end it; Godwit tries again by itself."),

    // GW-09xx: answers of a server
    STATEMENT_REFUSED(
            "GW-0901",
            FailureKind.FIX_BY_USER,
            "a server refused a statement",
            "The server's own words say why; mend it and run the same command again.");

    private final String id;
    private final FailureKind kind;
    private final String title;
    private final String advice;

    PostgresFailure(String id, FailureKind kind, String title, String advice) {
        this.id = id;
        this.kind = kind;
        this.title = title;
        this.advice = advice;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public FailureKind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String advice() {
        return advice;
    }
}
