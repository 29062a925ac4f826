package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Structure.Built;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Gathers the target's statistics, so that its first plans are no worse than the source's. */
final class Statistics {

    private final Sessions target;

    Statistics(Sessions target) {
        this.target = target;
    }

    /** Analyzes these tables, a few at once, in their order; a table where it fails is a finding. */
    List<Finding> gather(List<TableName> tables, IntSupplier workers, Consumer<Built> progress) {
        var done = new AtomicInteger();
        var connections = new ConnectionPool(target::open);
        var tasks = new ArrayList<Callable<List<Finding>>>();
        for (TableName table : tables) {
            tasks.add(() -> {
                var findings = new ArrayList<Finding>();
                Connection connection = connections.take();
                try (Statement statement = connection.createStatement()) {
                    analyze(statement, table, findings);
                    connections.giveBack(connection);
                } catch (SQLException e) {
                    connections.discard(connection);
                    throw e;
                }
                progress.accept(new Built(table.toString(), done.incrementAndGet(), tables.size()));
                return findings;
            });
        }
        try (connections) {
            return Parallel.run(tasks, workers);
        }
    }

    private static void analyze(Statement statement, TableName table, List<Finding> findings) throws SQLException {
        try {
            statement.execute("ANALYZE " + Sql.quote(table));
        } catch (SQLException e) {
            if (Errors.state(e).startsWith("08") || Errors.state(e).startsWith("57P")) {
                throw e;
            }
            findings.add(StructureFindings.warning(
                    PostgresFailure.STATISTICS_NOT_GATHERED, "%s: %s", table, Errors.words(e)));
        }
    }
}
