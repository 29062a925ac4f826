package dev.godwit.service.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Secret;
import dev.godwit.core.spi.Engine;
import dev.godwit.core.spi.TlsMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BlueprintTest {

    private static final Engine ENGINE =
            ServiceLoader.load(Engine.class).findFirst().orElseThrow();
    private static final String KNOWN = "SHA256:" + "A".repeat(43);

    private static Blueprint of(ProfileDraft draft) {
        return Blueprint.of(draft, url -> ENGINE, Map.of());
    }

    private static ProfileDraft tls(@Nullable TlsMode mode, Map<SecretField, Secret> secrets) {
        return new ProfileDraft("shop", "postgresql://app@db.example/shop", mode, null, secrets);
    }

    private static ProfileDraft tunnel(Tunnel tunnel, Map<SecretField, Secret> secrets) {
        return new ProfileDraft("shop", "postgresql://app@db.example/shop", null, tunnel, secrets);
    }

    @Test
    void aPasswordInTheAddressBecomesASecret() {
        var blueprint =
                of(new ProfileDraft("shop", "postgresql://app:swordfish@db.example/shop", null, null, Map.of()));

        assertThat(blueprint.url()).isEqualTo("postgresql://app@db.example:5432/shop");
        assertThat(blueprint.secrets()).containsOnlyKeys(SecretField.PASSWORD);
        assertThat(blueprint.toString()).doesNotContain("swordfish");
    }

    @ParameterizedTest
    @CsvSource({"rsa, rsa-pkcs1", "rsa, rsa-pkcs8", "ec, ec-sec1", "ec, ec-pkcs8", "ed25519, ed25519-pkcs8"})
    void keepsTheClientsKeyInTheOneFormThatDriversRead(String certificate, String key) {
        var blueprint = of(tls(
                TlsMode.ENCRYPT,
                Map.of(
                        SecretField.CERTIFICATE, Samples.file(certificate + ".crt"),
                        SecretField.CLIENT_KEY, Samples.file(key + ".key"))));

        assertThat(blueprint.secrets()).containsOnlyKeys(SecretField.CERTIFICATE, SecretField.CLIENT_KEY);
        assertThat(secret(blueprint, SecretField.CLIENT_KEY)).startsWith("-----BEGIN PRIVATE KEY-----");
        var summary = Objects.requireNonNull(blueprint.tls().certificate());
        assertThat(summary.subject()).isEqualTo("CN=" + certificate + ".example");
        assertThat(summary.expiresAt()).isAfter(Instant.parse("2100-01-01T00:00:00Z"));
    }

    private static String secret(Blueprint blueprint, SecretField field) {
        return blueprint.secrets().getOrDefault(field, new Secret("")).reveal();
    }

    @Test
    void aClosedKeyIsOpenedOnceAndItsPassphraseIsNotKept() {
        var blueprint = of(tls(
                null,
                Map.of(
                        SecretField.CERTIFICATE, Samples.file("rsa.crt"),
                        SecretField.CLIENT_KEY, Samples.file("rsa-pkcs8-closed.key"),
                        SecretField.CLIENT_KEY_PASSPHRASE, Samples.PASSPHRASE)));

        assertThat(blueprint.secrets()).containsOnlyKeys(SecretField.CERTIFICATE, SecretField.CLIENT_KEY);
    }

    @Test
    void refusesAnothersKeyAHalfPairAndWhatHasExpired() {
        assertThatThrownBy(() -> of(tls(
                        null,
                        Map.of(
                                SecretField.CERTIFICATE, Samples.file("rsa.crt"),
                                SecretField.CLIENT_KEY, Samples.file("ssh-rsa.key")))))
                .hasMessageContaining("GW-0225")
                .hasMessageContaining("rsa.example");
        assertThatThrownBy(() -> of(tls(null, Map.of(SecretField.CERTIFICATE, Samples.file("rsa.crt")))))
                .hasMessageContaining("GW-0209");
        assertThatThrownBy(() -> of(tls(null, Map.of(SecretField.AUTHORITIES, Samples.file("expired.crt")))))
                .hasMessageContaining("GW-0224")
                .hasMessageContaining("2020-02-01");
        assertThatThrownBy(() -> of(tls(null, Map.of(SecretField.AUTHORITIES, new Secret("swordfish")))))
                .hasMessageContaining("GW-0224")
                .hasMessageNotContaining("swordfish");
    }

    @Test
    void authoritiesMeanThatTheServerIsChecked() {
        var authorities = Map.of(SecretField.AUTHORITIES, Samples.file("rsa.crt"));

        assertThat(of(tls(null, authorities)).tls().mode()).isEqualTo(TlsMode.VERIFY_FULL);
        assertThat(of(tls(TlsMode.VERIFY_CA, authorities)).tls().mode()).isEqualTo(TlsMode.VERIFY_CA);
        assertThat(of(tls(TlsMode.OFF, authorities)).secrets()).isEmpty();
    }

    @Test
    void anEditKeepsReplacesAndForgetsSecrets() {
        var kept = new HashMap<SecretField, Secret>();
        kept.put(SecretField.PASSWORD, new Secret("old"));
        kept.put(SecretField.TUNNEL_KEY, Samples.file("ssh-ed25519-closed.key"));
        kept.put(SecretField.TUNNEL_KEY_PASSPHRASE, Samples.PASSPHRASE);
        var tunnel = new Tunnel("bastion", 22, "hop", null, KNOWN);

        var same = Blueprint.of(tunnel(tunnel, Map.of()), url -> ENGINE, kept);
        var forgotten = Blueprint.of(tunnel(tunnel, Map.of(SecretField.PASSWORD, new Secret(""))), url -> ENGINE, kept);
        var otherKey = Blueprint.of(
                tunnel(tunnel, Map.of(SecretField.TUNNEL_KEY, Samples.file("ssh-rsa.key"))), url -> ENGINE, kept);
        var direct = Blueprint.of(tls(null, Map.of()), url -> ENGINE, kept);

        assertThat(same.secrets()).isEqualTo(kept);
        assertThat(forgotten.secrets()).doesNotContainKey(SecretField.PASSWORD);
        assertThat(otherKey.secrets()).containsOnlyKeys(SecretField.PASSWORD, SecretField.TUNNEL_KEY);
        assertThat(direct.secrets()).containsOnlyKeys(SecretField.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bastion ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8lB8eXWlSKKzvJFDIMxEVwHTSOGsFuVG9kAEuPJ1bv",
                "|1|hash=|hash= ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8lB8eXWlSKKzvJFDIMxEVwHTSOGsFuVG9kAEuPJ1bv comment",
                "# bastion:22\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8lB8eXWlSKKzvJFDIMxEVwHTSOGsFuVG9kAEuPJ1bv\n"
            })
    void takesHostKeysAsTheyAreWrittenElsewhere(String lines) {
        assertThat(HostKeys.of(new Tunnel("bastion", 22, "hop", lines, null)).types())
                .containsExactly("ssh-ed25519");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense", "bastion ssh-ed25519 nonsense", "@revoked bastion ssh-rsa AAAA", "bastion ssh-rsa"})
    void refusesHostKeysItDoesNotUnderstand(String lines) {
        assertThatThrownBy(() -> HostKeys.of(new Tunnel("bastion", 22, "hop", lines, null)))
                .hasMessageContaining("GW-0209");
        assertThatThrownBy(() -> HostKeys.of(new Tunnel("bastion", 22, "hop", null, lines)))
                .hasMessageContaining("GW-0209");
    }
}
