package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.TableName;
import dev.godwit.core.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps applications away from the source's database while the switch is made, and lets them in again. How it was is
 * kept on the source, so that a process that starts after a crash can undo it.
 */
final class SourceDoor {

    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(15);
    private static final Duration LOOK_EACH = Duration.ofMillis(10);

    private final Sessions sessions;
    private final TableName memory;

    SourceDoor(Sessions sessions, CaptureNames names) {
        this.sessions = sessions;
        this.memory = names.door();
    }

    List<Writer> writers() {
        return with("looking for writers", SourceWriters::list);
    }

    /** Shuts the door and ends the sessions that are inside; answers with what was done. */
    List<String> close() {
        return with("closing the door", connection -> {
            var done = new ArrayList<String>();
            for (DoorChange change : changes(connection)) {
                done.add(change.words());
            }
            int ended = emptyRoom(connection);
            done.add(ended == 1 ? "ended 1 session" : "ended " + ended + " sessions");
            return done;
        });
    }

    /** Puts everything back as it was. */
    void open() {
        with("opening the door", connection -> {
            if (ReplicaIdentities.exists(connection, memory)) {
                List<String> undo = undo(connection);
                undo.add("DROP TABLE " + Sql.quote(memory));
                new Patience(connection, LEAVE_LIMIT).run("opening the door", String.join(";", undo));
                OwnSchema.dropIfEmpty(connection);
            }
            return true;
        });
    }

    /** Removes what is remembered, and leaves the door as it is; answers with the statements that open it. */
    List<String> forget() {
        return with("leaving the door closed", connection -> {
            List<String> undo = undo(connection);
            if (ReplicaIdentities.exists(connection, memory)) {
                new Patience(connection, LEAVE_LIMIT).run("leaving the door closed", "DROP TABLE " + Sql.quote(memory));
                OwnSchema.dropIfEmpty(connection);
            }
            return undo;
        });
    }

    /** Leaves the door as it is, and what is remembered of it to another migration. */
    void leaveTo(CaptureNames other) {
        with("leaving the door closed", connection -> {
            if (ReplicaIdentities.exists(connection, memory)) {
                new Patience(connection, LEAVE_LIMIT)
                        .run(
                                "leaving the door closed",
                                "ALTER TABLE %s RENAME TO %s"
                                        .formatted(
                                                Sql.quote(memory),
                                                Sql.quote(other.door().name())));
            }
            return true;
        });
    }

    /** What opens the door, in order; empty when it was not closed. */
    private List<String> undo(Connection connection) throws SQLException {
        var undo = new ArrayList<String>();
        if (!ReplicaIdentities.exists(connection, memory)) {
            return undo;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT undo FROM %s ORDER BY number DESC".formatted(Sql.quote(memory)))) {
            while (row.next()) {
                undo.add(row.getString(1));
            }
        }
        return undo;
    }

    /**
     * One thing done to the door.
     *
     * @param words for people
     */
    private record DoorChange(String words, String statement, String undo) {}

    private List<DoorChange> changes(Connection connection) throws SQLException {
        if (ReplicaIdentities.exists(connection, memory)) {
            return List.of(); // closed already
        }
        List<DoorChange> changes = superuser(connection) ? limit(connection) : revocations(connection);
        OwnSchema.create(connection);
        var script = new StringBuilder(
                "CREATE TABLE %s (number int PRIMARY KEY, undo text NOT NULL);".formatted(Sql.quote(memory)));
        for (int i = 0; i < changes.size(); i++) {
            script.append("INSERT INTO %s VALUES (%d, %s);"
                    .formatted(Sql.quote(memory), i, Sql.literal(changes.get(i).undo())));
            script.append(changes.get(i).statement()).append(';');
        }
        new Patience(connection, LEAVE_LIMIT).run("closing the door", script.substring(0, script.length() - 1));
        return changes;
    }

    private static boolean superuser(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Superusers pass the limit: Godwit needs that, and others are seen by {@link #emptyRoom}. */
    private static List<DoorChange> limit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT pg_catalog.quote_ident(datname), datconnlimit FROM pg_catalog.pg_database
                        WHERE datname = pg_catalog.current_database()
                        """)) {
            row.next();
            String alter = "ALTER DATABASE " + row.getString(1) + " CONNECTION LIMIT ";
            return List.of(new DoorChange(
                    "set the connection limit of database " + row.getString(1) + " to 0",
                    alter + "0",
                    alter + row.getInt(2)));
        }
    }

    /** An owner who is no superuser would lock himself out by a limit. */
    private static List<DoorChange> revocations(Connection connection) throws SQLException {
        var changes = new ArrayList<DoorChange>();
        boolean mine = false;
        String database = "";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(GRANTS)) {
            while (row.next()) {
                database = row.getString("database");
                if (row.getBoolean("mine")) {
                    mine = true;
                    continue;
                }
                String grantee = row.getString("grantee");
                changes.add(new DoorChange(
                        "revoked CONNECT on database " + database + " from " + grantee,
                        "REVOKE CONNECT ON DATABASE " + database + " FROM " + grantee,
                        "GRANT CONNECT ON DATABASE " + database + " TO " + grantee
                                + (row.getBoolean("is_grantable") ? " WITH GRANT OPTION" : "")));
            }
        }
        if (!mine && !changes.isEmpty()) {
            changes.addFirst(new DoorChange(
                    "granted CONNECT on database " + database + " to Godwit's user",
                    "GRANT CONNECT ON DATABASE " + database + " TO CURRENT_USER",
                    "REVOKE CONNECT ON DATABASE " + database + " FROM CURRENT_USER"));
        }
        return changes;
    }

    /** Ends sessions until none is left; answers with how many were ended. */
    private static int emptyRoom(Connection connection) throws SQLException {
        long end = System.nanoTime() + LEAVE_LIMIT.toNanos();
        int ended = 0;
        while (true) {
            boolean entering = Rows.yes(connection, ENTERING);
            List<String> inside = inside(connection);
            if (inside.isEmpty() && !entering) {
                return ended;
            }
            if (System.nanoTime() > end) {
                throw Failure.of(PostgresFailure.DOOR_NOT_CLOSED)
                        .found("still connected: %s", String.join("; ", inside))
                        .build();
            }
            ended += terminate(connection);
            Patience.sleep(LOOK_EACH);
        }
    }

    private static List<String> inside(Connection connection) throws SQLException {
        var inside = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_catalog.format('%s of %s (%s)', a.pid, a.usename, a.application_name) " + CLIENTS)) {
            while (row.next()) {
                inside.add(row.getString(1));
            }
        }
        return inside;
    }

    private static int terminate(Connection connection) throws SQLException {
        var pids = new ArrayList<Integer>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT a.pid " + CLIENTS)) {
            while (row.next()) {
                pids.add(row.getInt(1));
            }
        }
        int ended = 0;
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_catalog.pg_terminate_backend(?)")) {
            for (int pid : pids) {
                statement.setInt(1, pid);
                try (ResultSet row = statement.executeQuery()) {
                    ended += row.next() && row.getBoolean(1) ? 1 : 0;
                } catch (SQLException e) {
                    if (!Errors.state(e).equals(Errors.INSUFFICIENT_PRIVILEGE)) {
                        throw e; // who may not be ended is named when the time is over
                    }
                }
            }
        }
        return ended;
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T with(String doing, Work<T> work) {
        try (Connection connection = sessions.borrow()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw Errors.failure(doing + " of " + sessions.place(), e);
        }
    }

    private static final String CLIENTS =
            SourceWriters.OTHERS + " AND coalesce(a.backend_type, 'client backend') = 'client backend'";

    /**
     * Whether somebody signs in who may have been let in before the door closed, and is no session yet. Until it is one, a
     * backend holds this lock on its database: it takes it before it looks whether it may enter.
     */
    private static final String ENTERING = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d
                ON l.classid = 'pg_catalog.pg_database'::pg_catalog.regclass AND l.objid = d.oid
                WHERE l.locktype = 'object' AND l.mode = 'RowExclusiveLock' AND l.pid <> pg_catalog.pg_backend_pid()
                AND d.datname = pg_catalog.current_database())
            """;

    private static final String GRANTS = """
            SELECT pg_catalog.quote_ident(d.datname) AS database, a.is_grantable,
                a.grantee = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user) AS mine,
                CASE a.grantee WHEN 0 THEN 'PUBLIC'
                    ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END AS grantee
            FROM pg_catalog.pg_database d,
                pg_catalog.aclexplode(coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) a
            WHERE d.datname = pg_catalog.current_database() AND a.privilege_type = 'CONNECT'
            ORDER BY grantee
            """;
}
