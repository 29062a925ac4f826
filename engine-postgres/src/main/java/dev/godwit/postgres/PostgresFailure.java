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
    POOLER_IN_BETWEEN(
            "GW-0106",
            FailureKind.FIX_BY_USER,
            "a connection pooler stands between Godwit and the server",
            "Give the server's own port, not the pooler's: snapshots and settings belong to one session."),

    // GW-06xx: definitions

    // GW-07xx: dump
    TABLE_REWRITTEN(
            "GW-0701",
            FailureKind.TRANSIENT,
            "a table was rewritten or emptied while the copy began",
            "Godwit takes a new snapshot by itself; let ALTER TABLE, TRUNCATE, CLUSTER and VACUUM FULL wait meanwhile."),
    SNAPSHOT_LOST(
            "GW-0702",
            FailureKind.TRANSIENT,
            "the session that holds the snapshot for all readers has ended",
            "Godwit copies what is not finished under a new snapshot; see the server's log for who ended the session."),
    ROWS_COLLIDE(
            "GW-0703",
            FailureKind.DATA_CONFLICT,
            "the target already holds a row that a copied row collides with",
            "See that nothing else writes on the target; then start the migration again with an empty target."),
    VALUE_REFUSED(
            "GW-0704",
            FailureKind.FIX_BY_USER,
            "the target does not take a value that the source holds",
            "Look at that row on the source; change or remove it there, or leave the table out."),
    LOCKS_EXHAUSTED(
            "GW-0705",
            FailureKind.FIX_BY_USER,
            "the server has no room for a lock on each table",
            "Raise max_locks_per_transaction so that times max_connections it exceeds twice the number of tables, restart"
                    + " the server, and run the same command again."),
    CHUNK_TWICE(
            "GW-0706",
            FailureKind.BUG,
            "a part of a table was about to be loaded for a second time",
            "Nothing was loaded twice. Please report this with the log."),
    PROGRESS_UNREADABLE(
            "GW-0707",
            FailureKind.FIX_BY_USER,
            "the target holds notes of a version of Godwit that is not understood",
            "Go on with the version of Godwit that began this migration."),

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
    SLOT_BLOCKED(
            "GW-0803",
            FailureKind.FIX_BY_USER,
            "open transactions keep the replication slot from being made",
            "End the sessions or prepared transactions that are named, then run the same command again."),
    KEYLESS_NOT_STREAMED(
            "GW-0804",
            FailureKind.FIX_BY_USER,
            "a table without a usable key cannot be followed",
            "Give it a primary key, use --keyless insert-only, or exclude it."),
    CONFLICT_ON_TARGET(
            "GW-0805",
            FailureKind.DATA_CONFLICT,
            "a change violates a constraint of the target",
            "See that nothing else writes on the target; then start the migration again."),
    PARTITION_EMPTIED(
            "GW-0806",
            FailureKind.FIX_BY_USER,
            "a single partition was truncated whose rows lie in other partitions on the target",
            "End this migration and start again."),
    DOOR_NOT_CLOSED(
            "GW-0807",
            FailureKind.FIX_BY_USER,
            "sessions of applications could not be kept away from the source",
            "Stop the applications that are named, or let Godwit sign in as the owner of the database."),

    // GW-09xx: answers of a server
    STATEMENT_REFUSED(
            "GW-0901",
            FailureKind.FIX_BY_USER,
            "a server refused a statement",
            "The server's own words say why; mend it and run the same command again."),
    SERVER_DISK_FULL(
            "GW-0902",
            FailureKind.FIX_BY_USER,
            "a server has no space left on its disk",
            "Free or add space there, then run the same command again.");

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
