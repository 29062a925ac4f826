package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress.Waiting;
import dev.godwit.pipeline.Decision;
import dev.godwit.pipeline.Journal;
import dev.godwit.pipeline.WaitingTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that wait since their definition changed: how a job shows them, and what people decide. */
final class DecidingTest {

    private static final TableName ITEMS = new TableName("shop", "items");
    private static final TableName FRESH = new TableName("shop", "fresh");
    private static final Caller ALICE = new Caller("alice", null);
    private static final Decision ALTER = Decision.apply("ALTER TABLE shop.items ADD COLUMN n int");

    @TempDir
    private Path folder;

    private Bench bench;
    private Job job;

    @BeforeEach
    void open() {
        bench = new Bench(folder.resolve("d"));
        job = bench.started("orders", "a");
        journal().phase(Phase.CDC);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Journal journal() {
        return bench.run(job, "a").journal();
    }

    private static WaitingTable waits(TableName table, boolean appliable) {
        return new WaitingTable(table, "has another column", Waiting.Choice.OPEN, appliable);
    }

    private void decide(TableName table, Decision decision) {
        bench.service.decide("orders", new DecisionAsk("a", table, decision), ALICE);
    }

    private List<String> timeline() {
        return bench.service.timeline("orders", 1, 100).items().stream()
                .map(TimelineEntry::text)
                .toList();
    }

    private List<SetAside> waiting(MigrationService service) {
        var now = service.job("orders");
        return service.waiting(now).getOrDefault(now.database("a").id(), List.of());
    }

    private Status status() {
        return bench.now(job, "a").status();
    }

    @Test
    void aJobRunsWithErrorsWhileATableWaitsAndSaysSoOnce() {
        journal().waiting(List.of(waits(ITEMS, true)));
        journal().waiting(List.of(waits(ITEMS, true)));

        assertThat(status()).isEqualTo(Status.RUNNING_WITH_ERRORS);
        assertThat(waiting(bench.service)).containsExactly(new SetAside(waits(ITEMS, true), null));
        assertThat(timeline())
                .filteredOn("Table shop.items waits for a decision: has another column"::equals)
                .hasSize(1);

        journal().waiting(List.of(waits(ITEMS, true), waits(FRESH, false)));
        assertThat(timeline()).contains("Table shop.fresh waits for a decision: has another column");

        var excluded = new WaitingTable(FRESH, "is new", Waiting.Choice.EXCLUDE, false);
        journal().waiting(List.of(excluded));
        assertThat(status()).isEqualTo(Status.RUNNING);
        assertThat(waiting(bench.service)).hasSize(1);
    }

    @Test
    void whatIsRetriedMeanwhileNeitherHidesNorEndsTheWaiting() {
        journal().waiting(List.of(waits(ITEMS, true)));
        var broken = Failure.of(CoreFailure.SERVER_UNREACHABLE).found("old").build();
        journal().retry(broken, 1, Duration.ofSeconds(1));
        journal().recovered();
        assertThat(status()).isEqualTo(Status.RUNNING_WITH_ERRORS);
        assertThat(bench.now(job, "a").trouble()).isNull();

        journal().retry(broken, 1, Duration.ofSeconds(1));
        journal().waiting(List.of());
        assertThat(status()).isEqualTo(Status.RUNNING_WITH_ERRORS);
        journal().recovered();
        assertThat(status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void aDecisionIsHandedToTheRunAndWrittenDownWithWhoAndWhat() {
        journal().waiting(List.of(waits(ITEMS, true)));

        decide(ITEMS, ALTER);

        assertThat(bench.run(job, "a").control().decisions()).containsEntry(ITEMS, ALTER);
        assertThat(waiting(bench.service)).containsExactly(new SetAside(waits(ITEMS, true), ALTER));
        assertThat(bench.service.timeline("orders", 1, 100).items())
                .anyMatch(entry -> "alice".equals(entry.who()) && entry.text().endsWith(": " + ALTER.statement()));
        assertThat(bench.service.audit(AuditQuery.all(1, 10)).items())
                .anyMatch(entry -> entry.who().equals("alice")
                        && entry.action().equals("decide")
                        && entry.outcome().endsWith(ALTER.statement()));
    }

    @Test
    void whatWasDecidedBeforeACrashIsDoneAfterIt() {
        journal().waiting(List.of(waits(ITEMS, true)));
        decide(ITEMS, Decision.copy());
        bench.service.shutDown(Duration.ofSeconds(10));
        bench.service.close();

        var runner = new ScriptedRunner();
        var next = bench.open(bench.data, runner);
        var run = runner.of(next.job("orders").database("a"));
        assertThat(run.control().decisions()).containsEntry(ITEMS, Decision.copy());
        run.journal().waiting(List.of(waits(ITEMS, true)));
        assertThat(waiting(next)).containsExactly(new SetAside(waits(ITEMS, true), Decision.copy()));
    }

    @Test
    void whatCannotBeDecidedIsRefusedAndChangesNothing() {
        journal()
                .waiting(List.of(
                        waits(FRESH, false),
                        new WaitingTable(ITEMS, "has another column", Waiting.Choice.COPY, false)));

        assertThatThrownBy(() -> decide(new TableName("shop", "other"), Decision.copy()))
                .hasMessageContaining("GW-0217")
                .hasMessageContaining("does not wait");
        assertThatThrownBy(() -> decide(FRESH, ALTER)).hasMessageContaining("no statement can mend it");
        assertThatThrownBy(() -> decide(ITEMS, Decision.exclude())).hasMessageContaining("copied again already");
        assertThat(bench.run(job, "a").control().decisions()).isEmpty();
        assertThat(bench.service.audit(AuditQuery.all(1, 10)).items())
                .filteredOn(entry -> entry.outcome().startsWith("Refused: GW-0217"))
                .hasSize(3);

        journal().phase(Phase.PROMOTING);
        assertThatThrownBy(() -> decide(FRESH, Decision.copy())).hasMessageContaining("while it runs in CDC");
    }
}
