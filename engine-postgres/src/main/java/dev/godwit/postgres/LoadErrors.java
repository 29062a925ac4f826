package dev.godwit.postgres;

import dev.godwit.core.Column;
import dev.godwit.core.Failure;
import dev.godwit.core.Table;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns what a target answers to rows into failures. The server's sentences about values quote them: those stay out. */
final class LoadErrors {

    private static final String DATA_EXCEPTION = "22";

    private LoadErrors() {}

    static Failure failure(Table table, SQLException e) {
        String state = Errors.state(e);
        if (state.equals(Errors.UNIQUE_VIOLATION) || state.equals(Errors.EXCLUSION_VIOLATION)) {
            boolean own = Errors.words(e).contains("chunk_pkey");
            return Failure.of(own ? PostgresFailure.CHUNK_TWICE : PostgresFailure.ROWS_COLLIDE)
                    .found("loading %s: %s", table.name(), Errors.words(e))
                    .cause(e)
                    .build();
        }
        // Undefined names too: a value of a reg* type names what the target may not have.
        if (state.startsWith(DATA_EXCEPTION)
                || (state.startsWith("42") && !column(table, e).isEmpty())) {
            return Failure.of(PostgresFailure.VALUE_REFUSED)
                    .found("loading %s%s: SQLSTATE %s", table.name(), column(table, e), state)
                    .build();
        }
        return Errors.failure("loading " + table.name(), e);
    }

    /** The column that COPY was at, from the context "COPY table, line 1, column name: …". */
    private static String column(Table table, SQLException e) {
        ServerErrorMessage message = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        String where = message == null ? null : message.getWhere();
        if (where == null || !where.startsWith("COPY ")) {
            return "";
        }
        for (Column column : table.columns()) {
            if (where.contains(", column " + column.name() + ":") || where.endsWith(", column " + column.name())) {
                return ", column " + column.name();
            }
        }
        return "";
    }
}
