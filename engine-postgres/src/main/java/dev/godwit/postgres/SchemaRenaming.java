package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.spi.Structure;
import java.sql.Connection;
import java.sql.SQLException;

/** A transaction on the target in which schemas have their new names. */
final class SchemaRenaming implements Structure.Renaming {

    private final Connection connection;
    private final TargetProgress progress;
    private final SchemaNames names;
    private final boolean gives;

    private SchemaRenaming(Connection connection, TargetProgress progress, SchemaNames names, boolean gives) {
        this.connection = connection;
        this.progress = progress;
        this.names = names;
        this.gives = gives;
    }

    /**
     * Gives the names; the migration cannot be taken over before this is committed or closed.
     *
     * @param gives false to take them back
     */
    static Structure.Renaming begin(Sessions target, TargetProgress progress, SchemaNames names, boolean gives) {
        if (names.none()) {
            return Structure.Renaming.none(progress);
        }
        try {
            Connection connection = target.open();
            try {
                ReplicaRole.take(connection); // event triggers that came with the migration are there by now
                connection.setAutoCommit(false);
                progress.fence(connection);
                if (gives) {
                    names.give(connection);
                } else {
                    names.takeBack(connection);
                }
                return new SchemaRenaming(connection, progress, names, gives);
            } catch (SQLException | Failure e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw Errors.failure("naming schemas on " + target.place(), e);
        }
    }

    @Override
    public void commit(String key, String value) {
        try {
            names.note(connection, gives);
            progress.write(connection, key, value);
            connection.commit();
        } catch (SQLException e) {
            throw Errors.failure("naming schemas on the target", e);
        }
    }

    /** Ends the session, and with it what was not committed. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw Errors.failure("ending the session that names schemas", e);
        }
    }
}
