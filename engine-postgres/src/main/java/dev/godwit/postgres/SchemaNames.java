package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.FailureCode;
import dev.godwit.core.Plan;
import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names that schemas get on the target with the switch. Until then everything there has the names of the source; what
 * looks at the target afterwards either asks by the new ones, or takes them back for as long as it looks.
 */
final class SchemaNames {

    /** Noted together with the new names. */
    private static final String STEP = "names";

    private static final String NOT_GIVEN = "not given";

    private static final String DUPLICATE_SCHEMA = "42P06";
    private static final String INVALID_SCHEMA_NAME = "3F000";
    private static final String RESERVED_NAME = "42939";

    /** Nobody holds these locks for longer than a statement of that kind takes. */
    private static final String PATIENCE = "SET LOCAL lock_timeout = '10s'";

    private final String migration;
    private final Map<String, String> names;

    SchemaNames(Plan plan) {
        this.migration = plan.id();
        this.names = new TreeMap<>(plan.schemaRenames());
        this.names.entrySet().removeIf(name -> name.getKey().equals(name.getValue()));
    }

    /** Whether all keep theirs. */
    boolean none() {
        return names.isEmpty();
    }

    /** New names by those on the source. */
    Map<String, String> all() {
        return names;
    }

    /** Gives them, in the caller's transaction, which nobody else sees before it is committed. */
    void give(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(PATIENCE);
            for (Map.Entry<String, String> name : names.entrySet()) {
                rename(statement, name.getKey(), name.getValue());
            }
        }
    }

    /** As {@link #give}, the other way round; nothing where they are not given. */
    void takeBack(Connection connection) throws SQLException {
        Map<String, String> given = given(connection);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(PATIENCE);
            for (Map.Entry<String, String> name : given.entrySet()) {
                rename(statement, name.getValue(), name.getKey());
            }
        }
    }

    private static void rename(Statement statement, String from, String to) throws SQLException {
        try {
            statement.execute("ALTER SCHEMA %s RENAME TO %s".formatted(Sql.quote(from), Sql.quote(to)));
        } catch (SQLException e) {
            throw Failure.of(code(e))
                    .found("schema %s cannot be named %s on the target: %s", from, to, Errors.words(e))
                    .cause(e)
                    .build();
        }
    }

    private static FailureCode code(SQLException e) {
        return switch (Errors.state(e)) {
            case DUPLICATE_SCHEMA -> PostgresFinding.SCHEMA_NAME_TAKEN;
            case INVALID_SCHEMA_NAME -> PostgresFinding.SCHEMA_NOT_SELECTED;
            case RESERVED_NAME -> PostgresFinding.SCHEMA_NAME_RESERVED;
            default -> Errors.code(e);
        };
    }

    /** Notes in the caller's transaction whether they are given. */
    void note(Connection connection, boolean given) throws SQLException {
        TargetProgress.write(connection, migration, Notes.key(STEP), given ? Notes.DONE : NOT_GIVEN);
    }

    /** A table as the target has it now, by its name on the source. */
    TableName now(Connection target, TableName table) throws SQLException {
        String name = names.get(table.schema());
        return name != null && given(target, name) ? new TableName(name, table.name()) : table;
    }

    /**
     * The target with all names as on the source, for as long as this connection is open: they are taken back in a
     * transaction that is never committed.
     */
    Connection asOnSource(Sessions target) throws SQLException {
        Connection connection = target.borrow();
        try {
            if (!given(connection).isEmpty()) {
                ReplicaRole.take(connection); // event triggers of applications are not to see this
                connection.setAutoCommit(false);
                takeBack(connection);
            }
            return connection;
        } catch (SQLException | Failure e) {
            connection.close();
            throw e;
        }
    }

    private Map<String, String> given(Connection target) throws SQLException {
        var given = new TreeMap<String, String>();
        for (Map.Entry<String, String> name : names.entrySet()) {
            if (given(target, name.getValue())) {
                given.put(name.getKey(), name.getValue());
            }
        }
        return given;
    }

    /** Of a migration that is over nothing is noted any more: then what is there tells. */
    private boolean given(Connection target, String name) throws SQLException {
        boolean there = Rows.number(target, "SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = ?", name) > 0;
        return there && (!underWay(target) || noted(target));
    }

    private boolean underWay(Connection target) throws SQLException {
        return ProgressSchema.exists(target)
                && Rows.number(target, "SELECT count(*) FROM godwit.migration WHERE id = ?", migration) > 0;
    }

    private boolean noted(Connection target) throws SQLException {
        String sql = "SELECT count(*) FROM godwit.note WHERE migration = ? AND key = ? AND value = ?";
        return Rows.number(target, sql, migration, Notes.key(STEP), Notes.DONE) > 0;
    }
}
