package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.FailureCode;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns what the driver throws into failures with a code, without a row's values. */
final class Errors {

    static final String UNIQUE_VIOLATION = "23505";
    static final String EXCLUSION_VIOLATION = "23P01";
    static final String LOCK_NOT_AVAILABLE = "55P03";
    static final String QUERY_CANCELED = "57014";
    static final String OUT_OF_MEMORY = "53200";
    static final String FEATURE_NOT_SUPPORTED = "0A000";
    static final String INSUFFICIENT_PRIVILEGE = "42501";

    private Errors() {}

    /** @param doing what was tried, with "on which server" */
    static Failure failure(String doing, SQLException e) {
        return Failure.of(code(e)).found("%s: %s", doing, words(e)).cause(e).build();
    }

    static String state(SQLException e) {
        String state = e.getSQLState();
        return state == null ? "" : state;
    }

    /** The server's sentence and the object it names; no detail line, which would hold values. */
    static String words(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        if (server == null || server.getMessage() == null) {
            return String.valueOf(e.getMessage());
        }
        return server.getMessage()
                + named(" in table ", server.getTable())
                + named(", constraint ", server.getConstraint());
    }

    private static String named(String before, @Nullable String name) {
        return name == null ? "" : before + name;
    }

    /** By the error codes of appendix A of PostgreSQL's documentation. */
    static FailureCode code(SQLException e) {
        String state = state(e);
        return switch (state) {
            case "28P01", "28000" -> CoreFailure.SIGN_IN_REFUSED;
            case "3D000" -> CoreFailure.DATABASE_MISSING;
            case "08001", "08004" -> CoreFailure.SERVER_UNREACHABLE;
            case "53100" -> PostgresFailure.SERVER_DISK_FULL;
            case LOCK_NOT_AVAILABLE -> PostgresFailure.LOCK_NOT_GRANTED;
            case "08P01" -> PostgresFailure.STATEMENT_REFUSED;
            case "58000",
                    "58030",
                    "53200",
                    "53300",
                    "53400",
                    "55006",
                    "25P03",
                    "25P04",
                    QUERY_CANCELED, // by an administrator: there is no timeout of our own that is not caught where it
                    // is set
                    "57P01",
                    "57P02",
                    "57P03",
                    "57P05" -> CoreFailure.TRANSIENT_TROUBLE;
            default ->
                state.startsWith("08") || state.startsWith("40")
                        ? CoreFailure.TRANSIENT_TROUBLE
                        : PostgresFailure.STATEMENT_REFUSED;
        };
    }
}
