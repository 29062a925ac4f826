package dev.godwit.testkit.load;

import dev.godwit.testkit.SqlScript;
import dev.godwit.testkit.UncheckedSqlException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/**
 * The bank of pgbench's default script (TPC-B): the same tables, rows and transactions, without pgbench. Its history has no
 * key. Money is only moved, so that four sums are always equal, which {@link #books} reads.
 *
 * @param scale branches; each has 10 tellers and 100,000 accounts, about 15 MB
 */
public record Bank(int scale) implements Transactions {
    private static final int TELLERS = 10;
    private static final int ACCOUNTS = 100_000;

    /** What the four tables say at one moment. All sums are equal, or something was lost or came twice. */
    public record Books(long accounts, long tellers, long branches, long history, long entries) {
        /** Whether no money appeared or vanished. */
        public boolean balanced() {
            return accounts == tellers && tellers == branches && branches == history;
        }
    }

    /** Creates the tables in the schema public, and fills them; the connection is in auto-commit mode. */
    public static Bank create(Connection connection, int scale) {
        SqlScript.resource(Bank.class, "bank.sql").run(connection);
        SqlScript.of("""
                        INSERT INTO public.pgbench_branches SELECT i, 0 FROM generate_series(1, %1$d) i;
                        INSERT INTO public.pgbench_tellers
                            SELECT i, (i - 1) / %2$d + 1, 0 FROM generate_series(1, %1$d * %2$d) i;
                        INSERT INTO public.pgbench_accounts
                            SELECT i, (i - 1) / %3$d + 1, 0, '' FROM generate_series(1, %1$d * %3$d) i;
                        ALTER TABLE public.pgbench_branches ADD PRIMARY KEY (bid);
                        ALTER TABLE public.pgbench_tellers ADD PRIMARY KEY (tid);
                        ALTER TABLE public.pgbench_accounts ADD PRIMARY KEY (aid);
                        """.formatted(scale, TELLERS, ACCOUNTS)).run(connection);
        return new Bank(scale);
    }

    /** Customers; start them with a number of writers and a limit. */
    public WritersOptions customers(Connections connections) {
        return Writers.of("bank", connections, this);
    }

    /** Reads all four sums in one statement, that is, in one snapshot. */
    public static Books books(Connection connection) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT (SELECT sum(abalance) FROM public.pgbench_accounts), (SELECT sum(tbalance) FROM public.pgbench_tellers),
                            (SELECT sum(bbalance) FROM public.pgbench_branches), (SELECT sum(delta) FROM public.pgbench_history),
                            (SELECT count(*) FROM public.pgbench_history)
                        """)) {
            rows.next();
            return new Books(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5));
        } catch (SQLException e) {
            throw new UncheckedSqlException("Reading the bank's books", e);
        }
    }

    @Override
    public void write(Connection connection, RandomGenerator random) throws SQLException {
        int account = random.nextInt(1, scale * ACCOUNTS + 1);
        int teller = random.nextInt(1, scale * TELLERS + 1);
        int branch = random.nextInt(1, scale + 1);
        int delta = random.nextInt(-5_000, 5_001);
        Jdbc.update(
                connection, "UPDATE public.pgbench_accounts SET abalance = abalance + ? WHERE aid = ?", delta, account);
        Jdbc.query(connection, "SELECT abalance FROM public.pgbench_accounts WHERE aid = ?", account);
        Jdbc.update(
                connection, "UPDATE public.pgbench_tellers SET tbalance = tbalance + ? WHERE tid = ?", delta, teller);
        Jdbc.update(
                connection, "UPDATE public.pgbench_branches SET bbalance = bbalance + ? WHERE bid = ?", delta, branch);
        Jdbc.update(
                connection,
                "INSERT INTO public.pgbench_history (tid, bid, aid, delta, mtime) VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP)",
                teller,
                branch,
                account,
                delta);
    }
}
