package dev.godwit.testkit.load;

import dev.godwit.testkit.SqlScript;
import dev.godwit.testkit.UncheckedSqlException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Accounts between which money is moved, and a journal of it whose entries are numbered without a gap, in the schema
 * {@code ledger}. What must always be so is known without a second database to compare with: {@link #violations}.
 */
public final class Ledger implements Transactions {
    private static final int ACCOUNTS = 60;
    private static final String MOVE = "UPDATE ledger.accounts SET balance = balance + ? WHERE id = ?";
    private static final String ENTER = "INSERT INTO ledger.entries VALUES (?, ?, ?)";

    private static final String VIOLATIONS = """
            SELECT 'the balances sum up to ' || sum(balance) FROM ledger.accounts HAVING sum(balance) <> 0
            UNION ALL SELECT 'account ' || a.id || ' has ' || a.balance || ', its entries ' || coalesce(sum(e.amount), 0)
                FROM ledger.accounts a LEFT JOIN ledger.entries e ON e.account = a.id
                GROUP BY a.id, a.balance HAVING a.balance <> coalesce(sum(e.amount), 0)
            UNION ALL SELECT concat('entries from ', min(number), ' to ', max(number), ' are ', count(*), ', the last is ', last)
                FROM ledger.numbers LEFT JOIN ledger.entries ON true GROUP BY last
                HAVING count(number) <> last OR coalesce(min(number), 1) <> 1 OR coalesce(max(number), 0) <> last
            UNION ALL SELECT 'accounts are ' || count(*) FROM ledger.accounts HAVING count(*) <> 60
            UNION ALL SELECT 'numbers are ' || count(*) FROM ledger.numbers HAVING count(*) <> 1
            """;

    private Ledger() {}

    /** Creates the tables; the connection is in auto-commit mode. */
    public static Ledger create(Connection connection) {
        SqlScript.of("""
                        CREATE SCHEMA ledger;
                        CREATE TABLE ledger.accounts (id int PRIMARY KEY, balance bigint NOT NULL);
                        CREATE TABLE ledger.numbers (one int PRIMARY KEY, last bigint NOT NULL);
                        CREATE TABLE ledger.entries (
                            number bigint PRIMARY KEY, account int NOT NULL REFERENCES ledger.accounts, amount bigint NOT NULL);
                        INSERT INTO ledger.accounts SELECT i, 0 FROM generate_series(1, %d) i;
                        INSERT INTO ledger.numbers VALUES (1, 0);
                        """.formatted(ACCOUNTS)).run(connection);
        return new Ledger();
    }

    /** Bookkeepers; start them with a number, a limit and a seed. */
    public WritersOptions bookkeepers(Connections connections) {
        return Writers.of("ledger", connections, this);
    }

    /** What is not as it always must be, a sentence each, read in one snapshot. */
    public static List<String> violations(Connection connection) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(VIOLATIONS)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new UncheckedSqlException("Reading the ledger", e);
        }
    }

    /** How many transfers the journal holds. */
    public static long transfers(Connection connection) {
        try {
            return Jdbc.query(connection, "SELECT last / 2 FROM ledger.numbers");
        } catch (SQLException e) {
            throw new UncheckedSqlException("Reading the ledger", e);
        }
    }

    /** Each transfer waits for the one before it, so that numbers have no gap. */
    @Override
    public void write(Connection connection, RandomGenerator random) throws SQLException {
        int from = random.nextInt(1, ACCOUNTS + 1);
        int to = random.nextInt(1, ACCOUNTS + 1);
        long amount = random.nextLong(1, 10_000);
        Jdbc.update(connection, "UPDATE ledger.numbers SET last = last + 2");
        long last = Jdbc.query(connection, "SELECT last FROM ledger.numbers");
        Jdbc.update(connection, ENTER, last - 1, from, -amount);
        Jdbc.update(connection, ENTER, last, to, amount);
        Jdbc.update(connection, MOVE, -amount, from);
        Jdbc.update(connection, MOVE, amount, to);
    }
}
