package dev.godwit.testkit;

import java.sql.SQLException;

/** A statement of a test failed, or a connection could not be had. */
public final class UncheckedSqlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What was tried, and what the database said. */
    public UncheckedSqlException(String message, SQLException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }

    /** The five characters of the SQL standard, for instance {@code 28P01} for a wrong password; empty without one. */
    public String state() {
        return getCause() instanceof SQLException cause && cause.getSQLState() != null ? cause.getSQLState() : "";
    }
}
