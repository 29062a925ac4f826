package dev.godwit.postgres;

import dev.godwit.core.Scope;
import java.sql.Connection;
import java.sql.SQLException;

/** One question of validation about one side. */
interface Topic {

    /** What is looked at, in a few words for people. */
    String name();

    default Scope scope() {
        return Scope.DATABASE;
    }

    /**
     * Looks and changes nothing.
     *
     * @param connection read-only, to the side that is asked about
     */
    void look(Connection connection, Findings findings) throws SQLException;
}
