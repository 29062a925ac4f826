package dev.godwit.core;

/** Failures that no single engine owns. */
public enum CoreFailure implements FailureCode {
    URL_NOT_UNDERSTOOD(
            "GW-0001",
            FailureKind.FIX_BY_USER,
            "the address of a server is not understood",
            "Write it as engine://user@host:port/database?option=value."),
    PASSWORD_NEEDED(
            "GW-0002",
            FailureKind.FIX_BY_USER,
            "the server asks for a password and none was given",
            "Set GODWIT_SOURCE_PASSWORD or GODWIT_TARGET_PASSWORD, or use the engine's password file."),
    SERVER_UNREACHABLE(
            "GW-0003",
            FailureKind.TRANSIENT,
            "a server cannot be reached",
            "Check host, port, firewall and that the server runs."),
    SIGN_IN_REFUSED(
            "GW-0004",
            FailureKind.FIX_BY_USER,
            "a server refuses to sign in",
            "Check user, password and the server's access rules."),
    TLS_FAILED(
            "GW-0005",
            FailureKind.FIX_BY_USER,
            "a secure connection could not be made",
            "Check sslmode, the certificates and that the server offers TLS."),
    DATABASE_MISSING(
            "GW-0006", FailureKind.FIX_BY_USER, "a database does not exist", "Create it, or correct the address."),
    VALIDATION_FAILED(
            "GW-0010",
            FailureKind.FIX_BY_USER,
            "validation found what forbids the start",
            "Mend each finding marked FAILED, then start the migration again."),
    CATALOG_CHANGED(
            "GW-0301",
            FailureKind.FIX_BY_USER,
            "the definition of tables changed on the source while they were migrated",
            "Undo the change on the source, or end this migration and start again."),
    COUNTS_DIFFER(
            "GW-0302",
            FailureKind.BUG,
            "changes received are not the sum of those applied, filtered and coalesced",
            "Nothing was promoted. Please report this with the log."),
    ROW_NOT_FOUND(
            "GW-0303",
            FailureKind.DATA_CONFLICT,
            "a change meets a row that the target does not hold as expected",
            "See that nothing else writes on the target; then start the migration again."),
    GAP_IN_LOG(
            "GW-0304",
            FailureKind.BEGIN_AGAIN,
            "the source has released log that the target still needs",
            "The copy cannot go on without loss: end this migration and start again."),
    REPLACED(
            "GW-0305",
            FailureKind.FIX_BY_USER,
            "another Godwit took this migration over",
            "Only one process may run a migration; look for the other one."),
    LOG_BUDGET(
            "GW-0310",
            FailureKind.FIX_BY_USER,
            "the source keeps more log for a migration than it should",
            "Look why the job does not catch up: its target, its own limits, or who is named. Give up in time: godwit job end."),
    SOURCE_FREED(
            "GW-0311",
            FailureKind.BEGIN_AGAIN,
            "the log kept for the migration reached its budget, so the source was freed of it",
            "The changes since then are lost to this job: make room on the source or raise the budget, then godwit job restart."),
    LOG_PRESSED(
            "GW-0312",
            FailureKind.FIX_BY_USER,
            "the source may soon release log that the migration needs",
            "Raise the source's own limit on kept log, or see that the job catches up."),
    SOURCE_HELD_UP(
            "GW-0313",
            FailureKind.FIX_BY_USER,
            "a transaction that is open for long holds up the source",
            "While it is open the source can release no log and clean up nothing: end it, or commit or roll it back."),

    DEFINITION_NOT_REPEATED(
            "GW-0320",
            FailureKind.FIX_BY_USER,
            "a change of definitions on the source was not repeated on the target",
            "Tables that it concerns are copied again. Do the same for anything else on the target by hand; the report shows what differs."),
    TABLES_WAIT(
            "GW-0321",
            FailureKind.FIX_BY_USER,
            "the definition of tables changed on the source, and somebody has to say what becomes of them",
            "Say for each of them: copy it again, run a statement on the target, or exclude it: godwit job table --help."),

    STATEMENT_REFUSED(
            "GW-0322",
            FailureKind.FIX_BY_USER,
            "a statement for a table that waits was refused",
            "Nothing was changed. Mend the statement, or have the table copied again or excluded."),

    WRITERS_REMAIN(
            "GW-0401",
            FailureKind.FIX_BY_USER,
            "applications still write to the source",
            "Stop them, or let Godwit close the door, then promote again."),
    DATA_DIFFER(
            "GW-0402",
            FailureKind.DATA_CONFLICT,
            "source and target are not equal",
            "The migration was not promoted. See the report for the tables that differ."),
    NOT_DRAINED(
            "GW-0403",
            FailureKind.FIX_BY_USER,
            "the target did not catch up while the applications waited",
            "Look why it applies slowly, wait until there is no lag, then promote again."),
    ALREADY_PROMOTED(
            "GW-0404",
            FailureKind.FIX_BY_USER,
            "the switch is done: the target is in use",
            "Resume the migration: it only tidies up."),
    NOT_READY(
            "GW-0405",
            FailureKind.FIX_BY_USER,
            "the target is not ready to be promoted",
            "Wait until it is in CDC and every table was compared: godwit job watch shows it."),
    LAG_REMAINS(
            "GW-0406",
            FailureKind.FIX_BY_USER,
            "the target is behind the source",
            "Wait until it has caught up, then promote again; "
                    + "or promote in spite of it: --override-lag on the command line, Promote anyway in the console."),
    WAY_BACK_REFUSED(
            "GW-0407",
            FailureKind.FIX_BY_USER,
            "the way back cannot be armed",
            "Nothing was switched. Mend what is named, or promote without a way back."),
    WAY_BACK_ONLY_FOLLOWS(
            "GW-0408",
            FailureKind.FIX_BY_USER,
            "a way back neither copies nor wipes: its target is the database that was left",
            "End it when it is no longer wanted; a new migration may copy anew."),
    DEFINITIONS_MISSING(
            "GW-0409",
            FailureKind.DATA_CONFLICT,
            "what the source defines is missing on the target, or is another there",
            "Nothing was switched. Make it on the target as it is on the source, then promote again; "
                    + "or promote in spite of it: --override-lag on the command line, Promote anyway in the console."),
    NOT_FOLLOWED(
            "GW-0420",
            FailureKind.FIX_BY_USER,
            "rows are repaired only while changes are followed",
            "Resume the migration, wait until it follows the changes, then repair again."),
    RANGE_NOT_USABLE(
            "GW-0421",
            FailureKind.FIX_BY_USER,
            "a range of keys cannot be verified",
            "Name one table that has a key and its index on both sides, and give a value for each column of the key."),
    ROW_TOO_LARGE(
            "GW-0501",
            FailureKind.FIX_BY_USER,
            "a row is too large for the memory of this process",
            "Set GODWIT_HEAP to the size that is named, and start Godwit and the migration again."),
    TRANSIENT_TROUBLE(
            "GW-0502",
            FailureKind.TRANSIENT,
            "a server or the connection to it failed for the moment",
            "Godwit tries again by itself."),
    DISK_FULL(
            "GW-0503",
            FailureKind.FIX_BY_USER,
            "no space is left for Godwit's own files",
            "Free space, or set GODWIT_DATA to a larger disk, then resume the job or repeat the command."),
    INTERRUPTED("GW-0504", FailureKind.FIX_BY_USER, "the migration was stopped", "Run the same command to go on."),
    FILES_UNUSABLE(
            "GW-0505",
            FailureKind.FIX_BY_USER,
            "Godwit's own files cannot be read or written",
            "See that the folder named by GODWIT_DATA is there and belongs to the user that Godwit runs as, then resume the job or repeat the command."),
    UNEXPECTED("GW-0999", FailureKind.BUG, "something happened that nobody foresaw", "Please report it with the log.");

    private final String id;
    private final FailureKind kind;
    private final String title;
    private final String advice;

    CoreFailure(String id, FailureKind kind, String title, String advice) {
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
