package dev.godwit.service.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivateKeysTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa-pkcs1",
                "rsa-pkcs8",
                "ec-sec1",
                "ec-pkcs8",
                "ed25519-pkcs8",
                "ssh-rsa",
                "ssh-ecdsa",
                "ssh-ed25519"
            })
    void readsWhatOpensslAndSshKeygenWrite(String name) {
        var pair = PrivateKeys.read(SecretField.CLIENT_KEY, Samples.file(name + ".key"), null);

        assertThat(pair.getPrivate().getEncoded()).isNotEmpty();
        assertThat(pair.getPublic().getEncoded()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-pkcs1", "rsa-pkcs8", "ssh-rsa", "ssh-ecdsa", "ssh-ed25519"})
    void opensThemWithTheirPassphraseOnly(String name) {
        Secret closed = Samples.file(name + "-closed.key");

        var opened = PrivateKeys.read(SecretField.CLIENT_KEY, closed, Samples.PASSPHRASE);
        assertThat(opened.getPrivate())
                .isEqualTo(PrivateKeys.read(SecretField.CLIENT_KEY, Samples.file(name + ".key"), null)
                        .getPrivate());

        assertThatThrownBy(() -> PrivateKeys.read(SecretField.CLIENT_KEY, closed, null))
                .hasMessageContaining("GW-0225")
                .hasMessageContaining("needs a passphrase");
        assertThatThrownBy(() -> PrivateKeys.read(SecretField.CLIENT_KEY, closed, new Secret("wrong")))
                .hasMessageContaining("GW-0225")
                .hasMessageContaining("passphrase does not open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "swordfish", "-----BEGIN PRIVATE KEY-----\nc3dvcmRmaXNo\n-----END PRIVATE KEY-----"})
    void refusesWhatIsNoKeyWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> PrivateKeys.read(SecretField.CLIENT_KEY, new Secret(text), null))
                .hasMessageContaining("GW-0225")
                .hasMessageNotContaining("swordfish")
                .hasNoCause();
    }

    @Test
    void refusesACertificate() {
        assertThatThrownBy(() -> PrivateKeys.read(SecretField.CLIENT_KEY, Samples.file("rsa.crt"), null))
                .hasMessageContaining("GW-0225");
    }
}
