package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which log positions belong to. After a failover, or a restore, positions above the point where the histories part name
 * other changes than before: what the new primary writes there would be taken for held already.
 *
 * @param system the system identifier, made with the cluster and shared by its standbys
 * @param timeline raised by each promotion and each restore to a point in time
 * @param end up to where the log was flushed when it was asked
 */
record LogHistory(String system, long timeline, Position end) {

    static LogHistory read(Connection replication) throws SQLException {
        try (Statement statement = replication.createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            return new LogHistory(
                    row.getString("systemid"), row.getLong("timeline"), Lsn.position(row.getString("xlogpos")));
        }
    }

    /** To be noted, and given to {@link #check} later. */
    String text() {
        return system + "/" + timeline;
    }

    /**
     * Whether this is still the log that positions up to {@code from} were taken from.
     *
     * @param noted {@link #text} of that log
     * @throws Failure {@code OTHER_HISTORY} when it is not
     */
    void check(String noted, Position from, Connection replication) throws SQLException {
        int slash = noted.indexOf('/');
        long before = Long.parseLong(noted.substring(slash + 1));
        if (!system.equals(noted.substring(0, slash))) {
            throw other("the copy was made from system %s, this is system %s", noted.substring(0, slash), system);
        }
        if (end.before(from)) {
            throw other("the target holds changes up to %s, the log of the source ends at %s", from, end);
        }
        if (timeline != before) {
            Position parted = timeline < before ? Lsn.position("0/0") : parted(ancestors(replication), before);
            if (parted.before(from)) {
                throw other(
                        "the target holds changes up to %s, and timeline %d of the source left timeline %d at %s",
                        from, timeline, before, parted);
            }
        }
    }

    private String ancestors(Connection replication) throws SQLException {
        try (Statement statement = replication.createStatement();
                ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + timeline)) {
            row.next();
            return row.getString("content");
        }
    }

    /** Where a timeline was left, by a history file: lines of timeline, position and reason; 0/0 when it is no ancestor. */
    static Position parted(String ancestors, long timeline) {
        for (String line : ancestors.lines().toList()) {
            String[] fields = line.strip().split("\\s+", 3);
            if (fields.length >= 2 && fields[0].equals(Long.toString(timeline))) {
                return Lsn.position(fields[1]);
            }
        }
        return Lsn.position("0/0");
    }

    private static Failure other(String found, Object... values) {
        return Failure.of(PostgresFailure.OTHER_HISTORY).found(found, values).build();
    }
}
