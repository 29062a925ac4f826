package dev.godwit.service.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.core.spi.Engine;
import dev.godwit.core.spi.TlsMode;
import dev.godwit.core.spi.Via;
import dev.godwit.service.profile.TestResult.Name;
import dev.godwit.service.profile.TestResult.Step;
import dev.godwit.service.store.Database;
import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Profiles with a real database server, plain and with TLS, and a real SSH server before it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProfilesIT {

    private final PostgresServer server = PostgresServer.version(16).tls().start();
    private final List<String> jobs = new ArrayList<>();
    private Bastion bastion = new Bastion();

    @TempDir
    private Path parent;

    private Path data = Path.of("unused");
    private @Nullable Database opened;
    private @Nullable Profiles running;

    private Profiles profiles() {
        return Objects.requireNonNull(running);
    }

    private Profiles open(Path folder, Database store) {
        return Profiles.in(
                store,
                folder,
                Map.of(),
                ServiceLoader.load(Engine.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                _ -> List.copyOf(jobs));
    }

    @BeforeEach
    void start() throws IOException {
        data = Files.createTempDirectory(parent, "data");
        jobs.clear();
        bastion.close();
        bastion = new Bastion();
        opened = Database.file(data.resolve("godwit.db"));
        running = open(data, opened);
    }

    @AfterEach
    void stop() {
        profiles().close();
        Objects.requireNonNull(opened).close();
    }

    @AfterAll
    void stopServers() {
        bastion.close();
        server.close();
    }

    private Map<SecretField, Secret> secrets(Object... pairs) {
        var secrets = new EnumMap<SecretField, Secret>(SecretField.class);
        secrets.put(SecretField.PASSWORD, new Secret(server.password()));
        for (int i = 0; i < pairs.length; i += 2) {
            secrets.put((SecretField) pairs[i], (Secret) pairs[i + 1]);
        }
        return secrets;
    }

    private ProfileDraft draft(@Nullable TlsMode tls, @Nullable Tunnel tunnel, Map<SecretField, Secret> secrets) {
        return new ProfileDraft("shop", server.url("postgres"), tls, tunnel, secrets);
    }

    private ProfileDraft byPassword(Tunnel tunnel) {
        return draft(null, tunnel, secrets(SecretField.TUNNEL_PASSWORD, Bastion.PASSWORD));
    }

    private Secret certificate() throws IOException {
        return new Secret(Files.readString(server.certificate()));
    }

    private static List<Name> names(TestResult result) {
        return result.steps().stream().map(Step::name).toList();
    }

    private static Failure failure(TestResult result) {
        Failure failure = Objects.requireNonNull(result.steps().getLast().failure(), result.toString());
        assertThat(result.server()).isNull();
        return failure;
    }

    @Test
    void createsFindsCopiesEditsAndDeletes() {
        var profile = profiles().create(draft(null, null, secrets()));
        var copy = profiles().copy("shop", "shop 2");

        assertThat(profiles().find("shop")).contains(profile);
        assertThat(profiles().find(copy.id())).contains(copy);
        assertThat(profiles().test("shop 2").ok()).isTrue();
        assertThatThrownBy(() -> profiles().create(draft(null, null, secrets())))
                .hasMessageContaining("GW-0221");

        var edited = profiles().edit("shop", 1, draft(TlsMode.ENCRYPT, null, Map.of()));
        assertThat(edited.version()).isEqualTo(2);
        assertThat(profiles().find("shop")).contains(edited);
        assertThat(profiles().test("shop").ok()).as("its password was kept").isTrue();
        assertThatThrownBy(() -> profiles().edit("shop", 1, draft(null, null, Map.of())))
                .hasMessageContaining("GW-0222");

        jobs.add("orders");
        assertThatThrownBy(() -> profiles().delete("shop"))
                .hasMessageContaining("GW-0223")
                .hasMessageContaining("orders");
        jobs.clear();
        profiles().delete("shop");
        assertThat(profiles().list("", 1, 9).items()).containsExactly(copy);
        assertThatThrownBy(() -> profiles().test("shop")).hasMessageContaining("GW-0220");
    }

    @Test
    void aTestNamesTheStepThatFails() throws IOException {
        var good = profiles()
                .test(draft(TlsMode.VERIFY_FULL, null, secrets(SecretField.AUTHORITIES, certificate())), null);
        assertThat(names(good)).containsExactly(Name.TCP, Name.TLS, Name.PASSWORD, Name.VERSION);
        assertThat(Objects.requireNonNull(good.server()).version()).startsWith("16.");
        assertThat(good.steps().get(1).detail()).startsWith("TLSv1.");
        assertThat(good.steps()).allSatisfy(step -> assertThat(step.took()).isPositive());

        var password = profiles().test(draft(null, null, Map.of(SecretField.PASSWORD, new Secret("swordfish"))), null);
        assertThat(names(password)).containsExactly(Name.TCP, Name.TLS, Name.PASSWORD);
        assertThat(failure(password)).hasMessageContaining("GW-0004").hasMessageNotContaining("swordfish");

        var authority = profiles()
                .test(draft(TlsMode.VERIFY_CA, null, secrets(SecretField.AUTHORITIES, Samples.file("rsa.crt"))), null);
        assertThat(names(authority)).containsExactly(Name.TCP, Name.TLS);
        assertThat(failure(authority)).hasMessageContaining("GW-0005");

        var tcp = profiles()
                .test(
                        new ProfileDraft(
                                "x", "postgresql://app@127.0.0.1:" + portOfNobody() + "/x", null, null, Map.of()),
                        null);
        assertThat(names(tcp)).containsExactly(Name.TCP);
        assertThat(failure(tcp)).hasMessageContaining("GW-0003");
    }

    private static int portOfNobody() throws IOException {
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closed.getLocalPort();
        }
    }

    @Test
    void aTestEndsWhereNobodyAnswers() throws IOException {
        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var draft = new ProfileDraft(
                    "x", "postgresql://app@127.0.0.1:" + mute.getLocalPort() + "/x", null, null, Map.of());
            var blueprint = Blueprint.of(
                    draft, _ -> ServiceLoader.load(Engine.class).findFirst().orElseThrow(), Map.of());

            var result = ConnectionTest.run(blueprint, data.resolve("tls"), Duration.ofSeconds(1));

            assertThat(names(result)).containsExactly(Name.TCP, Name.TLS);
            assertThat(failure(result)).hasMessageContaining("GW-0237");
        }
    }

    @Test
    void aServerWithoutTlsIsRefusedWhereItIsNeeded() {
        try (var plain = PostgresServer.start(14)) {
            var url = plain.url("postgres");
            var needed = profiles().test(new ProfileDraft("x", url, TlsMode.ENCRYPT, null, secrets()), null);
            assertThat(names(needed)).containsExactly(Name.TCP, Name.TLS);
            assertThat(failure(needed)).hasMessageContaining("GW-0005");

            var preferred = profiles().test(new ProfileDraft("x", url, TlsMode.PREFER, null, secrets()), null);
            assertThat(preferred.ok()).isTrue();
            assertThat(preferred.steps().get(1).detail()).isEqualTo("not encrypted");
        }
    }

    @Test
    void certificatesAreFilesForTheTimeOfTheirUseOnly() throws IOException {
        profiles()
                .create(draft(
                        TlsMode.VERIFY_FULL,
                        null,
                        secrets(
                                SecretField.AUTHORITIES,
                                certificate(),
                                SecretField.CERTIFICATE,
                                Samples.file("rsa.crt"),
                                SecretField.CLIENT_KEY,
                                Samples.file("rsa-pkcs1.key"))));
        Path root = data.resolve("tls");
        try (var one = profiles().open("shop", null)) {
            try (var other = profiles().open("shop", "template1")) {
                assertThat(other.endpoint().database()).isEqualTo("template1");
            }
            List<Path> files = files(root);
            assertThat(files).hasSize(3);
            for (Path file : files) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                assertThat(one.endpoint().url())
                        .contains(java.net.URLEncoder.encode(file.toString(), java.nio.charset.StandardCharsets.UTF_8));
            }
            try (var probe = one.endpoint().engine().probe(one.endpoint().access())) {
                assertThat(probe.server().version()).startsWith("16.");
            }
        }
        assertThat(files(root)).isEmpty();
    }

    private static List<Path> files(Path root) throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void whatADeadProcessLeftIsDeletedAtTheNextStart() throws IOException {
        Path left = Files.createDirectories(data.resolve("tls").resolve("999999999-x"));
        Files.writeString(left.resolve("key.pem"), "x");

        open(data, Objects.requireNonNull(opened)).close();

        assertThat(left).doesNotExist();
    }

    @Test
    void aTestGoesThroughTheTunnel() {
        var result = profiles().test(byPassword(bastion.tunnel()), null);

        assertThat(names(result))
                .containsExactly(
                        Name.TUNNEL,
                        Name.HOST_KEY,
                        Name.TUNNEL_SIGN_IN,
                        Name.TCP,
                        Name.TLS,
                        Name.PASSWORD,
                        Name.VERSION);
        assertThat(result.steps().get(1).detail()).isEqualTo(bastion.fingerprint());
        assertThat(result.ok()).as(result.toString()).isTrue();
    }

    @Test
    void aTestNamesTheStepOfTheTunnelThatFails() throws IOException {
        var wrong = profiles()
                .test(
                        draft(null, bastion.tunnel(), secrets(SecretField.TUNNEL_PASSWORD, new Secret("swordfish"))),
                        null);
        assertThat(names(wrong)).containsExactly(Name.TUNNEL, Name.HOST_KEY, Name.TUNNEL_SIGN_IN);
        assertThat(failure(wrong)).hasMessageContaining("GW-0234").hasMessageNotContaining("swordfish");

        var unknown =
                profiles().test(byPassword(new Tunnel("127.0.0.1", bastion.port(), Bastion.USER, null, null)), null);
        assertThat(names(unknown)).containsExactly(Name.TUNNEL, Name.HOST_KEY);
        assertThat(failure(unknown)).hasMessageContaining("GW-0232").hasMessageContaining(bastion.fingerprint());
        assertThat(failure(unknown).next()).contains(bastion.fingerprint());

        var other = profiles()
                .test(
                        byPassword(new Tunnel(
                                "127.0.0.1", bastion.port(), Bastion.USER, null, "SHA256:" + "A".repeat(43))),
                        null);
        assertThat(names(other)).containsExactly(Name.TUNNEL, Name.HOST_KEY);
        assertThat(failure(other)).hasMessageContaining("GW-0233").hasMessageContaining(bastion.fingerprint());

        var notSsh = profiles()
                .test(
                        byPassword(new Tunnel("127.0.0.1", server.port(), Bastion.USER, null, bastion.fingerprint())),
                        null);
        assertThat(names(notSsh)).containsExactly(Name.TUNNEL);

        int port = bastion.port();
        bastion.refuseForwarding();
        var blocked = profiles().test(byPassword(bastion.tunnel()), null);
        assertThat(names(blocked)).containsExactly(Name.TUNNEL, Name.HOST_KEY, Name.TUNNEL_SIGN_IN, Name.TCP);
        assertThat(failure(blocked)).hasMessageContaining("GW-0235");

        bastion.stop();
        var gone = profiles()
                .test(byPassword(new Tunnel("127.0.0.1", port, Bastion.USER, null, bastion.fingerprint())), null);
        assertThat(names(gone)).containsExactly(Name.TUNNEL);
        assertThat(failure(gone)).hasMessageContaining("GW-0231");
    }

    @Test
    void aPasswordIsNeverSentToAServerThatIsNotKnown() {
        int before = bastion.signIns();

        profiles().test(byPassword(new Tunnel("127.0.0.1", bastion.port(), Bastion.USER, null, null)), null);

        assertThat(bastion.signIns()).isEqualTo(before);
    }

    @Test
    void signsInWithAKeyAndKnowsTheHostByItsLine() {
        var tunnel = new Tunnel("127.0.0.1", bastion.port(), Bastion.USER, bastion.line(), null);
        var result = profiles()
                .test(
                        draft(
                                null,
                                tunnel,
                                secrets(
                                        SecretField.TUNNEL_KEY,
                                        Samples.file("ssh-ed25519-closed.key"),
                                        SecretField.TUNNEL_KEY_PASSPHRASE,
                                        Samples.PASSPHRASE)),
                        null);

        assertThat(result.ok()).as(result.toString()).isTrue();
    }

    private Connection connect(Via via) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + via.host() + ":" + via.port() + "/postgres",
                PostgresServer.SUPERUSER,
                server.password());
    }

    private static Via via(OpenProfile way) {
        return Objects.requireNonNull(way.endpoint().via());
    }

    @Test
    void aTunnelCarriesManyBytesBothWaysAndIsSharedByItsUsers() throws SQLException {
        profiles().create(byPassword(bastion.tunnel()));
        int before = bastion.signIns();
        try (var one = profiles().open("shop", null)) {
            try (var other = profiles().open("shop", "template1");
                    var connection = connect(via(other));
                    var statement = connection.prepareStatement("SELECT length(?), repeat('x', 20000000)")) {
                assertThat(via(one)).isEqualTo(via(other));
                statement.setString(1, "y".repeat(20_000_000));
                try (var row = statement.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getInt(1)).isEqualTo(20_000_000);
                    assertThat(row.getString(2)).hasSize(20_000_000);
                }
            }
            connect(via(one)).close();
        }
        assertThat(bastion.signIns() - before).isEqualTo(1);
    }

    @Test
    void theNearEndIsClosedWithItsLastUser() {
        profiles().create(byPassword(bastion.tunnel()));
        Via via;
        try (var way = profiles().open("shop", null)) {
            via = via(way);
        }
        assertThatThrownBy(() -> connect(via)).isInstanceOf(SQLException.class);
    }

    @Test
    void aTunnelComesBackWithItsServer() throws SQLException {
        profiles().create(byPassword(bastion.tunnel()));
        int port = bastion.port();
        try (var way = profiles().open("shop", null)) {
            Via via = via(way);
            connect(via).close();
            bastion.stop();
            assertThatThrownBy(() -> connect(via)).isInstanceOf(SQLException.class);
            assertThat(way.trouble().orElseThrow()).hasMessageContaining("GW-0231");

            bastion.comeBack(port);

            await().atMost(Duration.ofSeconds(15)).ignoreExceptions().until(() -> {
                connect(via).close();
                return true;
            });
            assertThat(way.trouble()).isEmpty();
            assertThat(via(way)).isEqualTo(via);
        }
    }

    @Test
    void aTunnelDoesNotComeBackToAnotherServer() throws SQLException {
        profiles().create(byPassword(bastion.tunnel()));
        int port = bastion.port();
        try (var way = profiles().open("shop", null)) {
            Via via = via(way);
            connect(via).close();
            bastion.stop();
            bastion.comeBackAsAnother(port);
            int before = bastion.signIns();

            assertThatThrownBy(() -> connect(via)).isInstanceOf(SQLException.class);

            await().until(() -> way.trouble().isPresent());
            assertThat(way.trouble().orElseThrow()).hasMessageContaining("GW-0233");
            assertThat(bastion.signIns()).isEqualTo(before);
        }
    }

    @Test
    void aPasswordThatWasRefusedIsNotTriedWithEachConnection() throws SQLException {
        profiles().create(byPassword(bastion.tunnel()));
        int port = bastion.port();
        try (var way = profiles().open("shop", null)) {
            Via via = via(way);
            connect(via).close();
            bastion.stop();
            bastion.comeBackWithPassword(port, "another");
            int before = bastion.signIns();

            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> connect(via)).isInstanceOf(SQLException.class);
            }

            assertThat(way.trouble().orElseThrow()).hasMessageContaining("GW-0234");
            // Once for each of the two ways to say a password.
            assertThat(bastion.signIns() - before).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void noSecretIsInAnyTextOrFile() throws IOException {
        var draft = draft(
                TlsMode.ENCRYPT,
                bastion.tunnel(),
                secrets(
                        SecretField.TUNNEL_PASSWORD,
                        Bastion.PASSWORD,
                        SecretField.CERTIFICATE,
                        Samples.file("rsa.crt"),
                        SecretField.CLIENT_KEY,
                        Samples.file("rsa-pkcs8.key")));
        var profile = profiles().create(draft);
        var result = profiles().test("shop");
        var texts = new ArrayList<String>(List.of(draft.toString(), profile.toString(), result.toString()));
        try (var way = profiles().open("shop", null)) {
            texts.add(way.endpoint().toString());
        }
        for (Path file : files(data)) {
            if (!file.getFileName().toString().equals("key")) {
                texts.add(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        String key = Pem.read(Samples.file("rsa-pkcs8.key").reveal(), "PRIVATE KEY").stream()
                .map(bytes ->
                        java.util.Base64.getEncoder().encodeToString(bytes).substring(0, 40))
                .findFirst()
                .orElseThrow();
        assertThat(texts)
                .allSatisfy(text -> assertThat(text).doesNotContain(server.password(), Bastion.PASSWORD.reveal(), key));
    }
}
