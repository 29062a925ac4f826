package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.DatabaseInfo;
import dev.godwit.core.Failure;
import dev.godwit.core.FailureCode;
import dev.godwit.core.Secret;
import dev.godwit.core.Server;
import dev.godwit.core.spi.Access;
import dev.godwit.core.spi.Probe;
import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads when a connection cannot be made. */
class SessionsIT {

    private static PostgresServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = PostgresServer.version(17).tls().start();
        server.execute("postgres", "CREATE ROLE barred LOGIN PASSWORD 'p'", "CREATE DATABASE closed");
        server.execute("postgres", "REVOKE CONNECT ON DATABASE closed FROM PUBLIC");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void signsInWithThePasswordOfTheAddressOrOfTheCaller() {
        assertThat(sessions(server.url("postgres"), server.password()).server().engine())
                .isEqualTo("PostgreSQL 17");
        assertThat(sessions(server.url("postgres") + "?password=" + server.password(), null)
                        .version()
                        .major())
                .isEqualTo(17);
    }

    @Test
    void signsInWithThePasswordFile() throws IOException {
        Path file = folder.resolve("pgpass");
        Files.writeString(
                file, "# mine\nother:*:*:*:no\n*:" + server.port() + ":*:postgres:" + server.password() + "\n");
        String url = server.url("postgres") + "?passfile=" + file;

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertFails(url, null, CoreFailure.PASSWORD_NEEDED, failure -> {});

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(sessions(url, null).version().major()).isEqualTo(17);
    }

    /** Not in the one with the role's name, which seldom exists. */
    @Test
    void asksAServerInADatabaseThatItIsSureToHave() {
        server.execute("postgres", "CREATE ROLE lone LOGIN PASSWORD 'p'");
        var access = new Access(server.url("", "lone").replaceAll("/$", ""), new Secret("p"));
        var engine = new PostgresEngine();

        assertThat(engine.databases(access)).extracting(DatabaseInfo::name).contains("closed", "postgres");
        assertThat(answer(engine.probe(access)).database()).isEqualTo("postgres");
        server.execute("postgres", "REVOKE CONNECT ON DATABASE postgres FROM PUBLIC");
        try {
            assertThat(answer(engine.probe(access)).database()).isEqualTo("template1");
            assertThat(engine.databases(access)).isNotEmpty();
            var wrong = new Access(access.url(), new Secret("no"));
            assertThatThrownBy(() -> engine.databases(wrong)).hasMessageContaining("GW-0004");
        } finally {
            server.execute("postgres", "GRANT CONNECT ON DATABASE postgres TO PUBLIC");
        }
    }

    private static Server answer(Probe probe) {
        try (probe) {
            assertThat(probe.secure()).isPresent();
            probe.signIn();
            return probe.server();
        }
    }

    @Test
    void saysThatAPasswordIsNeeded() {
        assertFails(server.url("postgres"), null, CoreFailure.PASSWORD_NEEDED, failure -> {
            assertThat(failure.found()).contains("127.0.0.1:" + server.port() + "/postgres", "user 'postgres'");
            assertThat(failure.next()).contains("GODWIT_SOURCE_PASSWORD", "~/.pgpass");
        });
    }

    @Test
    void saysThatThePasswordIsWrong() {
        assertFails(server.url("postgres"), "s3cret", CoreFailure.SIGN_IN_REFUSED, failure -> {
            assertThat(failure.found()).contains("password authentication failed for user \"postgres\"");
            assertThat(failure.next()).contains("Check the password of user 'postgres'");
            assertThat(failure.getMessage()).doesNotContain("s3cret");
        });
    }

    @Test
    void saysThatADatabaseIsMissingOrClosed() {
        assertFails(server.url("nowhere"), server.password(), CoreFailure.DATABASE_MISSING, failure -> {
            assertThat(failure.found()).contains("/nowhere");
            assertThat(failure.next()).contains("CREATE DATABASE \"nowhere\"");
        });
        assertFails(
                server.url("closed", "barred"),
                "p",
                CoreFailure.SIGN_IN_REFUSED,
                failure -> assertThat(failure.found()).contains("permission denied for database \"closed\""));
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertFails(
                "postgresql://a@127.0.0.1:" + free + "/d",
                null,
                CoreFailure.SERVER_UNREACHABLE,
                failure -> assertThat(failure.found()).isEqualTo("127.0.0.1:%d/d: nothing listens there", free));
        assertFails(
                "postgresql://a@nowhere.invalid/d",
                null,
                CoreFailure.SERVER_UNREACHABLE,
                failure -> assertThat(failure.found()).contains("no such host name is known"));
    }

    @Test
    void verifiesTheServersCertificate() {
        String root = "&sslrootcert=" + server.certificate();
        String url = server.url("postgres");
        assertThat(sessions(url + "?sslmode=verify-full" + root, server.password())
                        .version()
                        .major())
                .isEqualTo(17);
        assertThat(sessions(url + "?sslmode=require", server.password())
                        .version()
                        .major())
                .isEqualTo(17);
        assertFails(
                url + "?sslmode=verify-full&sslrootcert=system", server.password(), CoreFailure.TLS_FAILED, failure -> {
                    assertThat(failure.found()).contains("127.0.0.1");
                    assertThat(failure.next()).contains("certificate names '127.0.0.1'", "sslrootcert");
                });
        assertFails(
                url + "?sslmode=verify-ca&sslrootcert=/nowhere/ca.pem",
                server.password(),
                CoreFailure.TLS_FAILED,
                failure -> assertThat(failure.found()).contains("/nowhere/ca.pem cannot be read"));
    }

    @Test
    void refusesAServerWithoutTlsWhereItIsAskedFor() {
        try (PostgresServer plain = PostgresServer.start(12)) {
            assertFails(
                    plain.url("postgres") + "?sslmode=require",
                    plain.password(),
                    CoreFailure.TLS_FAILED,
                    failure -> assertThat(failure.found()).contains("does not support SSL"));
        }
    }

    @Test
    void anOptionOfTheAddressReachesTheServerButNotWhatIsPinned() throws SQLException {
        String url = server.url("postgres") + "?options=-c%20work_mem%3D77MB%20-c%20statement_timeout%3D5";
        try (var connection = sessions(url, server.password()).open();
                var row = connection
                        .createStatement()
                        .executeQuery("SELECT current_setting('work_mem') || current_setting('statement_timeout')")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("77MB0");
        }
    }

    private static Sessions sessions(String url, @Nullable String password) {
        return new Sessions(AddressParser.parse(url), password == null ? null : new Secret(password), "test");
    }

    private static void assertFails(String url, @Nullable String password, FailureCode code, Consumer<Failure> more) {
        assertThatThrownBy(() -> sessions(url, password).open()).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            more.accept(failure);
        });
    }
}
