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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Gathers the target's statistics, so that its first plans are no worse than the source's. */
final class Statistics {

    private final Sessions target;

    Statistics(Sessions target) {
        this.target = target;
    }

    /** Analyzes these tables, a few at once, in their order; a table where it fails is a finding. */
    List<Finding> gather(List<TableName> tables, int workers, Consumer<Built> progress) {
        var queue = new ConcurrentLinkedQueue<>(tables);
        var done = new AtomicInteger();
        var tasks = new ArrayList<Callable<List<Finding>>>();
        for (int i = 0; i < Math.min(workers, tables.size()); i++) {
            tasks.add(() -> {
                var findings = new ArrayList<Finding>();
                try (Connection connection = target.open();
                        Statement statement = connection.createStatement()) {
                    TableName table = queue.poll();
                    while (table != null && !Thread.currentThread().isInterrupted()) {
                        analyze(statement, table, findings);
                        progress.accept(new Built(table.toString(), done.incrementAndGet(), tables.size()));
                        table = queue.poll();
                    }
                }
                return findings;
            });
        }
        return Parallel.run(tasks, Math.max(1, workers));
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
