package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Phase;
import dev.godwit.core.Secret;
import dev.godwit.core.Status;
import dev.godwit.pipeline.Report;
import dev.godwit.service.store.Database;
import dev.godwit.service.store.SqlJobStore;
import dev.godwit.testkit.FaultProxy;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers of Godwit on one store, of which one loses its network. */
final class SharedStoreIT {

    @TempDir
    private Path folder;

    private MigrationService open(PostgresServer store, int port, String name, ScriptedRunner runner) {
        String url = store.url("store").replace(":" + store.port(), ":" + port);
        var database = Database.server(url, new Secret(store.password()));
        return MigrationService.open(new ServiceSetup(
                DataFolder.at(folder.resolve(name)),
                new SqlJobStore(database),
                database.isShared(),
                runner,
                List.of(new SampleEngine()),
                (job, each, report) -> "{}",
                ProfileReach.NONE,
                false));
    }

    @Test
    void aJobIsRunByExactlyOneServerAndTakenOverWhenThatCannotBeSeen() {
        var first = new ScriptedRunner();
        var second = new ScriptedRunner();
        try (var store = PostgresServer.start(17)) {
            store.createDatabase("store");
            try (var proxy = FaultProxy.to(store.port());
                    var lonely = open(store, proxy.port(), "a", first);
                    var other = open(store, store.port(), "b", second)) {
                var job = lonely.create("one", Bench.spec("shop"), Passwords.NONE, Caller.LOCAL);
                lonely.act(job.id(), Action.START, ActionOptions.NONE);
                Bench.await().until(() -> first.begun() == 1);
                var run = first.of(job.database("shop"));
                run.journal().phase(Phase.CDC);

                Awaitility.await()
                        .during(Duration.ofSeconds(5))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> second.begun() == 0);
                proxy.silence();
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> second.begun() == 1);

                assertThat(run.control().stopRequested())
                        .as("the server that cannot be seen has stopped by itself before")
                        .isTrue();
                Bench.await().until(() -> other.job("one").status() == Status.RUNNING);
                long version = other.job("one").version();
                proxy.heal();
                run.finish(Report.Outcome.EQUAL);
                Awaitility.await()
                        .during(Duration.ofSeconds(4))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> other.job("one").version() == version && first.begun() == 1);
                assertThat(other.job("one").state().words()).isEqualTo("Running in CDC");
                assertThat(other.timeline("one", 1, 10).items())
                        .extracting(TimelineEntry::text)
                        .contains("Server started again; goes on in CDC");
            }
        }
    }
}
