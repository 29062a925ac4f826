package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in by a certificate; the server's own serves as the client's. */
class ClientKeyIT {

    private static PostgresServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = PostgresServer.version(16).tls().start();
        server.execute("postgres", "CREATE ROLE localhost LOGIN");
        server.set("ssl_ca_file", server.certificate().toString());
        Path rules = server.data().resolve("pg_hba.conf");
        Files.writeString(rules, "hostssl all localhost 127.0.0.1/32 cert\n" + Files.readString(rules));
        server.reload();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void signsInByCertificateAndKeyInPem() throws IOException {
        Path key = key("key.pem", Files.readString(server.certificate().resolveSibling("server.key")));

        assertThat(sessions(key).version().major()).isEqualTo(16);
    }

    @Test
    void saysHowToConvertAKeyOfAnOldForm() throws IOException {
        Path key = key("old.pem", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertThatThrownBy(() -> sessions(key).version()).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(CoreFailure.TLS_FAILED);
            assertThat(failure.found()).contains(key.toString());
            assertThat(failure.next()).contains("openssl pkcs8 -topk8 -nocrypt -in " + key);
        });
    }

    @Test
    void saysThatAFileIsMissing() {
        assertThatThrownBy(() -> sessions(folder.resolve("none.pem")).version())
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.found())
                                .contains("none.pem cannot be used to sign in: it cannot be read"));
    }

    private Path key(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static Sessions sessions(Path key) {
        String url = server.url("postgres", "localhost") + "?sslmode=verify-full&sslrootcert=" + server.certificate()
                + "&sslcert=" + server.certificate() + "&sslkey=" + key;
        return new Sessions(AddressParser.parse(url), null, "test");
    }
}
