package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.pipeline.Report;
import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole path, client programs included, between servers that let nobody in without TLS. */
class TlsIT {

    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path work;

    @Test
    void movesADatabaseWithVerifiedCertificates() throws IOException {
        try (var source = PostgresServer.version(15).tls().start();
                var target = PostgresServer.version(17).tls().start()) {
            for (PostgresServer server : new PostgresServer[] {source, target}) {
                server.createDatabase("app");
                Path rules = server.data().resolve("pg_hba.conf");
                Files.writeString(rules, Files.readString(rules).replaceAll("(?m)^host ", "hostssl "));
                server.reload();
            }
            source.execute(
                    "app",
                    "CREATE TABLE orders (id int PRIMARY KEY, v text); CREATE TABLE notes (v text)",
                    "INSERT INTO orders SELECT i, 'order' FROM generate_series(1, 1000) i; INSERT INTO notes VALUES ('one')");
            try (var run = MigrationRun.start(login(source), login(target), MigrationRun.ONLINE_AUTO, work)) {
                run.await(LONG, run::caughtUp);
                source.execute("app", "UPDATE orders SET v = 'changed' WHERE id < 10; DELETE FROM notes");
                assertThat(run.result(LONG).outcome()).isEqualTo(Report.Outcome.EQUAL);
            }
            Proof.equalAndTidy(source, target, "app");
        }
    }

    private static MigrationRun.Login login(PostgresServer server) {
        String options = "?sslmode=verify-full&sslrootcert=" + server.certificate();
        return new MigrationRun.Login(server.url("app") + options, server.password());
    }
}
