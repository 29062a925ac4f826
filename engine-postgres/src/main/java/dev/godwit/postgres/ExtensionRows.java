package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;

/**
 * Rows that users added to tables of extensions. These tables come with CREATE EXTENSION and belong to no user, so they are
 * in no copy and in no stream. What an extension has marked by pg_extension_config_dump is compared and, where it differs,
 * replaced as a whole. What does not go is a finding.
 */
final class ExtensionRows {

    private final Sessions source;
    private final Sessions target;

    ExtensionRows(Sessions source, Sessions target) {
        this.source = source;
        this.target = target;
    }

    /**
     * Something an extension has marked.
     *
     * @param sequence whether it is a sequence instead of a table
     * @param condition which rows are users', beginning with WHERE; empty for all
     */
    private record Marked(String extension, TableName name, boolean sequence, boolean partitioned, String condition) {

        String rows(String columns) {
            return "SELECT %s FROM %s %s".formatted(columns, only(), condition);
        }

        String only() {
            return (partitioned ? "" : "ONLY ") + Sql.quote(name);
        }
    }

    /** Makes the target's rows those of the source, where it has the extension. Can be repeated. */
    List<Finding> mend() {
        var findings = new ArrayList<Finding>();
        try (Connection from = source.open();
                Connection to = target.open()) {
            ReplicaRole.take(to);
            Map<TableName, Marked> there = new HashMap<>();
            marked(to).forEach(marked -> there.put(marked.name, marked));
            List<String> extensions = Rows.strings(to, "SELECT extname FROM pg_catalog.pg_extension");
            for (Marked theirs : marked(from)) {
                if (extensions.contains(theirs.extension)) {
                    mend(from, to, theirs, there.get(theirs.name), findings);
                }
            }
        } catch (SQLException e) {
            throw Errors.failure("comparing rows of extensions of " + source.place() + " and " + target.place(), e);
        }
        return findings;
    }

    private void mend(Connection from, Connection to, Marked theirs, @Nullable Marked ours, List<Finding> findings)
            throws SQLException {
        try {
            if (ours == null) {
                if (theirs.sequence || Rows.number(from, COUNT.formatted(theirs.rows(""))) > 0) {
                    findings.add(notMoved(theirs, "the target's version of the extension has no such table"));
                }
            } else if (theirs.sequence) {
                sequence(from, to, theirs);
            } else {
                String columns = String.join(
                        ", ", Rows.strings(from, COLUMNS.formatted(generated(source)), Sql.quote(theirs.name)));
                if (!hash(from, theirs, columns).equals(hash(to, ours, columns))) {
                    replace(from, to, theirs, ours, columns);
                }
            }
        } catch (SQLException e) {
            if (Errors.state(e).startsWith("08") || Errors.state(e).startsWith("57P")) {
                throw e;
            }
            findings.add(notMoved(theirs, Errors.words(e)));
        }
    }

    private static String generated(Sessions sessions) {
        return sessions.version().hasGeneratedColumns() ? "AND attgenerated = ''" : "";
    }

    private static Finding notMoved(Marked marked, String why) {
        return StructureFindings.warning(
                PostgresFailure.EXTENSION_ROWS_NOT_MOVED, "%s of extension %s: %s", marked.name, marked.extension, why);
    }

    private static void sequence(Connection from, Connection to, Marked marked) throws SQLException {
        List<String> value = Rows.of(from, "SELECT last_value, is_called FROM " + Sql.quote(marked.name))
                .getFirst();
        Rows.of(
                to,
                "SELECT pg_catalog.setval(?::pg_catalog.regclass, ?::int8, ?::bool)",
                Sql.quote(marked.name),
                value.get(0),
                value.get(1));
    }

    private static List<String> hash(Connection connection, Marked marked, String columns) throws SQLException {
        return Rows.of(connection, HASH.formatted(marked.rows(columns))).getFirst();
    }

    /** The one side's own condition says what its rows of users are: another version may ship other rows. */
    private static void replace(Connection from, Connection to, Marked theirs, Marked ours, String columns)
            throws SQLException {
        to.setAutoCommit(false);
        try (Statement statement = to.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("DELETE FROM %s %s".formatted(ours.only(), ours.condition));
            copy(from, to, theirs, columns);
            to.commit();
        } finally {
            to.rollback();
            to.setAutoCommit(true);
        }
    }

    private static void copy(Connection from, Connection to, Marked theirs, String columns) throws SQLException {
        CopyIn into = to.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY %s (%s) FROM STDIN".formatted(Sql.quote(theirs.name), columns));
        try {
            CopyOut rows = from.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (%s) TO STDOUT".formatted(theirs.rows(columns)));
            try {
                for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
                    into.writeToCopy(row, 0, row.length);
                }
                into.endCopy();
            } finally {
                cancel(rows);
            }
        } finally {
            cancel(into);
        }
    }

    private static void cancel(CopyOperation copy) throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private static List<Marked> marked(Connection connection) throws SQLException {
        var marked = new ArrayList<Marked>();
        for (List<String> row : Rows.of(connection, MARKED)) {
            marked.add(new Marked(
                    row.get(2),
                    Rows.table(row),
                    row.get(3).equals("S"),
                    row.get(3).equals("p"),
                    row.get(4)));
        }
        return marked;
    }

    private static final String MARKED = """
            SELECT n.nspname, c.relname, e.extname, c.relkind::text, coalesce(e.extcondition[k.n], '')
            FROM pg_catalog.pg_extension e
            CROSS JOIN LATERAL pg_catalog.unnest(e.extconfig) WITH ORDINALITY k (oid, n)
            JOIN pg_catalog.pg_class c ON c.oid = k.oid AND c.relkind IN ('r', 'p', 'S')
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ORDER BY e.extname, k.n
            """;

    private static final String COLUMNS = """
            SELECT pg_catalog.quote_ident(attname) FROM pg_catalog.pg_attribute
            WHERE attrelid = ?::pg_catalog.regclass AND attnum > 0 AND NOT attisdropped %s ORDER BY attnum
            """;

    private static final String COUNT = "SELECT count(*) FROM (%s) AS godwit_row";

    private static final String HASH = """
            SELECT count(*), coalesce(sum(('x' || pg_catalog.substr(pg_catalog.md5(godwit_row::text), 1, 15))::bit(60)::int8), 0)
            FROM (%s) AS godwit_row
            """;
}
