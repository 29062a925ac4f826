package dev.godwit.service.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Secret;
import dev.godwit.service.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VaultTest {

    private static final Secret PASSWORD = new Secret("correct horse battery staple");

    @TempDir
    private Path folder;

    private Path key = Path.of("unused");
    private @Nullable Database database;

    @BeforeEach
    void open() {
        key = folder.resolve("key");
        database = Database.file(folder.resolve("godwit.db"));
    }

    @AfterEach
    void close() {
        database().close();
    }

    private Database database() {
        return Objects.requireNonNull(database);
    }

    private SqlProfileStore store() {
        return new SqlProfileStore(database());
    }

    private Vault vault() {
        return vault(new KeyFile(key));
    }

    private Vault vault(KeyPlace place) {
        return new Vault(store(), place);
    }

    private static KeyVariable variable(Secret value) {
        return new KeyVariable("GODWIT_KEY", value);
    }

    /** As another process, or after a restart, would. */
    private void add(Vault vault, String id, Secret password) {
        vault.with(keys -> {
            var secrets = Map.of(SecretField.PASSWORD, password);
            store().add(Samples.profile(id, id, SecretField.PASSWORD), Vault.seal(id, secrets, keys), keys.mark());
            return id;
        });
    }

    private static String password(Vault vault, String id) {
        return vault.open(id).getOrDefault(SecretField.PASSWORD, new Secret("")).reveal();
    }

    private void execute(String sql) {
        database().write(handle -> handle.execute(sql));
    }

    @Test
    void theKeyIsMadeWithTheFirstSecretForItsOwnerAlone() throws IOException {
        assertThat(vault().open("nobody")).isEmpty();
        assertThat(key).doesNotExist();

        add(vault(), "p1", PASSWORD);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(password(vault(), "p1")).isEqualTo(PASSWORD.reveal());
    }

    @Test
    void noFileButTheKeyOpensASecret() throws IOException {
        add(vault(), "p1", PASSWORD);
        String plain = PASSWORD.reveal();
        String base64 = Base64.getEncoder().encodeToString(plain.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(plain)
                        .doesNotContain(base64);
            }
        }
    }

    @Test
    void theSameSecretNeverLooksTheSame() {
        var vault = vault();
        add(vault, "p1", PASSWORD);
        add(vault, "p2", PASSWORD);

        assertThat(store().sealed("p1").values())
                .doesNotContainAnyElementsOf(store().sealed("p2").values());
    }

    @Test
    void aSecretThatWasChangedIsRefused() {
        add(vault(), "p1", PASSWORD);
        String sealed = store().sealed("p1").getOrDefault(SecretField.PASSWORD, "");
        byte[] bytes = Base64.getDecoder().decode(sealed);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            String text = Base64.getEncoder().encodeToString(changed);
            execute("UPDATE profile_secret SET sealed = '" + text + "'");
            assertThatThrownBy(() -> vault().open("p1")).hasMessageContaining("GW-0230");
        }
        execute("UPDATE profile_secret SET sealed = 'no base64!'");
        assertThatThrownBy(() -> vault().open("p1")).hasMessageContaining("GW-0230");
    }

    @Test
    void aSecretIsOpenedInItsOwnPlaceOnly() {
        var vault = vault();
        add(vault, "p1", PASSWORD);
        add(vault, "p2", new Secret("another"));
        execute("UPDATE profile_secret SET sealed = (SELECT sealed FROM profile_secret WHERE profile = 'p1')"
                + " WHERE profile = 'p2'");
        execute("UPDATE profile_secret SET field = 'TUNNEL_PASSWORD' WHERE profile = 'p1'");

        assertThatThrownBy(() -> vault.open("p2")).hasMessageContaining("GW-0230");
        assertThatThrownBy(() -> vault.open("p1")).hasMessageContaining("GW-0230");
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws IOException {
        add(vault(), "p1", PASSWORD);
        for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rwx------"}) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> vault().open("p1"))
                    .hasMessageContaining("GW-0228")
                    .hasMessageContaining(mode);
        }
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        assertThat(password(vault(), "p1")).isEqualTo(PASSWORD.reveal());
    }

    @Test
    void aMissingKeyIsSaidAndNeverReplacedWhileSecretsNeedIt() throws IOException {
        add(vault(), "p1", PASSWORD);
        Files.delete(key);

        assertThatThrownBy(() -> vault().open("p1")).hasMessageContaining("GW-0226");
        assertThatThrownBy(() -> add(vault(), "p2", PASSWORD)).hasMessageContaining("GW-0226");
        assertThat(key).doesNotExist();

        store().delete("p1");
        add(vault(), "p2", PASSWORD);
        assertThat(password(vault(), "p2")).isEqualTo(PASSWORD.reveal());
    }

    @Test
    void anotherKeyIsToldFromTheRightOne() throws IOException {
        add(vault(), "p1", PASSWORD);
        Files.delete(key);
        new KeyFile(key).create();

        assertThatThrownBy(() -> vault().open("p1")).hasMessageContaining("GW-0227");
        assertThatThrownBy(() -> add(vault(), "p2", PASSWORD)).hasMessageContaining("GW-0227");
        assertThatThrownBy(() -> vault(variable(KeyPlace.newKey())).open("p1")).hasMessageContaining("GW-0227");
    }

    @Test
    void aKeyThatIsNoneIsSaidWithoutItsText() throws IOException {
        Files.writeString(key, "{\"key\":\"swordfish\"}");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> add(vault(), "p1", PASSWORD))
                .hasMessageContaining("GW-0229")
                .hasMessageNotContaining("swordfish")
                .hasNoCause();
        assertThatThrownBy(() -> add(vault(variable(new Secret("swordfish"))), "p1", PASSWORD))
                .hasMessageContaining("GW-0229")
                .hasMessageNotContaining("swordfish")
                .hasNoCause();
    }

    @Test
    void theKeyMayComeFromTheEnvironment() {
        Secret value = KeyPlace.newKey();
        add(vault(variable(value)), "p1", PASSWORD);

        assertThat(password(vault(variable(value)), "p1")).isEqualTo(PASSWORD.reveal());
        assertThat(key).doesNotExist();
        assertThat(variable(value).toString()).doesNotContain(value.reveal());
    }

    @Test
    void afterARotationTheOldKeyOpensNothing() throws IOException {
        var running = vault();
        add(running, "p1", PASSWORD);
        add(running, "p2", new Secret("another"));
        Path old = Files.copy(key, folder.resolve("old"));
        var before = store().sealed("p1");

        assertThat(vault().rotate(null)).isEqualTo(2);

        assertThat(store().sealed("p1")).isNotEqualTo(before);
        assertThat(password(vault(), "p1")).isEqualTo(PASSWORD.reveal());
        assertThat(password(vault(), "p2")).isEqualTo("another");
        assertThatThrownBy(() -> vault(new KeyFile(old)).open("p1")).hasMessageContaining("GW-0227");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void aServerThatRunsNoticesTheRotation() {
        var running = vault();
        add(running, "p1", PASSWORD);
        vault().rotate(null);

        assertThat(password(running, "p1")).isEqualTo(PASSWORD.reveal());

        vault().rotate(null);
        add(running, "p2", PASSWORD);
        assertThat(password(vault(), "p2")).isEqualTo(PASSWORD.reveal());
    }

    @Test
    void aRotationThatDiedHalfWayIsCompleted() throws Exception {
        add(vault(), "p1", PASSWORD);
        var before = store().sealed("p1");
        var file = new KeyFile(key);
        var both = file.read().orElseThrow().renewed();
        file.replace(both); // and here it died

        assertThat(password(vault(), "p1")).isEqualTo(PASSWORD.reveal());
        assertThat(store().sealed("p1")).isNotEqualTo(before);
        assertThat(store().mark().map(SealMark::keyId)).contains((long) both.id());
    }

    @Test
    void aRotationThatFailsLeavesTheOldKeyInPlace() throws IOException {
        var vault = vault();
        add(vault, "p1", PASSWORD);
        add(vault, "p2", PASSWORD);
        execute("UPDATE profile_secret SET sealed = 'damaged' WHERE profile = 'p2'");
        String before = Files.readString(key);

        assertThatThrownBy(() -> vault().rotate(null)).hasMessageContaining("GW-0230");

        assertThat(Files.readString(key)).isEqualTo(before);
        assertThat(password(vault(), "p1")).isEqualTo(PASSWORD.reveal());
    }

    @Test
    void aKeyFromTheEnvironmentIsReplacedByTheOneThatIsGiven() {
        Secret old = KeyPlace.newKey();
        Secret fresh = KeyPlace.newKey();
        add(vault(variable(old)), "p1", PASSWORD);

        assertThatThrownBy(() -> vault(variable(old)).rotate(null))
                .hasMessageContaining("GW-0209")
                .hasMessageContaining("GODWIT_KEY");
        assertThat(vault(variable(old)).rotate(fresh)).isEqualTo(1);

        assertThat(password(vault(variable(fresh)), "p1")).isEqualTo(PASSWORD.reveal());
        assertThatThrownBy(() -> vault(variable(old)).open("p1")).hasMessageContaining("GW-0227");
    }
}
