package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.Plan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Large objects, which are in no log: what differs on the target is copied again, page by page so that gaps stay gaps.
 * Oids are kept, since rows hold them.
 */
final class LargeObjects {

    private final Sessions source;
    private final Sessions target;
    private final Plan.Owner owner;

    LargeObjects(Sessions source, Sessions target, Plan.Owner owner) {
        this.source = source;
        this.target = target;
        this.owner = owner;
    }

    /** Makes the target's large objects those of the source. Can be repeated; only differences are written. */
    List<Finding> mend() {
        try (Connection from = source.borrow();
                Connection to = target.borrow()) {
            if (!any(from) && !any(to)) {
                return List.of();
            }
            if (!readable(from) || !readable(to)) {
                return List.of(StructureFindings.warning(
                        PostgresFailure.LARGE_OBJECT_NOT_MOVED,
                        "pg_largeobject is readable by superusers only, or by those it is granted to"));
            }
            return mend(from, to);
        } catch (SQLException e) {
            throw Errors.failure("comparing large objects of " + source.place() + " and " + target.place(), e);
        }
    }

    /** Whether both sides hold the same large objects with the same contents; for the comparison. */
    List<Long> differing() throws SQLException {
        try (Connection from = source.borrow();
                Connection to = target.borrow()) {
            boolean none = !any(from) && !any(to);
            if (none || !readable(from) || !readable(to)) {
                return List.of();
            }
            Map<Long, LargeObject> theirs = list(from);
            Map<Long, LargeObject> ours = list(to);
            var differing = new ArrayList<Long>();
            theirs.forEach((oid, object) -> {
                LargeObject there = ours.remove(oid);
                if (there == null || !there.sum.equals(object.sum)) {
                    differing.add(oid);
                }
            });
            differing.addAll(ours.keySet());
            return differing;
        }
    }

    private List<Finding> mend(Connection from, Connection to) throws SQLException {
        Map<Long, LargeObject> theirs = list(from);
        Map<Long, LargeObject> ours = list(to);
        var findings = new ArrayList<Finding>();
        to.setAutoCommit(false);
        for (Map.Entry<Long, LargeObject> entry : theirs.entrySet()) {
            LargeObject there = ours.remove(entry.getKey());
            if (there == null || !there.sum.equals(entry.getValue().sum)) {
                copy(entry.getKey(), there != null, from, to);
            }
            if (owner == Plan.Owner.KEEP && !entry.getValue().sameRights(there)) {
                rights(entry.getKey(), entry.getValue(), to, findings);
            }
            to.commit();
        }
        for (long oid : ours.keySet()) {
            execute(to, "SELECT pg_catalog.lo_unlink(" + oid + ")");
        }
        to.commit();
        return findings;
    }

    private static void copy(long oid, boolean replace, Connection from, Connection to) throws SQLException {
        if (replace) {
            execute(to, "SELECT pg_catalog.lo_unlink(" + oid + ")");
        }
        execute(to, "SELECT pg_catalog.lo_create(" + oid + ")");
        from.setAutoCommit(false);
        try (Statement read = from.createStatement();
                PreparedStatement write = to.prepareStatement("SELECT pg_catalog.lo_put(?::oid, ?, ?)")) {
            read.setFetchSize(256);
            try (ResultSet page =
                    read.executeQuery("SELECT pageno::int8 * (pg_catalog.current_setting('block_size')::int8 / 4), data"
                            + " FROM pg_catalog.pg_largeobject WHERE loid = " + oid + " ORDER BY pageno")) {
                var run = new PageRun(oid, write);
                while (page.next()) {
                    run.add(page.getLong(1), page.getBytes(2));
                }
                run.flush();
            }
        } finally {
            from.rollback();
            from.setAutoCommit(true);
        }
    }

    private void rights(long oid, LargeObject object, Connection to, List<Finding> findings) throws SQLException {
        var statements = new ArrayList<String>();
        statements.add("ALTER LARGE OBJECT " + oid + " OWNER TO " + Sql.quote(object.owner));
        if (object.grants != null) {
            statements.add("REVOKE ALL ON LARGE OBJECT " + oid + " FROM " + Sql.quote(object.owner));
            for (String grant : object.grants.split("\n", -1)) {
                if (!grant.isEmpty()) {
                    statements.add(grant);
                }
            }
        }
        if (object.comment != null) {
            statements.add("COMMENT ON LARGE OBJECT " + oid + " IS " + Sql.literal(object.comment));
        }
        var savepoint = to.setSavepoint();
        for (String statement : statements) {
            try {
                execute(to, statement);
                savepoint = to.setSavepoint();
            } catch (SQLException e) {
                to.rollback(savepoint);
                findings.add(StructureFindings.warning(
                        PostgresFailure.OWNER_OR_GRANT_NOT_SET, "LARGE OBJECT %d: %s", oid, Errors.words(e)));
                return;
            }
        }
    }

    private static boolean any(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT EXISTS (SELECT FROM pg_catalog.pg_largeobject_metadata)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static boolean readable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_catalog.has_table_privilege('pg_catalog.pg_largeobject', 'SELECT')")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static Map<Long, LargeObject> list(Connection connection) throws SQLException {
        var objects = new TreeMap<Long, LargeObject>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LIST)) {
            while (row.next()) {
                objects.put(
                        row.getLong(1),
                        new LargeObject(row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
            }
        }
        return objects;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /**
     * @param sum same for the same contents, on every version; empty for none
     * @param grants as statements, one on a line, null for the default
     */
    private record LargeObject(
            String sum,
            String owner,
            @Nullable String grants,
            @Nullable String comment) {

        boolean sameRights(@Nullable LargeObject other) {
            return other != null
                    && owner.equals(other.owner)
                    && java.util.Objects.equals(grants, other.grants)
                    && java.util.Objects.equals(comment, other.comment);
        }
    }

    /** Gathers neighbouring pages into one write of up to a megabyte. */
    private static final class PageRun {

        private static final int MOST_BYTES = 1 << 20;

        private final long oid;
        private final PreparedStatement write;
        private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        private long start;

        PageRun(long oid, PreparedStatement write) {
            this.oid = oid;
            this.write = write;
        }

        void add(long offset, byte[] page) throws SQLException {
            if (offset != start + bytes.size() || bytes.size() + page.length > MOST_BYTES) {
                flush();
                start = offset;
            }
            bytes.writeBytes(page);
        }

        void flush() throws SQLException {
            if (bytes.size() == 0) {
                return;
            }
            write.setLong(1, oid);
            write.setLong(2, start);
            write.setBytes(3, bytes.toByteArray());
            write.execute();
            bytes.reset();
        }
    }

    private static final String LIST = """
            SELECT m.oid::int8,
                coalesce((SELECT pg_catalog.md5(pg_catalog.string_agg(
                    l.pageno::text || ':' || pg_catalog.md5(l.data), ',' ORDER BY l.pageno))
                    FROM pg_catalog.pg_largeobject l WHERE l.loid = m.oid), ''),
                pg_catalog.pg_get_userbyid(m.lomowner),
                CASE WHEN m.lomacl IS NOT NULL THEN coalesce((
                    SELECT pg_catalog.string_agg('GRANT ' || a.privilege_type || ' ON LARGE OBJECT ' || m.oid || ' TO '
                        || CASE a.grantee WHEN 0 THEN 'PUBLIC'
                            ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END
                        || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END, E'\\n'
                        ORDER BY a.grantee = m.lomowner DESC, pg_catalog.pg_get_userbyid(a.grantee), a.privilege_type)
                    FROM pg_catalog.aclexplode(m.lomacl) a), '') END,
                pg_catalog.obj_description(m.oid, 'pg_largeobject')
            FROM pg_catalog.pg_largeobject_metadata m ORDER BY 1
            """;
}
