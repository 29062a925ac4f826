package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.core.spi.Structure;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was replaced writes nothing more on the target, whatever it is doing. */
class FencingIT {

    @TempDir
    Path work;

    private PostgresServer server;
    private StructureMigration old;

    @BeforeEach
    void start() {
        server = PostgresServer.start(16);
        server.createDatabase("a");
        server.createDatabase("b");
        server.execute(
                "a",
                "CREATE TABLE t (id serial PRIMARY KEY, v text)",
                "CREATE INDEX ON t (v)",
                "INSERT INTO t (v) VALUES ('x')");
        old = new StructureMigration(server, "a", server, "b", work);
    }

    @AfterEach
    void stop() {
        old.close();
        server.close();
    }

    @Test
    void refusesEveryStepOfDefinitions() {
        Structure structure = old.structure();
        Catalog catalog = old.source.catalog();
        structure.read(catalog);
        structure.create(catalog);
        replace();

        replaced(() -> structure.dropExisting(catalog));
        replaced(() -> structure.buildIndexes(catalog, () -> 2, built -> {}));
        replaced(() -> structure.buildConstraints(catalog, () -> 2, built -> {}));
        replaced(() -> structure.complete(catalog));
        replaced(() -> old.target.progress().check());
        replaced(() -> old.target.empty(catalog.tables().getFirst()));
        replaced(() -> old.target.applier(catalog, 1));
        replaced(() -> old.target.wipe());
    }

    @Test
    void endsTheBuildingOfAnIndexThatRuns() throws SQLException {
        Structure structure = old.structure();
        Catalog catalog = old.source.catalog();
        structure.read(catalog);
        structure.create(catalog);
        try (Connection other = server.connect("b");
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE t IN ROW EXCLUSIVE MODE");
            var building = CompletableFuture.runAsync(
                    () -> structure.buildIndexes(catalog, () -> 2, built -> {}), Thread::startVirtualThread);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> programs() > 0);
            replace();
            assertThatThrownBy(building::join).hasCauseInstanceOf(Failure.class);
        }
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> programs() == 0);
        replaced(() -> structure.buildIndexes(catalog, () -> 2, built -> {}));
        assertThat(column("SELECT count(*) FROM pg_indexes WHERE tablename = 't'"))
                .containsExactly("0");
    }

    private long programs() throws SQLException {
        return Long.parseLong(
                column("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'godwit structure schema'")
                        .getFirst());
    }

    private void replace() {
        new TargetProgress(new Sessions(address(), new Secret(server.password()), "structure"), "structure").takeOver();
    }

    private Address address() {
        return AddressParser.parse(server.url("b"));
    }

    private List<String> column(String sql) throws SQLException {
        return Side.in(server, "b").column(sql);
    }

    private static void replaced(ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(CoreFailure.REPLACED));
    }
}
