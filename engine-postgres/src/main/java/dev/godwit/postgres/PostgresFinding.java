package dev.godwit.postgres;

import dev.godwit.core.FailureCode;
import dev.godwit.core.FailureKind;

/** What validation can find with PostgreSQL in particular. */
enum PostgresFinding implements FailureCode {
    SAME_DATABASE("GW-0107", "source and target are the same database", "Give another database as the target."),
    SOURCE_TOO_OLD(
            "GW-0108",
            "the source is older than version 10",
            "Upgrade the source to version 10 or newer with pg_upgrade first."),
    TARGET_OLDER(
            "GW-0109",
            "the target is older than the source",
            "Use a target of the source's major version or a newer one."),
    IN_RECOVERY("GW-0110", "the server is a standby", "Give the address of the primary."),
    NO_FREE_SLOT(
            "GW-0111",
            "the source has no free replication slot or sender",
            "Raise max_replication_slots and max_wal_senders, or drop unused slots; changing them takes a restart."),
    LOG_MAY_BE_LOST(
            "GW-0112",
            "the source may discard log that is still needed",
            "Raise the limit for the time of the migration; when it is reached, the copy has to start anew."),
    SENDER_TIMEOUT_SHORT(
            "GW-0113",
            "the source ends replication connections soon",
            "ALTER SYSTEM SET wal_sender_timeout = '60s'; SELECT pg_reload_conf();"),
    REPLICATION_NOT_ALLOWED(
            "GW-0114",
            "the user may not read the source's log",
            "As a superuser: ALTER ROLE … REPLICATION; on Amazon RDS: GRANT rds_replication TO …"),
    SOURCE_RIGHTS_MISSING(
            "GW-0115",
            "the user may not read everything on the source",
            "Grant what is missing, or sign in as the owner."),
    ROWS_HIDDEN(
            "GW-0116",
            "row security hides rows from the user",
            "As a superuser: ALTER ROLE … BYPASSRLS, or sign in as the tables' owner."),
    TABLE_NOT_OWNED(
            "GW-0117",
            "the user does not own tables whose changes have to be followed",
            "GRANT the owning role to the user, sign in as the owner, or migrate with --mode offline."),
    OTHERS_NOT_VISIBLE(
            "GW-0118",
            "the user cannot see what other sessions do",
            "GRANT pg_read_all_stats TO …, so that writers are seen before the switch."),
    KEYLESS_TABLES(
            "GW-0119",
            "tables have no usable key",
            "Add a primary key that is not deferrable, or choose with --keyless."),
    UNLOGGED_TABLES(
            "GW-0120",
            "changes of unlogged tables are not in the log",
            "They are copied again at the switch, while writes wait; keep them small or exclude them."),
    FOREIGN_TABLES(
            "GW-0121",
            "rows of foreign tables stay where they are",
            "See that the target reaches the foreign servers, and set the user mappings' passwords there."),
    LARGE_OBJECTS(
            "GW-0122",
            "changes of large objects are not in the log",
            "They are copied at the start, then compared and mended at the switch, while writes wait."),
    PREPARED_TRANSACTIONS(
            "GW-0123",
            "prepared transactions are open",
            "COMMIT PREPARED or ROLLBACK PREPARED them: the migration waits for them before it can start."),
    LONG_TRANSACTIONS(
            "GW-0124",
            "transactions have been open for long",
            "End them, or wait: following the changes starts only once they are over."),
    EVENT_TRIGGERS(
            "GW-0125",
            "event triggers fire on what Godwit creates",
            "See that they let a publication, a schema godwit and REPLICA IDENTITY pass."),
    SUBSCRIPTIONS(
            "GW-0126",
            "the source subscribes to another server",
            "They arrive on the target disabled; after the switch drop them on the source and enable them there."),
    PUBLICATIONS(
            "GW-0127",
            "the source publishes to other servers",
            "Subscribers do not follow by themselves: subscribe them to the target after the switch."),
    TABLES_WITH_OIDS(
            "GW-0128",
            "tables have the old hidden column oid",
            "It does not exist from version 12 on and is not migrated; applications that use it need a column of their own."),
    TRUNCATE_BY_TRIGGER(
            "GW-0129",
            "version 10 does not log TRUNCATE for others",
            "Nothing to do: Godwit adds a trigger to each table and removes it at the end."),
    LATE_CONSTRAINTS(
            "GW-0130",
            "constraints are not enforced while changes are applied",
            "Nothing to do: they are built and checked right before the switch, which then takes longer."),
    PATTERN_WITHOUT_TABLE("GW-0131", "a pattern matches no table", "Correct the pattern; case counts."),
    FOREIGN_KEY_CUT(
            "GW-0132",
            "foreign keys lead to tables that are left out",
            "Select those tables too, or accept that the target gets no such key unless it has the table."),
    EXTENSION_MISSING(
            "GW-0133",
            "an extension is not available on the target",
            "Install its package on the target's machine, or drop the extension on the source."),
    EXTENSION_DIFFERS(
            "GW-0134",
            "an extension differs on the target",
            "Read the extension's notes on changes between the versions."),
    ENCODING_DIFFERS(
            "GW-0135",
            "the databases differ in encoding",
            "Best: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0 on the target."),
    BYTES_NOT_TEXT(
            "GW-0136",
            "text on the source is not valid in the target's encoding",
            "Mend the rows, or create the target database with ENCODING 'SQL_ASCII'."),
    COLLATION_DIFFERS(
            "GW-0137",
            "text sorts differently on the target",
            "Create the target database with the source's locale, or accept that ORDER BY answers in another order."),
    COLLATION_OUTDATED(
            "GW-0138",
            "the source's indexes may be in an outdated sort order",
            "REINDEX indexes on text there: a broken unique index may hide duplicates that the target will refuse."),
    ROLES_MISSING(
            "GW-0139",
            "roles do not exist on the target",
            "Create them, or migrate with --roles on, or with --owner none."),
    OWNER_NOT_SETTABLE(
            "GW-0140",
            "the user may not give objects to their owners on the target",
            "GRANT the owning roles to the user on the target, or migrate with --owner none."),
    TARGET_NOT_EMPTY(
            "GW-0141",
            "the target already holds what would be created",
            "Use an empty database, or --existing-target drop."),
    TARGET_RIGHTS_MISSING(
            "GW-0142",
            "the user may not create everything on the target",
            "Grant what is missing, or sign in as the owner."),
    NO_SCRATCH_DATABASE(
            "GW-0143",
            "the definitions cannot be tried out on the target",
            "ALTER ROLE … CREATEDB on the target; without it, what the target refuses shows only after the start."),
    REPLICA_ROLE_DENIED(
            "GW-0144",
            "triggers and foreign keys cannot be held back on the target",
            "From version 15 on: GRANT SET ON PARAMETER session_replication_role TO …;"
                    + " else they are created only at the switch, which then takes longer."),
    FEW_CONNECTIONS(
            "GW-0145",
            "few connections are free",
            "Raise max_connections, close idle sessions, or lower --parallelism."),
    DISK_SPACE("GW-0146", "disk space is short", "Free or add space before the start."),
    CLOCKS_DIFFER("GW-0147", "clocks differ", "Set up NTP: times in reports and logs will not match otherwise."),
    LOCK_TABLE_SMALL(
            "GW-0148",
            "the source has little room for locks",
            "Raise max_locks_per_transaction so that times max_connections it exceeds twice the number of tables;"
                    + " it takes a restart."),
    NOT_ENCRYPTED(
            "GW-0149",
            "the connection is not encrypted",
            "Add sslmode=verify-full to the address, or at least sslmode=require."),
    PASSWORDS_NOT_READABLE(
            "GW-0150",
            "the user may not read the passwords of roles",
            "Set them on the target with ALTER ROLE … PASSWORD, or sign in as a superuser."),
    CHAR_BEYOND_ASCII(
            "GW-0151",
            "values of type \"char\" beyond 127 cannot be moved as text",
            "Migrate to version 15 or newer, make the column a smallint on the source, or leave the table out."),
    OWN_NAMES_TAKEN(
            "GW-0152",
            "the source uses names that are Godwit's own",
            "Rename it on the source (ALTER SCHEMA godwit RENAME TO …, ALTER TRIGGER … RENAME TO …), or leave tables out with"
                    + " --exclude-table 'godwit.*'. What an ended migration has left behind may be dropped."),
    HASH_NOT_ALLOWED(
            "GW-0153",
            "a server does not compute md5, by which rows are compared",
            "Let the server compute md5 for the time of the migration (FIPS mode forbids it), or grant EXECUTE on"
                    + " pg_catalog.md5."),
    SNAPSHOT_MAY_EXPIRE(
            "GW-0154",
            "the source ends snapshots that are old",
            "ALTER SYSTEM SET old_snapshot_threshold = -1; and restart the source, or a long copy fails."),
    TRANSACTIONS_RUN_OUT(
            "GW-0155",
            "the source has not frozen old rows for long",
            "VACUUM FREEZE those tables first: a copy and its slot hold vacuum back. Drop slots that nobody uses."),
    WAY_BACK_RIGHTS_MISSING(
            "GW-0156",
            "the user may not write on the source what comes back",
            "Grant what is missing on the source, or promote without --fallback."),
    WAY_BACK_TRIGGERS(
            "GW-0157",
            "triggers or rules on the source would act on what comes back",
            "ALTER TABLE … ENABLE TRIGGER … (instead of ALWAYS or REPLICA) on the source, or promote without --fallback."),
    WAY_BACK_TEXT(
            "GW-0158",
            "the source may not hold every text that is written on the target",
            "A character that the source's encoding lacks ends the way back: see that applications write none, or promote"
                    + " without --fallback."),
    DEFINITIONS_NOT_TOLD(
            "GW-0159",
            "a table whose definition changes meanwhile will wait for a decision",
            "Nothing has to be done. Change no definitions until the switch, or decide then: godwit job table. Godwit follows"
                    + " them by itself where its user may make event triggers, as a superuser may."),
    SCHEMA_NAME_TAKEN(
            "GW-0170",
            "the target already has a schema of the name that one is to get",
            "Choose another name, or rename or drop that schema on the target."),
    SCHEMA_NOT_SELECTED(
            "GW-0171",
            "a schema that is to get another name is not migrated",
            "Correct the name, case counts; each database of a job needs the schema: rename in jobs of their own otherwise."),
    SCHEMA_NAME_RESERVED(
            "GW-0172",
            "no schema can have a name that one is to get",
            "Choose one that does not begin with pg_, has at most 63 bytes, and is none of information_schema and godwit."),
    SCHEMAS_COLLIDE(
            "GW-0173",
            "two schemas would have the same name on the target",
            "Choose another name: schemas can neither exchange names nor take one that the migration itself brings."),
    SCHEMA_OF_EXTENSION(
            "GW-0174",
            "the schema of an extension that cannot be moved cannot get another name",
            "Let that schema keep its name."),
    SCHEMA_SHARED(
            "GW-0175",
            "a schema that is to get another name holds other things on the target",
            "Use an empty database, or move what is there to another schema first."),
    SCHEMA_MENTIONED(
            "GW-0176",
            "text names a schema that gets another name",
            "Text does not follow: after the switch change it on the target (CREATE OR REPLACE, ALTER … SET search_path)"
                    + " together with the applications.");

    private final String id;
    private final String title;
    private final String advice;

    PostgresFinding(String id, String title, String advice) {
        this.id = id;
        this.title = title;
        this.advice = advice;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public FailureKind kind() {
        return FailureKind.FIX_BY_USER;
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
