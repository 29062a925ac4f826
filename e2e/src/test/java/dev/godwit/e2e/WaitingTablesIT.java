package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions change where Godwit's user may not have them told: the whole way by the command line. */
class WaitingTablesIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String NAME = "\"a.b\".\"né \"\"1\"\" 🐦\"";
    private static final String ALTER = "ALTER TABLE " + NAME + " ADD COLUMN \"size'\" int DEFAULT 7";

    @TempDir
    Path data;

    @Test
    void aPersonSeesTheTablesThatWaitAndSaysWhatBecomesOfEach() {
        try (var source = PostgresServer.start(15);
                var target = PostgresServer.start(17);
                var service = ServiceProcess.start(data)) {
            prepare(source, "REPLICATION");
            prepare(target, "CREATEDB");
            source.execute(
                    "app",
                    "SET ROLE owner; CREATE SCHEMA \"a.b\"; CREATE TABLE " + NAME + " (id int PRIMARY KEY, v text);"
                            + "CREATE TABLE left_behind (id int PRIMARY KEY); CREATE TABLE quiet (id int PRIMARY KEY);"
                            + "INSERT INTO " + NAME + " SELECT i, 'v' || i FROM generate_series(1, 100) i");
            profile(service, "source", source);
            profile(service, "target", target);
            var job = service.rest()
                    .create(Map.of(
                            "name", "moved", "source", "source", "target", "target", "databases", List.of("app")));
            job.act("start");
            job.awaitCaughtUp();
            assertThat(job.timeline().toString()).contains("WARNING GW-0159");

            source.execute(
                    "app",
                    "SET ROLE owner; " + ALTER + "; INSERT INTO " + NAME
                            + " SELECT i, 'w', i FROM generate_series(200, 300) i;"
                            + "UPDATE " + NAME + " SET v = 'changed' WHERE id % 7 = 0;"
                            + "ALTER TABLE left_behind ADD COLUMN n int; INSERT INTO left_behind VALUES (1, 1);"
                            + "INSERT INTO quiet VALUES (1)");
            job.await(
                    "waiting",
                    view -> RemoteJob.status(view) == Status.RUNNING_WITH_ERRORS
                            && view.databases().getFirst().waiting().size() == 2);

            assertThat(run(service, 0, "table", "moved"))
                    .contains(NAME, "left_behind", "--apply, --copy, --exclude")
                    .contains("godwit job table moved --table");
            assertThat(run(service, 0, "show", "moved"))
                    .contains("Running with errors in CDC", "godwit job table moved");
            job.act("promote");
            job.await("refused", view -> job.timeline().toString().contains("GW-0321"));

            assertThat(run(service, 1, "table", "moved", "--table", NAME, "--apply", "ALTER TABLE nowhere ADD x int"))
                    .contains("still waits", "GW-0322");
            assertThat(run(service, 5, "table", "moved", "--table", "public.quiet", "--copy"))
                    .contains("GW-0217");
            assertThat(run(service, 0, "table", "moved", "--table", NAME, "--apply", ALTER))
                    .contains("goes on from where its changes were set aside");
            assertThat(run(service, 0, "table", "moved", "--table", "left_behind", "--copy"))
                    .contains("is copied again");

            job.await(Status.RUNNING, Phase.CDC);
            job.awaitCaughtUp();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(run(service, 0, "table", "moved")).contains("No table waits."));
            run(service, 0, "promote", "moved");
            job.await(Status.COMPLETED);
            assertThat(job.timeline().toString()).contains("Decided: run on the target", ALTER);
            Proof.equalAndTidy(source, target, "app");
        }
    }

    private static void prepare(PostgresServer server, String right) {
        server.execute(
                "postgres", "CREATE ROLE owner LOGIN " + right + " PASSWORD 'p'", "CREATE DATABASE app OWNER owner");
        server.execute("app", "GRANT CREATE ON SCHEMA public TO owner");
    }

    private static void profile(ServiceProcess service, String name, PostgresServer server) {
        service.rest().profile(name, server.url("", "owner").replaceAll("/$", ""), "p");
    }

    /** Answers with all that the command line said. */
    private String run(ServiceProcess service, int exitCode, String... words) {
        var command = new ArrayList<>(List.of("job"));
        command.addAll(List.of(words));
        command.addAll(List.of("--server", service.address().toString()));
        try (var process = GodwitProcess.start(data, "", "", command)) {
            assertThat(process.exitCode(LIMIT)).as(process.output()).isEqualTo(exitCode);
            return process.output();
        }
    }
}
