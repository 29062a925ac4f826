package dev.godwit.service.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Secret;
import dev.godwit.core.spi.Engine;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KeptSecretsTest {

    private static final Engine ENGINE =
            ServiceLoader.load(Engine.class).findFirst().orElseThrow();
    private static final Tunnel BASTION = new Tunnel("bastion", 22, "hop", null, "SHA256:" + "A".repeat(43));
    private static final Tunnel ANOTHER = new Tunnel("elsewhere", 22, "hop", null, "SHA256:" + "A".repeat(43));
    private static final String SERVER = "postgresql://app@db.example:5432/shop";
    private static final Map<SecretField, Secret> ALL = Map.of(
            SecretField.PASSWORD, new Secret("swordfish"),
            SecretField.TUNNEL_PASSWORD, new Secret("hop"));

    private static Map<SecretField, Secret> kept(@Nullable Tunnel before, ProfileDraft draft) {
        var profile = new Profile(
                "p1", "shop", ENGINE.id(), SERVER, Tls.AS_ADDRESS, before, Set.of(), 1, Instant.EPOCH, Instant.EPOCH);
        return KeptSecrets.of(profile, draft, url -> ENGINE, ALL);
    }

    private static ProfileDraft draft(String url, @Nullable Tunnel tunnel, Map<SecretField, Secret> secrets) {
        return new ProfileDraft("shop", url, null, tunnel, secrets);
    }

    @Test
    void stayForTheSameServerWhateverElseChanges() {
        assertThat(kept(BASTION, draft("postgresql://other@db.example/sales", BASTION, Map.of())))
                .isEqualTo(ALL);
        assertThat(kept(BASTION, draft(SERVER, null, Map.of()))).containsOnlyKeys(SecretField.PASSWORD);
    }

    @Test
    void doNotGoToAnotherServerNorThroughAnotherTunnel() {
        for (var elsewhere : new ProfileDraft[] {
            draft("postgresql://app@mine.example:5432/shop", BASTION, Map.of()),
            draft("postgresql://app@db.example:6432/shop", BASTION, Map.of()),
            draft(SERVER, ANOTHER, Map.of())
        }) {
            assertThatThrownBy(() -> kept(BASTION, elsewhere))
                    .hasMessageContaining("GW-0209")
                    .hasMessageNotContaining("swordfish");
        }
        assertThatThrownBy(() -> kept(null, draft(SERVER, ANOTHER, Map.of()))).hasMessageContaining("GW-0209");
    }

    @Test
    void areReplacedByThoseThatAreGivenWithTheNewServer() {
        var given = Map.of(SecretField.PASSWORD, new Secret("other"));

        assertThat(kept(BASTION, draft(SERVER, ANOTHER, given))).doesNotContainKey(SecretField.TUNNEL_PASSWORD);
        assertThat(kept(BASTION, draft("postgresql://app:new@mine.example/shop", BASTION, Map.of())))
                .containsKey(SecretField.TUNNEL_PASSWORD);
    }
}
