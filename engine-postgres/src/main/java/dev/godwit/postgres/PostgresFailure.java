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
    CLIENT_PROGRAM_FAILED(
            "GW-0601",
            FailureKind.FIX_BY_USER,
            "pg_dump or pg_restore failed",
            "Its own words say why; mend it and resume the job or repeat the command."),
    DEFINITION_REFUSED(
            "GW-0602",
            FailureKind.FIX_BY_USER,
            "the target refuses definitions that rows need",
            "The target's own words say why: mend the definition on the source, or the target, and start again."),
    DEFINITION_LEFT_OUT(
            "GW-0603",
            FailureKind.FIX_BY_USER,
            "the target refuses a definition",
            "The migration goes on without it. Create it by hand where it is needed."),
    OWNER_OR_GRANT_NOT_SET(
            "GW-0604",
            FailureKind.FIX_BY_USER,
            "an owner or a grant could not be set on the target",
            "Create the role, or sign in as a member of it; or migrate with --owner none."),
    FOREIGN_KEY_LEFT_OUT(
            "GW-0605",
            FailureKind.FIX_BY_USER,
            "a foreign key refers to a table that is not migrated",
            "Select that table too, or add the key by hand later."),
    FOREIGN_KEY_VIOLATED(
            "GW-0606",
            FailureKind.DATA_CONFLICT,
            "rows on the target do not fulfil a foreign key",
            "Look on the source for rows that do not fulfil it either; mend them there, then promote again."),
    KEY_VIOLATED(
            "GW-0607",
            FailureKind.DATA_CONFLICT,
            "rows on the target do not fulfil a deferrable constraint",
            "See that nothing else writes on the target; then start the migration again."),
    DEFINITIONS_DIFFER(
            "GW-0608",
            FailureKind.FIX_BY_USER,
            "a definition is not the same on both sides",
            "Compare it on both sides and correct the target."),
    ROLE_INCOMPLETE(
            "GW-0609",
            FailureKind.FIX_BY_USER,
            "a role could not be moved as it is",
            "Complete it on the target by hand; passwords are read by superusers only."),
    SETTING_NOT_MOVED(
            "GW-0610",
            FailureKind.FIX_BY_USER,
            "a setting of the database could not be moved",
            "Set it on the target by hand."),
    SCRATCH_NOT_POSSIBLE(
            "GW-0611",
            FailureKind.FIX_BY_USER,
            "the definitions could not be tried on the target",
            "Grant CREATEDB to have them tried before the start."),
    TABLESPACE_MISSING(
            "GW-0612",
            FailureKind.FIX_BY_USER,
            "a tablespace of the source is not on the target",
            "Create it on the target before the start; otherwise the default tablespace is used."),
    NOT_DROPPED(
            "GW-0613",
            FailureKind.FIX_BY_USER,
            "something on the target could not be dropped, or went with what was dropped",
            "Look at it on the target."),
    REFRESH_FAILED(
            "GW-0614",
            FailureKind.FIX_BY_USER,
            "a materialized view could not be filled",
            "REFRESH it by hand on the target."),
    SEQUENCE_DIFFERS(
            "GW-0619",
            FailureKind.DATA_CONFLICT,
            "the value of a sequence is not as it should be",
            "Let Godwit repair it, or set it on the target."),
    SEQUENCE_NOT_SET(
            "GW-0615",
            FailureKind.FIX_BY_USER,
            "a sequence is not on the target",
            "Create it and set it to the source's value."),
    LARGE_OBJECT_NOT_MOVED(
            "GW-0616",
            FailureKind.FIX_BY_USER,
            "large objects could not be moved",
            "Sign in on both sides as a role that may read and write them."),
    STATISTICS_NOT_GATHERED(
            "GW-0617", FailureKind.FIX_BY_USER, "ANALYZE failed on a table", "Run ANALYZE on it by hand."),
    EXTENSION_ROWS_NOT_MOVED(
            "GW-0618",
            FailureKind.FIX_BY_USER,
            "rows that users added to a table of an extension could not be moved",
            "Grant the user SELECT on that table on the source and its ownership on the target, or copy them by hand."),

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
                    + " the server, and resume the job or repeat the command."),
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
            FailureKind.BEGIN_AGAIN,
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
            "End the sessions or prepared transactions that are named, then resume the job or repeat the command."),
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

    APPLICATION_WAITS(
            "GW-0808",
            FailureKind.FIX_BY_USER,
            "an application waits for a table that is being read",
            "Whoever needs that table now waits behind it: end that session and repeat its statement later, or stop"
                    + " Godwit, which lets it pass, and resume the job or repeat the command."),
    VIEW_BLOCKED(
            "GW-0809",
            FailureKind.TRANSIENT,
            "open transactions hold back a comparison or what is left of the copy",
            "Godwit tries again by itself; end the sessions or prepared transactions that are named if it takes too long."),

    OTHER_HISTORY(
            "GW-0810",
            FailureKind.FIX_BY_USER,
            "the source is not the server that was copied, or was set back since",
            "Give the address of that server; after a failover or a restore of the source the copy cannot go on without loss:"
                    + " end this migration and start again."),

    // GW-09xx: answers of a server
    STATEMENT_REFUSED(
            "GW-0901",
            FailureKind.FIX_BY_USER,
            "a server refused a statement",
            "The server's own words say why; mend it and resume the job or repeat the command."),
    SERVER_DISK_FULL(
            "GW-0902",
            FailureKind.FIX_BY_USER,
            "a server has no space left on its disk",
            "Free or add space there, then resume the job or repeat the command.");

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
