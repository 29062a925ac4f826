package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.FailureKind;
import dev.godwit.core.Position;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Does on the target what changed definitions on the source, in the transaction that carries the rows before and after it.
 * What the target has become is read from its own catalog, so that nothing has to be guessed from the statement.
 */
final class Redefinition {

    private static final int FIRST_WITH_MISSING_VALUES = 11;
    private static final int FIRST_WITH_LABELS_IN_TRANSACTIONS = 12;

    private static final String NO_SUCH_ROLE = "22023";

    /** What is there already, or is gone already. */
    private static final Set<String> DONE_BEFORE =
            Set.of("42P07", "42701", "42710", "42723", "42P06", "42704", "42703", "42P01", "42883", "3F000");

    private final Connection connection;
    private final Sessions sessions;
    private final TableNotes noted;
    private final boolean owners;
    private final boolean replica;
    private final Runnable beginning;
    private boolean begun;

    /**
     * @param connection the applier's, in a transaction
     * @param owners whether owners are the same on both sides
     * @param replica whether triggers and foreign keys do not act on what the applier writes
     * @param beginning to be done before the first definition is changed
     */
    Redefinition(
            Connection connection,
            Sessions sessions,
            String migration,
            boolean owners,
            boolean replica,
            Runnable beginning) {
        this.connection = connection;
        this.sessions = sessions;
        this.noted = new TableNotes(migration);
        this.owners = owners;
        this.replica = replica;
        this.beginning = beginning;
    }

    /** Before the first definition is changed, so that what comes of it counts as this migration's. */
    static void begin(Sessions target, Progress progress) {
        new MadeObjects(target, progress).changing();
        new Notes(progress).finish(Notes.DEFINITIONS_CHANGED);
    }

    /** Runs an operator's statement, in the caller's transaction. */
    static void byHand(Connection connection, String statement) throws SQLException {
        // The decision is forgotten once this is committed, so the commit has to last.
        run(connection, "SET LOCAL lock_timeout = '30s'; SET LOCAL synchronous_commit = on");
        try {
            run(connection, statement);
        } catch (SQLException e) {
            if (Errors.code(e).kind() == FailureKind.TRANSIENT) {
                throw e;
            }
            throw Failure.of(CoreFailure.STATEMENT_REFUSED)
                    .found("%s", Errors.words(e))
                    .cause(e)
                    .build();
        }
    }

    /**
     * What came of it.
     *
     * @param copyAgain tables whose rows here are no longer those of the source
     * @param trouble why it was not done; empty when it was, or is not for now
     */
    record Result(Set<TableName> copyAgain, String trouble) {}

    private record Known(TableName name, boolean rows, Set<String> columns) {}

    /**
     * @param commit of the source's transaction
     * @param ahead whether tables were copied after it, so that the target may have what it makes
     */
    Result run(DefinitionRow row, Position commit, boolean ahead) throws SQLException {
        return switch (row.kind()) {
            case REWRITE -> new Result(Set.copyOf(row.tables().values()), "");
            case UNKNOWN -> new Result(Set.of(), "it could not be noted on the source: " + row.objects());
            case COMMAND, DROP -> replay(row, commit, ahead);
        };
    }

    private Result replay(DefinitionRow row, Position commit, boolean ahead) throws SQLException {
        if (ReplayedStatement.leftToSwitch(row, owners, replica)) {
            return new Result(Set.of(), "");
        }
        Optional<String> statement = ReplayedStatement.of(row);
        if (statement.isEmpty()) {
            String why = row.tables().isEmpty() ? "it was part of a larger command" : "";
            return new Result(Set.copyOf(row.tables().values()), why);
        }
        if (!begun) {
            beginning.run();
            begun = true;
        }
        Map<Long, Known> before = known();
        Savepoint savepoint = connection.setSavepoint();
        try {
            execute(statement.get(), row);
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            if (Errors.code(e).kind() == FailureKind.TRANSIENT
                    || Errors.state(e).equals(Errors.LOCK_NOT_AVAILABLE)) {
                throw e;
            }
            connection.rollback(savepoint);
            if (ahead && DONE_BEFORE.contains(Errors.state(e))) {
                return new Result(Set.of(), "");
            }
            return new Result(
                    ReplayedStatement.concernsRows(row)
                            ? Set.copyOf(row.tables().values())
                            : Set.of(),
                    Errors.words(e));
        }
        Map<Long, Known> after = known();
        note(before, after, commit);
        return new Result(otherwiseFilled(row, before, after), "");
    }

    private void execute(String statement, DefinitionRow row) throws SQLException {
        int major = sessions.version().major();
        if (major < FIRST_WITH_LABELS_IN_TRANSACTIONS && ReplayedStatement.addsLabel(row)) {
            try (Connection own = sessions.open()) {
                run(own, searchPath(row, false));
                runIfNew(own, statement);
            }
            return;
        }
        run(
                connection,
                "SET LOCAL lock_timeout = '30s'; SET LOCAL check_function_bodies = off; SET LOCAL "
                        + DefinitionTriggers.SILENT + " = ''; " + searchPath(row, true));
        if (!owners || !executed(statement, row.role())) {
            run(connection, statement);
        }
        run(
                connection,
                "SET LOCAL lock_timeout = 0; SET LOCAL search_path = ''; SET LOCAL " + DefinitionTriggers.SILENT
                        + " = 'on'");
    }

    /** The client's own; any text may stand there. */
    private static String searchPath(DefinitionRow row, boolean local) {
        return "SELECT pg_catalog.set_config('search_path', " + Sql.literal(row.path()) + ", " + local + ")";
    }

    /** As the role that did it on the source, so that it owns what it makes; false where that does not go here. */
    private boolean executed(String statement, String role) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            run(connection, "SET LOCAL ROLE " + Sql.quote(role));
            run(connection, statement);
            run(connection, "RESET ROLE");
            connection.releaseSavepoint(savepoint);
            return true;
        } catch (SQLException e) {
            String state = Errors.state(e);
            if (!state.equals(Errors.INSUFFICIENT_PRIVILEGE) && !state.equals(NO_SUCH_ROLE)) {
                throw e;
            }
            connection.rollback(savepoint);
            return false;
        }
    }

    private static void runIfNew(Connection on, String statement) throws SQLException {
        try {
            run(on, statement);
        } catch (SQLException e) {
            if (!Errors.state(e).equals("42710")) {
                throw e;
            }
        }
    }

    private static void run(Connection on, String sql) throws SQLException {
        try (Statement statement = on.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** Keeps the notes on copied tables right. */
    private void note(Map<Long, Known> before, Map<Long, Known> after, Position commit) throws SQLException {
        for (var each : before.entrySet()) {
            Known now = after.get(each.getKey());
            if (now == null) {
                noted.gone(connection, each.getValue().name);
            } else if (!now.name.equals(each.getValue().name)) {
                noted.renamed(connection, each.getValue().name, now.name);
            }
        }
        for (var each : after.entrySet()) {
            if (each.getValue().rows && !before.containsKey(each.getKey())) {
                noted.came(connection, each.getValue().name, commit);
            }
        }
    }

    /** Tables whose older rows have got another value in a new column than on the source: now() is another moment here. */
    private Set<TableName> otherwiseFilled(DefinitionRow row, Map<Long, Known> before, Map<Long, Known> after)
            throws SQLException {
        var tables = new LinkedHashSet<TableName>();
        var added = new HashMap<TableName, Set<String>>();
        after.forEach((oid, now) -> {
            Known was = before.get(oid);
            if (was != null) {
                Set<String> columns = new LinkedHashSet<>(now.columns);
                columns.removeAll(was.columns);
                added.put(now.name, columns);
            }
        });
        for (DefinitionRow.Missing each : row.missingValues()) {
            boolean isNew = added.getOrDefault(each.table(), Set.of()).contains(each.column());
            if (isNew && !missing(each).equals(Optional.of(each.value()))) {
                tables.add(each.table());
            }
        }
        return tables;
    }

    private Optional<String> missing(DefinitionRow.Missing column) throws SQLException {
        if (sessions.version().major() < FIRST_WITH_MISSING_VALUES) {
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT attmissingval::text"
                        + " FROM pg_catalog.pg_attribute WHERE attrelid = ?::pg_catalog.regclass AND attname = ? AND atthasmissing")) {
            statement.setString(1, Sql.quote(column.table()));
            statement.setString(2, column.column());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    private Map<Long, Known> known() throws SQLException {
        var tables = new HashMap<Long, Known>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(KNOWN)) {
            while (row.next()) {
                String[] columns = (String[]) row.getArray(5).getArray();
                tables.put(
                        row.getLong(1),
                        new Known(
                                new TableName(row.getString(2), row.getString(3)),
                                row.getBoolean(4),
                                new LinkedHashSet<>(Arrays.asList(columns))));
            }
        }
        return tables;
    }

    /** As {@link Progress#copied}, in the applier's transaction. */
    Map<TableName, Progress.Copied> copied() throws SQLException {
        return noted.copied(connection);
    }

    /** As {@link Progress#waiting}, in the applier's transaction. */
    Set<TableName> waiting() throws SQLException {
        return noted.waiting(connection).keySet();
    }

    /** Sets the changes of tables aside, in the applier's transaction. */
    void await(Set<TableName> tables, Progress.Waiting waiting) throws SQLException {
        for (TableName table : tables) {
            noted.await(connection, table, waiting);
        }
    }

    private static final String KNOWN = """
            SELECT c.oid::int8, n.nspname, c.relname, c.relkind = 'r',
                ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
            FROM\s""" + CatalogReader.USER_RELATIONS + " WHERE c.relkind IN ('r', 'p')";
}
