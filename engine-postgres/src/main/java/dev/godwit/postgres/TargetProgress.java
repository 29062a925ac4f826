package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Position;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notes on the target, in the schema {@value CatalogReader#OWN_SCHEMA} of the database that is moved to.
 *
 * <p>The epoch is a fence: whoever changes the target does so in a transaction that also locks the migration's row and
 * finds its own epoch there. {@link #takeOver} waits for such transactions and shuts out all that come later.
 */
final class TargetProgress implements Progress {

    private static final long NOT_TAKEN = 0;

    private final Sessions sessions;
    private final String migration;
    private final TableNotes noted;
    private volatile long epoch = NOT_TAKEN;

    /** @param migration the plan's id */
    TargetProgress(Sessions sessions, String migration) {
        this.sessions = sessions;
        this.migration = migration;
        this.noted = new TableNotes(migration);
    }

    @Override
    public void establish() {
        inTransaction("making the place for notes", connection -> {
            ProgressSchema.create(connection);
            Prepared.update(
                    connection, "INSERT INTO godwit.migration (id) VALUES (?) ON CONFLICT DO NOTHING", migration);
        });
    }

    @Override
    public long takeOver() {
        // One that hangs in a transaction would keep us waiting, and what began before must not go on afterwards.
        endOthers();
        inTransaction("taking the migration over", connection -> {
            // FOR UPDATE waits for writers that hold the fence; an UPDATE alone would not, epoch being no key.
            epochOf(connection, migration, "FOR UPDATE");
            Prepared.update(connection, "UPDATE godwit.migration SET epoch = epoch + 1 WHERE id = ?", migration);
            epoch = epochOf(connection, migration, "");
        });
        endOthers();
        return epoch;
    }

    /** Ends every session of this migration in this database. */
    private void endOthers() {
        try (Connection connection = sessions.borrow()) {
            String sql = "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
                    + " WHERE usename = current_user AND datname = pg_catalog.current_database()"
                    + " AND pid <> pg_catalog.pg_backend_pid() AND application_name IN (?, ?)";
            try (PreparedStatement statement =
                    Prepared.of(connection, sql, sessions.application(), sessions.programName())) {
                statement.execute();
            }
        } catch (SQLException e) {
            throw Errors.failure("ending sessions of an earlier run on " + sessions.place(), e);
        }
    }

    @Override
    public void check() {
        try (Connection connection = sessions.borrow()) {
            checkIfTaken(connection);
        } catch (SQLException e) {
            throw Errors.failure("asking whose the migration is", e);
        }
    }

    /** As {@link #check}; passes before {@link #takeOver}. */
    void checkIfTaken(Connection connection) throws SQLException {
        long mine = epoch;
        if (mine != NOT_TAKEN) {
            refuseOther(
                    ProgressSchema.exists(connection) ? epochOf(connection, migration, "") : NOT_TAKEN,
                    migration,
                    mine);
        }
    }

    /** The epoch that {@link #takeOver} has answered with. */
    long epoch() {
        if (epoch == NOT_TAKEN) {
            throw Failure.of(CoreFailure.UNEXPECTED)
                    .found("the target was to be written before the migration was taken over")
                    .build();
        }
        return epoch;
    }

    @Override
    public Optional<Position> position() {
        // A commit whose answer was lost may be on its way: it holds the row, and this waits for its end.
        String sql = "SELECT position::text FROM godwit.migration WHERE id = ? FOR SHARE";
        return asked("reading the position", sql, migration).map(Lsn::position);
    }

    @Override
    public void begin(Position position) {
        inTransaction("noting the first position", connection -> {
            advance(connection, migration, epoch(), position);
        });
    }

    @Override
    public void arm(Collection<TableName> tables, Position position, Map<String, String> notes) {
        String[] schemas = tables.stream().map(TableName::schema).toArray(String[]::new);
        String[] names = tables.stream().map(TableName::name).toArray(String[]::new);
        String[] keys = notes.keySet().toArray(String[]::new);
        String[] values = notes.values().toArray(String[]::new);
        inTransaction("arming the way back", connection -> {
            ProgressSchema.create(connection);
            Prepared.update(connection, "DELETE FROM godwit.migration WHERE id = ?", migration);
            Prepared.update(
                    connection,
                    "INSERT INTO godwit.migration (id, epoch, position) VALUES (?, 1, ?::pg_catalog.pg_lsn)",
                    migration,
                    position.text());
            Prepared.update(
                    connection,
                    "INSERT INTO godwit.chunk (migration, schema_name, table_name, number, of, snapshot, rows, bytes)"
                            + " SELECT ?, s, t, 0, 1, ?::pg_catalog.pg_lsn, 0, 0 FROM unnest(?::text[], ?::text[]) u (s, t)",
                    migration,
                    position.text(),
                    connection.createArrayOf("text", schemas),
                    connection.createArrayOf("text", names));
            Prepared.update(
                    connection,
                    "INSERT INTO godwit.note (migration, key, value)"
                            + " SELECT ?, k, v FROM unnest(?::text[], ?::text[]) u (k, v)",
                    migration,
                    connection.createArrayOf("text", keys),
                    connection.createArrayOf("text", values));
        });
    }

    /**
     * Moves the position on, in the caller's transaction and with its commit. The row stays locked until then, so this
     * comes last.
     *
     * @throws Failure {@code REPLACED} when {@code epoch} is not the newest
     */
    static void advance(Connection connection, String migration, long epoch, Position position) throws SQLException {
        String sql = "UPDATE godwit.migration SET position = ?::pg_catalog.pg_lsn"
                + " WHERE id = ? AND epoch = ? AND (position IS NULL OR position <= ?::pg_catalog.pg_lsn)";
        if (Prepared.update(connection, sql, position.text(), migration, epoch, position.text()) == 0) {
            fence(connection, migration, epoch);
            throw Failure.of(CoreFailure.UNEXPECTED)
                    .found("the position of migration %s was to go back to %s", migration, position)
                    .build();
        }
    }

    /**
     * Makes sure, until the end of the caller's transaction, that nobody takes the migration over. Writers who hold this
     * do not wait for each other, nor for {@link #advance}.
     *
     * @throws Failure {@code REPLACED} when {@code epoch} is not the newest
     */
    static void fence(Connection connection, String migration, long epoch) throws SQLException {
        refuseOther(epochOf(connection, migration, "FOR KEY SHARE"), migration, epoch);
    }

    /** As {@link #fence(Connection, String, long)} for this migration. */
    void fence(Connection connection, long mine) throws SQLException {
        fence(connection, migration, mine);
    }

    private static void refuseOther(long newest, String migration, long epoch) {
        if (newest != epoch) {
            throw Failure.of(CoreFailure.REPLACED)
                    .found("migration %s is in epoch %d, this process in %d", migration, newest, epoch)
                    .build();
        }
    }

    /** Looks whether somebody else has taken over, without keeping them from it. */
    void check(Connection connection, long mine) throws SQLException {
        refuseOther(epochOf(connection, migration, ""), migration, mine);
    }

    /** Forgets a table's chunks, in the caller's transaction, which is fenced with it. */
    void forget(Connection connection, long mine, TableName table) throws SQLException {
        fence(connection, migration, mine);
        noted.forget(connection, table);
    }

    /** Notes a chunk that is loaded, in the caller's transaction, which is fenced with it. */
    void note(Connection connection, long mine, LoadedChunk chunk) throws SQLException {
        fence(connection, migration, mine);
        noted.add(connection, chunk);
    }

    @Override
    public Map<TableName, Copied> copied() {
        return read("reading which tables are copied", noted::copied);
    }

    @Override
    public Map<TableName, Waiting> waiting() {
        return read("reading which tables wait", noted::waiting);
    }

    @Override
    public void await(TableName table, Waiting waiting) {
        inTransaction("noting that " + table + " waits", connection -> {
            fence(connection, migration, epoch());
            noted.await(connection, table, waiting);
        });
    }

    @Override
    public void takeUp(Collection<TableName> tables, Position copied) {
        inTransaction("noting which tables wait no longer", connection -> {
            fence(connection, migration, epoch());
            noted.goBack(connection, copied);
            for (TableName table : tables) {
                noted.release(connection, table);
            }
        });
    }

    @Override
    public Optional<String> note(String key) {
        return asked("reading a note", "SELECT value FROM godwit.note WHERE migration = ? AND key = ?", migration, key);
    }

    @Override
    public void note(String key, String value) {
        inTransaction("writing a note", connection -> {
            fence(connection);
            write(connection, migration, key, value);
        });
    }

    /** As {@link #fence(Connection, long)} for the epoch that {@link #takeOver} has answered with. */
    void fence(Connection connection) throws SQLException {
        fence(connection, migration, epoch());
    }

    /** As {@link #note(String, String)}, in the caller's transaction, which is fenced. */
    void write(Connection connection, String key, String value) throws SQLException {
        Prepared.update(connection, "SET LOCAL synchronous_commit = on");
        write(connection, migration, key, value);
    }

    static void write(Connection connection, String migration, String key, String value) throws SQLException {
        String sql = "INSERT INTO godwit.note (migration, key, value) VALUES (?, ?, ?)"
                + " ON CONFLICT (migration, key) DO UPDATE SET value = excluded.value";
        Prepared.update(connection, sql, migration, key, value);
    }

    /** Removes this migration's notes, and the place for notes with the last of them. Idempotent. */
    void remove() {
        inTransaction("removing the notes", connection -> ProgressSchema.remove(connection, migration));
        epoch = NOT_TAKEN;
    }

    /** What {@link #remove} does, for people. */
    static List<String> removalByHand(String migration) {
        return List.of(
                "DELETE FROM godwit.migration WHERE id = " + Sql.literal(migration) + ";",
                "DO $$ BEGIN IF NOT EXISTS (SELECT FROM godwit.migration) THEN DROP SCHEMA godwit CASCADE; END IF; END"
                        + " $$;");
    }

    private static long epochOf(Connection connection, String migration, String lock) throws SQLException {
        String sql = "SELECT epoch FROM godwit.migration WHERE id = ? " + lock;
        try (PreparedStatement statement = Prepared.of(connection, sql, migration);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : NOT_TAKEN;
        }
    }

    private Optional<String> asked(String doing, String sql, Object... values) {
        try (Connection connection = sessions.borrow()) {
            if (!ProgressSchema.exists(connection)) {
                return Optional.empty();
            }
            try (PreparedStatement statement = Prepared.of(connection, sql, values);
                    ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw Errors.failure(doing, e);
        }
    }

    private <T> Map<TableName, T> read(String doing, Question<T> question) {
        try (Connection connection = sessions.borrow()) {
            return ProgressSchema.exists(connection) ? question.ask(connection) : Map.of();
        } catch (SQLException e) {
            throw Errors.failure(doing, e);
        }
    }

    private interface Question<T> {

        Map<TableName, T> ask(Connection connection) throws SQLException;
    }

    private void inTransaction(String doing, Work work) {
        try (Connection connection = sessions.borrow()) {
            connection.setAutoCommit(false);
            Prepared.update(connection, "SET LOCAL synchronous_commit = on"); // whatever the database's own setting is
            work.run(connection);
            connection.commit();
        } catch (SQLException e) {
            throw Errors.failure(doing + " on the target", e);
        }
    }

    private interface Work {

        void run(Connection connection) throws SQLException;
    }
}
