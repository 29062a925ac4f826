package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.core.spi.Access;
import dev.godwit.core.spi.Via;
import dev.godwit.testkit.FaultProxy;
import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections through the near end of a tunnel, which a proxy stands for; the server's certificate is for localhost. */
class ViaIT {

    private static PostgresServer server;
    private static FaultProxy tunnel;

    @BeforeAll
    static void start() {
        server = PostgresServer.version(16).tls().start();
        tunnel = FaultProxy.to(server.port());
    }

    @AfterAll
    static void stop() {
        tunnel.close();
        server.close();
    }

    @Test
    void connectsThereAndChecksTheServersOwnName() throws Exception {
        try (Connection connection = sessions("localhost", "verify-full").open()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void refusesACertificateOfAnotherName() {
        assertThatThrownBy(() -> sessions("elsewhere.invalid", "verify-full").open())
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(CoreFailure.TLS_FAILED));
    }

    @Test
    void reachesANameThatOnlyTheFarEndKnows() throws Exception {
        try (Connection connection = sessions("elsewhere.invalid", "verify-ca").open()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void clientProgramsGoTheSameWay() {
        ClientTools tools =
                ClientTools.find(sessions("localhost", "verify-full").version());
        var right = new ClientProgram(sessions("localhost", "verify-full"), "")
                .run(tools.pgDump(), List.of("--schema-only"));
        assertThat(right.status()).as(right.errors().toString()).isZero();

        Sessions known = sessions("elsewhere.invalid", "verify-ca");
        var answered = new ClientProgram(known, "").run(tools.pgDump(), List.of("--schema-only"));
        assertThat(answered.status()).as(answered.errors().toString()).isZero();
    }

    @Test
    void listsDatabases() {
        server.createDatabase("one");
        assertThat(new PostgresEngine().databases(access("localhost", "verify-full")))
                .anySatisfy(database -> {
                    assertThat(database.name()).isEqualTo("one");
                    assertThat(database.bytes()).isPositive();
                    assertThat(database.owner()).isEqualTo("postgres");
                })
                .noneMatch(database -> database.name().startsWith("template"));
    }

    private static Sessions sessions(String host, String mode) {
        return Sessions.of(access(host, mode), "via");
    }

    /** Nobody listens on port 1, and the address names a database that is not there. */
    private static Access access(String host, String mode) {
        String url = "postgresql://postgres@%s:1/nowhere?sslmode=%s&sslrootcert=%s"
                .formatted(host, mode, server.certificate());
        return new Access(url, new Secret(server.password()), "postgres", new Via("localhost", tunnel.port()));
    }
}
