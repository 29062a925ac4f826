package dev.godwit.testkit.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/** What one writer of an application does, again and again. */
@FunctionalInterface
public interface Transactions {
    /**
     * Writes on a connection that is not in auto-commit mode. The caller commits, or rolls back when this fails.
     *
     * @param random decides all that is arbitrary; it has a seed
     */
    void write(Connection connection, RandomGenerator random) throws SQLException;
}
