package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Option;
import dev.godwit.core.Plan;
import dev.godwit.pipeline.Limit;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.TableProgress;
import dev.godwit.pipeline.Tuning;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers and limits that change while a migration runs. */
class TuningIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    /** Less than the copy would take if its limit stayed. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private static final Limit SLOW = new Limit(20, 0);
    private static final Plan PLAN =
            MigrationRun.plan(change -> change.option(Option.MIGRATE).promote(Plan.Promote.MANUAL));

    @TempDir
    Path work;

    private TwoServers servers;

    @BeforeEach
    void start() {
        servers = new TwoServers();
        for (int i = 0; i < 8; i++) {
            servers.source.execute("app", """
                    CREATE TABLE t%1$d (id int PRIMARY KEY, body text);
                    INSERT INTO t%1$d SELECT i, repeat('x', 1000) FROM generate_series(1, 1000) i
                    """.formatted(i));
        }
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    void changesWorkersAndLimitsOfTheDumpWhileItRuns() {
        try (var run = MigrationRun.start(servers.source, servers.target, "app", PLAN, work)) {
            run.control.tune(new Tuning(1, SLOW, Limit.NONE));
            run.await(LONG, () -> inWork(run) == 1);
            run.control.tune(new Tuning(4, SLOW, Limit.NONE));
            run.await(SOON, () -> inWork(run) == 4);
            run.await(
                    SOON, () -> in(run, TableProgress.State.COPYING) == 4 && in(run, TableProgress.State.WAITING) == 4);
            run.control.tune(new Tuning(1, new Limit(80, 0), Limit.NONE));
            run.await(LONG, () -> inWork(run) == 1);
            run.control.tune(Tuning.NONE);
            run.await(SOON, run::dumped);
            run.await(SOON, () -> in(run, TableProgress.State.WAITING) + in(run, TableProgress.State.COPYING) == 0);
            assertThat(run.journal.tables.values())
                    .hasSize(8)
                    .allSatisfy(table -> assertThat(table.rows()).isEqualTo(1000));
            run.await(LONG, run::waitsForUser);
            run.await(SOON, () -> in(run, TableProgress.State.COMPARED) == 8);
        }
    }

    @Test
    void slowsTheStreamOfChangesAndLetsItGoAgain() {
        try (var run = MigrationRun.start(servers.source, servers.target, "app", PLAN, work)) {
            run.await(LONG, run::waitsForUser);
            run.control.tune(new Tuning(0, Limit.NONE, new Limit(1, 0)));
            servers.source.execute("app", "UPDATE t0 SET body = 'y'", "UPDATE t1 SET body = 'y'");
            run.await(SOON, () -> lag(run) > 0 && !run.caughtUp());
            int looks = run.journal.streams.get();
            run.await(LONG, () -> run.journal.streams.get() > looks + 8);
            assertThat(run.caughtUp()).isFalse();
            run.control.tune(Tuning.NONE);
            run.await(SOON, run::caughtUp);
            run.control.requestPromoteOnceCaughtUp(false);
            assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
        }
    }

    private static long lag(MigrationRun run) {
        var stream = run.journal.stream;
        return stream == null ? 0 : stream.lag().bytes();
    }

    private static long in(MigrationRun run, TableProgress.State state) {
        return run.journal.tables.values().stream()
                .filter(table -> table.state() == state)
                .count();
    }

    private static int inWork(MigrationRun run) {
        var dump = run.journal.dump;
        return dump == null ? 0 : dump.inWork().size();
    }
}
