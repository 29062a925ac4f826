package dev.godwit.server;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.DatabaseInfo;
import dev.godwit.core.Failure;
import dev.godwit.core.Lag;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Side;
import dev.godwit.core.SourceBurden;
import dev.godwit.core.TableName;
import dev.godwit.core.Writer;
import dev.godwit.core.spi.Progress.Waiting;
import dev.godwit.pipeline.Control;
import dev.godwit.pipeline.Coverage;
import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.Ending;
import dev.godwit.pipeline.Endpoint;
import dev.godwit.pipeline.Intent;
import dev.godwit.pipeline.Journal;
import dev.godwit.pipeline.Order;
import dev.godwit.pipeline.Preview;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.Runner;
import dev.godwit.pipeline.SourceHold;
import dev.godwit.pipeline.StreamProgress;
import dev.godwit.pipeline.TableInfo;
import dev.godwit.pipeline.Verification;
import dev.godwit.pipeline.VerifyControl;
import dev.godwit.pipeline.VerifyListener;
import dev.godwit.pipeline.VerifyOrder;
import dev.godwit.pipeline.WaitingTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Goes through the phases at once and then does what it is told; asks for the source's password. */
final class ObedientRunner implements Runner {

    /** Waits for a decision in a database of the name moved. */
    static final TableName MOVED = new TableName("a.b", "né \"1\" 🐦");

    @Override
    public Map<Side, Failure> signIn(Order order) {
        return order.source().password() == null
                ? Map.of(
                        Side.SOURCE,
                        Failure.of(CoreFailure.PASSWORD_NEEDED).found("old").build())
                : Map.of();
    }

    @Override
    public CompletableFuture<Report> run(Order order, Journal journal, Control control) {
        var report = new CompletableFuture<Report>();
        Thread.ofVirtual().start(() -> {
            journal.phase(Phase.FULL_DUMP);
            var table = new TableName("public", "orders");
            journal.dump(new DumpProgress(50, 100, 5, 1, 2, List.of(new DumpProgress.InWork(table, 10, 20))));
            journal.phase(Phase.CDC);
            journal.stream(new StreamProgress(new Lag(0, Duration.ZERO), true, true, 7, 7, 0, 0, 1.5, 4096));
            var waits = new WaitingTable(MOVED, "has another column", Waiting.Choice.OPEN, true);
            boolean open = order.source().url().endsWith("/moved");
            if (open) {
                journal.waiting(List.of(waits));
            }
            while (!control.stopRequested()) {
                if (open && control.decisions().containsKey(MOVED)) {
                    open = false;
                    journal.waiting(List.of());
                }
                LockSupport.parkNanos(1_000_000);
            }
            report.complete(stopped());
        });
        return report;
    }

    @Override
    public SourceHold hold(Plan plan, Endpoint source, Path work) {
        return new SourceHold() {
            @Override
            public SourceBurden burden() {
                return new SourceBurden(
                        true,
                        4096,
                        null,
                        null,
                        SourceBurden.Standing.SAFE,
                        7L,
                        null,
                        List.of(new SourceBurden.Holder("session 1 of a shop", Duration.ofMinutes(6))),
                        3,
                        Duration.ZERO);
            }

            @Override
            public void release() {}

            @Override
            public void close() {}
        };
    }

    private static Report stopped() {
        return new Report(
                Report.Outcome.STOPPED,
                null,
                null,
                Instant.EPOCH,
                Duration.ofSeconds(3),
                Map.of(Phase.CDC, Duration.ofSeconds(1)),
                List.of(new Report.TableResult(new TableName("public", "orders"), 1, 1, true, false)),
                1,
                2,
                3,
                List.of(new Report.TableChanges(new TableName("public", "orders"), 3, 1, 1, 1)),
                List.of(),
                Duration.ofMillis(4),
                Duration.ofMillis(5),
                List.of(),
                List.of(),
                null);
    }

    @Override
    public CompletableFuture<List<String>> abandon(Order order, Journal journal, Ending ending) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<Void> wipe(Order asked, Journal listener) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Verification> verify(
            Order order, VerifyOrder what, VerifyListener listener, VerifyControl control) {
        listener.coverage(new Coverage(2, 2, 1, Instant.EPOCH, 3, Instant.EPOCH));
        return new CompletableFuture<>();
    }

    @Override
    public Preview preview(Order asked, Intent intent) {
        return new Preview(Preview.Drops.NONE, List.of(), List.of(), List.of());
    }

    @Override
    public List<DatabaseInfo> databases(Endpoint source) {
        return List.of();
    }

    @Override
    public List<TableInfo> tables(Order asked) {
        return List.of();
    }

    @Override
    public List<Writer> writers(Order asked) {
        return List.of();
    }
}
